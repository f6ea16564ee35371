"""What happened to a criterion, in words, the newest first: values, proof, steps of the sheet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from itertools import groupby

from django.utils.translation import gettext as _

from namro.apps.appraisals.pages.value_words import cause_words
from namro.apps.appraisals.queries.record import Record
from namro.apps.assessments.actions.filling import POINTS
from namro.apps.assessments.models import LineEvent
from namro.apps.assessments.pages.criterion_page import field_words, value_words
from namro.core.assessment.opinions import LAYER_WORDS, Layer
from namro.core.assessment.opinions import NOT_APPLICABLE as STORED_NA
from namro.core.assessment.stages import TABLE
from namro.ui.formats import NOTHING, moment

#: So many are shown until all are asked for.
SHOWN = 14
#: What only those who appraise read about: that they differ.
_INNER = frozenset({"disputed"})


@dataclass(frozen=True, slots=True)
class Past:
    """One thing that happened."""

    at: str
    words: str
    person: str
    reason: str


def history_of(found: Record) -> list[Past]:
    """Return everything that the reader may know."""
    rows = [*_values(found), *_proof(found), *_steps(found)]
    return [Past(moment(at), *said) for at, said in sorted(rows, key=lambda row: row[0], reverse=True)]


_Row = tuple[datetime, tuple[str, str, str]]


def _values(found: Record) -> Iterator[_Row]:
    open_to = [
        event
        for event in found.events
        if found.seal.reads(Layer(event.layer), found.node) and (event.field not in _INNER or found.seal.runs)
    ]
    for (_version, layer), group in groupby(open_to, key=lambda event: (event.version, Layer(event.layer))):
        events = list(group)
        reasons = [event.new for event in events if event.field == "reason" and layer is not Layer.SELF and event.new]
        words = "; ".join(filter(None, (_said(found, layer, event) for event in events)))
        if words:
            yield events[0].at, (words, _person(found, layer, events), " ".join(reasons))


def _said(found: Record, layer: Layer, event: LineEvent) -> str:
    scale = found.standing.framework.scale
    if event.field == POINTS:
        old, new = (_points(found, text) for text in (event.old, event.new))
        told = {"layer": _(LAYER_WORDS[layer]), "new": new, "old": old}
        return _("%(layer)s: %(old)s → %(new)s") % told if event.old else _("%(layer)s: %(new)s") % told
    if layer is Layer.SELF and event.field in field_words():
        new = value_words(event.field, event.new, scale)
        return f"{field_words()[event.field]}: {new}"
    if event.field == "cause":
        return _("nguyên nhân: %(cause)s") % {"cause": cause_words(event.new) or NOTHING}
    if event.field == "request":
        return _("đề nghị cho năm sau: %(text)s") % {"text": event.new or NOTHING}
    if event.field == "disputed":
        return _("người thẩm định có ý kiến khác nhau") if event.new else _("đã thống nhất")
    return ""


def _points(found: Record, stored: str) -> str:
    if stored == STORED_NA:
        return _("không áp dụng")
    return value_words(POINTS, str(Decimal(stored)) if stored else "", found.standing.framework.scale)


def _person(found: Record, layer: Layer, events: Sequence[LineEvent]) -> str:
    """Those who appraise are named by their department, unless the reader runs the round."""
    if layer in {Layer.SELF, Layer.EXPLAINED} or found.seal.runs:
        return events[0].by.full_name
    if found.is_correction(events[0]):
        return _("Quyết định điều chỉnh")
    known = found.by.get((found.line.pk, layer), "") if found.line else ""
    return known or _("Hội đồng thẩm định")


def _proof(found: Record) -> Iterable[_Row]:
    for one, file in found.attached:
        name = one.evidence.number or one.evidence.abstract or file.name
        yield one.at, (_("Gắn minh chứng: %(name)s") % {"name": name}, one.by.full_name, "")
    for one in found.taken_away:
        name = one.evidence.number or one.evidence.abstract or one.evidence.code
        yield one.at, (_("Gắn minh chứng: %(name)s") % {"name": name}, one.by.full_name, "")
        if one.removed_at is not None and one.removed_by is not None:
            yield one.removed_at, (_("Bỏ minh chứng: %(name)s") % {"name": name}, one.removed_by.full_name, "")


def _steps(found: Record) -> Iterable[_Row]:
    for event in found.steps:
        if event.act in TABLE.by_name:
            words = _("Phiếu: %(act)s") % {"act": _(TABLE.by_name[event.act].words)}
            yield event.at, (words, event.by.full_name, event.reason)
