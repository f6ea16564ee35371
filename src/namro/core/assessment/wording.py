"""Wording and names: what a careful reader marks in the margin."""

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
from namro.core.printed.items import Reading

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
    """Losses without or with an unfitting reason, lists that repeat, names alike."""
    for loss in losses(sheet):
        yield from _reason(loss)
    yield from _repeated_items(reading)
    yield from _similar_names(reading)
    for anomaly in reading.anomalies:
        if anomaly.kind in _PASSED_ON:
            yield AuditRow("text", "text", anomaly.where, None, None, f"{anomaly.where}: {anomaly.note}")


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
