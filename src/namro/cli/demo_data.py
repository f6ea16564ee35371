"""`namro demo-data dossiers`: invented dossiers as Parquet files, for trying out and for measuring."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from namro.cli.indicators import check_libraries

#: What there is to make.
NAMES = ("dossiers",)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    parser.add_argument(
        "name", metavar="LOẠI", choices=NAMES, help="dossiers: hồ sơ một cửa của các đơn vị không có thật"
    )
    parser.add_argument("--rows", type=int, required=True, metavar="SỐ", help="số dòng")
    parser.add_argument("--out", type=Path, required=True, metavar="THƯ-MỤC", help="thư mục mới hoặc trống")
    parser.add_argument(
        "--seed", type=int, default=2026, metavar="SỐ", help="cùng số này thì cùng từng byte (mặc định 2026)"
    )


def run(options: argparse.Namespace) -> int:
    """Write the files and say on stderr how far it is."""
    check_libraries()
    from namro.analytics.invented import write_dossiers

    for done in write_dossiers(options.rows, options.out, seed=options.seed):
        print(f"\r{done}/{options.rows} hồ sơ", end="", file=sys.stderr, flush=True)
    print(f"\rĐã ghi {options.rows} hồ sơ vào {options.out}.", file=sys.stderr)
    return 0
