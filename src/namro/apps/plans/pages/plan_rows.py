"""The tasks of a plan as rows of its table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.urls import reverse
from django.utils.translation import gettext as _

from namro.apps.people.models import OwnerKind
from namro.apps.people.owning import Option
from namro.apps.plans.bridge import event_in, rhythm_in
from namro.apps.plans.models import Plan, Task
from namro.apps.plans.pages.plan_states import coming_words, task_chip
from namro.apps.plans.summary import Standing
from namro.core.improvement.owners import Owner, Position, is_over
from namro.core.improvement.task_checks import Fault
from namro.core.timetable import national_calendar
from namro.ui.chips import Chip
from namro.ui.clears import Five, five
from namro.ui.formats import day, initials, points

#: Open work due in so many days is near.
_NEAR = timedelta(days=7)
#: Faults that the row shows in the cell itself.
_SHOWN = {"owner_missing", "date_impossible"}


@dataclass(frozen=True, slots=True)
class Somebody:
    """Who leads: `letters` of an avatar for a person, "" for a position or group; `beside` says how a group owes."""

    name: str
    letters: str = ""
    beside: str = ""


@dataclass(frozen=True, slots=True)
class Impossible:
    """A printed day that does not exist: what is wrong, and (value, words) of the days to choose from."""

    message: str
    days: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskRow:
    """One task. `meant` is whom the document means when nobody owes it yet."""

    id: int
    version: int
    number: int
    url: str
    criterion: str
    criterion_name: str
    text: str
    result: str
    proposed: bool
    dropped: bool
    deliverable: str
    owner: Somebody | None
    printed: str
    meant: str
    helpers: tuple[tuple[str, str], ...]
    helpers_text: str
    when: str
    when_css: str
    working_day: str
    impossible: Impossible | None
    gain: str
    points: str
    five: Five
    state: Chip
    faults: tuple[str, ...]
    picked: bool


@dataclass(frozen=True, slots=True)
class Around:
    """What rows need besides the tasks themselves, by the task's id."""

    owners: Mapping[int, Owner]
    helpers: Mapping[int, tuple[str, ...]]
    numbers: Mapping[int, int]
    standings: Mapping[int, Standing]
    faults: Mapping[int, Sequence[Fault]]
    meant: Mapping[int, Option]
    picked: frozenset[int]
    today: date


def task_row(task: Task, around: Around) -> TaskRow:
    """Return a task as a row."""
    standing = around.standings.get(task.pk)
    owner = around.owners.get(task.pk)
    found = around.faults.get(task.pk, ())
    return TaskRow(
        id=task.pk,
        version=task.version,
        number=around.numbers.get(task.pk, 0),
        url=reverse("plans:task", args=[task.plan.code, task.pk]),
        criterion=task.criterion,
        criterion_name=task.criterion_name,
        text=task.text,
        result=task.result,
        proposed=task.proposed,
        dropped=task.dropped,
        deliverable=task.deliverable,
        owner=owner_words(task, owner),
        printed=task.lead_text,
        meant=around.meant[task.pk].words if task.pk in around.meant else "",
        helpers=tuple((name, initials(name)) for name in around.helpers.get(task.pk, ())),
        helpers_text=task.helpers_text,
        when=when_words(task),
        when_css=_when_css(standing, around.today),
        working_day=_working_day(task),
        impossible=_impossible(found),
        gain=f"+{points(task.gain)}" if task.gain else "",
        points=str(task.gain or Decimal(0)),
        five=five_of(task, owner),
        state=task_chip(
            standing,
            owned=not is_over(owner),
            in_force=task.plan.status == Plan.Status.APPROVED and not task.dropped,
            today=around.today,
            coming=coming_words(task.laid_until, task.ends, task.event),
        ),
        faults=tuple(fault.message for fault in found if fault.code not in _SHOWN),
        picked=task.pk in around.picked,
    )


def five_of(task: Task, owner: Owner | None) -> Five:
    """What is clear about a task; somebody printed may know of it, but only an owner answers for it."""
    owned = not is_over(owner)
    return five(
        task=bool(task.text),
        people=bool(task.owner_kind or task.lead_text or task.helpers_text),
        answerable=owned,
        time=task.due is not None or bool(task.period or task.event),
        result=bool(task.deliverable),
    )


def owner_words(task: Task, owner: Owner | None) -> Somebody | None:
    """Who owes a task; of a position that ended, who took over."""
    if task.owner_user is not None:
        return Somebody(task.owner_user.full_name, initials(task.owner_user.full_name))
    if task.owner_position is not None:
        assert isinstance(owner, Position)
        return Somebody(owner.name, beside=beside_position(owner))
    if task.owner_group is not None:
        each = task.owner_kind == OwnerKind.EACH
        return Somebody(task.owner_group.name, beside=_("mỗi người") if each else _("một người làm"))
    return None


def beside_position(owner: Position) -> str:
    """What to know of a position that ended: that another one stands for it, or that nobody does."""
    if owner.over is not None:
        return _("đã kết thúc")
    return _("thay %(position)s") % {"position": owner.instead_of} if owner.instead_of else ""


def when_words(task: Task) -> str:
    """When a task is due, short enough for a table."""
    if rhythm := rhythm_in(task):
        return rhythm.words
    if begins := event_in(task):
        return begins.words
    if task.due:
        return day(task.due)
    return "" if task.due_token else task.due_text


def _when_css(standing: Standing | None, today: date) -> str:
    due = standing.next if standing else None
    if due is None:
        return ""
    return "t-bad m" if due < today else "t-warn" if due <= today + _NEAR else ""


def _working_day(task: Task) -> str:
    """The working day that counts where the due day is a day off; "" where it is the day itself."""
    if task.due is None or task.period:
        return ""
    counts = national_calendar().previous_working_day(task.due)
    return "" if counts == task.due else day(counts)


def _impossible(found: Sequence[Fault]) -> Impossible | None:
    fault = next((fault for fault in found if fault.code == "date_impossible"), None)
    if fault is None:
        return None
    return Impossible(fault.message, tuple((one.isoformat(), day(one)) for one in fault.proposals))
