"""The act that publishes the results of a round, by Decree 30, with the table of all units as its annex."""

from __future__ import annotations

from collections.abc import Iterator

from namro.core.assessment.result_papers import ResultDecision
from namro.core.base.errors import NamroError
from namro.core.base.names import COMMITTEE
from namro.documents.writing.decree import Layout, decree_30
from namro.documents.writing.official import Official, annex_heading, closing_part, letterhead_part, ruled
from namro.documents.writing.parts import AnnexPage, Line, Part, Report
from namro.documents.writing.printable import printable
from namro.documents.writing.result_parts import draft_mark, official_of, units_table
from namro.documents.writing.to_docx import docx_bytes
from namro.documents.writing.to_pdf import pdf_bytes
from namro.documents.writing.wording import full_name

_RECIPIENTS = ("Như Điều 3", "Các đơn vị được đánh giá", "Bộ Nội vụ")
FORMATS = {".docx": docx_bytes, ".pdf": pdf_bytes}


def decision_bytes(decision: ResultDecision, suffix: str) -> bytes:
    """Return the act as a file (`suffix` .docx or .pdf). Raises `NamroError` for another suffix."""
    return rendered(printed_decision(decision, decree_30()), suffix, what="quyết định")


def rendered(report: Report, suffix: str, *, what: str) -> bytes:
    """Return a report as a file. Raises `NamroError` for a suffix that is neither .docx nor .pdf."""
    render = FORMATS.get(suffix.lower())
    if render is None:
        raise NamroError(f"Không lập được {what} dạng “{suffix}”. Hãy chọn .docx hoặc .pdf.", code="output_format")
    return render(printable(report), decree_30())[0]


def printed_decision(decision: ResultDecision, layout: Layout) -> Report:
    """Return what is printed."""
    table, document = decision.table, _official(decision)
    verb = "công bố" if table.act is None or table.act.number == 1 else "điều chỉnh"
    summary = f"Về việc {verb} kết quả Chỉ số cải cách hành chính năm {table.year}"
    title = (Line("type_name", "QUYẾT ĐỊNH"), ruled(Line("summary", summary), layout))
    parts: tuple[Part, ...] = (
        *draft_mark(decision.draft),
        letterhead_part(document, layout),
        *title,
        Line("summary", _authority(decision)),
        *(Line("basis", words) for words in _bases(decision)),
        Line("summary", "QUYẾT ĐỊNH:"),
        *(Line("body", words) for words in _articles(decision)),
        closing_part(document, layout),
        AnnexPage(),
        *draft_mark(decision.draft),
        *annex_heading(document, layout, title=f"KẾT QUẢ CHỈ SỐ CẢI CÁCH HÀNH CHÍNH NĂM {table.year}"),
        units_table(table),
        *(Line("body", words) for words in _notes(decision)),
    )
    return Report(title=title, parts=parts)


def _official(decision: ResultDecision) -> Official:
    act = decision.table.act
    return official_of(
        decision.issuer,
        kind="QĐ",
        kind_name="Quyết định",
        code=act.act_number if act else None,
        dated=act.act_date.isoformat() if act else None,
        year=act.act_date.year if act else decision.table.year + 1,
        recipients=_RECIPIENTS,
    )


def _authority(decision: ResultDecision) -> str:
    body = full_name(decision.issuer.body).upper()
    return f"CHỦ TỊCH {body}" if body.startswith(COMMITTEE.upper()) else body


def _bases(decision: ResultDecision) -> Iterator[str]:
    framework, act = decision.table.framework, decision.table.act
    source = ", ".join(part for part in (framework.source.document, framework.source.issuer) if part)
    yield f"Căn cứ {source};" if source else f"Căn cứ {framework.title} (bản {_day(framework.edition)});"
    if act and act.number > 1:
        yield f"Xét việc rà soát lại kết quả đã công bố: {act.reason.rstrip('.;')};"
    yield "Theo đề nghị của Hội đồng thẩm định Chỉ số cải cách hành chính."


def _articles(decision: ResultDecision) -> Iterator[str]:
    table = decision.table
    ranked = sum(table.ranked.values())
    others = len(table.units) - ranked
    left = f", {others} đơn vị không xếp hạng" if others else ""
    verb = "Công bố" if table.act is None or table.act.number == 1 else "Điều chỉnh"
    yield (
        f"Điều 1. {verb} kết quả Chỉ số cải cách hành chính năm {table.year} ({table.round_title}) của "
        f"{len(table.units)} đơn vị, gồm {ranked} đơn vị được xếp hạng{left}, chi tiết tại Phụ lục kèm theo."
    )
    yield (
        "Điều 2. Các đơn vị căn cứ kết quả được công bố, xác định nguyên nhân từng tiêu chí bị trừ điểm, xây dựng kế "
        "hoạch khắc phục và tổ chức thực hiện."
    )
    yield (
        "Điều 3. Quyết định này có hiệu lực kể từ ngày ký. Thủ trưởng các cơ quan, đơn vị có liên quan chịu trách "
        "nhiệm thi hành Quyết định này./."
    )


def _notes(decision: ResultDecision) -> Iterator[str]:
    table, act = decision.table, decision.table.act
    if any(unit.low for unit in table.units):
        yield (
            "Hạng ghi kèm khoảng: thứ hạng trong 90 % lần mô phỏng theo sai số của khảo sát chọn mẫu. Các đơn vị có "
            "khoảng chồng nhau có thể chưa phân biệt được."
        )
    yield f"Chấm theo {table.framework.title}, bản {_day(table.framework.edition)} (SHA-256 {table.edition_sha256})."
    if act and act.sha256:
        yield f"Tính lại được từ bản chụp số liệu khi công bố, SHA-256 {act.sha256}."
    if act and act.head_chain:
        yield f"Nhật ký thao tác đến dòng {act.head_seq}, mã chuỗi {act.head_chain}."


def _day(edition: str) -> str:
    return "/".join(reversed(edition.split("-")))
