"""What the appraisal made of the rows of a sheet, as far as the reader may know: points and why, beside the unit's."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from namro.apps.assessments.layers import BELOW, layer_score
from namro.apps.assessments.queries.shown import Shown
from namro.core.assessment.causes import cause_labels
from namro.core.assessment.opinions import Layer, Value, value_words
from namro.core.scoring.numbers import said_points


@dataclass(frozen=True, slots=True)
class Judged:
    """Points of the first appraisal and of the result; "" where sealed or not given. `lower`: below the unit's own."""

    appraised: str = ""
    final: str = ""
    why: str = ""
    lower: bool = False


NOT_JUDGED = Judged()


def judged_rows(sheet: Shown) -> Mapping[str, Judged]:
    """Return the rows by id, sums included where nothing is sealed; empty before anything is told."""
    if sheet.layers is None:
        return {}
    found = {key: _row(sheet, key) for key in sheet.standing.lines}
    return {**found, **_sums(sheet)} if sheet.layers.all_open else found


def _row(sheet: Shown, key: str) -> Judged:
    line, framework = sheet.standing.lines[key], sheet.standing.framework
    assert sheet.layers is not None  # asked before
    known: dict[Layer, Value | None] = {
        layer: line.value(layer) if sheet.layers.reads(layer, key) else None for layer in BELOW
    }
    last = Layer.FINAL if known[Layer.FINAL] is not None else Layer.APPRAISED
    value, own = known[last], line.value(Layer.SELF)
    differs = value is not None and value != own
    said = [_(cause_labels().get(getattr(line, f"{last}_cause"), "")) or "", getattr(line, f"{last}_reason")]
    words = {layer: "" if one is None else _(value_words(one, framework)) for layer, one in known.items()}
    lower = differs and value is not None and own is not None and (value.points or 0) < (own.points or 0)
    why = ": ".join(filter(None, said)) if differs else ""
    return Judged(words[Layer.APPRAISED], words[Layer.FINAL], why, lower)


def _sums(sheet: Shown) -> dict[str, Judged]:
    framework, sums = sheet.standing.framework, {}
    decided = any(line.value(Layer.FINAL) is not None for line in sheet.standing.lines.values())
    scores = {layer: layer_score(sheet.standing, *below) for layer, below in BELOW.items()}
    for node in framework.nodes:
        if node.children:
            words = {layer: said_points(one.criteria[node.id].points, framework.scale) for layer, one in scores.items()}
            sums[node.id] = Judged(words[Layer.APPRAISED], words[Layer.FINAL] if decided else "")
    return sums
