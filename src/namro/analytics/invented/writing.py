"""Invented dossiers into a folder: pieces ordered by unit, made side by side."""

from __future__ import annotations

import os
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import pyarrow.parquet as pq

from namro.analytics.invented.pieces import SCHEMA, piece
from namro.core.base.errors import NamroError

SEED = 2026
_PIECE = 500_000
#: Small enough that one unit's rows are found without reading many others, large enough to be read fast.
ROW_GROUP = 40_960
MOST_ROWS = 1_000_000_000


def write_dossiers(rows: int, folder: Path, *, seed: int = SEED) -> Iterator[int]:
    """Write Parquet files into a folder that has none; yield how many rows are written so far.

    Raises `NamroError` for a number of rows that is not to be made and a folder that is not free.
    """
    if not 1 <= rows <= MOST_ROWS:
        raise NamroError(f"Không tạo được {rows} hồ sơ. Ghi --rows từ 1 đến {MOST_ROWS}.", code="rows")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        taken = any(folder.iterdir())
    except OSError as error:
        raise NamroError(f"Không dùng được thư mục “{folder}”. Chọn thư mục khác.", code="output_file") from error
    if taken:
        raise NamroError(f"Thư mục “{folder}” đã có tệp. Chọn thư mục mới hoặc trống.", code="output_file")
    begins = range(0, rows, _PIECE)
    if len(begins) == 1:
        yield _write(rows, seed, 0, folder / "part-00000.parquet")
        return
    with ProcessPoolExecutor(os.cpu_count(), mp_context=get_context("spawn")) as pool:
        done = 0
        jobs = [
            pool.submit(_write, rows, seed, begin, folder / f"part-{n:05d}.parquet") for n, begin in enumerate(begins)
        ]
        for job in jobs:
            done += job.result()
            yield done


def _write(rows: int, seed: int, begin: int, path: Path) -> int:
    """Write one piece, whole or not at all; return its rows."""
    table = piece(rows, seed, begin, min(begin + _PIECE, rows))
    unfinished = path.with_suffix(".unfinished")
    spelt_out = {"code", "submitted_at", "accepted_at", "due_at", "synced_at", "at"}
    repeating = [name for name in (*SCHEMA.names, "events.list.element.status") if name not in spelt_out | {"events"}]
    pq.write_table(table, unfinished, row_group_size=ROW_GROUP, compression="zstd", use_dictionary=repeating)
    unfinished.rename(path)
    return int(table.num_rows)
