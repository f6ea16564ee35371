"""`namro indicators`: numerators and denominators of the service index, counted from dossiers."""

from __future__ import annotations

import argparse
import json
import sys
from contextlib import AbstractContextManager
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from namro.cli.arguments import data_folder
from namro.core.base.clock import Clock, system_clock
from namro.core.base.errors import NamroError

if TYPE_CHECKING:
    from namro.analytics.figures import Figures

ENGINES = ("duckdb", "spark")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    parser.add_argument(
        "--source",
        metavar="TỆP",
        type=Path,
        help="tệp CSV, Parquet hoặc thư mục Parquet (mặc định: kho hồ sơ của đơn vị)",
    )
    parser.add_argument("--from", dest="first", metavar="NGÀY", help="ngày đầu kỳ (mặc định: 1 tháng 1)")
    parser.add_argument("--to", dest="last", metavar="NGÀY", help="ngày cuối kỳ (mặc định: hôm nay)")
    parser.add_argument(
        "--by", choices=("unit", "unit,month"), default="unit", help="theo đơn vị, hay cả tháng tiếp nhận"
    )
    parser.add_argument("--metric", metavar="MÃ,…", default="", help="chỉ các chỉ số này (mặc định: tất cả)")
    parser.add_argument("--engine", choices=ENGINES, default="duckdb", help="máy tính toán")
    parser.add_argument("--json", action="store_true", help="in JSON thay cho bảng")


def run(options: argparse.Namespace, *, clock: Clock = system_clock) -> int:
    """Print the figures as a table or as JSON; dossiers without a limit are named on stderr."""
    check_libraries()
    from namro.analytics.counting import By
    from namro.analytics.figures import figures
    from namro.analytics.metrics import chosen_metrics
    from namro.analytics.period import Period

    last = _day(options.last, "--to") if options.last else clock().date()
    first = _day(options.first, "--from") if options.first else last.replace(month=1, day=1)
    period, by = Period(first, last), By(options.by)
    metrics = chosen_metrics(tuple(filter(None, (code.strip() for code in options.metric.split(",")))))
    with _engine(options.engine, options.source or _own_lake()) as engine:
        found = figures(engine, period, by=by, metrics=metrics)
    _name_faults(found)
    if options.json:
        rows = [{k: v for k, v in asdict(cell).items() if v is not None} for cell in found.cells]
        answer = {"engine": options.engine, "from": str(first), "to": str(last), "by": by.columns, "rows": rows}
        print(json.dumps(answer, ensure_ascii=False))
    else:
        print("\n".join(_table(found)))
    return 0


def check_libraries() -> None:
    """Refuse to go on where the extra `analytics` is not installed."""
    try:
        import duckdb  # noqa: F401 - only whether it is there
        import ibis  # noqa: F401 - only whether it is there
    except ImportError as error:
        raise NamroError(
            "Chưa cài thư viện tính từ hồ sơ. Cài phần mở rộng analytics: pip install 'namro[analytics]'.", code="extra"
        ) from error


def _engine(name: str, source: Path) -> AbstractContextManager[Any]:
    if name == "spark":
        from namro.analytics.spark import spark_on

        return spark_on(source)
    from namro.analytics.engines import duckdb_on

    return duckdb_on(source)


def _own_lake() -> Path:
    folder = data_folder() / "lake" / "dossiers"
    if not folder.is_dir():
        raise NamroError(
            f"Đơn vị chưa có kho hồ sơ (chưa có thư mục {folder}). Nhập hồ sơ trên trang trước, "
            "hoặc chỉ ra tệp bằng --source.",
            code="no_file",
        )
    return folder


def _day(text: str, option: str) -> date:
    try:
        if len(text) == len("2026-01-01"):
            return date.fromisoformat(text)
    except ValueError:
        pass
    raise NamroError(f"{option}: “{text}” không phải là ngày có thật. Ghi như 2026-09-30.", code="period")


def _name_faults(found: Figures) -> None:
    if found.without_limit:
        more = (
            f" và {found.without_limit - len(found.named)} hồ sơ khác" if found.without_limit > len(found.named) else ""
        )
        print(
            f"{found.without_limit} hồ sơ không có hẹn trả, không có thời hạn của thủ tục, nên tính là không đúng hạn: "
            f"{', '.join(found.named)}{more}. Bổ sung due_at, hoặc max_time và time_unit.",
            file=sys.stderr,
        )


def _table(found: Figures) -> list[str]:
    rows = [("Đơn vị", "Tháng", "Chỉ số", "Tử số", "Mẫu số", "Tỷ lệ")]
    rows += [
        (
            cell.unit,
            cell.month or "",
            cell.metric,
            str(cell.numerator),
            str(cell.denominator),
            f"{100 * cell.numerator / cell.denominator:.2f}%".replace(".", ","),
        )
        for cell in found.cells
    ]
    if len(rows) == 1:
        return ["Không có hồ sơ nào trong kỳ này."]
    places = [n for n in range(len(rows[0])) if any(row[n] for row in rows[1:])]
    widths = {n: max(len(row[n]) for row in rows) for n in places}
    return [
        "  ".join(row[n].rjust(widths[n]) if n > 2 else row[n].ljust(widths[n]) for n in places).rstrip()
        for row in rows
    ]
