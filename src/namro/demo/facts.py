"""Facts of the demo's communes: nearly all there is to know, with gaps and shortfalls, the same for the same seed."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal

from namro.apps.assessments.draining import drain
from namro.apps.indicators.actions import NewFact, Origin, write_facts
from namro.apps.indicators.models import Fact, Producer
from namro.apps.indicators.sets import edition_for, in_force
from namro.apps.indicators.values import levels_of, written
from namro.apps.people.models import Unit, User
from namro.core.base.clock import VIETNAM, Clock
from namro.core.framework.model import Framework
from namro.core.framework.uses import on_time_pairs, survey_inputs
from namro.core.scoring.facts import Value
from namro.core.scoring.fullest import fullest
from namro.demo.province import COMMUNES

_SEED = 2026
_MISSING, _SHORT = 0.04, 0.15
#: Standard error of every survey result, in its own units: small samples, so that neighbours cannot be told apart.
_ERROR = "6"


def fill_facts(clock: Clock) -> None:
    """Write facts of last year and this year where there are none yet, and compute the results."""
    if Fact.objects.exists():
        return
    at, author = clock(), User.objects.get(username="dieuphoi")
    units = list(Unit.objects.filter(code__in=COMMUNES).order_by("pk"))
    known = datetime(at.year - 1, 11, 14, 16, tzinfo=VIETNAM)
    for year, now in ((at.year - 1, known), (at.year, at)):
        edition = edition_for(in_force(), "commune", year)
        if edition is None:
            continue
        levels, surveys = levels_of((unit.pk for unit in units), year), set(survey_inputs(edition.framework))
        for unit in units:
            chosen = random.Random(f"{_SEED} {unit.code} {year}")  # noqa: S311 - invented facts, not secrets
            facts = [
                NewFact(unit.pk, year, name, written(value), se=_ERROR if name in surveys else "")
                for name, value in _invented(edition.framework, year, chosen)
                if unit.pk in levels
            ]
            write_facts(author, facts, origin=Origin(Producer.IMPORT, "so-lieu-mau.csv"), as_of=now.date(), at=now)
    drain(clock=clock)


def _invented(framework: Framework, year: int, chosen: random.Random) -> Iterator[tuple[str, Value]]:
    """Yield what a commune reports that did nearly everything: some values missing, some short of what was asked."""
    surveys = set(survey_inputs(framework))
    may_fall = {done for _due, done in on_time_pairs(framework)} | surveys
    for name, value in fullest(framework, year)[0].items():
        draw = chosen.random()
        if draw < _MISSING and name not in surveys:
            continue
        if draw < _SHORT and isinstance(value, bool):
            value = not value
        elif draw < _SHORT and name.startswith("evidence:"):
            value = "present"
        elif isinstance(value, Decimal) and name in may_fall:
            value = (value * chosen.randint(70, 100) / 100).quantize(Decimal(1))
        yield name, value
