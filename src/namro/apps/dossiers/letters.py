"""Letters about dossiers as rows: which a day needs, which are needed no more, what each says on paper."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TypeVar

from django.db import transaction
from django.utils.translation import gettext as _

from namro.apps.dossiers.bridge import value_of
from namro.apps.dossiers.limits_of import offices
from namro.apps.dossiers.models import Dossier, DossierLetter, LetterState
from namro.apps.dossiers.queries import condition_running
from namro.apps.people.models import Unit
from namro.apps.people.queries.organisation import names_of
from namro.core.base.clock import VIETNAM
from namro.core.service import dossiers as core
from namro.core.service import letters as core_letters
from namro.core.service.letters import Letter, LetterKind, letters_on, not_needed
from namro.core.timetable import WorkingTime, national_calendar

#: Dossiers looked at together: five queries for each such part.
_AT_ONCE = 500
_ONE_DAY = timedelta(days=1)
Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class Prepared:
    """How many letters were made, and how many unsent ones are needed no more."""

    made: int
    withdrawn: int


@dataclass(frozen=True, slots=True)
class Looked:
    """A dossier as the rules see it, and the working time of the unit that handles it."""

    row: Dossier
    value: core.Dossier
    office: WorkingTime


def prepare(day: date, now: datetime, *, unit: int | None = None, by: int | None = None) -> Prepared:
    """Withdraw what is needed no more, then make what the day needs: of one unit, or of all of them.

    Made twice for the same dossier, kind and day by nobody: the database keeps one.
    """
    withdrawn = review(now, unit=unit)
    first = datetime.combine(core_letters.last_due(day, national_calendar()) + _ONE_DAY, time.min, VIETNAM)
    rows = Dossier.objects.filter(condition_running(), limit_at__lt=first)
    if unit is not None:
        rows = rows.filter(unit=unit)
    made = 0
    for keys in _parts(list(rows.order_by("id").values_list("pk", flat=True))):
        fresh = [
            row_of(found, letter, by=by, at=now)
            for found in look(keys)
            for letter in letters_on(found.value, day, now, found.office)
        ]
        made += _keep(fresh, day)
    return Prepared(made, withdrawn)


def _keep(fresh: list[DossierLetter], day: date) -> int:
    with transaction.atomic():
        mine = DossierLetter.objects.filter(dossier__in=[one.dossier_id for one in fresh], on=day)
        before = mine.count()
        DossierLetter.objects.bulk_create(fresh, ignore_conflicts=True)
        return mine.count() - before


def review(now: datetime, *, unit: int | None = None, dossiers: Iterable[int] | None = None) -> int:
    """Withdraw unsent letters that their dossiers have made needless; bring the place of the others up to date."""
    letters = DossierLetter.objects.filter(state=LetterState.PREPARED)
    if unit is not None:
        letters = letters.filter(unit=unit)
    if dossiers is not None:
        letters = letters.filter(dossier__in=list(dossiers))
    withdrawn = 0
    for part in _parts(list(letters.order_by("id"))):
        looked = {one.row.pk: one for one in look({letter.dossier_id for letter in part})}
        withdrawn += sum(_reviewed(letter, looked[letter.dossier_id], now) for letter in part)
    return withdrawn


def _reviewed(letter: DossierLetter, found: Looked, now: datetime) -> bool:
    kind = LetterKind(letter.kind)
    why = not_needed(kind, letter.due, letter.holder or found.value.unit, found.value, now, found.office)
    mine = DossierLetter.objects.filter(pk=letter.pk, state=LetterState.PREPARED)
    if why:
        return bool(mine.update(state=LetterState.WITHDRAWN, why=why[:300], closed_at=now))
    said = _columns(core_letters.letter_of(kind, found.value, letter.on, now, found.office), found)
    if kind is LetterKind.APOLOGY:
        del said["new_due"]  # somebody gives it
    changed = {name: value for name, value in said.items() if getattr(letter, name) != value}
    if changed:
        mine.update(**changed)
    return False


def look(keys: Iterable[int]) -> Iterator[Looked]:
    """Yield dossiers by id with all that belongs to them; a fixed number of queries."""
    rows = Dossier.objects.filter(pk__in=list(keys)).order_by("id").prefetch_related("steps", "papers", "answers")
    found = list(rows)
    steps = {row.pk: sorted(row.steps.all(), key=lambda one: one.number) for row in found}
    units = {row.unit_id for row in found} | {step.unit_id for many in steps.values() for step in many if step.unit_id}
    names = {key: name for key, (_code, name) in names_of(units).items()}
    office_of = offices(dict(Unit.objects.filter(pk__in={row.unit_id for row in found}).values_list("id", "code")))
    for row in found:
        papers = sorted(row.papers.all(), key=lambda one: (one.day, one.pk))
        value = value_of(row, steps=steps[row.pk], papers=papers, answers=row.answers.all(), names=names)
        yield Looked(row, value, office_of(row.unit_id))


def row_of(found: Looked, letter: Letter, *, by: int | None, at: datetime) -> DossierLetter:
    """Return a letter as the row that keeps it."""
    return DossierLetter(
        dossier=found.row,
        unit_id=found.row.unit_id,
        kind=str(letter.kind),
        on=letter.on,
        by_id=by,
        at=at,
        **_columns(letter, found),
    )


def _columns(letter: Letter, found: Looked) -> dict[str, object]:
    """What a letter says that may change while it waits."""
    step = letter.step if letter.step is not None and letter.step.unit != found.value.unit else None
    return {
        "due": letter.due,
        "holder": step.unit[:200] if step else "",
        "step": step.name[:200] if step else "",
        "step_began": step.started_at if step else None,
        "step_due": step.due_at if step else None,
        "days_left": letter.days_left,
        "days_late": letter.days_late,
        "new_due": letter.promised.astimezone(VIETNAM).date() if letter.promised else None,
    }


def _parts(rows: list[Row]) -> Iterator[list[Row]]:
    return (rows[start : start + _AT_ONCE] for start in range(0, len(rows), _AT_ONCE))


def night_words(found: Prepared) -> str:
    """Say what a night made: "3 thư đã lập, 1 thư rút"."""
    return _("%(made)d thư đã lập, %(withdrawn)d thư rút") % {"made": found.made, "withdrawn": found.withdrawn}
