"""What each unit is told of its result: points by domain, what was lowered and why, what is asked of it next year."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Iterator
from datetime import datetime
from io import RawIOBase
from typing import Any

from namro.core.assessment.result_papers import LoweredRow, ResultNotice
from namro.core.scoring.numbers import said
from namro.documents.writing.content import Paper
from namro.documents.writing.official import Official
from namro.documents.writing.parts import Column, Line, TaskRow, TaskTable
from namro.documents.writing.rendering import paper_bytes
from namro.documents.writing.result_parts import act_words, domains_table, official_of, written
from namro.documents.writing.wording import lower_first, sentence, sentences

_NOT_APPLICABLE = "Không áp dụng"


def notice_bytes(notice: ResultNotice, suffix: str) -> bytes:
    """Return the notice as a file (`suffix` .docx or .pdf). Raises `NamroError` for another suffix."""
    return paper_bytes(_paper(notice), suffix)


def zipped_notices(
    notices: Iterable[tuple[str, ResultNotice]], *, made: datetime, suffix: str = ".docx"
) -> Iterator[bytes]:
    """Yield a ZIP of the notices piece by piece, each as soon as it is written; (name of the file, notice)."""
    time = (max(made.year, 1980), made.month, made.day, made.hour, made.minute, made.second)
    outlet = _Outlet()
    with zipfile.ZipFile(outlet, "w", zipfile.ZIP_STORED) as archive:
        for name, notice in notices:
            archive.writestr(zipfile.ZipInfo(f"{name}{suffix}", time), notice_bytes(notice, suffix))
            yield outlet.taken()
    yield outlet.taken()


class _Outlet(RawIOBase):
    """What is written to it waits until it is taken; nothing can be sought or read."""

    def __init__(self) -> None:
        self._waiting = bytearray()

    def writable(self) -> bool:
        return True

    def write(self, data: Any, /) -> int:
        self._waiting += data
        return len(data)

    def taken(self) -> bytes:
        """Return what was written since."""
        found, self._waiting = bytes(self._waiting), bytearray()
        return found


def _paper(notice: ResultNotice) -> Paper:
    table = notice.table
    return Paper(
        official=_official(notice),
        summary=f"Kết quả Chỉ số cải cách hành chính năm {table.year} của {lower_first(notice.own.name)}",
        body=(
            *_result_lines(notice),
            domains_table(table, notice.own),
            *_lowered_parts(notice),
            *_asked_parts(notice),
            f"Thông báo để {lower_first(notice.own.name)} biết và thực hiện.",
        ),
        draft=notice.draft,
    )


def _official(notice: ResultNotice) -> Official:
    return official_of(
        notice.issuer,
        kind="TB",
        code=None,
        dated=notice.dated.isoformat() if notice.dated else None,
        year=notice.dated.year if notice.dated else notice.table.year + 1,
        recipients=(notice.own.name,),
    )


def _result_lines(notice: ResultNotice) -> Iterator[Line]:
    table, own = notice.table, notice.own
    scale = table.framework.scale
    by = f"Theo {act_words(table)}, kết quả" if table.act else "Kết quả dự kiến"
    yield Line("body", f"{by} Chỉ số cải cách hành chính năm {table.year} của {lower_first(own.name)} như sau:")
    yield Line("section", "1. Kết quả")
    if own.total is None:
        yield Line("body", sentence(own.not_ranked or "Không thẩm định"))
        return
    share = "" if own.percent is None else f", bằng {written(own.percent, scale)} % điểm tối đa được tính"
    band = f", xếp loại {own.band}" if own.band else ""
    yield Line("body", f"Tổng điểm {written(own.total, scale)}/{said(scale.max)}{share}{band}.")
    if table.survey_max:
        documents = said(scale.max - table.survey_max)
        yield Line(
            "body",
            f"Trong đó điểm hồ sơ {written(own.documents, scale)}/{documents}, điểm khảo sát "
            f"{written(own.survey, scale)}/{said(table.survey_max)}.",
        )
    yield Line("body", _rank_sentence(notice))
    difference = own.total - notice.claimed_total
    if difference:
        moved = "cao" if difference > 0 else "thấp"
        yield Line(
            "body",
            f"Điểm đơn vị tự chấm {written(notice.claimed_total, scale)}; kết quả {moved} hơn "
            f"{written(abs(difference), scale)} điểm.",
        )
    yield Line("body", "Điểm theo lĩnh vực:")


def _rank_sentence(notice: ResultNotice) -> str:
    own = notice.own
    if own.rank is None:
        return sentence(f"Không xếp hạng: {own.not_ranked}" if own.not_ranked else "Không xếp hạng")
    pool = f" nhóm {own.pool}" if own.pool else ""
    words = f"Xếp hạng {own.rank}/{notice.table.ranked.get(own.pool, 0)}{pool}"
    if own.low is not None and own.high is not None and own.low != own.high:
        words += f", trong khoảng hạng {own.low} – {own.high} theo sai số của khảo sát"
    return f"{words}."


def _lowered_parts(notice: ResultNotice) -> Iterator[Line | TaskTable]:
    yield Line("section", "2. Tiêu chí kết quả thấp hơn điểm tự chấm")
    if not notice.lowered:
        yield Line("body", "Không có.")
        return
    columns = (
        Column("Mã", 10, style="cell_centred"),
        Column("Tiêu chí", 32),
        Column("Tự chấm", 11, style="cell_centred"),
        Column("Kết quả", 11, style="cell_centred"),
        Column("Nguyên nhân, lý do", 36),
    )
    yield TaskTable(columns, tuple(_lowered_row(notice, row) for row in notice.lowered))


def _lowered_row(notice: ResultNotice, row: LoweredRow) -> TaskRow:
    scale = notice.table.framework.scale
    values = (_NOT_APPLICABLE if points is None else written(points, scale) for points in (row.claimed, row.final))
    why = " ".join(sentence(part) for part in (row.cause, sentences(row.reason)) if part)
    return TaskRow((row.id, row.name, *values, why))


def _asked_parts(notice: ResultNotice) -> Iterator[Line]:
    yield Line("section", "3. Yêu cầu đối với năm sau")
    if not notice.asked:
        yield Line("body", "Không có yêu cầu riêng.")
    for row in notice.asked:
        yield Line("body", sentence(f"- {row.id}. {row.name}: {sentences(row.request)}"))
