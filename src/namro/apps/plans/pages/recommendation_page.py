"""The page of one recommendation, and of one supervision with what was recommended after it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from namro.apps.people.queries.organisation import names_then
from namro.apps.plans.models import Occurrence, Recommendation, Supervision
from namro.apps.plans.pages.recommendation_list import (
    Entry,
    about_words,
    chip_of,
    entries_of,
    late_words,
    source_words,
)
from namro.apps.plans.pages.work_words import standing_of_work, state_mark, work_url
from namro.apps.plans.recommendations import standing_in, with_work
from namro.core.improvement.recommendations import ACT_WORDS, Side, Standing, acts_open
from namro.ui.chips import Chip
from namro.ui.formats import day, moment

#: So many times of a task are shown; the plan has the others.
SHOWN = 12


@dataclass(frozen=True, slots=True)
class Past:
    """A line of the history."""

    word: str
    who: str
    as_who: str
    at: str
    said: str


@dataclass(frozen=True, slots=True)
class TimeOfWork:
    """One time of the task."""

    url: str
    when: str
    mark: Chip


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskPart:
    """The task it became; `url` leads to it in its plan, whatever state the plan is in."""

    url: str
    text: str
    plan: str
    plan_url: str
    waits: str
    times: tuple[TimeOfWork, ...]
    more: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RecommendationPage:
    """Everything the page shows; `acts` are the acts open to this person."""

    code: str
    version: int
    text: str
    body: str
    who: str
    chip: Chip
    late: str
    waits: bool
    facts: tuple[tuple[str, str], ...]
    supervision: tuple[str, str] | None
    task: TaskPart | None
    declined: str
    acts: tuple[str, ...]
    history: tuple[Past, ...]
    error: str
    typed: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SupervisionPage:
    """Everything the page shows; `recommends` is the address for another recommendation of it, "" for others."""

    subject: str
    body: str
    facts: tuple[tuple[str, str], ...]
    seen: str
    entries: tuple[Entry, ...]
    recommends: str


def recommendation_page(
    row: Recommendation, sides: frozenset[Side], *, today: date, error: str = "", typed: str = ""
) -> RecommendationPage:
    """Return the context; `error` and `typed` are a refused answer and its reason as it was typed."""
    bodies = names_then([(row.body, row.on), (row.unit, row.on)])
    standing = standing_in(row)
    facts = (
        (_("Đơn vị được kiến nghị"), bodies[row.unit_id, row.on]),
        (_("Ngày kiến nghị"), day(row.on)),
        (_("Văn bản"), source_words(row)),
        (_("Trích yếu"), row.source_abstract),
        (_("Lĩnh vực, tiêu chí"), about_words(row)),
        (_("Đề nghị trả lời"), day(row.answer_by) if row.answer_by else ""),
        (_("Trả lời ngày"), day(row.answered_on) if row.answered_on else ""),
    )
    return RecommendationPage(
        code=row.code,
        version=row.version,
        text=row.text,
        body=bodies[row.body_id, row.on],
        who=f"{row.by.full_name}, {row.as_who}",
        chip=chip_of(row),
        late=late_words(row, today),
        waits=row.answered_on is None,
        facts=tuple((word, text) for word, text in facts if text),
        supervision=_supervision(row),
        task=_task(row, standing, today),
        declined=row.answer if standing == Standing.DECLINED else "",
        acts=tuple(act for side in Side if side in sides for act in acts_open(standing, side)),
        history=_history(row),
        error=error,
        typed=typed,
    )


def _supervision(row: Recommendation) -> tuple[str, str] | None:
    if row.supervision is None:
        return None
    return reverse("plans:supervision", args=[row.supervision.code]), row.supervision.subject


def _history(row: Recommendation) -> tuple[Past, ...]:
    events = row.events.select_related("by").order_by("-version")
    return tuple(
        Past(_(ACT_WORDS[event.act]), event.by.full_name, event.as_who, moment(event.at), event.said)
        for event in events
    )


def _task(row: Recommendation, standing: Standing, today: date) -> TaskPart | None:
    task = row.task
    if task is None:
        return None
    found = list(Occurrence.objects.filter(task=task).order_by("scheduled"))
    if standing == Standing.DROPPED:
        waits = _("Việc đã bị bỏ khỏi kế hoạch: kiến nghị cần được trả lời lại.")
    elif not found:
        waits = _("Việc được giao khi lãnh đạo duyệt kế hoạch.")
    else:
        waits = ""
    times = tuple(
        TimeOfWork(work_url(one), standing_of_work(one, due=one.due, today=today), state_mark(one.state))
        for one in found[:SHOWN]
    )
    return TaskPart(
        url=reverse("plans:task", args=[task.plan.code, task.pk]),
        text=task.text,
        plan=task.plan.title,
        plan_url=reverse("plans:plan", args=[task.plan.code]),
        waits=waits,
        times=times,
        more=max(0, len(found) - SHOWN),
    )


def supervision_page(row: Supervision, *, today: date, recommends: bool) -> SupervisionPage:
    """Return the context."""
    names = names_then([(row.body, row.on), (row.unit, row.on)])
    facts = (
        (_("Đơn vị được giám sát"), names[row.unit_id, row.on]),
        (_("Ngày"), day(row.on)),
        (_("Thành phần"), row.participants),
        (_("Người ghi"), f"{row.by.full_name}, {row.as_who}, {moment(row.recorded_at)}"),
    )
    made = with_work(Recommendation.objects.filter(supervision=row)).order_by("id")
    address = f"{reverse('plans:recommendation_new')}?giam-sat={row.code}"
    return SupervisionPage(
        subject=row.subject,
        body=names[row.body_id, row.on],
        facts=tuple((word, text) for word, text in facts if text),
        seen=row.seen,
        entries=entries_of(made, today=today),
        recommends=address if recommends else "",
    )
