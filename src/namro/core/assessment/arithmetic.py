"""Do the parts add up? Points, maxima and losses of every parent, and the total, against what lies under them."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from namro.core.assessment.rows import AuditRow, Severity, score
from namro.core.assessment.sheet import (
    ROUNDING,
    TOTAL,
    Sheet,
    Sums,
    contradicts_itself,
    differ,
    is_scored,
    loss_of,
    sums,
)
from namro.core.base.points import format_points as vn
from namro.core.printed.items import Criterion


def check_sums(sheet: Sheet) -> Iterator[AuditRow]:
    """Compare every criterion with its parts and with the losses printed under it."""
    for node in sheet.nodes():
        parts = [p for p in sheet.children(node) if is_scored(p)]
        if parts:
            yield from _check_parent(sheet, node, parts)
        else:
            yield from _check_listed_losses(sheet, node)


def _check_parent(sheet: Sheet, node: Criterion, parts: list[Criterion]) -> Iterator[AuditRow]:
    under = sums(sheet, node)
    if under.complete and (node.max is None or not differ(node.max, under.max)):
        if node.achieved is not None and differ(under.achieved, node.achieved):
            yield _sum_row(node, parts, under)
            yield from _wrong_figure(sheet, node, parts, under.achieved)
    elif _exceeds(node, under):
        yield _sum_row(node, parts, under)
    elif under.complete:
        yield from _check_rest(node, parts, under)
    elif under.losses_known:
        yield from _loss_row(node, under)


def _exceeds(node: Criterion, under: Sums) -> bool:
    """What is already known under the parent is more than the parent has."""
    too_many_points = node.achieved is not None and under.achieved - node.achieved > ROUNDING
    return too_many_points or (node.max is not None and under.max - node.max > ROUNDING)


def _check_rest(node: Criterion, parts: list[Criterion], under: Sums) -> Iterator[AuditRow]:
    """All parts are known but their maxima do not fill the parent: right if the losses agree, else a part is missing.

    A parent that prints only the parts that lost points is thereby checked on the loss alone.
    """
    lost = loss_of(node)
    if lost is None or node.max is None or node.achieved is None or not differ(under.loss, lost):
        return
    if all("/" in p.id for p in parts):
        yield from _loss_row(node, under)
        return
    if under.loss > lost:
        yield _sum_row(node, parts, under)
        return
    ask = "Đối chiếu bộ tiêu chí để tìm tiêu chí bị bỏ sót."
    if node.id == TOTAL:  # whole fields are not there: nothing to look for in an excerpt
        ask = "Văn bản có thể chỉ trích một phần của phiếu."
    missing = score(node.achieved - under.achieved, node.max - under.max)
    yield AuditRow(
        "criterion_missing",
        "gap",
        node.id,
        node.achieved,
        under.achieved,
        f"{_name(node)} in {score(node.achieved, node.max)} nhưng các tiêu chí in ra chỉ cộng được "
        f"{score(under.achieved, under.max)}: thiếu tiêu chí đạt {missing}, mất {vn(lost - under.loss)} điểm. "
        f"{ask}",
    )


def _check_listed_losses(sheet: Sheet, node: Criterion) -> Iterator[AuditRow]:
    """A criterion without scored parts: the reasons printed under it must explain what it lost."""
    listed = sheet.own_losses(node)
    if listed and node.second_value is None and all(d.points is not None for d in listed):
        yield from _loss_row(node, sums(sheet, node))


def _loss_row(node: Criterion, under: Sums) -> Iterator[AuditRow]:
    """One row for a criterion: where its own figures already disagree, that row says so."""
    lost = loss_of(node)
    if lost is None or not differ(lost, under.loss) or contradicts_itself(node):
        return
    if under.loss < lost:
        text = f"còn {vn(lost - under.loss)} điểm chưa rõ mất ở đâu. Hỏi cơ quan thẩm định hoặc đối chiếu phiếu gốc."
    else:
        text = "các khoản trừ liệt kê nhiều hơn số điểm bị mất. Kiểm tra lại từng khoản."
    severity: Severity = "gap" if under.loss < lost else "error"
    message = f"{_name(node)} mất {vn(lost)} điểm nhưng các khoản liệt kê cộng được {vn(under.loss)}: {text}"
    yield AuditRow("loss_unexplained", severity, node.id, lost, under.loss, message)


def _sum_row(node: Criterion, parts: list[Criterion], under: Sums) -> AuditRow:
    points_differ = node.achieved is not None and differ(node.achieved, under.achieved)
    stated, computed = (node.achieved, under.achieved) if points_differ else (node.max, under.max)
    known = [p.id for p in parts if p.achieved is not None]
    unknown = [p.id for p in parts if p.achieved is None]
    whose = f"{known[0]}–{known[-1]}" if len(known) > 1 else "".join(known)
    message = f"{_name(node)} in {score(node.achieved, node.max)}, nhưng cộng {whose} được "
    message += score(under.achieved, under.max)
    if unknown:
        message += f", chưa kể {', '.join(unknown)} không in điểm"
    code = "total_sum" if node.id == TOTAL else "parent_sum"
    return AuditRow(code, "error", node.id, stated, computed, f"{message}. Kiểm tra lại số của mục cha và các mục con.")


def _wrong_figure(sheet: Sheet, node: Criterion, parts: list[Criterion], total: Decimal) -> Iterator[AuditRow]:
    """Name the part whose printed figure is wrong, if taking the sum of its own parts makes the parent right."""
    healing = []
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
