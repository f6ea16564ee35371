"""The parts of the page of work about what happens on the way: lists, values, parts, comments, passing on."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from namro.apps.people.owning import choices_of
from namro.apps.plans.desk import Desk
from namro.apps.plans.doings import Doings, calls, pace_of, passes_on, sets_goals, splits, writes_list
from namro.apps.plans.models import Comment, HandOver, Occurrence, Told
from namro.apps.plans.pages.work_time import Asked
from namro.apps.plans.pages.work_words import short_day, state_mark
from namro.apps.plans.pages.work_zalo import called as called_name
from namro.apps.plans.permissions import can_remove_comment
from namro.apps.plans.times import is_touched
from namro.core.improvement.milestones import REACH_WORDS, Reach
from namro.core.improvement.passing import PASSED, PASSING_WORDS, Passing
from namro.core.improvement.quantities import plain
from namro.ui.chips import Chip
from namro.ui.formats import day, moment

#: Forms of these parts that stand on the page whatever happened in between.
WAY_FORMS = frozenset({"items", "values", "goal", "part", "comment", "passing"})
_REACH = {
    Reach.OPEN: ("circle-dashed", "line"),
    Reach.REACHED: ("circle-check", "good"),
    Reach.REACHED_LATE: ("circle-check", "warn"),
    Reach.MISSED: ("alert-triangle", "bad"),
}


@dataclass(frozen=True, slots=True)
class Item:
    """A line of the list; `by` says who ticked it and when."""

    key: int
    text: str
    by: str


@dataclass(frozen=True, slots=True)
class GoalLine:
    """A value to reach, and how it stands."""

    key: int
    words: str
    stands: str
    chip: Chip


@dataclass(frozen=True, slots=True)
class ValueLine:
    """A value that was told; `back` says whether the reader may take it back."""

    key: int
    words: str
    about: str
    back: bool


@dataclass(frozen=True, slots=True)
class PartLine:
    """A part of the work."""

    url: str
    text: str
    about: str
    chip: Chip


@dataclass(frozen=True, slots=True)
class CommentLine:
    """A comment; taken away, `text` is empty and `about` says by whom."""

    key: int
    who: str
    at: str
    text: str
    about: str
    called: str
    removes: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class OnTheWay:
    """What the page shows and the forms it offers; `pace` is the count in words, `percent` how much is there."""

    items: tuple[Item, ...]
    ticked: int
    lists: bool
    goals: tuple[GoalLine, ...]
    sets: bool
    values: tuple[ValueLine, ...]
    counts: bool
    pace: str
    percent: int
    behind: bool
    measure: str
    tells: bool
    parts: tuple[PartLine, ...]
    splits: bool
    owners: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]
    whole: tuple[str, str]
    comments: tuple[CommentLine, ...]
    comments_on: bool
    people: tuple[tuple[int, str], ...]
    passes: bool
    orders: bool
    receivers: tuple[tuple[int, str], ...]
    offer: str
    offer_reason: str
    answers: bool
    withdraws: bool
    past: tuple[str, ...]
    began: str
    event_back: bool
    today: str
    asked: Asked


def on_the_way(desk: Desk, found: Doings, asked: Asked) -> OnTheWay:
    """Return the context of these parts."""
    row, today = desk.row, desk.user.standing.day
    task, offer = row.task, found.offer
    pace = pace_of(desk, found.counts, member=desk.member)
    may_split = splits(desk)
    mine = offer is not None and offer.receiver_id == desk.user.pk
    tells = desk.hands_in and (task.quantity is not None or bool(found.goals))
    return OnTheWay(
        items=tuple(Item(one.pk, one.text, _ticked(found, one.pk)) for one in found.items),
        ticked=len([one for one in found.items if one.pk in found.ticks]),
        lists=writes_list(desk),
        goals=_goals(desk, found),
        sets=sets_goals(desk),
        values=tuple(_value(one, desk) for one in found.told if _shown(one, desk)),
        counts=task.quantity is not None,
        pace=pace.words if pace else "",
        percent=pace.percent if pace else 0,
        behind=pace.behind if pace else False,
        measure=task.measure,
        tells=tells,
        parts=_parts(desk, found),
        splits=may_split,
        owners=_owners(desk) if may_split else (),
        whole=(found.whole.task.text, reverse("plans:work", args=[found.whole.code])) if found.whole else ("", ""),
        comments=tuple(_comment(one, desk) for one in found.comments),
        comments_on=found.can_write,
        people=calls(desk.user, found),
        passes=passes_on(desk, found),
        orders="leader" in desk.roles,
        receivers=_receivers(row, found),
        offer=_offered(offer) if offer else "",
        offer_reason=offer.reason if offer else "",
        answers=mine,
        withdraws=offer is not None and not mine and bool(desk.roles),
        past=tuple(_passed(one) for one in found.passings if one.state != Passing.OFFERED),
        began=_began(desk),
        event_back=bool(task.event) and bool(desk.roles) and not is_touched(row) and not found.comments,
        today=day(today),
        asked=asked,
    )


def _ticked(found: Doings, key: int) -> str:
    tick = found.ticks.get(key)
    return f"{tick.by.full_name}, {moment(tick.at)}" if tick else ""


def _goals(desk: Desk, found: Doings) -> tuple[GoalLine, ...]:
    measure = desk.row.task.measure
    lines = []
    for row, stand in found.goals:
        told = {"value": f"{plain(row.value)} {measure}".strip(), "day": day(row.day)}
        words = _("%(value)s trước ngày %(day)s") if row.before else _("%(value)s, chậm nhất ngày %(day)s")
        lines.append(
            GoalLine(row.pk, words % told, stand.words(measure), Chip(*_REACH[stand.reach], REACH_WORDS[stand.reach]))
        )
    return tuple(lines)


def _shown(one: Told, desk: Desk) -> bool:
    return not desk.each or desk.member is None or (one.piece is not None and one.piece.user_id == desk.member)


def _value(one: Told, desk: Desk) -> ValueLine:
    words = f"{plain(one.value)} {desk.row.task.measure}".strip()
    about = " · ".join(filter(None, (day(one.on), one.by.full_name, one.said)))
    return ValueLine(one.pk, words, about, desk.hands_in)


def _parts(desk: Desk, found: Doings) -> tuple[PartLine, ...]:
    today = desk.user.standing.day
    lines = []
    for part in found.parts:
        owner = found.part_owners.get(part.task_id)
        who = called_name(owner, today) if owner else _("chưa có người")
        due = _("hạn %(day)s") % {"day": short_day(part.due, today)} if part.due else ""
        about = " · ".join(filter(None, (who, due, f"{part.progress} %" if part.progress else "")))
        lines.append(PartLine(reverse("plans:work", args=[part.code]), part.task.text, about, state_mark(part.state)))
    return tuple(lines)


def _owners(desk: Desk) -> tuple[tuple[str, tuple[tuple[str, str], ...]], ...]:
    found = choices_of(desk.row.task.plan.unit_id, desk.user.standing.day)
    kept = [(heading, options) for heading, options in found.of_owners() if options]
    return tuple((heading, tuple((one.value, one.words) for one in options)) for heading, options in kept)


def _comment(one: Comment, desk: Desk) -> CommentLine:
    one.occurrence = desk.row
    gone = ""
    if one.removed_by is not None and one.removed_at is not None:
        told = {"who": one.removed_by.full_name, "at": moment(one.removed_at)}
        gone = _("Ý kiến đã được %(who)s gỡ lúc %(at)s.") % told
    called = ", ".join(person.full_name for person in one.called.all())
    return CommentLine(
        key=one.pk,
        who=one.by.full_name,
        at=moment(one.at),
        text="" if gone else one.text,
        about=gone,
        called="" if gone or not called else _("Nhắc: %(names)s") % {"names": called},
        removes=not gone and can_remove_comment(desk.user, one),
    )


def _offered(row: HandOver) -> str:
    told = {"giver": row.giver.full_name, "receiver": row.receiver.full_name, "at": moment(row.at)}
    return _("%(giver)s bàn giao việc này cho %(receiver)s lúc %(at)s, chờ trả lời.") % told


def _receivers(row: Occurrence, found: Doings) -> tuple[tuple[int, str], ...]:
    """Whom it can go to: not who has it, not who passed it on before (`core.improvement.passing.check_pass`)."""
    out = {one.giver_id for one in found.passings if one.state in PASSED} | {row.task.owner_user_id}
    return tuple(one for one in found.people if one[0] not in out)


def _passed(row: HandOver) -> str:
    at = moment(row.answered_at or row.at)
    said = f"{PASSING_WORDS[Passing(row.state)]}: {row.giver.full_name} → {row.receiver.full_name}, {at}."
    return f"{said} {row.reason} {row.answer}".strip()


def _began(desk: Desk) -> str:
    if not desk.row.task.event:
        return ""
    found = desk.row.happening
    document = _(" (%(document)s)") % {"document": found.document} if found.document else ""
    return _("Tính từ %(day)s: %(what)s%(document)s.") % {
        "day": day(found.on), "what": found.what, "document": document,
    }  # fmt: skip
