"""The reminder letter (công văn đôn đốc): what is late by whom, in the body or, where it is long, as an annex."""

from __future__ import annotations

from namro.core.improvement.reminder_letter import LateWork, ReminderLetter, counted
from namro.documents.writing.content import Annex, Block, Paper
from namro.documents.writing.official import LETTER, Official
from namro.documents.writing.parts import Column, Group, TaskRow, TaskTable, grouped_table
from namro.documents.writing.rendering import paper_bytes
from namro.documents.writing.wording import sentence

#: So many rows stand in the body; more are an annex.
_IN_BODY = 8
_SUMMARY = "đôn đốc nhiệm vụ quá hạn"
_COLUMNS = (
    Column("TT", 8, style="cell_centred"),
    Column("Nhiệm vụ", 58),
    Column("Hạn", 18, style="cell_centred"),
    Column("Trễ (ngày làm việc)", 16, style="cell_centred"),
)


def letter_bytes(letter: ReminderLetter, suffix: str) -> bytes:
    """Return the letter as a file (`suffix` .docx or .pdf). Raises `NamroError` for another suffix."""
    return paper_bytes(reminder_paper(letter), suffix)


def reminder_paper(letter: ReminderLetter) -> Paper:
    """Return the letter as typed content; number and day are blank until it is issued."""
    long = len(letter.works) > _IN_BODY
    table = late_table(letter)
    return Paper(
        official=Official(
            kind=LETTER,
            issuing_body=letter.issuing_body,
            parent_body=letter.parent_body,
            place=letter.place,
            year=letter.year,
            recipients=("Như trên",),
            signer_name=letter.signer_name or None,
            signer_role=letter.signer_role or None,
        ),
        summary=_SUMMARY,
        addressees=letter.addressees,
        body=tuple(_body(letter, long=long, table=table)),
        annexes=(Annex("DANH SÁCH NHIỆM VỤ QUÁ HẠN", (table,), upright=True),) if long else (),
    )


def _body(letter: ReminderLetter, *, long: bool, table: TaskTable) -> list[Block]:
    whose = "các đơn vị" if letter.to_units else "các bộ phận, cán bộ, công chức"
    count = counted(letter.works)
    where = "theo danh sách kèm theo" if long else "như sau"
    opening = (
        f"Qua theo dõi tiến độ thực hiện nhiệm vụ được giao, tính đến hết ngày {letter.as_of:%d/%m/%Y}, {whose} còn "
        f"{count} đã quá hạn chưa hoàn thành, trễ lâu nhất {letter.longest} ngày làm việc, {where}:"
    )
    asked = [
        f"Đề nghị {whose} có nhiệm vụ nêu trên tập trung hoàn thành, gửi sản phẩm và cập nhật kết quả trước ngày "
        f"{letter.answer_by:%d/%m/%Y}; nhiệm vụ có vướng mắc thì báo cáo rõ nguyên nhân, đề xuất hướng xử lý và thời "
        "hạn hoàn thành.",
    ]
    if letter.note:
        asked.append(sentence(letter.note))
    asked.append(f"Yêu cầu {whose} nghiêm túc thực hiện.")
    return [opening.rstrip(":") + "." if long else opening, *(() if long else (table,)), *asked]


def late_table(letter: ReminderLetter) -> TaskTable:
    """The late work under the name of each who owes it."""
    groups = [
        (Group(str(number), who), [_row(work, number, place) for place, work in enumerate(works, 1)])
        for number, (who, works) in enumerate(letter.by_whom.items(), 1)
    ]
    return grouped_table(_COLUMNS, groups)


def _row(work: LateWork, number: int, place: int) -> TaskRow:
    return TaskRow((f"{number}.{place}", work.text, f"{work.due:%d/%m/%Y}", str(work.late)))
