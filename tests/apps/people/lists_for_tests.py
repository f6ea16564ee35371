"""Lists of units as files: CSV by lines, workbooks by cells."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from namro.apps.people import actions
from namro.apps.people.lists.plan import Plan
from namro.apps.people.models import UnitListUpload, User
from tests.apps.people.places import NOW

HEAD = "Mã;Tên;Loại;Trực thuộc (mã);Từ ngày;Đến ngày;Mã hành chính;Cơ quan thẩm định;Đơn vị trước (mã);Tỷ lệ"
BEGUN = date(2025, 7, 1)


def csv_file(folder: Path, *lines: str, head: str = HEAD) -> Path:
    """A file of a heading and some lines, columns by semicolons; codes in one cell stand in quotes."""
    path = folder / "danh-sach.csv"
    path.write_text("\n".join([head, *lines]), "utf-8")
    return path


def staged(actor: User, path: Path) -> UnitListUpload:
    """A list that waits."""
    return actions.stage_list(actor, path, name=path.name, at=NOW)


def written(actor: User, path: Path) -> Plan:
    """Load a list as the page does: what is shown is what is written."""
    upload = staged(actor, path)
    return actions.write_list(actor, upload, seal=actions.plan_of(upload).seal, at=NOW)


def country(communes: int, *, parents: int = 34) -> Sequence[str]:
    """Lines of provinces and so many communes under them, with codes and appraisers."""
    provinces = [f"tinh-{n};Tỉnh {n};Tỉnh, thành phố;;01/07/2025;;{n:02};;;" for n in range(1, parents + 1)]
    below = [
        f"xa-{n};Xã {n};Xã;tinh-{n % parents + 1};01/07/2025;;{n:05};tinh-{n % parents + 1};;" for n in range(communes)
    ]
    return [*below, *provinces]
