"""Rows ↔ values of the core: the letterhead, tasks, rhythms, and the plan as it is written to a file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, fields
from datetime import date
from decimal import Decimal
from typing import Any, Protocol

from namro.apps.plans.models import Plan, Task
from namro.core.base.numerals import roman
from namro.core.improvement import Plan as Written
from namro.core.improvement import PlanGroup, PlanTask
from namro.core.improvement.events import EventTerm, printed_term
from namro.core.improvement.owners import Owner
from namro.core.improvement.plan import PlanExtra, PlanTarget
from namro.core.improvement.plan_kinds import DEFAULT_KIND
from namro.core.timetable import Period, Rhythm, Term, TermUnit, due_on, national_calendar, precision, rhythm_of
from namro.core.timetable.deadlines import BEFORE, BY
from namro.core.timetable.wording import excludes_the_day, last_day_words

#: Between several names in one column of printed wording.
BETWEEN = "; "
_TUPLES = ("bases", "recipients")
#: Kept in rows or columns of their own.
_APART = ("groups", "kind", "targets", "extras")


@dataclass(frozen=True, slots=True)
class Aims:
    """Targets and extra points of a plan as they are printed."""

    targets: tuple[PlanTarget, ...] = ()
    extras: tuple[PlanExtra, ...] = ()


NO_AIMS = Aims()


def head_of(written: Written) -> dict[str, Any]:
    """Return the letterhead as plain values."""
    return {name: value for name, value in asdict(written).items() if name not in _APART}


def tasks_of(written: Written, plan: Plan) -> list[Task]:
    """Return unsaved rows for every task of a drafted plan, in order. Nobody owes them yet: people decide."""
    rows: list[Task] = []
    for group in written.groups:
        for task in group.tasks:
            rows.append(_row(task, plan, place=len(rows) + 1, group=group.title))
    return rows


def _row(task: PlanTask, plan: Plan, *, place: int, group: str) -> Task:
    rhythm, due = printed_time(task)
    impossible = next((token for token in task.due if token.startswith("invalid:")), "")
    row = Task(
        plan=plan,
        place=place,
        group=group,
        text=task.text,
        criterion=task.criterion or "",
        criterion_name=task.criterion_name or "",
        result=task.result or "",
        cause=task.cause or "",
        disposition=task.disposition or "",
        gain=task.gain,
        deliverable=task.deliverable or "",
        lead_text=BETWEEN.join(task.lead)[:500],
        helpers_text=BETWEEN.join(task.collaborators),
        since=plan.since,
        due=due,
        due_token=impossible,
        due_text=(task.due_text or "")[:500],
        proposed=task.proposed,
    )
    set_rhythm(row, rhythm)
    if not (rhythm or row.due or impossible):
        set_event(row, _event(task))
    return row


def _event(task: PlanTask) -> EventTerm | None:
    found = (printed_term(token, task.due_text or "") for token in task.due)
    return next((one for one in found if one is not None), None)


def printed_time(task: PlanTask) -> tuple[Rhythm | None, date | None]:
    """Return how often a printed task is owed, or else the last day; neither where nothing certain is printed."""
    rhythm = _rhythm(task)
    impossible = any(token.startswith("invalid:") for token in task.due)
    return rhythm, None if rhythm or impossible else task.due_on or _last_day(task)


def _last_day(task: PlanTask) -> date | None:
    """The last working day of the most precise times that are printed ("Trong quý II/2026"); None without such."""
    best = max(map(precision, task.due), default=0)
    wording = BEFORE if excludes_the_day(task.due_text or "") else BY
    calendar = national_calendar()
    days = [due_on(token, wording, calendar) for token in task.due if best and precision(token) == best]
    certain = [day for day in days if day is not None]
    return max(certain, default=None) if len(certain) == len(days) else None


def _rhythm(task: PlanTask) -> Rhythm | None:
    before = excludes_the_day(task.due_text or "")
    return next((rhythm for token in task.due if (rhythm := rhythm_of(token, before=before))), None)


class Rhythmic(Protocol):
    """A row with the columns of a rhythm."""

    period: Any
    day: Any
    month: Any
    before: Any


def set_rhythm(row: Rhythmic, rhythm: Rhythm | None) -> None:
    """Write a rhythm into the columns of a task; None: it is owed once."""
    row.period = rhythm.period.value if rhythm else ""
    row.day, row.month = (rhythm.day, rhythm.month) if rhythm else (None, None)
    row.before = rhythm.before if rhythm else False


def rhythm_in(row: Rhythmic) -> Rhythm | None:
    """Return the rhythm in the columns of a task; None when it is owed once."""
    if not row.period:
        return None
    return Rhythm(period=Period(row.period), day=row.day, month=row.month, before=row.before)


def set_event(row: Task, begins: EventTerm | None) -> None:
    """Write into the columns of a task the term that runs from an event; None: it waits for none."""
    row.event = begins.event if begins else ""
    row.term, row.term_unit = (begins.term.count, begins.term.unit.value) if begins else (None, "")


def event_in(row: Task) -> EventTerm | None:
    """Return the term and the event in the columns of a task; None where it does not wait for one."""
    if not row.event or row.term is None:
        return None
    return EventTerm(Term(Decimal(row.term), TermUnit(row.term_unit)), row.event)


def due_in_words(row: Task) -> str:
    """Return when a task is due as it is printed: the document's wording until somebody chose another time."""
    if row.due_text:
        return row.due_text
    if rhythm := rhythm_in(row):
        return rhythm.words
    if begins := event_in(row):
        return begins.words
    return last_day_words(row.due) if row.due else ""


