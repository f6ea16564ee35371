"""Setting one of the four values of a line, each change an appended event."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from namro.apps.assessments.bridge import nano
from namro.apps.assessments.models import Line, LineEvent
from namro.apps.people.models import User
from namro.core.assessment.opinions import Layer, Ruling, Value, stored

#: What changes of lines write.
WRITTEN = [
    "self_nano", "self_na", "appraised_nano", "appraised_na", "appraised_cause", "appraised_reason", "explained_nano",
    "explained_na", "explained_reason", "final_nano", "final_na", "final_cause", "final_reason", "disputed", "request",
    "version", "by", "at",
]  # fmt: skip


def set_value(line: Line, layer: Layer, value: Value | None) -> None:
    """Put a value into a layer's columns; not saved."""
    setattr(line, f"{layer}_na", value is not None and not value.applies)
    points = None if value is None else value.points
    setattr(line, f"{layer}_nano", None if points is None else nano(points))


def words_of(line: Line, layer: Layer) -> dict[str, str]:
    """Return what stands in a layer, by field of the events."""
    found = {"points": stored(line.value(layer))}
    for name in ("cause", "reason"):
        if hasattr(line, f"{layer}_{name}"):
            found[name] = getattr(line, f"{layer}_{name}")
    return found


def rule(line: Line, layer: Layer, found: Ruling, *, by: User, at: datetime) -> list[LineEvent]:
    """Put what opinions came to into a line; return the events of what changed, none saved."""
    was = {**words_of(line, layer), "disputed": "1" if line.disputed else "", "request": line.request}
    verdict = found.verdict
    set_value(line, layer, verdict.value if verdict else None)
    setattr(line, f"{layer}_cause", verdict.cause if verdict else "")
    setattr(line, f"{layer}_reason", verdict.reason if verdict else "")
    line.disputed = found.disputed
    if verdict:
        line.request = verdict.request
    now = {**words_of(line, layer), "disputed": "1" if line.disputed else "", "request": line.request}
    return changed(line, layer, was, now, by=by, at=at)


def changed(
    line: Line, layer: Layer, was: dict[str, str], now: dict[str, str], *, by: User, at: datetime
) -> list[LineEvent]:
    """Give a line its next version where something changed, and return the events."""
    fields = [name for name in now if now[name] != was.get(name, "")]
    if not fields:
        return []
    line.version, line.by, line.at = line.version + 1, by, at
    return [
        LineEvent(
            line=line, version=line.version, layer=layer, field=name, old=was.get(name, ""), new=now[name], by=by, at=at
        )
        for name in fields
    ]


def save_lines(lines: Iterable[Line], events: list[LineEvent]) -> None:
    """Save changed lines and append their events. Expects lines with all their columns at hand.

    Lines that exist are written as inserts that meet themselves: one statement, where `bulk_update` takes ten times as
    long to build its cases.
    """
    rows = list(lines)
    known = [line for line in rows if line.pk is not None]
    Line.objects.bulk_create([line for line in rows if line.pk is None], batch_size=500)
    Line.objects.bulk_create(known, batch_size=200, update_conflicts=True, update_fields=WRITTEN, unique_fields=["id"])
    LineEvent.objects.bulk_create(events, batch_size=1000)
