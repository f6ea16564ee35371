"""The single door through which facts are written. Large files go through it in sets (`uploading`)."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import partial

from django.db import transaction
from django.utils.translation import gettext as _

from namro.apps.indicators.marking import Key, Pair, following, frozen_among, mark, survey_keys
from namro.apps.indicators.models import Delivery, Fact, Freeze, Producer
from namro.apps.indicators.news import facts_changed
from namro.apps.indicators.pairs import pair_faults
from namro.apps.indicators.sets import in_force, inputs_of
from namro.apps.indicators.values import (
    FIRST_YEAR,
    LAST_YEAR,
    TYPED,
    FactsRefused,
    bad_year,
    checked,
    checked_error,
    levels_of,
    not_scored,
)
from namro.apps.people.actions import record
from namro.apps.people.models import AuditEntry, User
from namro.apps.people.queries.organisation import names_of
from namro.core.scoring.fact_values import BadFact
from namro.ui.formats import day


@dataclass(frozen=True, slots=True)
class NewFact:
    """A value to write, as text; "" takes away the one that stands."""

    unit: int
    year: int
    input: str
    value: str
    se: str = ""

    @property
    def key(self) -> Key:
        """What it is a value of."""
        return self.unit, self.year, self.input


@dataclass(frozen=True, slots=True)
class Origin:
    """Which producer writes, and from what: a file's name, a register's code; who answers for it is the actor."""

    kind: Producer
    ref: str = ""


def write_facts(
    actor: User,
    facts: Sequence[NewFact],
    *,
    origin: Origin,
    as_of: date,
    at: datetime,
    seen: Mapping[Key, int] | None = None,
) -> Delivery | None:
    """Write facts, all or none; those that say what is there already are left out. None: nothing was new.

    `seen` names the facts (0: none) that a person had before the eyes: where another stands by now, nothing is
    written. Raises FactsRefused with every fault by the place of its fact, with code "conflict" for what was not seen,
    or "frozen" with why a result is frozen.
    """
    facts = check_facts(facts, typed=origin.kind in TYPED, until=at.year + 1)
    if not _new(facts):
        return None
    with transaction.atomic():
        hold([fact.key for fact in facts], until=at.year + 1)
        _check_seen(facts, seen or {})
        fresh = _new(facts)  # again: only now nobody else writes them
        _check_pairs(fresh)
        if not fresh:
            return None
        delivery = Delivery.objects.create(source_kind=origin.kind, source_ref=origin.ref[:200], by=actor, at=at)
        _supersede(fresh, delivery)
        Fact.objects.bulk_create(
            (
                Fact(
                    unit_id=fact.unit, year=fact.year, input=fact.input, value=fact.value, se=fact.se,
                    as_of=as_of, delivery=delivery,
                )
                for fact in fresh
            ),
            batch_size=1000,
        )  # fmt: skip
        told(actor, delivery, [fact.key for fact in fresh], at=at)
    return delivery


def check_facts(facts: Sequence[NewFact], *, typed: bool, until: int) -> list[NewFact]:
    """Return the facts as they are stored. Raises FactsRefused with every fault."""
    faults: dict[int, str] = {}
    editions = in_force()
    found: list[NewFact] = []
    seen: set[Key] = set()
    levels = {year: levels_of((f.unit for f in facts if f.year == year), year) for year in {f.year for f in facts}}
    for place, fact in enumerate(facts):
        try:
            if not FIRST_YEAR <= fact.year <= LAST_YEAR:
                raise bad_year(str(fact.year))
            if fact.key in seen:
                raise BadFact(_("%(name)s ghi hai lần. Hãy giữ một.") % {"name": fact.input})
            level = levels[fact.year].get(fact.unit)
            if level is None:
                raise not_scored(names_of([fact.unit])[fact.unit][1], fact.year)
            value = checked(fact.input, fact.value, inputs_of(editions, level, fact.year, until=until), typed=typed)
            found.append(replace(fact, value=value, se=checked_error(fact.se)))
            seen.add(fact.key)
        except BadFact as error:
            faults[place] = str(error)
    if faults:
        raise FactsRefused(faults)
    return found


def hold(keys: Collection[Key], *, until: int) -> None:
    """Mark what follows from these facts, and so keep every other writer of it waiting; refuse if some is frozen."""
    pairs = following(keys, until=until)
    mark(pairs)
    frozen = frozen_among(pairs)
    if any(row.surveys_open for row in frozen.values()):
        surveyed = survey_keys(keys)
        closed = set(following([key for key in keys if key not in surveyed], until=until))
        frozen = {pair: row for pair, row in frozen.items() if not row.surveys_open or pair in closed}
    if frozen:
        raise _frozen(frozen)


def _frozen(frozen: Mapping[Pair, Freeze]) -> FactsRefused:
    """Each result that is frozen with its reason, and who can lift it."""
    names = names_of({unit for unit, _year in frozen})
    said = {
        place: _("Số liệu của %(unit)s năm %(year)d đã khóa ngày %(day)s: %(reason)s. Muốn sửa, nhờ quản trị mở khóa.")
        % {"unit": names[unit][1], "year": year, "day": day(row.at), "reason": row.reason}
        for place, ((unit, year), row) in enumerate(frozen.items())
    }
    return FactsRefused(said, code="frozen")


def told(actor: User, delivery: Delivery, keys: Sequence[Key], *, at: datetime) -> None:
    """Record the act, and let those above know once it is committed."""
    unit, year, name = keys[0]
    note = f"{year} {name}" if len(keys) == 1 else _("%(n)d giá trị") % {"n": len(keys)}
    record(actor, AuditEntry.Act.FACTS_WRITTEN, at=at, subject=f"delivery:{delivery.pk}", note=f"{note} ({unit})")
    announce()


def announce() -> None:
    """Say that marks wait, once they are committed."""
    transaction.on_commit(partial(facts_changed.send, sender=Fact))


def _current(facts: Sequence[NewFact]) -> dict[Key, Fact]:
    rows = Fact.objects.filter(
        superseded_by=None,
        unit__in={fact.unit for fact in facts},
        year__in={fact.year for fact in facts},
        input__in={fact.input for fact in facts},
    )
    return {(row.unit_id, row.year, row.input): row for row in rows}


def _new(facts: Sequence[NewFact]) -> list[NewFact]:
    there = _current(facts)
    return [fact for fact in facts if _differs(there.get(fact.key), fact)]


def _differs(row: Fact | None, fact: NewFact) -> bool:
    if row is None:
        return bool(fact.value)
    return (row.value, row.se) != (fact.value, fact.se)


def _supersede(facts: Sequence[NewFact], delivery: Delivery) -> None:
    wanted = {fact.key for fact in facts}
    ids = [row.pk for key, row in _current(facts).items() if key in wanted]
    Fact.objects.filter(pk__in=ids).update(superseded_by=delivery)


def _check_seen(facts: Sequence[NewFact], seen: Mapping[Key, int]) -> None:
    there = {key: row.pk for key, row in _current(facts).items()} if seen else {}
    if any(there.get(key, 0) != number for key, number in seen.items()):
        message = _("Người khác vừa ghi giá trị này. Giá trị vừa gõ còn ở dưới; xem giá trị mới rồi bấm Ghi lần nữa.")
        raise FactsRefused({0: message}, code="conflict")


def _check_pairs(facts: Sequence[NewFact]) -> None:
    values = [(fact.key, fact.value) for fact in facts]
    faults = [said for year in sorted({fact.year for fact in facts}) for said in pair_faults(year, values)]
    if faults:
        raise FactsRefused(dict(enumerate(faults)))
