"""Figures of published surveys as facts, each with its standard error.

A survey that another body carried out gives `survey_<factor>`, which criteria sets read; what a unit asked of itself
gives `own_survey_<factor>`, what was answered at a counter `desk_<factor>`: none stands in for another. A value that a
person typed or a file brought stays.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from namro.apps.indicators.actions import NewFact, Origin, write_facts
from namro.apps.indicators.models import Producer
from namro.apps.indicators.register_facts import not_said_by_others
from namro.apps.indicators.values import FactsRefused, written
from namro.apps.people.models import User
from namro.apps.surveys.found import FoundFigure, found_figures
from namro.apps.surveys.models import Survey

_NAME = re.compile(r"[a-z0-9_]+")
_log = logging.getLogger(__name__)


def on_results_changed(*, unit: int, years: Iterable[int], actor: User, at: datetime, **_named: Any) -> None:
    """Write what a unit's published surveys of some years say; called once they are committed."""
    try:
        write_survey_facts(actor, unit, set(years), at=at)
    except FactsRefused as refused:
        _log.info("facts of surveys, unit %s, not written: %s", unit, refused.message)


def write_survey_facts(actor: User, unit: int, years: set[int], *, at: datetime) -> int:
    """Write the facts of a unit's surveys of some years, the newest of a name and year; return how many values."""
    newest = {(one.year, name): (one, fact) for one in found_figures([unit]) for name, fact in _facts(one, years)}
    count = 0
    for survey in dict.fromkeys(one.survey for one, _fact in newest.values()):
        mine = [(one, fact) for one, fact in newest.values() if one.survey == survey]
        year, as_of = mine[0][0].year, mine[0][0].as_of
        facts = not_said_by_others([fact for _one, fact in mine], year, own=Producer.SURVEY)
        origin = Origin(Producer.SURVEY, mine[0][0].title)
        if facts and write_facts(actor, facts, origin=origin, as_of=as_of, at=at):
            count += len(facts)
    return count


def _facts(one: FoundFigure, years: set[int]) -> Iterator[tuple[str, NewFact]]:
    if one.year not in years or one.item or not _NAME.fullmatch(one.node):
        return
    prefix = "desk" if one.kind == Survey.Kind.DESK else "own_survey" if one.own else "survey"
    name = f"{prefix}_{one.node}"
    se = "" if one.se is None else written(one.se)
    yield name, NewFact(one.unit, one.year, name, written(one.value), se)
