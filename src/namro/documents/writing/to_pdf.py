"""Printed parts as a PDF. Text reaches the template as data and is never read as markup."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import typst

from namro.documents.writing.decree import Layout
from namro.documents.writing.parts import AnnexPage, Chart, Group, Part, Report, TaskRow, TaskTable

_HERE = Path(__file__).parent
_FONTS = _HERE / "fonts"
_FALLBACK = "Liberation Serif"


def pdf_bytes(printed: Report, layout: Layout) -> tuple[bytes, str]:
    """Return the file and a note about the font that is embedded in it."""
    installed = layout.font in _system_families()
    font = layout.font if installed else _FALLBACK
    body, annexes = _pages(printed.parts)
    data = {
        "font": font,
        "title": printed.title[-1].text,
        "page": asdict(layout.page),
        "styles": {name: asdict(style) for name, style in layout.styles.items()},
        "body": body,
        "annexes": annexes,
    }
    content = typst.compile(
        _HERE / "decree_30.typ",
        font_paths=[] if installed else [_FONTS],
        ignore_system_fonts=not installed,
        sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
    )
    return content, _font_note(layout.font, installed=installed)


def chart_png(chart: Chart, width_mm: float) -> bytes:
    """Return a chart as a picture of that width, sharp enough to print."""
    data = {"font": _FALLBACK, "width_mm": width_mm, "chart": asdict(chart)}
    return typst.compile(
        _HERE / "chart_picture.typ",
        font_paths=[_FONTS],
        ignore_system_fonts=True,
        format="png",
        ppi=220,
        sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
    )


def _pages(parts: Sequence[Part]) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """The body's parts, and each annex with its parts and how its pages stand."""
    starts = [place for place, part in enumerate(parts) if isinstance(part, AnnexPage)]
    annexes = []
    for start, end in pairwise([*starts, len(parts)]):
        page = parts[start]
        annexes.append(
            {"upright": isinstance(page, AnnexPage) and page.upright, "parts": _plain(parts[start + 1 : end])}
        )
    return _plain(parts[: starts[0]] if starts else parts), annexes


def _plain(parts: Sequence[Part]) -> list[dict[str, Any]]:
    plain = [{"kind": type(part).__name__, **asdict(part)} for part in parts]
    for part, data in zip(parts, plain, strict=True):
        if isinstance(part, TaskTable):
            data["rows"] = [_plain_row(row, part) for row in part.rows]
    return plain


def _plain_row(row: Group | TaskRow, table: TaskTable) -> dict[str, Any]:
    styles = [row.style(column) for column in table.columns] if isinstance(row, TaskRow) else []
    return {"kind": type(row).__name__, **asdict(row), "styles": styles}


def _font_note(wanted: str, *, installed: bool) -> str:
    if installed:
        return f"Tệp PDF nhúng phông {wanted} có trên máy này."
    return f"Máy này không có phông {wanted}: tệp PDF nhúng phông {_FALLBACK}, cùng kích thước chữ."


@lru_cache(maxsize=1)
def _system_families() -> frozenset[str]:
    return frozenset(typst.Fonts(include_embedded_fonts=False).families())
