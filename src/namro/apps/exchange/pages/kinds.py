"""Each kind of recognised item in words: what stands in its row."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as _mark

from namro.apps.exchange.pages.rows import Group, Row
from namro.core.assessment.causes import cause_labels
from namro.core.assessment.sheet import TOTAL, published
from namro.core.improvement.dispositions import disposition_labels
from namro.core.improvement.findings import Finding as LostPoint
from namro.core.printed import Criterion, Deduction, Finding, IndexResult, LegalBasis, Reading, Target, Task
from namro.core.printed.corrections import HEADER, LISTS
from namro.ui.clears import five
from namro.ui.formats import NOTHING, lost, number, points, printed_day

#: How targets compare; the empty sign is "equal".
_SIGNS = {"=": "", ">=": "≥ ", "<=": "≤ ", ">": "> ", "<": "< ", "increase>=": "+ ≥ "}


def groups(reading: Reading, lost_points: Mapping[str, LostPoint]) -> Iterator[Group]:
    """Yield all items by kind, empty kinds left out; `lost_points` by the id of the deduction."""
    total = published(reading)
    makers: tuple[tuple[str, str, str, Callable[[Any], Row]], ...] = (
        ("tieu-chi", _mark("Tiêu chí"), "criterion", _criterion),
        ("diem-tru", _mark("Điểm trừ"), "deduction", lambda item: _deduction(item, lost_points.get(item.id))),
        ("ton-tai", _mark("Tồn tại"), "finding", _finding),
        ("viec", _mark("Việc"), "task", _task),
        ("chi-tieu", _mark("Chỉ tiêu"), "target", _target),
        ("chi-so", _mark("Chỉ số"), "index", lambda item: _index_result(item, is_total=item == total)),
        ("can-cu", _mark("Căn cứ"), "basis", _legal_basis),
    )
    for anchor, word, kind, make in makers:
        if items := getattr(reading, LISTS[kind]):
            yield Group(anchor, _(word), tuple(map(make, items)), kind)
    if header := tuple(_header(reading)):
        yield Group("dau-van-ban", _("Đầu văn bản"), header, HEADER)


def _header(reading: Reading) -> Iterator[Row]:
    head = reading.header
    entries = (
        (_("Tên văn bản"), head.title),
        (_("Cơ quan ban hành"), head.issuing_body),
        (_("Cơ quan cấp trên"), head.parent_body),
        (_("Số, ký hiệu"), head.doc_code),
        (_("Nơi, ngày"), ", ".join(filter(None, (head.place, printed_day(head.date))))),
        (_("Năm được đánh giá"), str(head.assessed_year or "")),
        (_("Năm của kế hoạch"), str(head.subject_year or "")),
        (_("Người ký"), ", ".join(filter(None, (head.signer.name, head.signer.role)))),
        (_("Nơi nhận"), "; ".join(head.recipients)),
    )
    for word, value in entries:
        if value:
            yield Row(code=word, text=value)


def _criterion(item: Criterion) -> Row:
    details = []
    if item.raw_id is not None and item.raw_id != item.id:
        printed = _("in trên văn bản là “%(id)s”") % {"id": item.raw_id} if item.raw_id else _("không in số thứ tự")
        details.append(printed)
    if item.second_value is not None:
        details.append(_("văn bản còn ghi một số khác: %(value)s") % {"value": points(item.second_value)})
    if item.note:
        details.append(item.note)
    return Row(
        at=item.at,
        key=item.id,
        code=item.id,
        text=item.name,
        details=tuple(details),
        figure=f"{points(item.achieved)} / {points(item.max)}",
        remark=lost(item.deducted) if item.deducted else "",
    )


def _deduction(item: Deduction, found: LostPoint | None) -> Row:
    details = []
    if found is not None:
        cause, disposition = cause_labels()[found.cause], disposition_labels()[found.disposition]
        details.append(" · ".join(filter(None, (_(cause), _(disposition), found.ground))))
    if item.implied:
        details.append(_("điểm trừ tính từ tối đa và đạt, văn bản không in"))
    return Row(
        at=item.at,
        key=item.id,
        code=item.id,
        text=item.reason or _("không ghi lý do"),
        details=tuple(details),
        figure=NOTHING if item.points is None else lost(item.points),
    )


def _finding(item: Finding) -> Row:
    return Row(at=item.at, key=item.section, code=item.section, text=item.text)


def _task(item: Task) -> Row:
    entries = (
        (_("sản phẩm"), item.deliverable),
        (_("chủ trì"), ", ".join(item.lead)),
        (_("phối hợp"), ", ".join(item.collaborators)),
        (_("hạn"), item.due_text or ", ".join(item.due)),
        (_("khắc phục"), ", ".join(item.remedies)),
    )
    clear = five(
        task=bool(item.text),
        people=bool(item.lead or item.collaborators),
        answerable=bool(item.lead),
        time=bool(item.due),
        result=bool(item.deliverable),
    )
    return Row(
        at=item.at,
        key=item.section,
        code=item.section,
        text=item.text,
        details=(" · ".join(f"{word}: {value}" for word, value in entries if value),),
        five=clear,
    )


def _target(item: Target) -> Row:
    return Row(
        at=item.at,
        key=item.section,
        code=item.section,
        text=item.text,
        details=(_("hạn: %(by)s") % {"by": item.by},) if item.by else (),
        figure=f"{_SIGNS.get(item.op, item.op)}{number(item.value)} {item.unit}".strip(),
    )


def _index_result(item: IndexResult, *, is_total: bool) -> Row:
    value = "" if item.value is None else number(item.value)
    if value and item.max is not None:
        value = f"{value} / {number(item.max)}"
    rank = f"{item.rank}/{item.rank_total}" if item.rank_total else str(item.rank or "")
    rank = _("hạng %(rank)s") % {"rank": rank} if rank else ""
    known = (item.subject, str(item.year or ""), item.grade, rank if value else "")
    details = " · ".join(filter(None, known))
    return Row(at=item.at, key=TOTAL if is_total else "", text=item.index, details=(details,), figure=value or rank)


def _legal_basis(item: LegalBasis) -> Row:
    role = _("căn cứ") if item.role == "basis" else _("nhắc đến")
    details = " · ".join(filter(None, (item.issuer, printed_day(item.date), role)))
    return Row(at=item.at, text=item.code, details=(details,))
