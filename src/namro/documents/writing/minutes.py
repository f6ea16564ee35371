"""The minutes of the council's sitting as an official document: Decree 30/2020/NĐ-CP, form 1.12 (biên bản)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from namro.core.assessment.council import DUTY_WORDS, PRESENCE_WORDS, Duty, Presence
from namro.core.assessment.minutes import CHANGE_WORDS, Change, Minutes, MinutesItem, MinutesMember
from namro.core.base.errors import NamroError
from namro.documents.writing.decree import Layout, decree_30
from namro.documents.writing.official import Official, letterhead_part, ruled
from namro.documents.writing.parts import Column, Columns, Line, Part, Report, TaskRow, TaskTable
from namro.documents.writing.printable import printable
from namro.documents.writing.to_docx import docx_bytes
from namro.documents.writing.to_pdf import pdf_bytes
from namro.documents.writing.wording import BLANK, lower_first, recipient_words, sentence, sentences

_FORMATS = {".docx": docx_bytes, ".pdf": pdf_bytes}
_COUNCIL = "Hội đồng thẩm định Chỉ số cải cách hành chính"
_MEMBERS = (
    Column("TT", 8, style="cell_centred"),
    Column("Họ và tên", 25),
    Column("Chức danh, cơ quan", 33),
    Column("Nhiệm vụ", 15, style="cell_centred"),
    Column("Tham dự", 19, style="cell_centred"),
)


def minutes_bytes(minutes: Minutes, suffix: str) -> bytes:
    """Return the file (`suffix` .docx or .pdf). Raises `NamroError` for another suffix."""
    render = _FORMATS.get(suffix.lower())
    if render is None:
        raise NamroError(f"Không lập được biên bản dạng “{suffix}”. Hãy chọn .docx hoặc .pdf.", code="output_format")
    content, _font_note = render(printed_minutes(printable(minutes), decree_30()), decree_30())
    return content


def printed_minutes(minutes: Minutes, layout: Layout) -> Report:
    """Return what is printed."""
    summary = f"Họp {_COUNCIL} năm {minutes.year}, phiên thứ {minutes.number}"
    title = (Line("type_name", layout.text["minutes"]), ruled(Line("summary", summary), layout))
    parts: tuple[Part, ...] = (
        letterhead_part(_official(minutes), layout),
        *title,
        Line("body", _opening(minutes)),
        Line("part", "I. THÀNH PHẦN THAM DỰ"),
        _member_table(minutes),
        Line("body", f"Điều kiện họp: {sentence(minutes.quorum)}"),
        Line("part", "II. NỘI DUNG BIỂU QUYẾT"),
        *(line for place, item in enumerate(minutes.items, start=1) for line in _item_lines(place, item)),
        *(() if minutes.items else (Line("body", "Không có tiêu chí nào được biểu quyết."),)),
        Line("part", "III. KẾT LUẬN"),
        *_totals(minutes),
        Line("ending", f"Phiên họp kết thúc vào hồi {_moment(minutes.ended_at)}{layout.text['end_mark']}"),
        _signatures(minutes),
        _recipients(layout),
    )
    return Report(title=title, parts=parts)


def _official(minutes: Minutes) -> Official:
    day = minutes.held_at.date()
    return Official(
        kind="BB", kind_name="Biên bản", issuing_body=_COUNCIL, parent_body=f"UBND {lower_first(minutes.organiser)}",
        doc_code=None, place=None, date=day.isoformat(), year=day.year, recipients=(), signer_name=None,
        signer_role=None,
    )  # fmt: skip


def _opening(minutes: Minutes) -> str:
    return (
        f"Vào hồi {_moment(minutes.held_at)}, tại {minutes.place or BLANK}, {_COUNCIL} họp phiên thứ {minutes.number} "
        f"để xét các tiêu chí của {lower_first(minutes.round_title)} theo {lower_first(minutes.framework_title)}."
    )


def _moment(at: datetime) -> str:
    return f"{at.hour} giờ {at.minute:02d} phút, ngày {at:%d} tháng {at.month:02d} năm {at.year}"


def _member_table(minutes: Minutes) -> TaskTable:
    rows = (
        TaskRow(
            (
                str(place), one.name, ", ".join(filter(None, (one.title, one.body))), DUTY_WORDS[one.duty],
                PRESENCE_WORDS[one.presence].capitalize(),
            )
        )
        for place, one in enumerate(minutes.members, start=1)
    )  # fmt: skip
    return TaskTable(_MEMBERS, tuple(rows))


def _item_lines(place: int, item: MinutesItem) -> Iterator[Line]:
    most = f"Điểm tối đa {item.most}; đ" if item.most else "Đ"
    yield Line("section", f"{place}. {item.unit}: tiêu chí {item.node_id}. {item.name}")
    yield Line("body", f"{most}ơn vị tự chấm: {_points(item.claimed)}.")
    for said in item.opinions:
        value = _points(said.value) if said.value else "hỏi ý kiến"
        yield Line("body", f"- Ý kiến của {said.who}: {value}. {sentences(said.reason)}".rstrip())
    for one in item.proposals:
        yield Line("body", f"- Đề xuất {_points(one.value)}, của {one.proposer}: {_counts(one.votes)}.")
    if any(item.abstained):
        yield Line("body", f"- Không chọn đề xuất nào: {_counts(item.abstained)}.")
    yield Line("body", f"Hội đồng quyết định: {_points(item.decided)} ({CHANGE_WORDS[item.change]}), {item.how}.")
    if item.cause:
        yield Line("body", f"Nguyên nhân: {sentence(lower_first(item.cause))}")
    if item.reason:
        yield Line("body", f"Lý do: {sentences(item.reason)}")


def _points(value: str) -> str:
    return f"{value} điểm" if value[:1].isdigit() else value


def _counts(votes: tuple[int, ...]) -> str:
    """ "3 phiếu", or with a second ballot "3 phiếu; biểu quyết lần hai 5 phiếu"."""
    return "; biểu quyết lần hai ".join(f"{count} phiếu" for count in votes)


def _totals(minutes: Minutes) -> Iterator[Part]:
    counts = [f"{count} {CHANGE_WORDS[kind]}" for kind, count in minutes.totals().items() if count]
    told = f": {', '.join(counts)}" if counts else ""
    yield Line("body", f"Hội đồng đã quyết định {len(minutes.items)} tiêu chí{told}.")
    if minutes.withdrawn:
        yield Line("body", f"{minutes.withdrawn} nội dung được rút, chưa quyết định tại phiên họp này.")
    if minutes.items:
        yield _decision_table(minutes)


def _decision_table(minutes: Minutes) -> TaskTable:
    columns = (
        Column("TT", 8, style="cell_centred"), Column("Đơn vị", 30), Column("Tiêu chí", 14, style="cell_centred"),
        Column("Tự chấm", 15, style="cell_centred"), Column("Quyết định", 15, style="cell_centred"),
        Column("Kết quả", 18, style="cell_centred"),
    )  # fmt: skip
    rows = (
        TaskRow((str(place), one.unit, one.node_id, one.claimed, one.decided, _SHORT[one.change]))
        for place, one in enumerate(minutes.items, start=1)
    )
    return TaskTable(columns, tuple(rows))


_SHORT = {
    Change.KEPT: "Giữ nguyên",
    Change.LOWERED: "Hạ điểm",
    Change.RAISED: "Nâng điểm",
    Change.NOT_APPLICABLE: "Không áp dụng",
}


def _signatures(minutes: Minutes) -> Columns:
    """The secretary on the left, the chair on the right, as form 1.12 has them."""
    left = _signature("THƯ KÝ", minutes.of(Duty.SECRETARY))
    return Columns((50, 50), ((left, _signature("CHỦ TỌA", minutes.of(Duty.CHAIR))),))


def _signature(role: str, member: MinutesMember | None) -> tuple[Line, ...]:
    absent = member is not None and member.presence == Presence.ABSENT
    return Line("signer_role", role), Line("signer_name", "" if member is None or absent else member.name)


def _recipients(layout: Layout) -> Columns:
    names = recipient_words(("Thành viên Hội đồng",), layout.text["filing"])
    left = (Line("recipients_label", layout.text["recipients"]), *(Line("recipients", name) for name in names))
    return Columns((50, 50), ((left, (Line("recipients", ""),)),))
