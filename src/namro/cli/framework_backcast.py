"""`namro framework backcast`: last year's facts under a new set, a trial."""

from __future__ import annotations

import argparse
import csv
import json
from collections.abc import Iterator
from io import StringIO
from typing import Any

from namro.cli.output import keep_sources, write_output
from namro.cli.tables import aligned
from namro.core.base.points import MINUS, exact_words
from namro.core.framework.model import Framework, Scale
from namro.core.framework.reading import read_framework
from namro.core.scoring.backcast import REGRADED, Backcast, Standing
from namro.core.scoring.backcast import backcast as cast
from namro.core.scoring.numbers import fixed, plain, shown
from namro.core.scoring.outcome import NO_DATA, NO_EVIDENCE
from namro.core.scoring.trial_names import read_names

NOTE = "Đây là phép thử trên số liệu năm {year}, không phải kết quả chấm của bộ mới."
_LACKS = {
    NO_DATA: "chưa có số liệu",
    NO_EVIDENCE: "chưa có minh chứng",
    REGRADED: "điểm chấm tay cũ theo thang khác, không chuyển được",
}


def backcast(options: argparse.Namespace) -> int:
    """Print or write both standings of every unit."""
    sources = [options.old, options.new, options.facts, options.map, options.predecessors]
    keep_sources(sources, [options.csv])
    old, new = read_framework(options.old), read_framework(options.new)
    names = read_names(options.map, old, new) if options.map else {}
    found = cast(old, new, options.facts, year=options.year, names=names, predecessors=options.predecessors)
    if options.csv:
        write_output(options.csv, _csv(old, new, found).encode())
    if options.json:
        print(json.dumps(_answer(old, new, found, options.year), ensure_ascii=False, indent=1))
    elif not options.csv:
        print("\n".join(_lines(old, new, found, options.year)))
    return 0


def _answer(old: Framework, new: Framework, found: Backcast, year: int) -> dict[str, Any]:
    return {
        "trial": NOTE.format(year=year),
        "year": year,
        "old": {"framework": old.framework, "edition": old.edition},
        "new": {"framework": new.framework, "edition": new.edition},
        "units": [
            {
                "unit": moved.unit,
                "old": _standing(moved.old, old.scale),
                "new": _standing(moved.new, new.scale),
                "rank_change": moved.places,
            }
            for moved in found.units
        ],
        "without_data": [
            {"id": one.id, "name": one.name, "max": plain(one.max), "units": one.units, "lacks": one.lacks}
            for one in found.without_data
        ],
        "no_base": list(found.no_base),
        "unread": list(found.unread),
    }


def _standing(standing: Standing, scale: Scale) -> dict[str, Any]:
    percent = standing.percent
    return {
        "total": plain(standing.total),
        "total_shown": fixed(shown(standing.total, scale)),
        "percent": None if percent is None else plain(percent),
        "percent_shown": None if percent is None else fixed(shown(percent, scale)),
        "band": standing.band,
        "rank": standing.rank,
    }


def _csv(old: Framework, new: Framework, found: Backcast) -> str:
    stream = StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    keys = ("total", "percent", "band", "rank")
    writer.writerow(("unit", *(f"{side}_{key}" for side in ("old", "new") for key in keys), "rank_change"))
    for moved in found.units:
        cells = (*_cells(moved.old, old.scale), *_cells(moved.new, new.scale))
        writer.writerow((moved.unit, *cells, "" if moved.places is None else moved.places))
    return stream.getvalue()


def _cells(standing: Standing, scale: Scale) -> tuple[str, str, str, str]:
    percent = "" if standing.percent is None else fixed(shown(standing.percent, scale))
    return fixed(shown(standing.total, scale)), percent, standing.band or "", str(standing.rank or "")


def _lines(old: Framework, new: Framework, found: Backcast, year: int) -> Iterator[str]:
    yield f"Thử bộ {new.framework} {new.edition} thay bộ {old.framework} {old.edition}. {NOTE.format(year=year)}"
    for one in found.without_data:
        lacks = f"{_LACKS[one.lacks]} ở {one.units}/{len(found.units)} đơn vị"
        yield f"{one.id} {one.name} ({exact_words(one.max)} điểm): {lacks}, tính 0."
    if found.no_base:
        yield f"Năm gốc không trước năm {year}: mục {', '.join(found.no_base)}."
    for which, standings in (("cũ", [one.old for one in found.units]), ("mới", [one.new for one in found.units])):
        count = sum(one.rank is None for one in standings)
        if count:
            yield f"Không xếp hạng theo bộ {which}: {count}/{len(found.units)} đơn vị."
    if found.unread:
        yield f"Không bộ nào dùng số liệu: {', '.join(found.unread)}."
    heads = ("Đơn vị", "Điểm cũ", "Điểm mới", "% cũ", "% mới", "Xếp loại cũ", "Xếp loại mới", "Hạng cũ", "Hạng mới")
    rows: list[tuple[str, ...]] = [(*heads, "Đổi hạng")]
    for moved in found.units:
        pairs = zip(_cells(moved.old, old.scale), _cells(moved.new, new.scale), strict=True)
        rows.append((moved.unit, *(cell for pair in pairs for cell in pair), _change(moved.places)))
    yield ""
    yield from aligned(rows)


def _change(places: int | None) -> str:
    if not places:
        return "" if places is None else "0"
    return f"+{places}" if places > 0 else f"{MINUS}{-places}"
