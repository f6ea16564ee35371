"""Rules of the page: paper, margins, the number of the page."""

from __future__ import annotations

from collections.abc import Iterator

from namro.documents.layout_check.findings import Finding, finding
from namro.documents.layout_check.looks import Looks
from namro.documents.layout_check.rules import decree
from namro.documents.layout_check.sections import SectionLook

#: Office programs round to whole points.
_NEAR_MM = 0.4
_PAPER_NEAR_MM = 2
_SIDES = {"top": "trên", "bottom": "dưới", "left": "trái", "right": "phải"}


def page_findings(looks: Looks) -> Iterator[Finding]:
    """Yield what is wrong with each section's page."""
    for number, section in enumerate(looks.sections, 1):
        where = f"phần trang {number}" if len(looks.sections) > 1 else "toàn văn bản"
        yield from _paper(section, where)
        yield from _margins(section, where)
        yield from _number(section, where)
    if looks.sections and not any(section.numbers for section in looks.sections):
        yield finding(
            "no_page_number", "Không đánh số trang", "Nếu văn bản có từ hai trang, đánh số từ trang 2, giữa lề trên.",
            where="toàn văn bản",
        )  # fmt: skip


def _paper(section: SectionLook, where: str) -> Iterator[Finding]:
    page = decree()["page"]
    wanted = sorted((page["width_mm"], page["height_mm"]))
    found = sorted((section.width or 0, section.height or 0))
    if any(abs(one - other) > _PAPER_NEAR_MM for one, other in zip(wanted, found, strict=True)):
        said = f"{found[0]:.0f} × {found[1]:.0f} mm" if section.width and section.height else "không ghi khổ giấy"
        yield finding("paper", said, "Đặt khổ giấy A4 (210 × 297 mm).", where=where)


def _margins(section: SectionLook, where: str) -> Iterator[Finding]:
    for side, (low, high) in decree()["page"]["allowed_mm"].items():
        found = section.margins[side]
        if found is None:
            yield finding("margins", f"Không ghi lề {_SIDES[side]}", _margin(side, low, high), where=where)
        elif not low - _NEAR_MM <= found <= high + _NEAR_MM:
            yield finding("margins", f"Lề {_SIDES[side]} {found:.0f} mm", _margin(side, low, high), where=where)


def _margin(side: str, low: float, high: float) -> str:
    return f"Đặt lề {_SIDES[side]} từ {low} đến {high} mm."


def _number(section: SectionLook, where: str) -> Iterator[Finding]:
    if section.first:
        yield finding(
            "first_page", "Trang đầu có số trang", "Chọn “Trang đầu khác” (Different First Page), bỏ số ở trang đầu.",
            where=where,
        )  # fmt: skip
    for number in section.numbers:
        if number.part == "footer":
            yield finding("page_number", "Số trang ở chân trang", "Đặt số trang ở giữa lề trên.", where=where)
        elif not number.centred:
            yield finding("page_number", "Số trang không ở giữa", "Căn giữa số trang ở lề trên.", where=where)
