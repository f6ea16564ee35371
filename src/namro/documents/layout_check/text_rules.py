"""Rules of the text: fonts, the size and weight of each component, wordings that the decree fixes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from namro.documents.layout_check.components import Component, recognised
from namro.documents.layout_check.findings import Finding, finding
from namro.documents.layout_check.looks import Looks, ParagraphLook
from namro.documents.layout_check.rules import components, decree

_BLACK = {"auto", "000000", "windowtext"}
_UNDERSCORES = re.compile(r"_{4,}|-{8,}|={4,}")
#: Components whose weight is checked: the others may be bold or not.
_KEPT_WEIGHT = {
    "nation", "motto", "parent", "agency", "place_date", "type_name", "summary", "signer_role", "signer_name",
    "recipients_label", "summary_letter",
}  # fmt: skip


def text_findings(looks: Looks) -> Iterator[Finding]:
    """Yield what is wrong with the text."""
    known = recognised(looks.paragraphs)
    for paragraph in looks.paragraphs:
        yield from _fonts(paragraph)
    for one in known:
        yield from _size(one)
        yield from _weight(one)
    yield from _title_lines(known)
    yield from _number(known)
    yield from _date(known)
    yield from _head_table(looks, known)
    for paragraph in looks.paragraphs:
        if _UNDERSCORES.search(paragraph.text) and not re.search(r"\w{3}", paragraph.text.replace("_", "")):
            yield _at(
                "underscores",
                "Kẻ bằng ký tự gạch",
                "Xóa các ký tự gạch, dùng nét kẻ (Shapes) hoặc viền đoạn.",
                paragraph,
            )
    yield from _bases([one.paragraph for one in known if one.key == "basis"])
    yield from _recipients([one.paragraph for one in known if one.key == "recipients"], known)
    yield from _end_mark(looks.paragraphs, known)


def _fonts(paragraph: ParagraphLook) -> Iterator[Finding]:
    wanted = decree()["font"]
    seen = {font for run in paragraph.runs if run.text.strip() for font in run.fonts}
    for font in sorted(seen):
        if font.lower() != wanted.lower():
            yield _at("font", f"Phông {font}", f"Đổi sang phông {wanted}.", paragraph)
    if any(run.text.strip() and run.colour not in _BLACK for run in paragraph.runs):
        yield _at("colour", "Chữ không phải màu đen", "Đổi màu chữ thành đen.", paragraph)


def _at(key: str, found: str, change: str, line: ParagraphLook) -> Finding:
    return finding(key, found, change, where=line.where, excerpt=line.text)


def _size(one: Component) -> Iterator[Finding]:
    wanted, paragraph = components()[one.key], one.paragraph
    low, high = wanted.sizes
    for pt in sorted({run.pt for run in paragraph.runs if run.text.strip() and not low <= run.pt <= high}):
        allowed = f"{low:g}" if low == high else f"từ {low:g} đến {high:g}"
        yield finding(
            "size" if wanted.is_read else "size_other", f"Cỡ {pt:g}", f"Đặt cỡ chữ {allowed}.", where=paragraph.where,
            excerpt=paragraph.text, name=wanted.vi,
        )  # fmt: skip


def _weight(one: Component) -> Iterator[Finding]:
    wanted, runs = components()[one.key], [run for run in one.paragraph.runs if run.text.strip()]
    if one.key not in _KEPT_WEIGHT:
        return
    if any((run.bold, run.italic) != (wanted.bold, wanted.italic) for run in runs):
        first = next(run for run in runs if (run.bold, run.italic) != (wanted.bold, wanted.italic))
        yield finding(
            "weight" if wanted.is_read else "weight_other", f"Chữ {_weight_words(first.bold, first.italic)}",
            f"Đặt chữ {_weight_words(wanted.bold, wanted.italic)}.", where=one.paragraph.where,
            excerpt=one.paragraph.text, name=wanted.vi,
        )  # fmt: skip


def _weight_words(bold: bool, italic: bool) -> str:
    return "đứng, " * (not italic) + "nghiêng, " * italic + ("đậm" if bold else "không đậm")


def _title_lines(known: Sequence[Component]) -> Iterator[Finding]:
    for key in ("nation", "motto"):
        wanted = decree()["text"][key]
        one = next((one.paragraph for one in known if one.key == key), None)
        if one is None:
            yield finding(key, f"Không có {components()[key].vi}", f"Ghi “{wanted}” ở phần đầu.", where="đầu văn bản")
        elif one.text.replace("–", "-") != wanted and one.text != wanted:
            yield finding(key, "Ghi chưa đúng", f"Ghi “{wanted}”.", where=one.where, excerpt=one.text)


def _number(known: Sequence[Component]) -> Iterator[Finding]:
    one = next((one.paragraph for one in known if one.key == "number"), None)
    if one is None:
        yield finding(
            "number", "Không thấy số và ký hiệu", "Ghi “Số: …/KH-UBND” dưới tên cơ quan.", where="đầu văn bản"
        )
        return
    if not re.fullmatch(r"Số:\s*[\d\s.…]*/\s*[^\W\d_]+(?:-[\w.&]*|\s)*\s*", one.text):
        yield _at("number", "Ghi chưa đúng mẫu", "Ghi “Số: 15/KH-UBND”, có dấu hai chấm sau “Số”, ký hiệu in hoa.", one)
    if re.search(r":\s*[1-9]\s*/", one.text):
        yield _at("number_zero", "Số dưới 10 không có số 0", "Ghi thêm số 0 phía trước: “Số: 05/…”.", one)


def _date(known: Sequence[Component]) -> Iterator[Finding]:
    one = next((one.paragraph for one in known if one.key == "place_date"), None)
    if one is None:
        yield finding("no_date", "Không thấy địa danh, ngày tháng", "Ghi “Suối Mây, ngày 05 tháng 02 năm 2026”.",
                      where="đầu văn bản")  # fmt: skip
        return
    if re.search(r"(?i)ngày\s+[1-9]\s+tháng", one.text) or re.search(r"(?i)tháng\s+[12]\s+năm", one.text):
        yield _at("date", "Thiếu số 0", "Ngày dưới 10 và tháng 1, 2 ghi thêm số 0: “ngày 05 tháng 02”.", one)


def _head_table(looks: Looks, known: Sequence[Component]) -> Iterator[Finding]:
    one = next((one.paragraph for one in known if one.key == "nation"), None)
    if one and one.cell and one.cell.table in looks.ruled:
        yield finding("head_table", "Bảng phần đầu có đường viền", "Bỏ đường viền của bảng.", where=one.where)


def _bases(lines: Sequence[ParagraphLook]) -> Iterator[Finding]:
    for line in lines[:-1]:
        if not line.text.endswith(";"):
            yield _at(
                "basis",
                "Căn cứ không kết thúc bằng dấu chấm phẩy",
                "Kết thúc mỗi căn cứ bằng “;”, câu cuối bằng “.”.",
                line,
            )
    if lines and lines[-1].text[-1] not in ".,":
        yield _at("basis", "Căn cứ cuối không kết thúc bằng dấu chấm", "Kết thúc căn cứ cuối bằng “.”.", lines[-1])


def _recipients(lines: Sequence[ParagraphLook], known: Sequence[Component]) -> Iterator[Finding]:
    if not any(one.key == "recipients_label" for one in known):
        yield finding("no_recipients", "Không thấy “Nơi nhận:”", "Ghi nơi nhận ở cuối, bên trái chữ ký.",
                      where="cuối văn bản")  # fmt: skip
    for line in lines[:-1]:
        if not re.fullmatch(r"[-–]\s.*;", line.text):
            yield _at(
                "recipients", "Dòng nơi nhận chưa đúng mẫu", "Mỗi dòng bắt đầu bằng “- ”, kết thúc bằng “;”.", line
            )
    if lines and not re.fullmatch(r"[-–]\s*Lưu:.*\.", lines[-1].text):
        yield _at("recipients", "Dòng cuối không ghi nơi lưu", "Kết thúc bằng “- Lưu: VT, ….”.", lines[-1])


def _end_mark(paragraphs: Sequence[ParagraphLook], known: Sequence[Component]) -> Iterator[Finding]:
    """The last line of the text above signature and recipients; nothing where the text ends in a table."""
    closing = next((c.paragraph.number for c in known if c.key in {"recipients_label", "signer_role"}), None)
    last = next((p for p in reversed(paragraphs) if closing and p.number < closing), None)
    if last and last.cell is None and not last.text.endswith(decree()["text"]["end_mark"]):
        yield _at("end_mark", "Thiếu dấu “./.”", "Kết thúc câu cuối của nội dung bằng “./.”.", last)
