"""`namro score`: facts in, points, bands and ranks out, every point with its sentence."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from namro.cli.output import keep_sources, write_output
from namro.cli.tables import aligned
from namro.core.base.errors import NamroError
from namro.core.framework.reading import read_framework

if TYPE_CHECKING:
    from namro.core.framework.model import Framework
    from namro.core.scoring.columns import Columns
    from namro.core.scoring.many import Results
    from namro.core.scoring.table import FactTable
    from namro.core.scoring.uncertainty import Uncertainty

_MOST_RUNS = 10_000


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    parser.add_argument("--framework", metavar="BỘ", type=Path, required=True, help="tệp bộ tiêu chí .yaml")
    parser.add_argument("--facts", metavar="CSV", type=Path, required=True, help="số liệu: unit,year,input,value")
    parser.add_argument("--year", metavar="NĂM", type=int, required=True, help="năm được chấm")
    parser.add_argument(
        "--predecessors", metavar="CSV", type=Path, help="đơn vị cũ của đơn vị sáp nhập: unit,from_unit,year,share"
    )
    parser.add_argument("--json", action="store_true", help="in mọi tiêu chí của từng đơn vị, kèm câu giải thích")
    parser.add_argument("--csv", metavar="TỆP", type=Path, help="ghi bảng kết quả, mỗi đơn vị một dòng")
    parser.add_argument(
        "--simulate", metavar="LẦN", type=int, help="mô phỏng sai số khảo sát: khoảng hạng, khả năng xếp loại"
    )
    parser.add_argument("--seed", metavar="SỐ", type=int, default=1, help="hạt giống của mô phỏng, mặc định 1")
    parser.add_argument("--xlsx", metavar="TỆP", type=Path, help="ghi sổ Excel: kết quả và điểm từng tiêu chí")


def run(options: argparse.Namespace) -> int:
    """Score and write what was asked for; a table for people where nothing was."""
    framework = read_framework(options.framework)
    keep_sources((options.framework, options.facts, options.predecessors), (options.csv, options.xlsx))
    from namro.core.scoring.columns import columns_of
    from namro.core.scoring.facts_csv import read_facts
    from namro.core.scoring.many import score_many

    table = read_facts(options.facts, framework, year=options.year, predecessors=options.predecessors)
    columns = columns_of(framework, table)
    results = score_many(framework, table, columns)
    spread = _simulated(options, framework, columns, results)
    if not table.units:
        message = f"{options.facts.name} không có số liệu năm {options.year}: không có đơn vị nào để chấm."
        print(message, file=sys.stderr)
    if options.csv:
        write_output(options.csv, result_csv(framework, results, spread).encode())
    if options.xlsx:
        from namro.documents.writing.score_sheet import score_workbook

        write_output(options.xlsx, score_workbook(framework, table, results))
    if options.json:
        for piece in json_pieces(framework, table, results, spread):
            sys.stdout.write(piece)
    elif not (options.csv or options.xlsx):
        print(_table(framework, results))
    return 0


def _simulated(
    options: argparse.Namespace, framework: Framework, columns: Columns, results: Results
) -> Uncertainty | None:
    """Simulate where it was asked for."""
    if options.simulate is None:
        return None
    if not 20 <= options.simulate <= _MOST_RUNS:
        raise NamroError(f"--simulate: chọn từ 20 đến {_MOST_RUNS} lần.", code="runs")
    from namro.core.scoring.uncertainty import simulate

    return simulate(framework, columns, results, runs=options.simulate, seed=options.seed)


def json_pieces(
    framework: Framework, table: FactTable, results: Results, spread: Uncertainty | None = None
) -> Iterator[str]:
    """Yield the answer unit by unit, so that no size of file needs all of it in memory."""
    from namro.core.scoring.answer import unit_answer
    from namro.core.scoring.domains import domain_ranks
    from namro.core.scoring.one import score

    by_domain = domain_ranks(framework, table, results)
    head = {"framework": framework.framework, "edition": framework.edition, "year": table.year}
    yield f'{json.dumps(head, ensure_ascii=False)[:-1]}, "units": ['
    for place, unit in enumerate(table.units):
        answer = unit_answer(
            framework,
            unit,
            score(framework, table.of(unit)),
            rank=_rank(results.rank[place]),
            domain_ranks={node: _rank(places[place]) for node, places in by_domain.items()},
        )
        if spread is not None:
            answer |= _spread_of(framework, spread, place)
        comma = ",\n" if place else "\n"
        yield f"{comma}{json.dumps(answer, ensure_ascii=False, check_circular=False)}"
    tail = (
        "" if spread is None else f', "uncertainty": {json.dumps(_parameters(spread, table.units), ensure_ascii=False)}'
    )
    yield f"\n]{tail}}}\n"


def _spread_of(framework: Framework, spread: Uncertainty, place: int) -> dict[str, Any]:
    """Return the ranks at 5, 50 and 95 % of the runs, and the share of runs in each band ("": none)."""
    names = [*(band.name for band in framework.bands), ""]
    ranks = [_rank(one[place]) for one in (spread.low, spread.median, spread.high)]
    shares = dict(zip(names, (round(float(share), 6) for share in spread.bands[place]), strict=True))
    return {"rank_range": ranks, "band_probability": shares}


def _parameters(spread: Uncertainty, units: list[str]) -> dict[str, Any]:
    alike = [[units[pair.better], units[pair.worse], round(pair.reversed, 6)] for pair in spread.alike]
    return {"runs": spread.runs, "seed": spread.seed, "level": spread.level, "alike": alike}


def _rank(place: Any) -> int | None:
    return int(place) or None


def result_rows(framework: Framework, results: Results) -> Iterator[tuple[str, str, str, str, str]]:
    """Yield unit, total, percent, band and rank as shown."""
    from namro.core.scoring.ranks import NOTHING
    from namro.core.scoring.showing import shown_nanos

    names = [band.name for band in framework.bands]
    for place, unit in enumerate(results.units):
        percent, band, rank = results.percent[place], results.band[place], results.rank[place]
        yield (
            unit,
            shown_nanos(results.total[place], framework.scale),
            "" if percent == NOTHING else shown_nanos(percent, framework.scale),
            names[band] if band >= 0 else "",
            str(rank) if rank else "",
        )


def result_csv(framework: Framework, results: Results, spread: Uncertainty | None = None) -> str:
    """Return the table of results as CSV text; with the ranks at 5 and 95 % of the runs after a simulation."""
    import csv
    from io import StringIO

    stream = StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    more = () if spread is None else ("rank_low", "rank_high")
    writer.writerow(("unit", "total", "percent", "band", "rank", *more))
    for place, row in enumerate(result_rows(framework, results)):
        ends = () if spread is None else (_rank(spread.low[place]) or "", _rank(spread.high[place]) or "")
        writer.writerow((*row, *ends))
    return stream.getvalue()


def _table(framework: Framework, results: Results) -> str:
    rows = [("Hạng", "Đơn vị", "Tổng điểm", "Phần trăm", "Xếp loại")]
    rows += [(rank, unit, total, percent, band) for unit, total, percent, band, rank in result_rows(framework, results)]
    return "\n".join(aligned(rows))
