"""Tasks from above as records that count in registers: brought in by workbook, or given by an upper level's plan."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db.models import F, OuterRef, Subquery
from django.urls import reverse

from namro.apps.people.models import UnitSpan, User
from namro.apps.plans.above import came_from_above, ways
from namro.apps.plans.models import Task
from namro.apps.plans.queries import extended
from namro.apps.registers.beside import Kept, records_changed
from namro.core.base.clock import VIETNAM
from namro.core.improvement.states import State

SOURCE = "tasks_from_above"
#: Words of a task by which a row names it; the rest is cut.
_LONG = 110
_COLUMNS = ("pk", "plan__unit", "plan__code", "text", "group", "deliverable", "lead_text", "since", "due", "period")


class TasksFromAbove:
    """Every time of a task from above is a record; a task that has no time yet, since its plan waits, is one, too.

    It belongs to the day on which it was given (its document, else the day it was handed down); the later times of a
    repeated task belong to their own days. Dropped and cancelled work, and what was sent back, are none.
    """

    def records(self, units: Collection[int]) -> Sequence[Kept]:
        """Return the records of some units, newest first; one query."""
        found = [_record(row) for row in _rows(units) if row["occurrences__state"] != State.CANCELLED]
        return sorted(found, key=lambda one: (one.day, one.key), reverse=True)


def _rows(units: Collection[int]) -> Iterable[dict[str, Any]]:
    tasks = Task.objects.filter(came_from_above(""), plan__unit__in=list(units), dropped=False, proposed=False)
    names = UnitSpan.objects.filter(unit=OuterRef("from_above__upper__plan__unit")).order_by("-since")
    others = [path for way in ways() for path in (way.document, way.day) if path]
    return (
        tasks.annotate(
            given_more=extended("occurrences__pk"),
            person=F("owner_user__full_name"),
            post=F("owner_position__name"),
            team=F("owner_group__name"),
            upper=Subquery(names.values("name")[:1]),
        )
        .order_by()
        .values(
            *_COLUMNS, *others, "person", "post", "team", "given_more", "upper", "occurrences__state",
             "occurrences__code", "occurrences__scheduled", "occurrences__due",
            "occurrences__submitted_on", "occurrences__accepted_on",
        )
    )  # fmt: skip


def _record(row: Mapping[str, Any]) -> Kept:
    document = next((row[way.document] for way in ways() if way.document and row[way.document]), "")
    given = _given(row)
    scheduled = row["occurrences__scheduled"]
    owner = row["person"] or row["post"] or row["team"] or row["lead_text"]
    said = {
        "document": document,
        "given": given.isoformat(),
        "giver": f"|{row['upper'] or row['group']}",
        "text": row["text"],
        "owner": f"|{owner}" if owner else "",
        "due": _iso(row["due"] or row["occurrences__due"]),
        "extended": _iso(row["occurrences__due"]) if row["given_more"] else "",
        "state": _state(row),
        "finished": _iso(row["occurrences__submitted_on"]) if row["occurrences__accepted_on"] else "",
        "product": row["deliverable"],
    }
    code = row["occurrences__code"]
    words = f"{document}: {row['text']}" if document and document not in row["text"] else row["text"]
    return Kept(
        key=str(row["pk"]),
        unit=row["plan__unit"],
        day=max(given, scheduled) if row["period"] and scheduled else given,
        said={name: text for name, text in said.items() if text},
        words=words if len(words) <= _LONG else f"{words[:_LONG]}…",
        url=reverse("plans:work", args=[code]) if code else reverse("plans:plan", args=[row["plan__code"]]),
    )


def _given(row: Mapping[str, Any]) -> date:
    """The day it was given; the first day of the task where nobody said."""
    for way in ways():
        day = row[way.day] if way.day else None
        if isinstance(day, datetime):
            return day.astimezone(VIETNAM).date()
        if day:
            found: date = day
            return found
    since: date = row["since"]
    return since


def _state(row: Mapping[str, Any]) -> str:
    """How it stands; the same days decide as for bonus items: when it was handed in that was accepted, and its due."""
    due, submitted = row["occurrences__due"], row["occurrences__submitted_on"]
    if row["occurrences__state"] != State.ACCEPTED:
        return "open"
    if due is None or submitted is None or submitted == due:
        return "on_time"
    return "early" if submitted < due else "late"


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""


def changed_from_above(user: User, units: Iterable[int], years: Iterable[int], *, at: datetime) -> None:
    """Tell the registers that tasks from above came, went or moved on."""
    records_changed(SOURCE, units, years, actor=user, at=at)
