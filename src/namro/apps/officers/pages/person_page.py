"""One person's month: numbers, indices, what the leader says, the dossiers of which something is to be said."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as _mark

from namro.apps.officers.figures import PersonMonth
from namro.apps.officers.models import Evaluation, EvaluationEvent
from namro.apps.officers.pages.unit_page import BAD, chip_of, counts_of
from namro.core.service.evaluation_states import TABLE, Part, State
from namro.core.service.lateness import LATE_CLASS_WORDS, LateClass
from namro.core.service.officers import COUNTED_WORDS, Counted, Edition, edition_on
from namro.ui.chips import Chip
from namro.ui.formats import NOTHING, moment, number

GROUPS = (
    (_mark("Hồ sơ trong tháng"), (Counted.RECEIVED, Counted.HANDLED, Counted.ON_TIME, Counted.EARLY, Counted.OPEN)),
    (
        _mark("Trễ, theo nguyên nhân"),
        (Counted.LATE_PROCESS, Counted.LATE_CITIZEN, Counted.LATE_DATA, Counted.LATE_OTHER, Counted.OPEN_LATE),
    ),
    (
        _mark("Cần xem"),
        (
            Counted.REQUESTED, Counted.REQUESTED_TWICE, Counted.NO_APOLOGY, Counted.NOT_DIGITISED, Counted.NO_RESULT,
            Counted.DISLIKED, Counted.CONFIRMED,
        ),
    ),
)  # fmt: skip
#: Dossiers shown; the rest stands in the list of dossiers.
SHOWN = 100


@dataclass(frozen=True, slots=True)
class Tile:
    """A number with its words."""

    words: str
    value: str
    bad: bool


@dataclass(frozen=True, slots=True)
class IndexLine:
    """An index: its points, or a choice of them where a person says it."""

    number: int
    title: str
    value: str
    asks: bool
    chosen: str


@dataclass(frozen=True, slots=True)
class Behind:
    """A dossier that was late, or for which a supplement was asked."""

    code: str
    url: str
    about: str
    bad: bool


@dataclass(frozen=True, slots=True)
class Past:
    """An act."""

    words: str
    who: str
    at: str
    said: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonPage:
    """The whole page."""

    name: str
    own: bool
    empty: bool
    chip: Chip
    limit: str
    groups: tuple[tuple[str, tuple[Tile, ...]], ...]
    indices: tuple[IndexLine, ...]
    basis: str
    remark: str
    levels: tuple[int, ...]
    rows: tuple[Behind, ...]
    more: int
    judgement: str
    answer: str
    acts: tuple[str, ...]
    version: int
    events: tuple[Past, ...]


def person_page(
    name: str, found: PersonMonth | None, row: Evaluation | None, parts: frozenset[Part], *,
    events: Iterable[EvaluationEvent], month_first: datetime, limit: datetime, now: datetime,
) -> PersonPage:  # fmt: skip
    """Put the page together. What is only being written is not the person's to read."""
    own = Part.PERSON in parts
    shown = row if row is not None and (row.state == State.SENT or not own) else None
    edition = found.edition if found else edition_on(month_first.date())
    state = State(row.state) if row else State.DRAFTED
    rows, more = _behind(found, shown)
    return PersonPage(
        name=name,
        own=own,
        empty=found is None and (row is None or row.state != State.SENT),
        chip=chip_of(row, limit, now),
        limit=moment(limit),
        groups=_groups(counts_of(found, row)),
        indices=tuple(_indices(edition, found, shown)),
        basis=edition.source,
        remark=edition.remark,
        levels=tuple(range(edition.most, -1, -1)),
        rows=rows,
        more=more,
        judgement=shown.judgement if shown else "",
        answer=shown.answer if shown else "",
        acts=TABLE.acts_open(state, parts),
        version=row.version if row else 0,
        events=tuple(
            Past(TABLE.by_name[one.act].words, one.by.full_name, moment(one.at), one.said)
            for one in events if not own or one.act != "save"
        ),
    )  # fmt: skip


def _groups(counts: dict[Counted, int]) -> tuple[tuple[str, tuple[Tile, ...]], ...]:
    def tile(key: Counted) -> Tile:
        return Tile(_(COUNTED_WORDS[key]), number(Decimal(counts[key])), key in BAD and counts[key] > 0)

    return tuple((_(title), tuple(tile(key) for key in keys)) for title, keys in GROUPS)


def _indices(edition: Edition, found: PersonMonth | None, row: Evaluation | None) -> Iterable[IndexLine]:
    judged = {int(key): int(n) for key, n in row.judged.items()} if row else {}
    sent = row is not None and row.state == State.SENT
    points: dict[int, Decimal | None] = found.points(judged) if found else {}
    if row is not None and sent:
        points = {int(key): None if n is None else Decimal(n) for key, n in row.content.get("points", {}).items()}
    for one in edition.indices:
        value = points.get(one.number)
        yield IndexLine(
            one.number, one.title, NOTHING if value is None else number(value), one in edition.judged and not sent,
            str(judged.get(one.number, "")),
        )  # fmt: skip


def _behind(found: PersonMonth | None, row: Evaluation | None) -> tuple[tuple[Behind, ...], int]:
    if row is not None and row.state == State.SENT:
        lines = [
            _line(one["key"], one["code"], one["late"], one["why"], one["requests"]) for one in row.content["rows"]
        ]
        return tuple(lines[:SHOWN]), max(0, len(lines) - SHOWN)
    told = [one for one in found.rows if one.share.late or one.share.asked] if found else []
    lines = [_line(one.key, one.code, one.share.late, one.why, one.share.requests) for one in told[:SHOWN]]
    return tuple(lines), max(0, len(told) - SHOWN)


def _line(key: int, code: str, late: str | None, why: str, requests: int) -> Behind:
    said = [_("trễ %(why)s: %(words)s") % {"why": LATE_CLASS_WORDS[LateClass(late)], "words": why}] if late else []
    if requests:
        said.append(_("yêu cầu bổ sung %(n)d lần") % {"n": requests})
    return Behind(code, reverse("dossiers:dossier", args=[key]), "; ".join(said), late == LateClass.PROCESS)
