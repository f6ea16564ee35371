"""Paper forms of a survey as a PDF: the questions with boxes, on each its code as text and as QR."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import typst

from namro.documents.writing.qr import qr_svg

_HERE = Path(__file__).parent
_FONT, _FALLBACK = "Times New Roman", "Liberation Serif"


@dataclass(frozen=True, slots=True)
class PaperForm:
    """One form: the code as it is printed, the address its QR leads to, the number of the list."""

    code: str
    address: str
    number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FormTold:
    """What all forms have in common.

    `parts` are plain values as the template takes them: their `kind` (scale: one table, with its scale; other), and
    groups of questions under their headings.
    """

    body: str
    title: str
    intro: str
    parts: Sequence[dict[str, Any]]
    heading: str = "Phiếu khảo sát"
    footer: str = "Phiếu"
    number: str = "Số"
    thanks: str = "Xin cảm ơn ông/bà."


def forms_pdf(told: FormTold, forms: Sequence[PaperForm]) -> bytes:
    """Return the forms, each beginning on a page of its own."""
    installed = _FONT in typst.Fonts(include_embedded_fonts=False).families()
    data = {
        "font": _FONT if installed else _FALLBACK,
        **{name: getattr(told, name) for name in ("body", "title", "intro", "heading", "footer", "number", "thanks")},
        "parts": list(told.parts),
        "forms": [{"code": one.code, "number": one.number, "qr": qr_svg(one.address)} for one in forms],
    }
    return typst.compile(
        _HERE / "survey_form.typ",
        font_paths=[] if installed else [_HERE / "fonts"],
        ignore_system_fonts=not installed,
        sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
    )
