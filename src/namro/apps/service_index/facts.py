"""The year's counts of the index as facts, for the criteria sets that read them (`chi-so-766` and sets made of it).

As registers do: only inputs that a set in force asks for, and never over what a person, a file or an indicator gave.
"""

from __future__ import annotations

import logging
from collections.abc import Collection
from datetime import date, datetime

from django.urls import reverse

from namro.apps.indicators.actions import NewFact, Origin, write_facts
from namro.apps.indicators.models import Fact, Producer
from namro.apps.indicators.register_facts import asked_for, not_said_by_others
from namro.apps.indicators.values import FactsRefused, levels_of, written
from namro.apps.people.models import User
from namro.apps.service_index.computing import unit_facts
from namro.core.base.clock import VIETNAM
from namro.core.service.adding import ADDING
from namro.core.service.index import service_index

#: What a delivery of these facts is said to be of.
REF = "766"

_log = logging.getLogger(__name__)


def write_index_facts(actor: User, units: Collection[int], year: int, *, at: datetime) -> int:
    """Write what changed of units and a year; return how many values. What is frozen stays as it is."""
    today = at.astimezone(VIETNAM).date()
    scored = levels_of(units, year)
    found = unit_facts(sorted(scored), year, today=today)
    facts = [
        NewFact(unit, year, name, written(value)) for unit, named in found.items() for name, value in named.items()
    ]
    facts = not_said_by_others(asked_for(facts, year, until=at.year + 1), year, own=Producer.DOSSIER)
    wrote = 0
    for unit in sorted({fact.unit for fact in facts}):
        mine = [fact for fact in facts if fact.unit == unit]
        try:
            made = write_facts(
                actor, mine, origin=Origin(Producer.DOSSIER, REF), as_of=min(today, date(year, 12, 31)), at=at
            )
        except FactsRefused as refused:
            _log.info("facts of the service index, unit %s, %s not written: %s", unit, year, refused.message)
            continue
        wrote += len(mine) if made else 0
    return wrote


def rows_behind(fact: Fact, unit: str) -> str:
    """Return the address of the dossiers that a fact of the index counts; the unit's index for what is none of them."""
    year = f"ky={fact.year}"
    metric = next((one.code for one in service_index().metrics.values() if fact.input in one.inputs), "")
    if metric in ADDING:
        return f"{reverse('service_index:rows', args=[unit, metric])}?{year}"
    return f"{reverse('service_index:unit', args=[unit])}?{year}"