def lead_in_words(row: Task, owner: Owner | None) -> tuple[str, ...]:
    """Return who leads a task as it is printed: the chosen owner, else the document's wording."""
    return (owner.name,) if owner else _names(row.lead_text)


def written_plan(
    plan: Plan,
    rows: Iterable[Task],
    *,
    owners: Mapping[int, Owner],
    helpers: Mapping[int, tuple[str, ...]],
    aims: Aims = NO_AIMS,
) -> Written:
    """Return the plan as it is written to a file, tasks numbered anew in each group.

    `helpers`: names by task; `aims`: targets and extra points as they are printed.
    """
    groups: dict[str, list[PlanTask]] = {}
    for row in rows:
        found = groups.setdefault(row.group, [])
        found.append(_printed(row, number=len(found) + 1, owner=owners.get(row.pk), helpers=helpers.get(row.pk, ())))
    known = {field.name for field in fields(Written)}
    head = {name: value for name, value in plan.head.items() if name in known}
    head |= {name: tuple(head[name]) for name in _TUPLES if name in head}
    return Written(
        **{**head, "title": plan.title, "issuing_body": head.get("issuing_body"), "kind": plan.kind},
        targets=aims.targets,
        extras=aims.extras,
        groups=tuple(
            PlanGroup(number=roman(n), title=title, tasks=tuple(tasks))
            for n, (title, tasks) in enumerate(groups.items(), start=1)
        ),
    )


def _printed(row: Task, *, number: int, owner: Owner | None, helpers: tuple[str, ...]) -> PlanTask:
    return PlanTask(
        number=str(number),
        text=row.text,
        criterion=row.criterion or None,
        criterion_name=row.criterion_name or None,
        result=row.result or None,
        gain=row.gain,
        deliverable=row.deliverable or None,
        lead=lead_in_words(row, owner),
        collaborators=(*_names(row.helpers_text), *helpers),
        due_text=due_in_words(row) or None,
        due_on=row.due,
        cause=row.cause or None,
        disposition=row.disposition or None,
        proposed=row.proposed,
        cost=row.cost_planned,
    )


def _names(text: str) -> tuple[str, ...]:
    return tuple(name for part in text.split(BETWEEN) if (name := part.strip()))


def plain_plan(written: Written) -> dict[str, Any]:
    """Return a whole plan as values that JSON holds: points as text, days in ISO 8601."""
    return {name: _plain(value) for name, value in asdict(written).items()}


def _plain(value: Any) -> Any:
    match value:
        case dict():
            return {key: _plain(inner) for key, inner in value.items()}
        case list() | tuple():
            return [_plain(inner) for inner in value]
        case Decimal():
            return str(value)
        case date():
            return value.isoformat()
        case _:
            return value


def plan_from(content: Mapping[str, Any]) -> Written:
    """Return a plan from the values of `plain_plan`."""
    groups = tuple(
        PlanGroup(number=group["number"], title=group["title"], tasks=tuple(_task(task) for task in group["tasks"]))
        for group in content["groups"]
    )
    head: dict[str, Any] = {
        name: tuple(value) if name in _TUPLES else value for name, value in content.items() if name not in _APART
    }
    return Written(
        **head,
        kind=content.get("kind", DEFAULT_KIND),
        targets=tuple(PlanTarget(**one) for one in content.get("targets", ())),
        extras=tuple(PlanExtra(**one) for one in content.get("extras", ())),
        groups=groups,
    )


def _task(values: Mapping[str, Any]) -> PlanTask:
    given = dict(values)
    for name in ("lead", "collaborators", "due"):
        given[name] = tuple(given[name])
    given["gain"] = Decimal(given["gain"]) if given["gain"] is not None else None
    given["due_on"] = date.fromisoformat(given["due_on"]) if given["due_on"] else None
    return PlanTask(**given)
