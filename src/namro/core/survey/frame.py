"""A sampling frame: who can be drawn, by code, unit and area, never by name; one frame is one text, byte for byte."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from namro.core.base.csv_rows import csv_rows
from namro.core.base.faults import BrokenFile, Fault, Faults

#: Areas from the top down, each inside the one before it; `group` (a field of work, a kind of people) lies across them.
AREAS = ("province", "commune", "village")
LEVELS = (*AREAS, "group")
_COLUMNS = ("code", "unit", *LEVELS)


@dataclass(frozen=True, slots=True)
class Frame:
    """Rows as columns, in the order of their codes; `labels` has for each level one text a row, "" where unknown."""

    codes: tuple[str, ...]
    units: tuple[str, ...]
    labels: Mapping[str, tuple[str, ...]]

    def has(self, level: str) -> bool:
        """Whether every row says where it stands on a level."""
        return bool(self.codes) and all(self.labels[level])

    def text(self) -> str:
        """Return the frame as CSV: one frame, one text."""
        out = io.StringIO()
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(_COLUMNS)
        writer.writerows(zip(self.codes, self.units, *(self.labels[level] for level in LEVELS), strict=True))
        return out.getvalue()

    def digest(self) -> str:
        """Return the SHA-256 of its text, by which anybody sees that a frame is the one that was drawn from."""
        return sha256(self.text().encode()).hexdigest()


def frame_of(rows: Sequence[Sequence[str]]) -> Frame:
    """Return a frame of rows (code, unit, province, commune, village, group) in any order."""
    ordered = sorted(tuple(row) for row in rows)
    columns = list(zip(*ordered, strict=True)) if ordered else [()] * len(_COLUMNS)
    codes, units, *labels = columns
    clean = [tuple(text.replace(" / ", "/") for text in label) for label in labels]  # joined names stay unlike
    return Frame(codes, units, dict(zip(LEVELS, clean, strict=True)))


def read_frame(path: Path) -> Frame:
    """Read a frame from CSV. Raises `BrokenFile` with every fault."""
    faults = Faults(path.name)
    found: dict[str, int] = {}
    rows = []
    for line, cells in csv_rows(path, faults, required=("code",), optional=_COLUMNS[1:]):
        code = cells["code"]
        if not code:
            faults.add(line, "thiếu mã (code). Mỗi người, mỗi hồ sơ một mã.")
        elif code in found:
            faults.add(line, f"mã “{code[:40]}” đã có ở dòng {found[code]}. Mỗi mã một dòng.")
        found.setdefault(code, line)
        rows.append([cells[name] for name in _COLUMNS])
    faults.refuse()
    if not rows:
        raise BrokenFile(path.name, [Fault(0, "", "không có dòng nào. Khung mẫu phải có ít nhất một mã.")])
    return frame_of(rows)
