"""Numbering, wording and names: what a careful reader marks in the margin."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from namro.core.assessment.causes import cause_of
from namro.core.assessment.losses import Loss, losses
from namro.core.assessment.rows import AuditRow
from namro.core.assessment.sheet import Sheet
from namro.core.base.folding import fold, tidy
from namro.core.base.names import near_duplicates
from namro.core.base.points import format_points as vn
from namro.core.base.yamlfile import load_data
from namro.core.printed.items import Criterion, Reading

_REPEATED_LETTER = re.compile(r"(.+)\.([^.]+)\(\d+\)")
_REPEATED_NUMBER = re.compile(r"(.+)\(\d+\)")
_LIST = re.compile(
    r"\b(?P<what>quy|thang|dieu|khoan) "
    r"(?P<items>(?:[ivx]+|\d{1,2})(?:(?:,| va|;) (?:(?P=what) )?(?:[ivx]+|\d{1,2})\b)+)"
)
#: Oddities that the reader of the document has seen and that are passed on in its words.
_PASSED_ON = {
    "conflicting_target",
    "copy_paste",
    "duplicate",
    "impossible_value",
    "inconsistent_citation",
    "inconsistent_name",
}


def check_wording(reading: Reading, sheet: Sheet) -> Iterator[AuditRow]:
    """Numbering faults, losses without or with an unfitting reason, lists that repeat, names alike."""
    yield from _numbering(reading, sheet)
    for loss in losses(sheet):
        yield from _reason(loss)
    yield from _repeated_items(reading)
    yield from _similar_names(reading)
    for anomaly in reading.anomalies:
        if anomaly.kind in _PASSED_ON:
            yield AuditRow("text", "text", anomaly.where, None, None, f"{anomaly.where}: {anomaly.note}")


def _numbering(reading: Reading, sheet: Sheet) -> Iterator[AuditRow]:
    seen: set[str] = set()
    for where, message in (*_criterion_numbers(sheet), *_section_letters(reading), *_told_by_reader(reading, sheet)):
        if where not in seen:
            seen.add(where)
            yield AuditRow("numbering", "text", where, None, None, message)


def _criterion_numbers(sheet: Sheet) -> Iterator[tuple[str, str]]:
    counted: set[str] = set()
    for criterion in sheet.criteria:
        again = _REPEATED_NUMBER.fullmatch(criterion.id)
        if again or criterion.id in counted:
            number = again[1] if again else criterion.id
            yield number, f"Số {number} dùng cho hai tiêu chí. Đánh số lại."
            continue
        counted.add(criterion.id)
        if "/" in criterion.id or criterion.raw_id in (None, criterion.id) or not _has_full_numbers(sheet, criterion):
            continue
        printed = f"in số “{criterion.raw_id}”" if criterion.raw_id else "không in số"
        yield criterion.id, f"“{criterion.name}” {printed}, theo thứ tự phải là {criterion.id}. Đánh số lại."


def _has_full_numbers(sheet: Sheet, criterion: Criterion) -> bool:
    """Neighbours print their whole number; a sheet that numbers afresh under each heading is not at fault."""
    parent = sheet.parent(criterion)
    neighbours = sheet.children(parent) if parent else sheet.fields
    return any(n.raw_id in (None, n.id) for n in neighbours if n is not criterion)


def _section_letters(reading: Reading) -> Iterator[tuple[str, str]]:
    for task in reading.tasks:
        if found := _REPEATED_LETTER.fullmatch(task.section):
            yield found[1], f"Mục {found[1]} dùng chữ “{found[2]}” hai lần. Đánh lại thứ tự các mục."


def _told_by_reader(reading: Reading, sheet: Sheet) -> Iterator[tuple[str, str]]:
    for anomaly in reading.anomalies:
        if anomaly.kind == "numbering":
            repeated = (_REPEATED_NUMBER if anomaly.where in sheet.by_id else _REPEATED_LETTER).fullmatch(anomaly.where)
            yield repeated[1] if repeated else anomaly.where, f"Đánh số ở {anomaly.where} có lỗi: {anomaly.note}."


def _reason(loss: Loss) -> Iterator[AuditRow]:
    if loss.unlisted or loss.criterion is None:
        return
    points = "" if loss.points is None else f" {vn(loss.points)} điểm"
    if loss.reason is None:
        note = f", ghi chú: “{loss.criterion.note}”" if loss.criterion.note else ""
        message = f"{loss.id} mất{points} nhưng không ghi lý do{note}. Hỏi cơ quan thẩm định vì sao bị trừ."
        yield AuditRow("text", "text", loss.id, None, None, message)
    elif cause_of(loss.reason) == "not_applicable":
        message = (
            f"{loss.id} mất{points} vì “{loss.reason}”. Nếu trong năm không phải thực hiện thì đề nghị xem xét lại, "
            "nêu rõ quy định làm căn cứ."
        )
        yield AuditRow("not_applicable_zero", "gap", loss.id, loss.points, None, message)
        if _is_about_something_else(loss.reason, loss.criterion.name):
            message = f"Lý do trừ ở {loss.id} (“{loss.reason}”) không nói về tiêu chí “{loss.criterion.name}”. "
            message += "Kiểm tra xem lý do này có thuộc tiêu chí khác không."
            yield AuditRow("text", "text", loss.id, None, None, message)


def _is_about_something_else(reason: str, name: str) -> bool:
    said = _subject(reason)
    return bool(said) and not said & _subject(name)


def _subject(text: str) -> set[str]:
    words = re.findall(r"[a-z]+", fold(tidy(text)))
    return set(words) - _empty_words()


@cache
def _empty_words() -> frozenset[str]:
    return frozenset(load_data("causes.yaml")["empty_words"].split())


def _repeated_items(reading: Reading) -> Iterator[AuditRow]:
    """ "Quý I, II, II": a list of quarters, months or articles names one of them twice."""
    texts = [(d.id, d.reason) for d in reading.deductions]
    texts += [(c.id, text) for c in reading.criteria for text in (c.name, c.note)]
    texts += [(t.section, text) for t in reading.tasks for text in (t.text, t.deliverable)]
    for where, text in texts:
        for found in _LIST.finditer(fold(tidy(text or ""))):
            items = re.findall(r"[ivx]+\b|\d+", found["items"].replace(found["what"], ""))
            if len(set(items)) < len(items):
                printed = tidy(text or "")[found.start() : found.end()]
                message = f"{where}: “{printed}” lặp lại một mục. Kiểm tra lại danh sách."
                yield AuditRow("text", "text", where, printed, None, message)


def _similar_names(reading: Reading) -> Iterator[AuditRow]:
    printed = [name for t in reading.tasks for name in (*t.lead, *t.collaborators)]
    if reading.header.signer.name:
        printed.append(reading.header.signer.name)
    for first, second in near_duplicates(printed):
        message = f"Tên “{first}” và “{second}” gần giống nhau. Xác định là một người hay hai người; chưa gộp."
        yield AuditRow("name_similar", "text", "assignees", first, second, message)
