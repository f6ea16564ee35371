from __future__ import annotations

import hashlib
import re
from dataclasses import replace
from pathlib import Path

import pytest

from namro.core.base.errors import NamroError
from namro.documents.writing.decree import decree_30
from tests.house.sources import PACKAGE

FONTS = PACKAGE / "documents" / "writing" / "fonts"


def test_shipped_layout_is_inside_the_decree() -> None:
    layout = decree_30()  # the loader checks each value against its range
    assert layout.font == "Times New Roman"
    assert (layout.page.width_mm, layout.page.height_mm) == (210, 297)
    assert layout.page.text_width_mm() == 160
    assert layout.page.text_width_mm(landscape=True) == 247


def test_a_size_outside_the_decree_is_refused() -> None:
    with pytest.raises(NamroError, match="Nội dung là 15, phải từ 13 đến 14"):
        replace(decree_30().styles["body"], pt=15)


def test_a_margin_outside_the_decree_is_refused() -> None:
    page = decree_30().page
    with pytest.raises(NamroError, match="lề left là 25"):
        replace(page, margins_mm={**page.margins_mm, "left": 25})


def test_text_width_is_close_to_the_font() -> None:
    """Measured in Times New Roman Bold: 56.1 mm at 13 pt."""
    assert decree_30().styles["motto"].width_mm("Độc lập - Tự do - Hạnh phúc") == pytest.approx(56.1, rel=0.03)


def test_vendored_fonts_are_the_files_named() -> None:
    named = dict(re.findall(r"\| (\S+\.ttf) \| `([0-9a-f]{64})` \|", (FONTS / "VENDORED.md").read_text("utf-8")))
    found = {path.name: _sha256(path) for path in FONTS.glob("*.ttf")}
    assert found == named
    assert len(found) == 4
    assert "SIL OPEN FONT LICENSE Version 1.1" in (FONTS / "LICENSE").read_text("utf-8")


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
