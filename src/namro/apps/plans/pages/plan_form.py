"""The boxes of a task's form, filled: with what stands there, or with what somebody typed and must mend."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from django.http import QueryDict
from django.utils.translation import gettext as _

from namro.apps.people.owning import NOBODY, Choices, Option, value_of
from namro.apps.plans.actions.editing import TEXTS
from namro.apps.plans.bridge import rhythm_in
from namro.apps.plans.models import Task
from namro.apps.plans.typed import ADD, AMOUNTS, EVENT, NONE, ONCE, REPLACE, TIMES, FieldRefused
from namro.core.improvement.events import UNITS
from namro.core.timetable import Period
from namro.core.timetable.rhythm import WEEKS
from namro.core.timetable.terms import UNIT_WORDS
from namro.ui.formats import day, number

#: Single boxes of the form; helpers are ticked, one by one.
BOXES = (*TEXTS, "gain", "since", "owner", "helping", *TIMES, *AMOUNTS)

Picked = tuple[tuple[str, str, bool], ...]


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a box cannot be so, and (value, words) of days to choose from."""

    message: str
    days: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskForm:
    """Values and refusals by box; lists to choose from as (value, words, chosen). `was`: what the form was made of."""

    values: dict[str, str]
    refused: dict[str, Refusal]
    owners: tuple[tuple[str, Picked], ...]
    helpers: Picked
    helping: Picked
    periods: Picked
    weekdays: Picked
    edges: Picked
    terms: Picked
    was: tuple[tuple[str, str], ...] = ()
    nobody: bool = False


def task_form(
    choices: Choices,
    values: Mapping[str, str],
    helpers: Collection[str],
    *,
    refused: Mapping[str, FieldRefused] | None = None,
    was: tuple[tuple[str, str], ...] = (),
    more: Option | None = None,
) -> TaskForm:
    """Return the form; `more` is an owner who stands there without being among the choices any longer."""
    owner = values.get("owner", "")
    owners = [(heading, _picked(options, {owner})) for heading, options in choices.of_owners() if options]
    if more and choices.find(more.value) is None:
        owners.insert(0, (_("Đang ghi"), ((more.value, more.words, more.value == owner),)))
    return TaskForm(
        values=dict(values),
        refused={name: refusal(fault) for name, fault in (refused or {}).items()},
        owners=tuple(owners),
        helpers=_picked(choices.helpers(), helpers),
        helping=_chosen(_helping(), values.get("helping", "")),
        periods=_chosen(periods(), values.get("period", "")),
        weekdays=_chosen(weekdays(), values.get("weekday", "")),
        edges=_chosen((("", _("chậm nhất ngày")), ("before", _("trước ngày"))), values.get("edge", "")),
        terms=_chosen(tuple((unit.value, UNIT_WORDS[unit]) for unit in UNITS), values.get("term_unit", "")),
        was=was,
        nobody=owner == NOBODY,
    )


def refusal(fault: FieldRefused) -> Refusal:
    """A refusal with its days in words."""
    return Refusal(fault.message, tuple((one.isoformat(), day(one)) for one in fault.days))


def typed_values(post: QueryDict) -> dict[str, str]:
    """What was typed, box by box, to be shown again."""
    return {name: post.get(name, "") for name in BOXES}


def values_of(task: Task) -> dict[str, str]:
    """A task as it stands in the form."""
    rhythm = rhythm_in(task)
    weekly = rhythm is not None and rhythm.period in WEEKS
    number_of_day = str(rhythm.day or "") if rhythm else ""
    return {
        **{name: getattr(task, name) for name in TEXTS},
        "gain": number(task.gain) if task.gain is not None else "",
        "since": day(task.since),
        "owner": value_of(task),
        "period": rhythm.period.value if rhythm else EVENT if task.event else ONCE,
        "event": task.event,
        "term": str(task.term or ""),
        "term_unit": task.term_unit,
        "quantity": number(task.quantity) if task.quantity is not None else "",
        "measure": task.measure,
        "weekday": number_of_day if weekly else "",
        "monthday": "" if weekly else number_of_day,
        "month": str(rhythm.month or "") if rhythm else "",
        "edge": "before" if rhythm and rhythm.before else "",
        "due": day(task.due) if task.due else "",
    }


def helpers_in(task: Task) -> tuple[str, ...]:
    """Who helps with a task, as values of options."""
    return tuple(
        f"person:{one.user_id}" if one.user_id else f"position:{one.position_id}" for one in task.collaborators.all()
    )


def _helping() -> tuple[tuple[str, str], ...]:
    """What is done to the helpers of several tasks."""
    return (
        ("", _("Giữ nguyên")),
        (ADD, _("Thêm vào những người đang phối hợp")),
        (REPLACE, _("Thay bằng những người được đánh dấu")),
        (NONE, _("Bỏ hết người phối hợp")),
    )


def periods() -> tuple[tuple[str, str], ...]:
    """How often a task can come back, once first."""
    return (
        (ONCE, _("một lần")),
        (Period.WEEK, _("hằng tuần")),
        (Period.TWO_WEEKS, _("hai tuần một lần")),
        (Period.MONTH, _("hằng tháng")),
        (Period.QUARTER, _("hằng quý")),
        (Period.HALF_YEAR, _("nửa năm một lần")),
        (Period.YEAR, _("hằng năm")),
        (Period.CONTINUOUS, _("thường xuyên, không có hạn")),
        (EVENT, _("khi có sự kiện")),
    )


def weekdays() -> tuple[tuple[str, str], ...]:
    """Days of the week; none is Friday."""
    names = (_("thứ Hai"), _("thứ Ba"), _("thứ Tư"), _("thứ Năm"), _("thứ Sáu"), _("thứ Bảy"), _("Chủ nhật"))
    return (("", _("cuối tuần làm việc")), *((str(n), name) for n, name in enumerate(names, start=1)))


def _picked(options: Collection[Option], chosen: Collection[str]) -> Picked:
    return tuple((one.value, one.words, one.value in chosen) for one in options)


def _chosen(options: Collection[tuple[str, str]], chosen: str) -> Picked:
    return tuple((value, words, value == chosen) for value, words in options)
