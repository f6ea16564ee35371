"""The shipped sample documents; people, places and numbers in them are invented."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from namro.core.base.clock import VIETNAM

_FOLDER = Path(__file__).parent / "sample"

#: A score sheet with its plan, as an office would hand it in: fourteen and more known faults are in it.
SHEET = _FOLDER / "phieu-cham-diem-2025.docx"
#: A plan whose tasks stand in an annex table.
ANNEX_PLAN = _FOLDER / "ke-hoach-phu-luc-2026.docx"
#: A sheet of a commune that ended on 1 July 2025, and when it was handed in there.
OLD_SHEET = _FOLDER / "phieu-cham-diem-2023-may-ha.md"
OLD_SHEET_CAME = datetime(2024, 2, 26, 9, 15, tzinfo=VIETNAM)
