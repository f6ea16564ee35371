"""The shipped sample documents; people, places and numbers in them are invented."""

from __future__ import annotations

from pathlib import Path

_FOLDER = Path(__file__).parent / "sample"

#: A score sheet with its plan, as an office would hand it in: fourteen and more known faults are in it.
SHEET = _FOLDER / "phieu-cham-diem-2025.docx"
#: A plan whose tasks stand in an annex table.
ANNEX_PLAN = _FOLDER / "ke-hoach-phu-luc-2026.docx"
