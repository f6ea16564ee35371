"""One line as a row of the appraiser's tables: marks, last year, what the unit says, what was decided and why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from namro.apps.appraisals.models import Opinion
from namro.apps.appraisals.pages.marks import Column, Mark, marks_of, remarked
from namro.apps.appraisals.queries.judged import Judged
from namro.apps.appraisals.tallies import is_judged, line_waits
from namro.core.assessment.causes import cause_labels
from namro.core.assessment.opinions import Layer, Value, value_words
from namro.core.assessment.stages import STATE_WORDS
from namro.core.framework.model import Framework
from namro.core.scoring.numbers import said_points
from namro.ui.formats import NOTHING, points

#: How a line stands: decided, waiting, disputed, or nobody is asked.
DECIDED, WAITS, DISPUTED, UNASKED = "done", "wait", "split", "calm"


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """Finished text; `url` opens the row beside its table, `status` is one of the four above."""

    line: int
    version: int
    node: str
    code: str
    unit: str
    url: str
    marks: tuple[Mark, ...]
    before: str
    own: str
    claim: str
    decided: str
    status: str
    reason: str
    explained: str
    state: str
    remarked: bool
    plain: bool
    #: The criterion and its domain, where rows are of several.
    name: str = ""
    domain: str = ""


def row_of(one: Judged, framework: Framework, columns: Sequence[Column], *, url: str = "") -> Row:
    """Return the row; `plain`: it may be accepted together with others, nobody having remarked or said anything."""
    line, marks = one.line, marks_of(columns, one.given)
    own, status = line.value(Layer.SELF), status_of(one, framework)
    has_remarks = remarked(marks)
    return Row(
        line=line.pk,
        version=line.version,
        node=line.node_id,
        code=one.sheet.unit.code,
        unit=one.unit,
        url=url,
        marks=marks,
        before=said(one.before.value if one.before else None, framework),
        own=said(own, framework),
        claim="" if own is None or own.points is None else points(own.points),
        decided=_decided(one, framework, status),
        status=status,
        reason=_reason(one, framework, status),
        explained=said(one.explained, framework) if one.explained else "",
        state="" if one.open else _(STATE_WORDS[one.state]),
        remarked=has_remarks,
        plain=is_plain(one, status, remarks=has_remarks),
    )


def status_of(one: Judged, framework: Framework) -> str:
    """Return how a line stands in what is decided now."""
    if one.line.disputed:
        return DISPUTED
    if one.line.value(one.layer) is not None:
        return DECIDED
    if one.open and line_waits(one.line, framework, one.layer):
        return WAITS
    if one.open and one.layer == Layer.APPRAISED and is_judged(one.line, framework):
        return WAITS
    return UNASKED


def is_plain(one: Judged, status: str, *, remarks: bool) -> bool:
    """Whether a line may be accepted with others at once: in the first appraisal, claimed, nothing remarked or said."""
    claimed = one.line.value(Layer.SELF) is not None
    return status == WAITS and one.layer == Layer.APPRAISED and claimed and not remarks and not one.opinions


def said(value: Value | None, framework: Framework) -> str:
    """Return a value in a cell: points, "không áp dụng", or a dash."""
    return NOTHING if value is None else value_words(value, framework)


def _decided(one: Judged, framework: Framework, status: str) -> str:
    if status == DISPUTED:
        return _("%(n)d ý kiến") % {"n": len(one.opinions)}
    value = one.line.value(one.layer)
    if value is not None:
        return value_words(value, framework)
    if status == WAITS:
        return _("chưa xét")
    kept = one.line.value(Layer.APPRAISED) if one.layer == Layer.FINAL else None
    return value_words(kept, framework) if kept is not None else NOTHING


def _reason(one: Judged, framework: Framework, status: str) -> str:
    line = one.line
    if status == DISPUTED:
        return " / ".join(opinion_words(opinion, framework) for opinion in one.opinions)
    if status != DECIDED:
        return one.explained_why if one.layer == Layer.FINAL else ""
    value, own = line.value(one.layer), line.value(Layer.SELF)
    words = getattr(line, f"{one.layer}_reason") or cause_labels().get(getattr(line, f"{one.layer}_cause"), "")
    if value == own:
        return words or _("giữ nguyên")
    return " ".join(filter(None, (difference(value, own, framework), words)))


def difference(value: Value | None, own: Value | None, framework: Framework) -> str:
    """Say by how much a decision differs from the claim: "−0,25"; "" where points cannot be told apart."""
    if value is None or own is None or value.points is None or own.points is None:
        return ""
    change = value.points - own.points
    sign = "−" if change < 0 else "+"
    return f"{sign}{said_points(abs(change), framework.scale)}" if change != Decimal(0) else ""


def opinion_words(opinion: Opinion, framework: Framework) -> str:
    """Say an opinion in a few words: its points, or that it asks."""
    value = opinion.value
    return _("hỏi") if value is None else value_words(value, framework)
