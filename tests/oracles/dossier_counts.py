"""The slow twin of `namro indicators`: one dossier after the other, in plain Python, as the contract words it.

It shares nothing with `namro.analytics`; appointments come from `core.timetable.due`, one by one.
"""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import cache
from typing import Any

from namro.core.base.clock import VIETNAM
from namro.core.timetable import Term, TermUnit, WorkingTime, default_hours, due, national_calendar

#: A dossier by column; `events` is a list of (status, moment).
Dossier = dict[str, Any]

NOTHING = timedelta(0)
NEVER = datetime(1, 1, 1)  # noqa: DTZ001 - files have local times without an offset
OFFICE = WorkingTime(national_calendar(), default_hours())


def counts(
    dossiers: list[Dossier], first: date, last: date, *, on_request: bool = False
) -> dict[tuple[str, str, str], tuple[int, int]]:
    """Numerator and denominator by (unit, month of acceptance, metric)."""
    up, down = Counter[tuple[str, str, str]](), Counter[tuple[str, str, str]]()
    cut_off = datetime.combine(last, time(23, 59, 59))
    for dossier in newest(dossiers):
        accepted = dossier["accepted_at"]
        if accepted is None or accepted > cut_off:
            continue
        end = ended(dossier, cut_off)
        if end is not None and end < datetime.combine(first, time()):
            continue
        found = judged_on_request(dossier) if on_request else judged(dossier, cut_off)
        for metric, (numerator, counted) in found.items():
            cell = dossier["unit"], f"{accepted:%Y-%m}", metric
            up[cell] += numerator
            down[cell] += counted
    return {cell: (up[cell], total) for cell, total in down.items() if total}


def newest(dossiers: list[Dossier]) -> list[Dossier]:
    """Each code once, the row that arrived last."""
    kept: dict[str, Dossier] = {}
    for dossier in dossiers:
        seen = kept.get(dossier["code"])
        if seen is None or (dossier["synced_at"] or NEVER) > (seen["synced_at"] or NEVER):
            kept[dossier["code"]] = dossier
    return list(kept.values())


def judged(dossier: Dossier, cut_off: datetime) -> dict[str, tuple[int, int]]:
    """What the dossier adds to numerator and denominator of each metric."""
    result, fee = bool(dossier["result_url"]), (dossier["fee"] or 0) > 0
    late = not in_time(dossier, cut_off, pauses=False)
    returns = bool(dossier["returns_document"])
    return {
        "PROGRESS_ON_TIME": (int(not late), 1),
        "PROGRESS_LESS_PAUSES": (int(in_time(dossier, cut_off, pauses=True)), 1),
        "ORIGINAL_RESULT_AVAILABLE": (int(result and returns), int(returns)),
        "SO_HOA_GIAY_TO_GIAI_QUYET": (int(result and bool(dossier["digitised_component"])), 1),
        "REUSED_DIGITIZED_DATA": (int(bool(dossier["reused_component"])), 1),
        "SYNCED_WITH_DVCQG_PERSONAL_STORAGE": (int(bool(dossier["personal_store"])), 1),
        "CITIZEN_DATA_CONNECTED_DOSSIER": (int(bool(dossier["population_data"])), 1),
        "PAY_DOSSIER": (int(fee and dossier["paid"] in (1, 2)), int(fee)),
        "DOSSIER_RECEIVING_SATISFACTION": (1 - late - bool(dossier["disliked"]), 1),
        "ONLINE_RECEIVED": (int(dossier["channel"] == 2), 1),
        "SECOND_SUPPLEMENT": (int(len(since_acceptance(dossier, "supplement_requested", cut_off)) > 1), 1),
    }


def judged_on_request(dossier: Dossier) -> dict[str, tuple[int, int]]:
    """What it adds to the metrics that are counted where somebody asks for them."""
    return {
        "POST_RECEIVED": (int(dossier["channel"] == 3), 1),
        "ONLINE_WITH_RESULT": (int(dossier["channel"] == 2 and bool(dossier["result_url"])), 1),
    }


def ended(dossier: Dossier, cut_off: datetime) -> datetime | None:
    for statuses in (("processed",), ("returned",), ("stopped", "refused", "withdrawn")):
        moments = [at for status, at in dossier["events"] or [] if status in statuses and at <= cut_off]
        if moments:
            return min(moments)
    return None


def since_acceptance(dossier: Dossier, status: str, cut_off: datetime) -> list[datetime]:
    accepted = dossier["accepted_at"]
    return sorted(at for said, at in dossier["events"] or [] if said == status and accepted <= at <= cut_off)


def in_time(dossier: Dossier, cut_off: datetime, *, pauses: bool) -> bool:
    requests = since_acceptance(dossier, "supplement_requested", cut_off)
    appointment = appointment_of(dossier)
    if len(requests) > 1 or appointment is None:
        return False
    end = ended(dossier, cut_off)
    clock = cut_off if end is None else end
    off = NOTHING
    for requested in requests:
        done = [at for at in since_acceptance(dossier, "supplement_done", cut_off) if at >= requested]
        if done:
            off += done[0] - requested
        elif end is None:
            clock = min(clock, requested)
    if pauses:
        stood, still = standing(dossier, cut_off)
        off += stood
        if end is None and still is not None:
            clock = min(clock, still)
    return bool(clock - off <= appointment)


def standing(dossier: Dossier, cut_off: datetime) -> tuple[timedelta, datetime | None]:
    """How long the dossier stood still in pauses that ended, and since when it stands still now."""
    stops = set(since_acceptance(dossier, "paused", cut_off))
    starts = set(since_acceptance(dossier, "resumed", cut_off))
    stood, stopped = NOTHING, None
    for moment in sorted(stops | starts):
        if moment in stops and moment in starts:
            continue  # it stopped and went on, or went on and stopped: all is as before
        if moment in stops:
            stopped = moment if stopped is None else stopped
        elif stopped is not None:
            stood, stopped = stood + (moment - stopped), None
    return stood, stopped


def appointment_of(dossier: Dossier) -> datetime | None:
    if dossier["due_at"] is not None:
        return dossier["due_at"]
    if dossier["max_time"] is None or dossier["time_unit"] is None:
        return None
    return counted_out(dossier["accepted_at"], dossier["max_time"], dossier["time_unit"])


@cache
def counted_out(accepted: datetime, amount: float, unit: str) -> datetime:
    term = Term(Decimal(repr(amount)), TermUnit(unit))
    return due(accepted.replace(tzinfo=VIETNAM), term, office=OFFICE).at.replace(tzinfo=None)
