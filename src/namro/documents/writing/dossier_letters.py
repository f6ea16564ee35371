"""Letters about one dossier: to the agency that holds it, an apology with a new date, a notice that it is late.

No applicant is known here: where a name and an address belong, the paper leaves a line to be filled by hand.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from namro.core.service.letters import LetterKind
from namro.core.timetable.deadline_words import clock_words
from namro.documents.writing.content import Block, Bullets, Paper
from namro.documents.writing.official import Official
from namro.documents.writing.wording import BLANK, full_name

#: A citizen whose name is written by hand.
_CITIZEN = f"Ông (bà) {BLANK}{BLANK}"
_ADDRESS = f"Địa chỉ: {BLANK}{BLANK}{BLANK}"
_DAY_BLANK = "……/……/………"
#: Who gets a copy, besides those to whom the unit's papers always go.
RECIPIENTS = {
    LetterKind.AGENCY: ("Như trên",),
    LetterKind.APOLOGY: ("Như trên", "Bộ phận Một cửa"),
    LetterKind.CITIZEN: ("Như trên", "Bộ phận Một cửa"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class DossierLetterText:
    """What a letter says. `holder` is where the dossier lies ("" with the unit itself), `step` its step there.

    `grounds` are articles that the paper rests on; `day` is the day for which it is prepared.
    """

    kind: LetterKind
    official: Official
    code: str
    procedure: str
    procedure_name: str = ""
    accepted_at: datetime | None
    due: date
    day: date
    holder: str = ""
    step: str = ""
    step_began: datetime | None = None
    step_due: datetime | None = None
    days_left: int = 0
    days_late: int = 0
    new_due: date | None = None
    reason: str = ""
    grounds: tuple[str, ...] = ()


def letter_paper(text: DossierLetterText) -> Paper:
    """Return the letter as typed content; number and day are blank until it is issued."""
    return {LetterKind.AGENCY: _to_agency, LetterKind.APOLOGY: _apology, LetterKind.CITIZEN: _notice}[text.kind](text)


def _to_agency(text: DossierLetterText) -> Paper:
    issuer = full_name(text.official.issuing_body)
    left = f"còn {text.days_left} ngày làm việc" if text.days_left else "là hôm nay"
    if text.days_late:
        left = f"đã quá {text.days_late} ngày làm việc"
    return Paper(
        official=text.official,
        summary=f"đề nghị giải quyết hồ sơ {text.code} đúng ngày hẹn trả",
        addressees=(full_name(text.holder) if text.holder else BLANK,),
        body=(
            f"{issuer} đang giải quyết hồ sơ thủ tục hành chính sau đây, hiện do quý cơ quan thực hiện một bước:",
            _facts(text),
            f"Tính từ ngày {text.day:%d/%m/%Y}, đến ngày hẹn trả kết quả {left}.",
            f"Đề nghị quý cơ quan hoàn thành bước của mình và chuyển kết quả cho {issuer} trước khi hết ngày hẹn trả. "
            f"Nếu không kịp, đề nghị thông báo bằng văn bản lý do và ngày dự kiến xong để {issuer} xin lỗi và hẹn lại "
            "ngày trả kết quả với người nộp hồ sơ.",
        ),
    )


def _apology(text: DossierLetterText) -> Paper:
    issuer = full_name(text.official.issuing_body)
    new = f"{text.new_due:%d/%m/%Y}" if text.new_due else _DAY_BLANK
    where = f"hồ sơ đang ở bước {_step(text)} tại {full_name(text.holder)}" if text.holder else text.reason or BLANK
    return Paper(
        official=text.official,
        summary="",
        addressees=(_CITIZEN,),
        body=(
            _ADDRESS,
            f"{issuer} đã tiếp nhận hồ sơ thủ tục hành chính của ông (bà):",
            _facts(text, ours=True),
            f"Đến nay hồ sơ chưa có kết quả để trả đúng ngày đã hẹn. Lý do: {text.reason or where}.",
            f"{_by_rule(text)}{issuer} xin lỗi ông (bà) vì sự chậm trễ này và hẹn trả kết quả vào ngày {new}.",
            f"Mong ông (bà) thông cảm. Việc hẹn lại chỉ thực hiện một lần; cần biết thêm, xin liên hệ bộ phận một cửa "
            f"của {issuer}, điện thoại {BLANK}.",
        ),
    )


def _notice(text: DossierLetterText) -> Paper:
    issuer = full_name(text.official.issuing_body)
    place = f"{full_name(text.holder)}, bước {_step(text)}" if text.holder else f"{issuer}"
    new = f"ngày {text.new_due:%d/%m/%Y}" if text.new_due else f"ngày {_DAY_BLANK}"
    return Paper(
        official=text.official,
        summary="Hồ sơ thủ tục hành chính đã quá ngày hẹn trả kết quả",
        addressees=(_CITIZEN,),
        body=(
            _ADDRESS,
            f"{issuer} thông báo về hồ sơ thủ tục hành chính của ông (bà):",
            _facts(text, ours=True),
            Bullets(
                (
                    f"Nơi đang giữ hồ sơ: {place};",
                    f"Số ngày đã trễ: {text.days_late} ngày làm việc, tính đến ngày {text.day:%d/%m/%Y};",
                    f"Ngày hẹn trả mới: {new}.",
                )
            ),
            f"{issuer} sẽ báo cho ông (bà) ngay khi có kết quả; cần biết thêm, xin liên hệ bộ phận một cửa, "
            f"điện thoại {BLANK}.",
        ),
    )


def _facts(text: DossierLetterText, *, ours: bool = False) -> Block:
    """What identifies the dossier; to the agency also the step that it has."""
    accepted = clock_words(text.accepted_at) if text.accepted_at else BLANK
    named = f"{text.procedure_name} (mã {text.procedure})" if text.procedure_name else text.procedure
    lines = [
        f"Mã hồ sơ: {text.code};",
        f"Thủ tục: {named};",
        f"Tiếp nhận: {accepted};",
        f"Ngày hẹn trả kết quả: {text.due:%d/%m/%Y}",
    ]
    if not ours and text.step:
        since = f", từ {clock_words(text.step_began)}" if text.step_began else ""
        limit = f", hạn của bước {clock_words(text.step_due)}" if text.step_due else ""
        lines = [*lines[:-1], f"{lines[-1]};", f"Bước tại quý cơ quan: {_step(text)}{since}{limit}"]
    return Bullets((*lines[:-1], f"{lines[-1]}."))


def _by_rule(text: DossierLetterText) -> str:
    return f"Thực hiện {'; '.join(text.grounds)}, " if text.grounds else ""


def _step(text: DossierLetterText) -> str:
    return f"“{text.step}”" if text.step else "xử lý"
