"""The four values of a criterion, each with its reason, who gave it and when; a sealed one says why it is."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from namro.apps.appraisals.pages.value_words import Difference, cause_words, difference, said_value
from namro.apps.appraisals.queries.record import Record
from namro.apps.assessments.actions.filling import NOT_APPLICABLE, POINTS
from namro.apps.assessments.layers_read import TOLD
from namro.apps.assessments.models import LineEvent
from namro.core.assessment.opinions import LAYER_WORDS, Layer, Value
from namro.core.assessment.stages import State
from namro.core.assessment.valued import value_of
from namro.core.framework.model import Leaf
from namro.core.scoring.claims import typed_most
from namro.core.scoring.numbers import said_points
from namro.ui.formats import NOTHING, moment

#: The layer before each.
_BEFORE = {Layer.APPRAISED: Layer.SELF, Layer.EXPLAINED: Layer.APPRAISED, Layer.FINAL: Layer.APPRAISED}


@dataclass(frozen=True, slots=True, kw_only=True)
class Rung:
    """One value. `none` says why there is nothing yet, `sealed` why it is not shown."""

    number: int
    name: str
    value: str
    most: str
    more: Difference
    cause: str
    reason: str
    who: str
    at: str
    none: str
    sealed: str
    final: bool


def rungs_of(found: Record) -> tuple[Rung, ...]:
    """Return the four, in their order."""
    return tuple(_rung(found, number, layer) for number, layer in enumerate(Layer, 1))


def values_of(found: Record) -> dict[Layer, Value | None]:
    """Return the values that the reader may know. Before the hand-in the unit's own is what its sheet gives now."""
    line, known = found.line, {}
    for layer in Layer:
        if found.seal.reads(layer, found.node):
            known[layer] = None if line is None else line.value(layer)
    if known[Layer.SELF] is None:
        score = found.standing.claimed.score
        leaf = isinstance(found.bearer, Leaf)
        known[Layer.SELF] = value_of(score.criteria[found.node] if leaf else score.adjustments[found.node])
    return known


def _rung(found: Record, number: int, layer: Layer) -> Rung:
    framework, values = found.standing.framework, values_of(found)
    sealed = found.seal.why(layer, found.node)
    value = values.get(layer)
    penalty = any(item.id == found.node for item in framework.penalty.items)
    before = values.get(_BEFORE[layer]) if layer in _BEFORE else None
    event = None if sealed else _last(found, layer)
    most = typed_most(found.bearer)
    return Rung(
        number=number,
        name=_(LAYER_WORDS[layer]),
        value=said_value(value, framework) if value is not None else NOTHING,
        most="" if most is None or value is None else said_points(most, framework.scale),
        more=difference(value, before, framework, penalty=penalty),
        cause="" if sealed or value is None else _cause(found, layer),
        reason="" if sealed else _reason(found, layer),
        who=_who(found, layer, event) if value is not None and not sealed else "",
        at=moment(event.at) if event is not None and value is not None else "",
        none="" if sealed or value is not None else _none(found, layer),
        sealed=sealed,
        final=layer is Layer.FINAL and value is not None,
    )


def _last(found: Record, layer: Layer) -> LineEvent | None:
    named = [event for event in found.events if event.layer == layer and event.field in {POINTS, NOT_APPLICABLE}]
    return named[-1] if named else None


def _cause(found: Record, layer: Layer) -> str:
    return cause_words(getattr(found.line, f"{layer}_cause", "") if found.line else "")


def _reason(found: Record, layer: Layer) -> str:
    if layer is not Layer.SELF:
        return getattr(found.line, f"{layer}_reason", "") if found.line else ""
    score = found.standing.claimed.score
    why = (score.criteria if isinstance(found.bearer, Leaf) else score.adjustments)[found.node].why
    note = found.line.explanation if found.line else ""
    return note or why


def _who(found: Record, layer: Layer, event: LineEvent | None) -> str:
    if event is not None and found.is_correction(event):
        return _("Quyết định điều chỉnh")
    if layer in {Layer.APPRAISED, Layer.FINAL}:
        known = found.by.get((found.line.pk, layer), "") if found.line else ""
        if known or layer is Layer.APPRAISED:
            return known
        return _taken_over(found)
    if event is not None:
        return event.by.full_name
    typed = layer is Layer.SELF and (not isinstance(found.bearer, Leaf) or found.bearer.source == "appraisal")
    return "" if typed else _("Tự tính từ số liệu") if layer is Layer.SELF else ""


def _taken_over(found: Record) -> str:
    """Of a final value on which nobody had to decide: where it comes from."""
    final, appraised, own = (values_of(found).get(layer) for layer in (Layer.FINAL, Layer.APPRAISED, Layer.SELF))
    if appraised is None and final == own and isinstance(found.bearer, Leaf) and found.bearer.source != "appraisal":
        return _("Tự tính từ số liệu")
    return _("Giữ giá trị của thẩm định") if final == appraised else _("Hội đồng thẩm định")


def _none(found: Record, layer: Layer) -> str:
    state = State(found.sheet.state)
    if layer is Layer.SELF:
        return _("Chưa chấm.")
    if layer is Layer.APPRAISED:
        if isinstance(found.bearer, Leaf) and found.bearer.source != "appraisal":
            return _("Điểm từ số liệu, không ai thẩm định.")
        return _("Chưa có quyết định.") if state is State.APPRAISAL or state in TOLD else _("Chưa đến bước thẩm định.")
    if layer is Layer.EXPLAINED:
        return _("Đơn vị không giải trình.") if state in _AFTER else _("Chưa có giải trình.")
    return _("Chưa có kết quả.")


_AFTER = frozenset({State.REAPPRAISAL, State.DECIDED, State.PUBLISHED})
