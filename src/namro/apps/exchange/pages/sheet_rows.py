"""The sheet as printed, row by row: each figure beside what the others give, and why they differ."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as _mark

from namro.apps.exchange.pages.sheet_cells import Figure, Unread
from namro.core.assessment import AuditRow
from namro.core.assessment.computed import Computed, Way, computed
from namro.core.assessment.sheet import TOTAL, Sheet, is_scored, sum_of_fields
from namro.core.improvement import FindingsReport
from namro.core.printed import Criterion
from namro.ui.formats import NOTHING, points

#: Codes of the audit that set two figures against each other; the others only say that one is missing.
_DIFFERENCES = {
    "parent_sum": _mark("lệch %(points)s"),
    "total_sum": _mark("lệch %(points)s"),
    "loss_unexplained": _mark("lệch %(points)s"),
    "two_values": _mark("hai số"),
    "criterion_missing": _mark("thiếu tiêu chí"),
}
_GAPS = {"max_missing": _mark("thiếu tối đa"), "score_missing": _mark("thiếu điểm")}
#: A gap in the losses is no contradiction: some points are only not explained.
_UNEXPLAINED = _mark("chưa rõ %(points)s")

_PARTLY = {Way.TOO_MUCH, Way.MISSING}


@dataclass(frozen=True, slots=True)
class Mark:
    """What the last column says: `css` is `e` for a contradiction, `w` for a gap, `n` for a figure that is missing."""

    css: str
    word: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetRow:
    """One criterion. `css` is `d` for a field, `p` for a criterion with parts; `level` counts from 0.

    `goal` is the anchor of what was lost there, "" when nothing was.
    """

    anchor: str
    code: str
    name: str
    css: str
    level: int
    max: Figure
    printed: Figure
    computed: str
    marks: tuple[Mark, ...]
    why: tuple[str, ...]
    goal: str = ""

    @property
    def differs(self) -> bool:
        """Whether two figures stand against each other here."""
        return any(mark.css != "n" for mark in self.marks)


@dataclass(frozen=True, slots=True, kw_only=True)
class TotalRow:
    """One way to the total."""

    word: str
    max: str
    value: str
    marks: tuple[Mark, ...] = ()
    why: tuple[str, ...] = ()


def anchors(sheet: Sheet) -> dict[int, str]:
    """Return the anchor of each row by the identity of its criterion; two criteria may have one number."""
    return {id(criterion): f"t{count}" for count, criterion in enumerate(sheet.criteria, start=1)}


def sheet_rows(
    sheet: Sheet, found: Iterable[AuditRow], *, unread: Unread, goals: Mapping[str, str]
) -> tuple[SheetRow, ...]:
    """Return a row for every criterion in printed order; `goals` by the number of the criterion."""
    said = _by_place(found)
    anchor = anchors(sheet)
    return tuple(
        replace(
            _row(sheet, criterion, said.get(criterion.id, []), unread=unread),
            anchor=anchor[id(criterion)],
            goal=goals.get(criterion.id, ""),
        )
        for criterion in sheet.criteria
    )


def only_different(rows: Iterable[SheetRow], sheet: Sheet) -> tuple[SheetRow, ...]:
    """Return the rows that differ, below the criteria that they are parts of."""
    kept: set[int] = set()
    rows = tuple(rows)
    for row, criterion in zip(rows, sheet.criteria, strict=True):
        above: Criterion | None = criterion if row.differs else None
        while above is not None:
            kept.add(id(above))
            above = sheet.parent(above)
    return tuple(row for row, criterion in zip(rows, sheet.criteria, strict=True) if id(criterion) in kept)


def total_rows(sheet: Sheet, found: Iterable[AuditRow], *, report: FindingsReport) -> tuple[TotalRow, ...]:
    """Return the printed total, the sum of the fields and what the lowest lines give, each where it is known."""
    fields = sum_of_fields(sheet)
    rows = []
    if sheet.root is not None and sheet.root.achieved is not None:
        rows.append(
            TotalRow(
                word=_("Tổng điểm in"),
                max=points(sheet.root.max) if sheet.root.max is not None else "",
                value=points(sheet.root.achieved),
            )
        )
    said = [row for row in _by_place(found).get(TOTAL, []) if row.code in _DIFFERENCES]
    if any(is_scored(field) for field in sheet.fields):
        unprinted = [field.id for field in sheet.fields if field.achieved is None]
        why = [row.message for row in said]
        if unprinted:
            why.append(_("Chưa kể %(ids)s không in điểm.") % {"ids": ", ".join(unprinted)})
        rows.append(
            TotalRow(
                word=_("Cộng %(count)d lĩnh vực") % {"count": len(sheet.fields)},
                max=points(fields.max),
                value=points(fields.achieved),
                marks=_marks(said),
                why=tuple(why),
            )
        )
    return (*rows, *_of_lines(report))


def _of_lines(report: FindingsReport) -> Iterable[TotalRow]:
    value = report.total_of_lines
    if value is None or report.maximum is None or report.published is None:
        return
    told = {
        "max": points(report.maximum),
        "lost": points(report.maximum - value),
        "value": points(value),
        "apart": points(abs(value - report.published)),
    }
    why = _("%(max)s trừ %(lost)s điểm mất mà từng dòng có ghi còn %(value)s.") % told
    marks: tuple[Mark, ...] = ()
    if value > report.published:
        rest = ", ".join(f.id.partition("/?")[0] for f in report.findings if f.cause == "unlisted" and f.criterion)
        why += " " + _("Tổng in thấp hơn %(apart)s: phần này không dòng nào ghi mất ở đâu%(where)s.") % {
            **told,
            "where": f" ({rest})" if rest else "",
        }
        marks = (Mark("w", _(_UNEXPLAINED) % {"points": told["apart"]}),)
    elif value < report.published:
        why += " " + _("Tổng in cao hơn %(apart)s: các dòng ghi mất nhiều hơn tổng cho biết.") % told
        marks = (Mark("e", _(_DIFFERENCES["total_sum"]) % {"points": told["apart"]}),)
    yield TotalRow(word=_("Tính từ các dòng con"), max=told["max"], value=told["value"], marks=marks, why=(why,))


def _row(sheet: Sheet, criterion: Criterion, said: list[AuditRow], *, unread: Unread) -> SheetRow:
    follows = computed(sheet, criterion)
    level = _level(sheet, criterion)
    parts = bool(sheet.children(criterion))
    told = [row for row in said if row.code in _DIFFERENCES or row.code in _GAPS]
    return SheetRow(
        anchor="",
        code=criterion.id,
        name=criterion.name,
        css="d" if level == 0 else "p" if parts else "",
        level=level,
        max=unread.maximum(criterion),
        printed=unread.achieved(criterion),
        computed=_computed(criterion, follows),
        marks=_marks(told),
        why=tuple(row.message for row in told),
    )


def _computed(criterion: Criterion, follows: Computed | None) -> str:
    """The second of two printed values stands where a computed one would: both are set against the first."""
    if follows is None or follows.achieved is None:
        other = criterion.second_value
        return "" if other is None else points(other)
    partly = "≥ " if follows.way in _PARTLY else ""
    return f"{partly}{points(follows.achieved)}"


def _marks(said: Iterable[AuditRow]) -> tuple[Mark, ...]:
    """Each thing that is said about a criterion once, contradictions first."""
    marks = [_mark_of(row) for row in said if row.severity != "info"]
    return tuple(sorted(dict.fromkeys(marks), key=lambda mark: "ewn".index(mark.css)))


def _mark_of(row: AuditRow) -> Mark:
    if row.code in _GAPS:
        return Mark("n", _(_GAPS[row.code]))
    apart = NOTHING
    if isinstance(row.stated, Decimal) and isinstance(row.computed, Decimal):
        apart = points(abs(row.stated - row.computed))
    if row.severity == "error":
        return Mark("e", _(_DIFFERENCES[row.code]) % {"points": apart})
    word = _UNEXPLAINED if row.code == "loss_unexplained" else _DIFFERENCES[row.code]
    return Mark("w", _(word) % {"points": apart})


def _by_place(found: Iterable[AuditRow]) -> dict[str, list[AuditRow]]:
    said: dict[str, list[AuditRow]] = {}
    for row in found:
        for place in row.where.split(", "):
            said.setdefault(place, []).append(row)
    return said


def _level(sheet: Sheet, criterion: Criterion) -> int:
    level = 0
    above = sheet.parent(criterion)
    while above is not None:
        level += 1
        above = sheet.parent(above)
    return level
