"""The act that publishes the results of a round, by Decree 30, with the table of all units as its annex."""

from __future__ import annotations

from collections.abc import Iterator

from namro.core.assessment.result_papers import ResultDecision
from namro.core.base.names import COMMITTEE
from namro.documents.writing.content import Annex, Article, Paper
from namro.documents.writing.official import Official
from namro.documents.writing.rendering import paper_bytes
from namro.documents.writing.result_parts import official_of, units_table
from namro.documents.writing.wording import full_name

_RECIPIENTS = ("Như Điều 3", "Các đơn vị được đánh giá", "Bộ Nội vụ")


def decision_bytes(decision: ResultDecision, suffix: str) -> bytes:
    """Return the act as a file (`suffix` .docx or .pdf). Raises `NamroError` for another suffix."""
    return paper_bytes(_paper(decision), suffix)


def _paper(decision: ResultDecision) -> Paper:
    table = decision.table
    verb = "công bố" if table.act is None or table.act.number == 1 else "điều chỉnh"
    results = Annex(f"KẾT QUẢ CHỈ SỐ CẢI CÁCH HÀNH CHÍNH NĂM {table.year}", (units_table(table), *_notes(decision)))
    return Paper(
        official=_official(decision),
        summary=f"Về việc {verb} kết quả Chỉ số cải cách hành chính năm {table.year}",
        authority=_authority(decision),
        bases=tuple(_bases(decision)),
        body=tuple(map(Article, _articles(decision))),
        annexes=(results,),
        draft=decision.draft,
    )


def _official(decision: ResultDecision) -> Official:
    act = decision.table.act
    return official_of(
        decision.issuer,
        kind="QĐ",
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
    yield f"Căn cứ {source}" if source else f"Căn cứ {framework.title} (bản {_day(framework.edition)})"
    if act and act.number > 1:
        yield f"Xét việc rà soát lại kết quả đã công bố: {act.reason}"
    yield "Theo đề nghị của Hội đồng thẩm định Chỉ số cải cách hành chính"


def _articles(decision: ResultDecision) -> Iterator[str]:
    table = decision.table
    ranked = sum(table.ranked.values())
    others = len(table.units) - ranked
    left = f", {others} đơn vị không xếp hạng" if others else ""
    verb = "Công bố" if table.act is None or table.act.number == 1 else "Điều chỉnh"
    yield (
        f"{verb} kết quả Chỉ số cải cách hành chính năm {table.year} ({table.round_title}) của "
        f"{len(table.units)} đơn vị, gồm {ranked} đơn vị được xếp hạng{left}, chi tiết tại Phụ lục kèm theo."
    )
    yield (
        "Các đơn vị căn cứ kết quả được công bố, xác định nguyên nhân từng tiêu chí bị trừ điểm, xây dựng kế "
        "hoạch khắc phục và tổ chức thực hiện."
    )
    yield (
        "Quyết định này có hiệu lực kể từ ngày ký. Thủ trưởng các cơ quan, đơn vị có liên quan chịu trách "
        "nhiệm thi hành Quyết định này."
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
