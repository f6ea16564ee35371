"""Dossiers of a file or a folder as a table in DuckDB, whatever the file's format."""

from __future__ import annotations

from pathlib import Path

import duckdb

from namro.analytics.columns import COLUMNS
from namro.analytics.csv_files import load_csv
from namro.analytics.latest import PLACE, keep_latest
from namro.analytics.parquet_files import as_contract, check_parquet, is_plain, parquet_files
from namro.core.base.errors import NamroError

#: The name of the table that queries run on.
DOSSIERS = "dossiers"

_GIVEN = "given_rows"
#: More files of one kind than this are in no folder.
_FILES = 1 << 20


def load_dossiers(connection: duckdb.DuckDBPyConnection, path: Path) -> None:
    """Make `dossiers` of a CSV file, a Parquet file or a folder of Parquet files: each code once, its latest row.

    Raises `NamroError` for what cannot be read.
    """
    load_rows(connection, path, _GIVEN)
    keep_latest(connection, _GIVEN, DOSSIERS)


def load_rows(connection: duckdb.DuckDBPyConnection, path: Path, table: str) -> None:
    """Make a table or a view of all rows as they are in the files."""
    if path.is_dir():
        _view(connection, parquet_files(path), table)
    elif path.suffix.lower() == ".parquet" and path.exists():
        _view(connection, [path], table)
    elif path.suffix.lower() == ".csv":
        load_csv(connection, path, table)
    elif path.exists():
        raise NamroError(
            f"“{path.name}” không phải tệp hồ sơ. Chỉ ra tệp .csv, tệp .parquet hoặc thư mục có tệp .parquet.",
            code="file",
        )
    else:
        raise NamroError(f"Không có tệp hay thư mục “{path}”. Kiểm tra lại đường dẫn.", code="no_file")


def write_plain(path: Path, folder: Path) -> list[Path]:
    """Return Parquet files that every engine reads as they are: those given, or one made of them in `folder`."""
    written = folder / "plain.parquet"
    with duckdb.connect(config={"temp_directory": str(folder)}) as connection:
        load_rows(connection, path, _GIVEN)
        if path.suffix.lower() != ".csv":
            files = parquet_files(path) if path.is_dir() else [path]
            if all(is_plain(check_parquet(file)) for file in files):
                return files
        names = ", ".join(column.name for column in COLUMNS)
        connection.execute(f"COPY (SELECT {names} FROM {_GIVEN}) TO '{_quoted(written)}' (FORMAT parquet)")
    return [written]


def _view(connection: duckdb.DuckDBPyConnection, files: list[Path], table: str) -> None:
    """One view over files that may differ in what columns they have; those that are alike are read together."""
    alike: dict[tuple[str, ...], list[Path]] = {}
    for file in files:
        alike.setdefault(tuple(as_contract(check_parquet(file))), []).append(file)
    parts = [
        f"SELECT {', '.join(columns)}, ({number * _FILES}::BIGINT + file_index << 40) + file_row_number AS {PLACE} "
        f"FROM read_parquet({_listed(same)})"
        for number, (columns, same) in enumerate(alike.items())
    ]
    connection.execute(f"CREATE OR REPLACE TEMP VIEW {table} AS {' UNION ALL '.join(parts)}")
    _check_keys(connection, table)


def _listed(files: list[Path]) -> str:
    return "[" + ", ".join(f"'{_quoted(file)}'" for file in files) + "]"


def _quoted(file: Path) -> str:
    return str(file).replace("'", "''")


def _check_keys(connection: duckdb.DuckDBPyConnection, table: str) -> None:
    found = connection.execute(
        f"SELECT count(*) FROM {table} WHERE code IS NULL OR unit IS NULL OR code = '' OR unit = ''"
    ).fetchone()
    if found and found[0]:
        raise NamroError(
            f"Có {found[0]} dòng để trống cột code hoặc unit. Điền mã hồ sơ và mã đơn vị cho mọi dòng.", code="cases"
        )
