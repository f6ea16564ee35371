"""What changed between the rounds, as finished text, for the page and for the workbook."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.urls import reverse
from django.utils.translation import gettext as _

from namro.apps.appraisals.pages.value_words import Difference, cause_words, difference, said_value
from namro.apps.appraisals.queries.changes import Changes, Step
from namro.core.assessment.opinions import LAYER_WORDS, Layer, Value
from namro.core.scoring.numbers import said_points
from namro.ui.formats import NOTHING

PER_PAGE = 50
#: `?loc=`: fewer points than claimed, more, explained by the unit.
ALL, FEWER, MORE, EXPLAINED = "", "giam", "tang", "giai-trinh"


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeRow:
    """One criterion; a sealed value is "" and its place shows a lock."""

    id: str
    name: str
    url: str
    own: str
    appraised: str
    explained: str
    final: str
    more: Difference
    cause: str
    reasons: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class LayerTotal:
    """What a layer adds up to; `sealed` says why it is not told."""

    name: str
    points: str
    more: Difference
    sealed: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeList:
    """Everything the page shows."""

    rows: tuple[ChangeRow, ...]
    page: Page[Step]
    tabs: tuple[tuple[str, str, int], ...]
    chosen: str
    query: str
    totals: tuple[LayerTotal, ...]
    sealed: str


def change_list(found: Changes, *, chosen: str, number: str | None) -> ChangeList:
    """Return the context."""
    parts = parts_of(found)
    chosen = chosen if chosen in parts else ALL
    words = {ALL: _("Tất cả"), FEWER: _("Giảm điểm"), MORE: _("Tăng điểm"), EXPLAINED: _("Có giải trình")}
    page = Paginator(parts[chosen], PER_PAGE).get_page(number)
    sealed = ""
    if not found.steps:
        names = (*found.framework.leaves, *(item.id for item in found.framework.items))
        sealed = next(filter(None, (found.seal.why(Layer.APPRAISED, node) for node in names)), "")
    return ChangeList(
        rows=tuple(row_of(found, step) for step in page.object_list),
        page=page,
        tabs=tuple((key, words[key], len(part)) for key, part in parts.items()),
        chosen=chosen,
        query=urlencode({"loc": chosen}) if chosen else "",
        totals=_totals(found),
        sealed=sealed,
    )


def parts_of(found: Changes) -> dict[str, list[Step]]:
    """Return the rows by filter."""
    more = {step.line.pk: _more(found, step).points for step in found.steps}
    return {
        ALL: list(found.steps),
        FEWER: [step for step in found.steps if more[step.line.pk] < 0],
        MORE: [step for step in found.steps if more[step.line.pk] > 0],
        EXPLAINED: [step for step in found.steps if step.values.get(Layer.EXPLAINED) is not None],
    }


def _more(found: Changes, step: Step) -> Difference:
    penalty = any(item.id == step.line.node_id for item in found.framework.penalty.items)
    return difference(step.last, step.values[Layer.SELF], found.framework, penalty=penalty)


def row_of(found: Changes, step: Step) -> ChangeRow:
    """Return one row."""
    line, node = step.line, step.line.node_id
    said = {layer: said_value(step.values[layer], found.framework) for layer in step.values}
    final = Layer.FINAL in step.values and bool(line.final_cause)
    cause = line.final_cause if final else line.appraised_cause if Layer.APPRAISED in step.values else ""
    return ChangeRow(
        id=node,
        name=found.framework.names[node],
        url=reverse("appraisals:criterion", args=[found.sheet.year, found.sheet.unit.code, node]),
        own=said[Layer.SELF],
        appraised=said.get(Layer.APPRAISED, ""),
        explained=said.get(Layer.EXPLAINED, ""),
        final=said.get(Layer.FINAL, ""),
        more=_more(found, step),
        cause=cause_words(cause),
        reasons=tuple(_reasons(found, step)),
    )


def _reasons(found: Changes, step: Step) -> list[tuple[str, str]]:
    """Who said what, each text once: a final value that only takes over the appraisal's repeats its reason."""
    texts: dict[str, str] = {}
    for layer in (Layer.APPRAISED, Layer.EXPLAINED, Layer.FINAL):
        text = getattr(step.line, f"{layer}_reason") if layer in step.values else ""
        if text and text not in texts:
            texts[text] = found.by.get((step.line.pk, layer), "") or _(LAYER_WORDS[layer])
    return [(who, text) for text, who in texts.items()]


def _totals(found: Changes) -> tuple[LayerTotal, ...]:
    scale, rows = found.framework.scale, []
    before = found.totals[Layer.SELF]
    for layer in (Layer.SELF, Layer.APPRAISED, Layer.FINAL):
        total = found.totals.get(layer)
        if total is None:
            why = "" if found.seal.all_open else found.seal.why(Layer.FINAL, "")
            rows.append(LayerTotal(_(LAYER_WORDS[layer]), NOTHING, Difference(), why))
            continue
        more = difference(Value(total), Value(before), found.framework)
        rows.append(LayerTotal(_(LAYER_WORDS[layer]), said_points(total, scale), more, ""))
    return tuple(rows)
