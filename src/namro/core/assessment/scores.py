"""Each criterion against itself: missing figures, two figures for one thing, a deduction that does not fit."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from namro.core.assessment.rows import AuditRow, score
from namro.core.assessment.sheet import Sheet, contradicts_itself, is_scored, known_max, loss_of, sums
from namro.core.base.points import format_points as vn
from namro.core.printed.items import Criterion


def check_scores(sheet: Sheet) -> Iterator[AuditRow]:
    """Compare the figures printed for each criterion with one another."""
    prints_losses = _prints_losses(sheet)
    for criterion in sheet.criteria:
        yield from _missing_figure(sheet, criterion)
        yield from _own_figures(criterion)
        yield from _second_value(sheet, criterion)
        if prints_losses:
            yield from _loss_not_printed(sheet, criterion)
    for where in sheet.unscored:
        message = f"Tiêu chí {where} có trong phiếu nhưng không thấy điểm. Bổ sung điểm đạt và điểm tối đa."
        yield AuditRow("score_missing", "gap", where, None, None, message)


def _missing_figure(sheet: Sheet, criterion: Criterion) -> Iterator[AuditRow]:
    if criterion.achieved is not None and criterion.max is None:
        implied = known_max(criterion)
        guess = f" Cộng điểm đạt và điểm trừ thì điểm tối đa là {vn(implied)}." if implied is not None else ""
        message = f"Tiêu chí {criterion.id} đạt {vn(criterion.achieved)} điểm nhưng không in điểm tối đa.{guess}"
        yield AuditRow("max_missing", "gap", criterion.id, None, implied, f"{message} Đối chiếu bộ tiêu chí.")
    elif criterion.achieved is None and _should_have_score(sheet, criterion):
        lost = f", chỉ ghi trừ {vn(criterion.deducted)}" if criterion.deducted is not None else ""
        message = f"Tiêu chí {criterion.id} không in điểm đạt{lost}. Bổ sung điểm đạt và điểm tối đa."
        yield AuditRow("score_missing", "gap", criterion.id, None, None, message)


def _should_have_score(sheet: Sheet, criterion: Criterion) -> bool:
    """A numbered criterion whose neighbours are scored; unnumbered parts often print only what they lost."""
    parent = sheet.parent(criterion)
    neighbours = sheet.children(parent) if parent else sheet.fields
    scored = any(n.achieved is not None and n.max is not None for n in neighbours)
    return "/" not in criterion.id and (scored or is_scored(criterion))


def _own_figures(criterion: Criterion) -> Iterator[AuditRow]:
    """Points above the maximum, or a printed deduction other than maximum − achieved."""
    if not contradicts_itself(criterion) or criterion.max is None or criterion.achieved is None:
        return
    printed = score(criterion.achieved, criterion.max)
    if criterion.achieved > criterion.max:
        message = f"Tiêu chí {criterion.id} in {printed}: điểm đạt lớn hơn điểm tối đa. Kiểm tra lại cả hai số."
        yield AuditRow("loss_unexplained", "error", criterion.id, criterion.achieved, criterion.max, message)
    elif criterion.deducted is not None:
        lost = criterion.max - criterion.achieved
        message = (
            f"Mục {criterion.id} in {printed}, tức mất {vn(lost)} điểm, nhưng lại ghi trừ {vn(criterion.deducted)}"
        )
        if criterion.deducted > lost:
            message += f" (chỉ tính {vn(lost)} điểm, {vn(criterion.deducted - lost)} điểm còn lại không tính)"
        message += ". Kiểm tra số nào đúng."
        yield AuditRow("loss_unexplained", "error", criterion.id, criterion.deducted, lost, message)


def _second_value(sheet: Sheet, criterion: Criterion) -> Iterator[AuditRow]:
    if criterion.second_value is None or criterion.achieved in (None, criterion.second_value):
        return
    assert criterion.achieved is not None
    change = criterion.second_value - criterion.achieved
    effects = []
    parent = sheet.parent(criterion)
    if parent is not None and sums(sheet, parent).complete:
        effects.append(f"các thành phần của mục {parent.id} cộng được {vn(sums(sheet, parent).achieved + change)}")
    if sheet.root is not None and sheet.root.achieved is not None:
        effects.append(f"tổng điểm còn {vn(sheet.root.achieved + change)}")
    message = (
        f"Tiêu chí {criterion.id} in {score(criterion.achieved, criterion.max)} rồi lại ghi "
        f"{score(criterion.second_value, criterion.max)}. Xác định điểm nào được công nhận"
    )
    message += f": nếu lấy {vn(criterion.second_value)} thì {', '.join(effects)}." if effects else "."
    yield AuditRow("two_values", "error", criterion.id, criterion.achieved, criterion.second_value, message)


def _prints_losses(sheet: Sheet) -> bool:
    """A form without a place for deductions is not at fault for printing none."""
    printed = (d for c in sheet.criteria for d in sheet.own_losses(c))
    return any(c.deducted for c in sheet.criteria) or any(d.points and not d.implied for d in printed)


def _loss_not_printed(sheet: Sheet, criterion: Criterion) -> Iterator[AuditRow]:
    lost = loss_of(criterion)
    if lost is None or lost <= 0 or criterion.deducted is not None or _printed_nearby(sheet, criterion, lost):
        return
    message = (
        f"Mục {criterion.id} in {score(criterion.achieved, criterion.max)} nhưng không ghi số điểm trừ; "
        f"theo điểm tối đa thì mất {vn(lost)}. Ghi rõ số điểm trừ."
    )
    yield AuditRow("loss_not_printed", "gap", criterion.id, None, lost, message)


def _printed_nearby(sheet: Sheet, criterion: Criterion, lost: Decimal) -> bool:
    """The same loss stands printed in the parts, or at the parent when it lost points nowhere else."""
    parent = sheet.parent(criterion)
    if parent is None:  # a field must print its loss: readers compare fields
        return False
    parts = sum((p.deducted for p in sheet.children(criterion) if p.deducted is not None), Decimal(0))
    parts += sum((d.points for d in sheet.own_losses(criterion) if d.points is not None and not d.implied), Decimal(0))
    losing = [n.id for n in sheet.children(parent) if loss_of(n)]
    return parts == lost or (parent.deducted == lost and losing == [criterion.id])
