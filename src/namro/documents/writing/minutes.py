"""The minutes of the council's sitting as an official document: Decree 30/2020/NĐ-CP, form 1.12 (biên bản)."""

from __future__ import annotations

from collections.abc import Iterator

from namro.core.assessment.council import DUTY_WORDS, PRESENCE_WORDS, Duty, Presence
from namro.core.assessment.minutes import CHANGE_WORDS, Change, Minutes, MinutesItem, MinutesMember
from namro.documents.writing.content import Paper, Section, Signature
from namro.documents.writing.official import Official
from namro.documents.writing.parts import Column, Line, TaskRow, TaskTable
from namro.documents.writing.printable import printable
from namro.documents.writing.rendering import paper_bytes
from namro.documents.writing.wording import BLANK, lower_first, moment_words, sentence, sentences

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
    return paper_bytes(_paper(printable(minutes)), suffix)


def _paper(minutes: Minutes) -> Paper:
    items = tuple(line for place, item in enumerate(minutes.items, start=1) for line in _item_lines(place, item))
    met = (_member_table(minutes), f"Điều kiện họp: {sentence(minutes.quorum)}")
    ended = f"Phiên họp kết thúc vào hồi {moment_words(minutes.ended_at)}"
    return Paper(
        official=_official(minutes),
        summary=f"Họp {_COUNCIL} năm {minutes.year}, phiên thứ {minutes.number}",
        body=(
            _opening(minutes),
            Section("Thành phần tham dự", met),
            Section("Nội dung biểu quyết", items or ("Không có tiêu chí nào được biểu quyết.",)),
            Section("Kết luận", tuple(_totals(minutes))),
            ended,
        ),
        signatures=(
            Signature(("THƯ KÝ",), _signing_name(minutes.of(Duty.SECRETARY))),
            Signature(("CHỦ TỌA",), _signing_name(minutes.of(Duty.CHAIR))),
        ),
    )


def _official(minutes: Minutes) -> Official:
    day = minutes.held_at.date()
    return Official(
        kind="BB", issuing_body=_COUNCIL, parent_body=f"UBND {lower_first(minutes.organiser)}",
        date=day.isoformat(), recipients=("Thành viên Hội đồng",),
    )  # fmt: skip


def _opening(minutes: Minutes) -> str:
    return (
        f"Vào hồi {moment_words(minutes.held_at)}, tại {minutes.place or BLANK}, {_COUNCIL} họp phiên thứ "
        f"{minutes.number} để xét các tiêu chí của {lower_first(minutes.round_title)} theo "
        f"{lower_first(minutes.framework_title)}."
    )


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


def _totals(minutes: Minutes) -> Iterator[Line | TaskTable]:
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


def _signing_name(member: MinutesMember | None) -> str:
    """Who was not there does not sign."""
    return "" if member is None or member.presence == Presence.ABSENT else member.name
