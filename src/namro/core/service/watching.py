"""Watching one dossier: every rule asked at a moment, and what an act would break before it is done."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime

from namro.core.service.answer_checks import answered, asked_once, refused_in_writing
from namro.core.service.clock_checks import (
    apologised,
    handed_over,
    paused_with_ground,
    result_told,
    steps_in_time,
)
from namro.core.service.content_checks import digitised, fee_is_recorded, result_is_electronic
from namro.core.service.dossiers import Dossier, Event, in_order
from namro.core.service.findings import Case, Circumstances, Finding, Level
from namro.core.service.rules import Rule, watching_rules

#: What asks each rule about one dossier; rules about procedures and officers are asked in `postings`.
EVALUATORS: dict[str, Callable[[Case, Rule], Iterator[Finding]]] = {
    "R01": answered,
    "R02": asked_once,
    "R04": paused_with_ground,
    "R05": apologised,
    "R06": refused_in_writing,
    "R07": digitised,
    "R08": result_is_electronic,
    "R11": handed_over,
    "R12": steps_in_time,
    "R13": fee_is_recorded,
    "R14": result_told,
}
_GRAVITY = {Level.BREACH: 0, Level.WARNING: 1, Level.SOON: 2, Level.MISSING: 3}


def watch(dossier: Dossier, now: datetime, circumstances: Circumstances) -> tuple[Finding, ...]:
    """Return what is found of a dossier as it stood at `now`: breaches, warnings, near limits, then what is unknown.

    Within a level in the order in which they began.
    """
    case = Case(dossier.as_of(now), now, circumstances)
    rules = watching_rules()
    found = [finding for code, asked in EVALUATORS.items() for finding in asked(case, rules[code])]
    return tuple(sorted(found, key=lambda one: (_GRAVITY[one.level], one.since or now)))


def would_break(dossier: Dossier, act: Event, circumstances: Circumstances) -> tuple[Finding, ...]:
    """Return what an act would bring up that is not there without it, to be said before it is done."""
    before = watch(dossier, act.at, circumstances)
    with_it = replace(dossier, events=in_order((*dossier.events, act)))
    return tuple(
        one for one in watch(with_it, act.at, circumstances) if one not in before and one.level is not Level.MISSING
    )
