"""Do the parts add up? Points, maxima and losses of every parent, and the total, against what lies under them."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from namro.core.assessment.computed import Computed, Way, computed
from namro.core.assessment.rows import AuditRow, Severity, score
from namro.core.assessment.sheet import TOTAL, Sheet, contradicts_itself, differ, is_scored, loss_of, sums
from namro.core.base.points import format_points as vn
from namro.core.printed.items import Criterion


def check_sums(sheet: Sheet) -> Iterator[AuditRow]:
    """Compare every criterion with its parts and with the losses printed under it."""
    for node in sheet.nodes():
        found = computed(sheet, node)
        if found is None or found.way is Way.OWN:
            continue
        parts = [p for p in sheet.children(node) if is_scored(p)]
        if found.way is Way.LOSSES:
            yield from _loss_row(node, found)
        elif found.way is Way.MISSING:
            yield _missing_row(node, found)
        elif found.way is Way.TOO_MUCH:
            yield _sum_row(node, parts, found)
        elif node.achieved is not None and differ(found.achieved, node.achieved):
            yield _sum_row(node, parts, found)
            yield from _wrong_figure(sheet, node, parts)


def _missing_row(node: Criterion, found: Computed) -> AuditRow:
    """All parts are known but their maxima do not fill the parent and the losses do not agree: a part is missing.

    A parent that prints only the parts that lost points is checked on the loss alone.
    """
    lost = loss_of(node)
    assert lost is not None
    assert found.lost is not None
    ask = "Đối chiếu bộ tiêu chí để tìm tiêu chí bị bỏ sót."
    if node.id == TOTAL:  # whole fields are not there: nothing to look for in an excerpt
        ask = "Văn bản có thể chỉ trích một phần của phiếu."
    missing = score(_less(node.achieved, found.achieved), _less(node.max, found.max))
    return AuditRow(
        "criterion_missing",
        "gap",
        node.id,
        node.achieved,
        found.achieved,
        f"{_name(node)} in {score(node.achieved, node.max)} nhưng các tiêu chí in ra chỉ cộng được "
        f"{score(found.achieved, found.max)}: thiếu tiêu chí đạt {missing}, mất {vn(lost - found.lost)} điểm. "
        f"{ask}",
    )


def _less(whole: Decimal | None, part: Decimal | None) -> Decimal | None:
    return None if whole is None or part is None else whole - part


def _loss_row(node: Criterion, found: Computed) -> Iterator[AuditRow]:
    """One row for a criterion: where its own figures already disagree, that row says so."""
    lost, listed = loss_of(node), found.lost
    if lost is None or listed is None or not differ(lost, listed) or contradicts_itself(node):
        return
    if listed < lost:
        text = f"còn {vn(lost - listed)} điểm chưa rõ mất ở đâu. Hỏi cơ quan thẩm định hoặc đối chiếu phiếu gốc."
    else:
        text = "các khoản trừ liệt kê nhiều hơn số điểm bị mất. Kiểm tra lại từng khoản."
    severity: Severity = "gap" if listed < lost else "error"
    message = f"{_name(node)} mất {vn(lost)} điểm nhưng các khoản liệt kê cộng được {vn(listed)}: {text}"
    yield AuditRow("loss_unexplained", severity, node.id, lost, listed, message)


def _sum_row(node: Criterion, parts: list[Criterion], found: Computed) -> AuditRow:
    points_differ = node.achieved is not None and differ(node.achieved, found.achieved)
    stated, follows = (node.achieved, found.achieved) if points_differ else (node.max, found.max)
    known = [p.id for p in parts if p.achieved is not None]
    unknown = [p.id for p in parts if p.achieved is None]
    whose = f"{known[0]}–{known[-1]}" if len(known) > 1 else "".join(known)
    message = f"{_name(node)} in {score(node.achieved, node.max)}, nhưng cộng {whose} được "
    message += score(found.achieved, found.max)
    if unknown:
        message += f", chưa kể {', '.join(unknown)} không in điểm"
    code = "total_sum" if node.id == TOTAL else "parent_sum"
    return AuditRow(code, "error", node.id, stated, follows, f"{message}. Kiểm tra lại số của mục cha và các mục con.")


def _wrong_figure(sheet: Sheet, node: Criterion, parts: list[Criterion]) -> Iterator[AuditRow]:
    """Name the part whose printed figure is wrong, if taking the sum of its own parts makes the parent right."""
    healing = []
    total = sums(sheet, node).achieved
    for part in parts:
        below = sums(sheet, part)
        whole = bool(sheet.children(part)) and below.complete and not differ(part.max, below.max)
        if not whole or part.achieved is None:
            continue
        if not differ(total - part.achieved + below.achieved, node.achieved) and differ(part.achieved, below.achieved):
            healing.append((part, below.achieved))
    if len(healing) != 1:
        return
    part, right = healing[0]
    yield AuditRow(
        "total_sum" if node.id == TOTAL else "parent_sum",
        "info",
        node.id,
        node.achieved,
        node.achieved,
        f"Nếu lấy mục {part.id} bằng tổng các thành phần của nó ({vn(right)}) thì cộng lại đúng bằng số đã in. "
        f"Số cần sửa là {score(part.achieved, part.max)} ở mục {part.id}.",
    )


def _name(node: Criterion) -> str:
    return "Tổng điểm" if node.id == TOTAL else f"Mục {node.id}"
