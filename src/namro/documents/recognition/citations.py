"""Codes of cited documents with their date and issuer: "Quyết định số 2614/QĐ-UBND ngày 05/12/2017 của …"."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from namro.core.base.folding import fold
from namro.core.printed import LegalBasis, Place
from namro.documents.recognition.outline import Node

_CODE = re.compile(
    r"(?<![\w/])(\d{1,5}(?:\s?/\s?\d{4})?\s?[/-]\s?[A-ZĐ][A-Za-zĐđ]{0,7}\d{0,3}(?:\s?-\s?[A-ZĐ][A-Za-zĐđ&]*\d*)*(?:/[A-ZĐ]{1,4}(?=\W))?)(?![\w])"
)
_DATE = re.compile(r"\W{0,3}(?:ngay\s+)(\d{1,2})\s*(?:[/.-]|thang)\s*(\d{1,2})\s*(?:[/.-]|nam)\s*(\d{4})")
_BODIES = (
    r"ubnd|uy ban nhan dan|hdnd|hoi dong nhan dan|chinh phu|thu tuong chinh phu|pho thu tuong chinh phu|quoc hoi|"
    r"uy ban thuong vu quoc hoi|bo|so|ban thuong vu|tinh uy|huyen uy|thanh uy|dang uy|van phong"
)
_AFTER_ISSUER = r"ve|viec|quy dinh|sua doi|huong dan|ban hanh|phe duyet|cong bo|tai|va|nam|nham|thoi|den"
_ISSUER = re.compile(
    rf"\W{{0,3}}cua\s+((?:chu tich\s+)?(?:{_BODIES})(?:\s+[^\W\d_]+){{0,7}}?)"
    rf"(?=\s+(?:{_AFTER_ISSUER})\b|\s*[,.;:()“\"]|$)"
)
_BY_KIND = {
    "QĐ-TTg": "Thủ tướng Chính phủ",
    "CT-TTg": "Thủ tướng Chính phủ",
    "NĐ-CP": "Chính phủ",
    "NQ-CP": "Chính phủ",
    "TT-BNV": "Bộ Nội vụ",
    "TT-VPCP": "Văn phòng Chính phủ",
    "QH": "Quốc hội",
    "UBTVQH": "Ủy ban Thường vụ Quốc hội",
    "VPCP": "Văn phòng Chính phủ",
}
_BASIS = re.compile(r"(?:can cu|thuc hien|theo|xet|tiep theo)\b")


def read_citations(nodes: Iterable[Node], *, body_starts: Node | None) -> tuple[LegalBasis, ...]:
    """Every cited document once; those in the preamble before `body_starts` are the basis."""
    found: dict[str, LegalBasis] = {}
    preamble = True
    for node in nodes:
        if node is body_starts:
            preamble = False
        if node.folded.startswith(("so:", "so :")) or "kem theo" in node.folded[:20]:
            continue
        for basis in _in_text(node, preamble=preamble):
            found.setdefault(re.sub(r"\W", "", basis.code), basis)
    return tuple(found.values())


def _in_text(node: Node, *, preamble: bool) -> Iterable[LegalBasis]:
    folded = node.folded
    for match in _CODE.finditer(node.text):
        code = re.sub(r"\s", "", match.group(1))
        if re.fullmatch(r"\d+[/-]\d.*", code) and not re.search(r"[A-ZĐ]", code):
            continue
        rest = match.end()
        day = _DATE.match(folded, rest)
        rest = day.end() if day else rest
        issuer = _ISSUER.match(folded, rest)
        yield LegalBasis(
            code=code,
            date=_iso(day),
            issuer=node.text[issuer.start(1) : issuer.end(1)] if issuer else _issuer_of_kind(code),
            role="basis" if preamble and _BASIS.match(folded) else "mention",
            text=node.text if preamble and _BASIS.match(folded) else None,
            at=_place(node, match),
        )


def _place(node: Node, code: re.Match[str]) -> Place:
    """The code's own characters, counted in the printed line (a joined paragraph counts from its first line)."""
    shift = node.at.start + max(node.paragraph.text.find(node.text), 0)
    return replace(node.at, start=shift + code.start(1), end=shift + code.end(1))


def _iso(day: re.Match[str] | None) -> str | None:
    if not day:
        return None
    try:
        return date(int(day.group(3)), int(day.group(2)), int(day.group(1))).isoformat()
    except ValueError:
        return None


def _issuer_of_kind(code: str) -> str | None:
    return next((name for kind, name in _BY_KIND.items() if kind in code), None)


def is_code(text: str) -> bool:
    """True if the text holds the code of a document."""
    return bool(_CODE.search(text)) or bool(re.search(r"\bso\s+\d+[/-]", fold(text)))
