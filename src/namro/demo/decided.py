"""Brings the sheets of a round to decided points at once, for measuring. All is invented."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from datetime import datetime
from decimal import Decimal

from namro.apps.appraisals.lines import WRITTEN, set_value
from namro.apps.appraisals.tallies import standings_of, tally
from namro.apps.assessments.models import Assessment, Line, Round
from namro.apps.assessments.standing import Standing
from namro.apps.frameworks.trees import tree_of
from namro.apps.indicators.models import Delivery, Fact, Producer
from namro.apps.people.models import User
from namro.core.assessment.opinions import Layer, Value
from namro.core.assessment.stages import State
from namro.core.assessment.valued import value_of
from namro.core.framework.model import Framework
from namro.core.framework.rules import Survey
from namro.core.framework.uses import rule_uses, uses

_BATCH = 2000
#: One of so many typed criteria is lowered.
_LOWERED = 12


def decide_round(made: Round, at: datetime, *, seed: int) -> list[Assessment]:
    """Give a round's sheets facts, final values of every criterion, and the state of decided ones."""
    pick = random.Random(seed)  # noqa: S311 - invented data, no secret
    by = User.objects.get(username="hoidong")
    rows = Assessment.objects.filter(round=made).select_related("unit", "pool", "edition").defer("edition__text")
    sheets = list(rows.order_by("pk"))
    _facts(made, sheets, tree_of(made.edition), pick=pick, by=by, at=at)
    standings = standings_of(sheets)
    lines = [line for one in standings for line in _lines(one, pick=pick, by=by, at=at)]
    fresh, known = [line for line in lines if line.pk is None], [line for line in lines if line.pk is not None]
    Line.objects.bulk_create(fresh, batch_size=_BATCH)
    Line.objects.bulk_create(
        known,
        batch_size=_BATCH, update_conflicts=True, unique_fields=["id"], update_fields=WRITTEN,
    )  # fmt: skip
    standings = standings_of(sheets)
    for layer in (Layer.APPRAISED, Layer.FINAL):
        tally(standings, layer)
    Assessment.objects.filter(round=made).update(state=State.DECIDED, state_at=at)
    return sheets


def _facts(
    made: Round, sheets: Sequence[Assessment], framework: Framework, *, pick: random.Random, by: User, at: datetime
) -> None:
    """Whatever the set reads: surveys on their scale with an error, the rest as counts."""
    surveys = {
        leaf.node.rule.input: leaf.node.rule.scale
        for leaf in framework.leaves.values()
        if isinstance(leaf.node.rule, Survey)
    }
    names = dict.fromkeys(use.input for use in uses(framework) if not use.input.startswith("points:"))
    added = {use.input for item in framework.items for use in rule_uses(item.rule, item.id, None)}
    delivery = Delivery.objects.create(source_kind=Producer.IMPORT, source_ref="so-do.csv", by=by, at=at)
    Fact.objects.bulk_create(
        (
            Fact(
                unit_id=sheet.unit_id, year=made.year, input=name, as_of=made.measured_to, delivery=delivery,
                value=_value(surveys.get(name), pick, nothing=name in added), se="1.8" if name in surveys else "",
            )
            for sheet in sheets
            for name in names
        ),
        batch_size=_BATCH,
    )  # fmt: skip


def _value(scale: Decimal | None, pick: random.Random, *, nothing: bool) -> str:
    """A survey result on its scale, a count; nothing that adds or takes points."""
    if scale is not None:
        return f"{scale * pick.randint(60, 95) / 100:f}"
    return "0" if nothing else str(pick.randint(80, 99))


def _lines(standing: Standing, *, pick: random.Random, by: User, at: datetime) -> Iterator[Line]:
    """Every criterion with its four values: mostly what the unit claimed, some lowered with cause and reason."""
    score, leaves = standing.claimed.score, standing.framework.leaves
    for key, outcome in {**{key: score.criteria[key] for key in leaves}, **score.adjustments}.items():
        line = standing.lines.get(key) or Line(assessment=standing.sheet, node_id=key, by=by, at=at)
        own = value_of(outcome)
        set_value(line, Layer.SELF, own)
        decided = own or Value(Decimal(0))
        if key in leaves and leaves[key].source == "appraisal":
            if decided.points and not pick.randrange(_LOWERED):
                decided = Value(decided.points / 2)
                line.appraised_cause = line.final_cause = "late"
                line.appraised_reason = line.final_reason = "Gửi sau hạn"
            set_value(line, Layer.APPRAISED, decided)
        set_value(line, Layer.FINAL, decided)
        line.version += 1
        yield line
