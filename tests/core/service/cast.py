"""Moments of October 2026 and dossiers made of them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from namro.core.service.dossiers import Dossier
from namro.core.service.plain_dossiers import dossier_of
from namro.core.timetable import parse_moment

UNIT = "H21.227"


def moment(text: str) -> datetime:
    """ "9/10 15:20" of 2026."""
    day, clock = text.split()
    number, month = day.split("/")
    return parse_moment(f"2026-{int(month):02d}-{int(number):02d}T{clock}")


def event(status: str, at: str, **more: Any) -> dict[str, Any]:
    """One event as plain data."""
    return {"status": status, "at": moment(at), **more}


def step(unit: str, name: str, started: str, *, due: str = "", ended: str = "") -> dict[str, Any]:
    """One step as plain data."""
    moments = {"started_at": started, "due_at": due, "ended_at": ended}
    return {"unit": unit, "name": name, **{key: moment(value) for key, value in moments.items() if value}}


def dossier(*events: dict[str, Any], **columns: Any) -> Dossier:
    """A dossier whose moments are given as "9/10 15:20"; "" is missing."""
    typed = {name: moment(value) if name.endswith("_at") and value else value for name, value in columns.items()}
    return dossier_of({"code": "H21.227-001", "unit": UNIT, "events": list(events), **typed})
