"""The council's sittings as pages show them: the list, one sitting with its members and what it votes on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from namro.apps.appraisals.minutes import named
from namro.apps.appraisals.models import Member, Motion, Sitting
from namro.apps.assessments.models import Line
from namro.core.assessment.council import DUTY_WORDS, NOT_CLAIMED, PRESENCE_WORDS, Duty, Presence, Quorum, quorum
from namro.core.assessment.opinions import Layer, value_words
from namro.core.framework.model import Framework
from namro.ui.chips import Chip
from namro.ui.formats import moment

_STATES = {
    Motion.State.OPEN: ("clock", "warn"),
    Motion.State.DECIDED: ("circle-check", "good"),
    Motion.State.WITHDRAWN: ("arrow-back-up", "line"),
}


@dataclass(frozen=True, slots=True)
class SittingRow:
    """A sitting in the list."""

    url: str
    number: int
    when: str
    place: str
    chip: Chip
    chair: str
    quorum: str
    decided: int
    waiting: int


def chip_of(sitting: Sitting) -> Chip:
    """Whether the minutes are fixed."""
    if sitting.closed:
        return Chip("lock", "", _("Đã kết thúc"))
    return Chip("pencil", "acc", _("Đang họp"))


def sitting_rows(sittings: Iterable[Sitting], key: str) -> list[SittingRow]:
    """Return the rows of the list; expects members at hand and the counts."""
    return [
        SittingRow(
            url=reverse("appraisals:sitting", args=[key, one.code]),
            number=one.number,
            when=moment(one.held_at),
            place=one.place,
            chip=chip_of(one),
            chair=next((member.name for member in one.members.all() if member.duty == Duty.CHAIR), ""),
            quorum=_quorum(one, list(one.members.all())).sentence,
            decided=getattr(one, "decided", 0),
            waiting=getattr(one, "waiting", 0),
        )
        for one in sittings
    ]


def _quorum(sitting: Sitting, members: Sequence[Member]) -> Quorum:
    return quorum([Presence(one.presence) for one in members], sitting.rule)


@dataclass(frozen=True, slots=True)
class MemberRow:
    """A member with the ways to take part."""

    id: int
    name: str
    about: str
    duty: str
    words: str
    options: tuple[tuple[str, str, bool], ...]


@dataclass(frozen=True, slots=True)
class MotionRow:
    """A criterion that is voted on."""

    url: str
    number: int
    unit: str
    criterion: str
    name: str
    claimed: str
    chip: Chip
    decided: str


@dataclass(frozen=True, slots=True)
class LineRow:
    """A criterion that waits for the council."""

    id: int
    unit: str
    criterion: str
    name: str
    claimed: str
    url: str


@dataclass(frozen=True, slots=True)
class SittingPage:
    """One sitting: who takes part and whether that is enough."""

    number: int
    when: str
    place: str
    chip: Chip
    draft: bool
    version: int
    quorum: Quorum
    members: tuple[MemberRow, ...]


def _when(sitting: Sitting) -> str:
    """The hours of a sitting, its day once where it ended on the day it began."""
    began, ended = moment(sitting.held_at), moment(sitting.ended_at) if sitting.ended_at else ""
    clock, _space, date = began.partition(" ")
    return f"{clock} – {ended}" if ended.endswith(date) else f"{began} – {ended}" if ended else began


def sitting_page(sitting: Sitting, members: Sequence[Member]) -> SittingPage:
    """Return the page's head and members."""
    return SittingPage(
        number=sitting.number,
        when=_when(sitting),
        place=sitting.place,
        chip=chip_of(sitting),
        draft=not sitting.closed,
        version=sitting.version,
        quorum=_quorum(sitting, members),
        members=tuple(_member(one) for one in members),
    )


def _member(one: Member) -> MemberRow:
    words = {kind: _(said) for kind, said in PRESENCE_WORDS.items()}
    return MemberRow(
        one.pk,
        one.name,
        ", ".join(filter(None, (one.title, one.body))),
        "" if one.duty == Duty.MEMBER else _(DUTY_WORDS[Duty(one.duty)]),
        words[Presence(one.presence)],
        tuple((kind.value, said, kind.value == one.presence) for kind, said in words.items()),
    )


def claimed_words(line: Line, framework: Framework) -> str:
    """What the unit claims, in words."""
    value = line.value(Layer.SELF)
    return _(NOT_CLAIMED) if value is None else value_words(value, framework)


def motion_rows(
    motions: Iterable[Motion], framework: Framework, units: Mapping[int, str], *, place: tuple[str, str]
) -> list[MotionRow]:
    """Return the rows of a sitting's motions; `place` are the codes of round and sitting."""
    return [
        MotionRow(
            url=reverse("appraisals:motion", args=[*place, one.number]),
            number=one.number,
            unit=units[one.line.assessment.unit_id],
            criterion=one.line.node_id,
            name=named(framework, one.line.node_id)[0],
            claimed=claimed_words(one.line, framework),
            chip=chip_of_motion(one),
            decided="" if one.chosen is None else value_words(one.chosen.value, framework),
        )
        for one in motions
    ]


def chip_of_motion(motion: Motion) -> Chip:
    """How a motion stands."""
    icon, css = _STATES[Motion.State(motion.state)]
    return Chip(icon, css, motion.get_state_display())


def line_rows(lines: Iterable[Line], framework: Framework, units: Mapping[int, str], year: int) -> list[LineRow]:
    """Return the rows of criteria that wait for the council."""
    return [
        LineRow(
            id=one.pk,
            unit=units[one.assessment.unit_id],
            criterion=one.node_id,
            name=named(framework, one.node_id)[0],
            claimed=claimed_words(one, framework),
            url=reverse("assessments:criterion", args=[year, one.assessment.unit.code, one.node_id]),
        )
        for one in lines
    ]
