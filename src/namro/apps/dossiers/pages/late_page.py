"""Late dossiers of a unit: both readings of the ratio, the classes, each one as reckoned and as contested."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.urls import reverse
from django.utils.translation import gettext as _

from namro.apps.dossiers.late import LateOfUnit, LateOne
from namro.apps.dossiers.models import LateClass, LateContest
from namro.core.service.lateness import Lateness, OnTimeRatio, Reading
from namro.ui.chips import Chip
from namro.ui.formats import NOTHING, day, number

#: Dossiers shown; the counts are of all.
MOST = 300


@dataclass(frozen=True, slots=True)
class ReadingLine:
    """One reading of the ratio, as reckoned and with what was accepted."""

    name: str
    about: str
    value: str
    counts: str
    reckoned: str


@dataclass(frozen=True, slots=True)
class LateLine:
    """A late dossier: what the figures say and what is said against it."""

    code: str
    url: str
    procedure: str
    since: str
    reckoned: str
    words: str
    contested: str
    chip: Chip | None


@dataclass(frozen=True, slots=True)
class LatePage:
    """All of it; `more` is how many are not shown."""

    finding: str
    readings: tuple[ReadingLine, ...]
    classes: tuple[tuple[str, str], ...]
    rows: tuple[LateLine, ...]
    more: int


def late_page(found: LateOfUnit, names: Mapping[str, str], today: date) -> LatePage:
    """Put the page together; `names` are those of procedures by code."""
    shown = found.rows[:MOST]
    counted = {str(kind): count for kind, count in found.counted.late}
    return LatePage(
        _finding(found, today),
        (
            _reading(found, Reading.ALL, _("Mọi hồ sơ trễ"), _("trễ ở đâu cũng tính (all)")),
            _reading(
                found,
                Reading.OWN_FAULT,
                _("Chỉ trễ do đơn vị"),
                _("trễ do cơ quan khác, do chờ người dân, do dữ liệu không tính (own_fault)"),
            ),
        ),
        tuple((str(kind.label), number(Decimal(counted.get(kind.value, 0)))) for kind in LateClass),
        tuple(_row(one, names) for one in shown),
        found.late - len(shown),
    )


def _finding(found: LateOfUnit, today: date) -> str:
    said = {"total": _n(found.counted.total), "late": _n(found.late), "day": day(today)}
    if not found.counted.total:
        return _("Không có hồ sơ nào trong kỳ.")
    if not found.late:
        return _("%(total)s hồ sơ trong kỳ, không hồ sơ nào trễ.") % said
    return _("%(late)s trong %(total)s hồ sơ của kỳ tính là trễ.") % said


def _reading(found: LateOfUnit, reading: Reading, name: str, about: str) -> ReadingLine:
    now, before = percent_words(found.counted, reading), percent_words(found.reckoned, reading)
    said = _("theo số liệu: %(value)s") % {"value": before} if before != now else ""
    counts = f"{_n(found.counted.numerator(reading))}/{_n(found.counted.total)}"
    return ReadingLine(name, about, now, counts, said)


def percent_words(ratio: OnTimeRatio, reading: Reading) -> str:
    """Return a ratio as people read it: "99,58 %"."""
    value = ratio.percent(reading)
    return NOTHING if value is None else f"{number(value)} %"


def _row(one: LateOne, names: Mapping[str, str]) -> LateLine:
    contest = one.waiting or one.accepted
    return LateLine(
        one.row.code,
        reverse("dossiers:dossier", args=[one.row.pk]),
        names.get(one.row.procedure, one.row.procedure),
        day(one.reckoned.since.date()) if one.reckoned.since else NOTHING,
        class_words(one.reckoned),
        one.reckoned.words,
        contest_words(contest) if contest else "",
        contest_chip(contest) if contest else None,
    )


def class_words(late: Lateness) -> str:
    """Return the class of a late dossier, with the agency where it is another's."""
    words = str(LateClass(late.late_class).label)
    return f"{words}: {late.step.unit}" if late.late_class == LateClass.OTHER_AGENCY and late.step else words


def contest_words(contest: LateContest) -> str:
    """Return what was said against the figures: class, agency, step, proof."""
    where = ", ".join(filter(None, (contest.holder, contest.step)))
    kind = f"{contest.get_late_class_display()}: {where}" if where else contest.get_late_class_display()
    return f"{kind}. {contest.reason} ({contest.proof})"


def contest_chip(contest: LateContest) -> Chip:
    """Return how far a proposal is."""
    icon, css = {
        LateContest.State.PROPOSED.value: ("hourglass", "warn"),
        LateContest.State.ACCEPTED.value: ("check", "good"),
        LateContest.State.REFUSED.value: ("arrow-back-up", "calm"),
        LateContest.State.REPLACED.value: ("circle-dashed", "calm"),
    }[contest.state]
    return Chip(icon, css, contest.get_state_display())


def _n(count: int) -> str:
    return number(Decimal(count))
