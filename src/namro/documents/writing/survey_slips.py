"""Slips with one-time codes as a PDF: the code to type and the QR to scan; cut apart and handed out at the counter."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import typst

from namro.documents.writing.qr import qr_svg

_HERE = Path(__file__).parent
_FONT, _FALLBACK = "Times New Roman", "Liberation Serif"


@dataclass(frozen=True, slots=True)
class Slip:
    """One slip. `dossier` are words below the QR, where scanning it names a dossier and typing the code does not."""

    code: str
    address: str
    about: str = ""
    dossier: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SlipsTold:
    """What all slips of a print have in common; `address` is where a code is typed."""

    body: str
    title: str
    how: str
    address: str
    foot: str


def slips_pdf(told: SlipsTold, slips: Sequence[Slip]) -> bytes:
    """Return the slips, ten on a page."""
    installed = _FONT in typst.Fonts(include_embedded_fonts=False).families()
    data = {
        "font": _FONT if installed else _FALLBACK,
        **{name: getattr(told, name) for name in ("body", "title", "how", "address", "foot")},
        "slips": [
            {"code": one.code, "about": one.about, "dossier": one.dossier, "qr": qr_svg(one.address)} for one in slips
        ],
    }
    return typst.compile(
        _HERE / "survey_slips.typ",
        font_paths=[] if installed else [_HERE / "fonts"],
        ignore_system_fonts=not installed,
        sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
    )
