"""The page of one plan: what is lost and why, the tasks by field of the index, what is still unclear."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.urls import reverse
from django.utils.translation import gettext as _

from namro.apps.library.sending import WRITTEN
from namro.apps.people.owners import owners_of
from namro.apps.people.owning import Choices
from namro.apps.plans import summary
from namro.apps.plans.choices import by_task, suggestions
from namro.apps.plans.faulty import faults_in
from namro.apps.plans.models import Plan, Task
from namro.apps.plans.pages.plan_rows import Around, TaskRow, task_row
from namro.apps.plans.pages.plan_states import plan_chip
from namro.apps.plans.queries import helpers_of, tasks_in, with_people
from namro.apps.plans.summary import Brief, Standing, Wanted
from namro.core.assessment.causes import cause_labels
from namro.core.base.points import MINUS
from namro.core.improvement.plan_kinds import plan_kind, unchecked_in
from namro.documents.writing import LAYOUTS
from namro.ui.chips import Chip
from namro.ui.formats import points

PER_PAGE = 60
#: So many causes stand side by side; the rest opens.
CAUSES = 7


@dataclass(frozen=True, slots=True)
class Cause:
    """One cause of lost points: what was lost to it, and what its tasks can bring back ("" for none).

    `lost_share` and `share` are the lengths of their bars in percent of the largest.
    """

    url: str
    words: str
    lost: str
    gain: str
    tasks: int
    lost_share: int
    share: int
    current: bool


@dataclass(frozen=True, slots=True)
class Filter:
    """One way to see fewer tasks."""

    url: str
    words: str
    tasks: int
    current: bool


@dataclass(frozen=True, slots=True)
class Group:
    """Tasks of one field of the index on this page; `about` counts all of the field."""

    title: str
    about: str
    rows: tuple[TaskRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanPage:
    """Everything the page shows. `query` are the filters in force, for addresses that must keep them."""

    code: str
    title: str
    unit: str
    year: int
    state: Chip
    reason: str
    version: int
    finding: tuple[str, ...]
    gaps: tuple[Filter, ...]
    done: int
    tasks: int
    share_done: int
    causes: tuple[Cause, ...]
    more_causes: tuple[Cause, ...]
    groups: tuple[Group, ...]
    group_choices: tuple[tuple[int, str, bool], ...]
    filters: tuple[Filter, ...]
    wanted: Wanted
    query: str
    found: int
    page: Page[Brief]
    suggestions: tuple[tuple[str, str, int], ...]
    meant: int
    files: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]
    unchecked: tuple[str, ...]


def plan_page(
    plan: Plan, *, unit: str, choices: Choices, wanted: Wanted, number: str | None, around: Mapping[str, Any]
) -> PlanPage:
    """Return the context; `around`: `today`, and `picked`, the ids of ticked rows. The number of queries is fixed."""
    rows = summary.briefs(plan, today=around["today"])
    live = [row for row in rows if not row.dropped]
    states = summary.standings(plan)
    faulty = faulty_tasks(plan, around["today"]) if wanted.only == summary.FAULTY else ()
    found = summary.chosen(rows, wanted, faulty=faulty)
    page = Paginator(found, PER_PAGE).get_page(number)
    meant = suggestions(((row.id, row.lead_text) for row in live if not row.owner_kind), choices)
    tasks = _tasks(plan, [row.id for row in page.object_list])
    owners = owners_of(tasks.values(), today=around["today"])
    beside = Around(
        owners=owners,
        helpers=helpers_of(tasks.values(), today=around["today"]),
        numbers=_numbers(live),
        standings=states,
        faults=faults_in(list(tasks.values()), owners, today=around["today"]),
        meant=by_task(meant),
        picked=frozenset(around["picked"]),
        today=around["today"],
    )
    shown = [task_row(tasks[row.id], beside) for row in page.object_list if row.id in tasks]
    causes = _causes(live, wanted, {cause: Decimal(text) for cause, text in plan.lost_to.items()})
    done = sum(key in states and states[key].finished for key in (row.id for row in live))
    return PlanPage(
        code=plan.code,
        title=plan.title,
        unit=unit,
        year=plan.year,
        state=plan_chip(plan),
        reason=plan.reason,
        version=plan.version,
        finding=finding_words(plan, rows),
        gaps=_gaps(live),
        done=done,
        tasks=len(live),
        share_done=100 * done // len(live) if live else 0,
        causes=causes[:CAUSES],
        more_causes=causes[CAUSES:],
        groups=_groups(shown, page.object_list, live, states),
        group_choices=_group_choices(live, wanted),
        filters=_filters(rows, wanted),
        wanted=wanted,
        query=query_of(wanted),
        found=len(found),
        page=page,
        suggestions=tuple((one.option.value, one.option.words, len(one.tasks)) for one in meant),
        meant=len(beside.meant),
        files=files_of(plan),
        unchecked=unchecked_in(plan.head.get("bases") or ()),
    )


def faulty_tasks(plan: Plan, today: date) -> tuple[int, ...]:
    """The tasks that cannot be given out; five queries."""
    tasks = tasks_in(plan)
    return tuple(faults_in(tasks, owners_of(tasks, today=today), today=today))


def query_of(wanted: Wanted, **changes: Any) -> str:
    """The filters as a query of an address; `changes` replaces some, the page always starts again."""
    values = {
        "nguyen-nhan": wanted.cause,
        "nhom": wanted.group or "",
        "loc": wanted.only,
        "tim": wanted.search,
    } | {name.replace("_", "-"): value for name, value in changes.items()}
    return urlencode({name: value for name, value in values.items() if value})


def files_of(plan: Plan, version: int = 0) -> tuple[tuple[str, tuple[tuple[str, str], ...]], ...]:
    """(layout in words, ((kind, address), …)) of every file of a plan, the layout of its kind first."""
    more = f"&ban={version}" if version else ""
    return tuple(
        (
            words[0].upper() + words[1:],
            tuple((kind, f"{reverse('plans:file', args=[plan.code, kind])}?layout={name}{more}") for kind in WRITTEN),
        )
        for name, words in sorted(LAYOUTS.items(), key=lambda item: item[0] != plan_kind(plan.kind).layout)
    )


def finding_words(plan: Plan, rows: Iterable[Brief]) -> tuple[str, ...]:
    """What was lost and what the plan brings back, in parts of one line."""
    live = [row for row in rows if not row.dropped]
    year = plan.head.get("assessed_year")
    gain = sum((row.gain for row in live if row.gain), Decimal(0))
    criteria = {row.criterion for row in live if row.criterion}
    said = []
    if plan.lost:
        told = {"year": year or plan.year - 1, "points": f"{MINUS}{points(abs(plan.lost))}"}
        said.append(_("Kết quả %(year)s: %(points)s điểm") % told)
    if gain:
        said.append(_("kế hoạch lấy lại được %(points)s") % {"points": points(gain)})
    if criteria:
        said.append(_("%(count)d tiêu chí đã có việc") % {"count": len(criteria)})
    dropped = {row.criterion for row in rows if row.dropped and row.criterion} - criteria
    if dropped:
        said.append(_("%(count)d tiêu chí chưa có việc") % {"count": len(dropped)})
    return tuple(said)


def _tasks(plan: Plan, ids: Sequence[int]) -> dict[int, Task]:
    tasks = {task.pk: task for task in with_people(Task.objects.filter(pk__in=ids))}
    for task in tasks.values():
        task.plan = plan
    return tasks


def _numbers(live: Iterable[Brief]) -> dict[int, int]:
    counted: Counter[str] = Counter()
    numbers = {}
    for row in live:
        counted[row.group] += 1
        numbers[row.id] = counted[row.group]
    return numbers


def _gaps(live: Sequence[Brief]) -> tuple[Filter, ...]:
    counts = (
        (summary.NO_OWNER, _("%(count)d chưa có người"), sum(not row.owner_kind for row in live)),
        (summary.NO_DAY, _("%(count)d chưa có hạn"), sum(row.no_day for row in live)),
    )
    return tuple(
        Filter(f"?loc={only}", words % {"count": count}, count, current=False) for only, words, count in counts if count
    )


def _causes(live: Iterable[Brief], wanted: Wanted, lost: Mapping[str, Decimal]) -> tuple[Cause, ...]:
    """Causes of lost points, what was lost most first; those of a plan without a sheet by what they bring back."""
    gains: dict[str, Decimal] = dict.fromkeys(lost, Decimal(0))
    counts: Counter[str] = Counter()
    for row in live:
        if row.cause:
            gains[row.cause] = gains.get(row.cause, Decimal(0)) + (row.gain or 0)
            counts[row.cause] += 1
    most = max((*gains.values(), *lost.values()), default=Decimal(0)) or Decimal(1)
    labels = cause_labels()
    made = [
        Cause(
            url="?" + query_of(wanted, nguyen_nhan="" if wanted.cause == code else code),
            words=_(labels.get(code, code)),
            lost=f"{MINUS}{points(lost[code])}" if lost.get(code) else "",
            gain=f"+{points(gain)}" if gain else "",
            tasks=counts[code],
            lost_share=int(100 * lost.get(code, Decimal(0)) / most),
            share=int(100 * gain / most),
            current=wanted.cause == code,
        )
        for code, gain in sorted(
            gains.items(), key=lambda item: (-lost.get(item[0], Decimal(0)), -item[1], -counts[item[0]])
        )
    ]
    at = next((n for n, cause in enumerate(made) if cause.current), 0)
    if at >= CAUSES:  # the one in force is never hidden
        made.insert(CAUSES - 1, made.pop(at))
    return tuple(made)


def _filters(rows: Sequence[Brief], wanted: Wanted) -> tuple[Filter, ...]:
    live = [row for row in rows if not row.dropped]
    counts: tuple[tuple[str, str, int | None], ...] = (
        ("", _("Tất cả"), len(live)),
        (summary.NO_OWNER, _("Chưa có người"), sum(not row.owner_kind for row in live)),
        (summary.NO_DAY, _("Chưa có hạn"), sum(row.no_day for row in live)),
        (summary.PROPOSED, _("Đề xuất"), sum(row.proposed for row in live)),
        (summary.DROPPED, _("Đã bỏ"), len(rows) - len(live)),
    )
    made = [
        Filter("?" + query_of(wanted, loc=only), words, count or 0, current=wanted.only == only)
        for only, words, count in counts
        if count or not only or wanted.only == only
    ]
    if wanted.only == summary.FAULTY:
        made.append(Filter("?" + query_of(wanted), _("Cần sửa"), 0, current=True))
    return tuple(made)


def _group_choices(live: Iterable[Brief], wanted: Wanted) -> tuple[tuple[int, str, bool], ...]:
    return tuple((n, name, n == wanted.group) for n, name in enumerate(summary.group_names(live), start=1))


def _groups(
    shown: Iterable[TaskRow], listed: Iterable[Brief], live: Iterable[Brief], states: Mapping[int, Standing]
) -> tuple[Group, ...]:
    of_row = {row.id: row.group for row in listed}
    rows: dict[str, list[TaskRow]] = {}
    for row in shown:
        rows.setdefault(of_row[row.id], []).append(row)
    everything: dict[str, list[Brief]] = {}
    for brief in live:
        everything.setdefault(brief.group, []).append(brief)
    return tuple(Group(name, _about(everything.get(name, ()), states), tuple(found)) for name, found in rows.items())


def _about(rows: Sequence[Brief], states: Mapping[int, Standing]) -> str:
    gain = sum((row.gain for row in rows if row.gain), Decimal(0))
    done = sum(row.id in states and states[row.id].finished for row in rows)
    said = [_("lấy lại %(points)s điểm") % {"points": points(gain)}] if gain else []
    said.append(_("%(count)d việc") % {"count": len(rows)})
    if done:
        said.append(_("%(count)d xong") % {"count": done})
    return " · ".join(said)
