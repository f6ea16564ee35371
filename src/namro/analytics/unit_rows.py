"""The rows of one unit out of many millions: only the parts of files that may hold them are read."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from namro.analytics.parquet_files import check_parquet, parquet_files


@dataclass(frozen=True, slots=True)
class _Part:
    file: Path
    row_group: int
    first: str | None
    last: str | None


class UnitRows:
    """An index of a folder's row groups by unit, read from the footers once."""

    def __init__(self, folder: Path) -> None:
        self._files: dict[Path, pq.FileMetaData] = {}
        self._parts: list[_Part] = []
        for file in parquet_files(folder):
            check_parquet(file)
            self._files[file] = metadata = pq.read_metadata(file)
            self._parts += [_part(file, metadata, number) for number in range(metadata.num_row_groups)]

    def of(self, unit: str) -> pa.Table:
        """Return all rows of a unit as they are in the files, repeated codes included."""
        found = []
        for file, metadata in self._files.items():
            groups = [p.row_group for p in self._parts if p.file == file and _may_hold(p, unit)]
            if groups:
                with pq.ParquetFile(file, metadata=metadata) as opened:
                    table = opened.read_row_groups(groups)
                found.append(table.filter(pc.equal(table["unit"], unit)))
        return pa.concat_tables(found, promote_options="default") if found else pa.table({})


def _part(file: Path, metadata: pq.FileMetaData, number: int) -> _Part:
    group = metadata.row_group(number)
    column: Any = next(group.column(n) for n in range(group.num_columns) if group.column(n).path_in_schema == "unit")
    known = column.statistics
    if known is None or not known.has_min_max:
        return _Part(file, number, None, None)
    return _Part(file, number, str(known.min), str(known.max))


def _may_hold(part: _Part, unit: str) -> bool:
    return part.first is None or part.last is None or part.first <= unit <= part.last
