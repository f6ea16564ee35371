"""What a publication rests on and what it published, as canonical JSON that needs nothing else to be computed again.

The text is JSON with sorted keys, without spaces, in UTF-8; every number of points or of facts is a text of plain
digits. Its member `sha256` is the hash of the same text without that member.
"""

from __future__ import annotations

import gzip
import json
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from decimal import Decimal
from hashlib import sha256
from typing import Any

from namro.core.assessment.kept_facts import kept_facts, read_kept_facts
from namro.core.base.errors import NamroError
from namro.core.scoring.facts import Facts
from namro.core.scoring.numbers import plain

FORMAT, VERSION = "namro-publication", 1
#: One kept line: what each of the four values was ("na": not applicable), with causes and words; empty ones left out.
Cells = Mapping[str, str]
Plain = dict[str, Any]
#: What a snapshot unpacks to at most; a province's is some 5 MB.
_LARGEST = 400_000_000
_POINTS, _POINTS_BY = ("total", "percent", "bonus", "penalty"), ("domains", "sources")
#: Fields of a result in whole 1e-9.
NANO_FIELDS = frozenset({*_POINTS, *_POINTS_BY})


@dataclass(frozen=True, slots=True)
class UnitResult:
    """What was published of a unit: settled points in whole 1e-9, ranks in its pool, how sure they are.

    `not_ranked` says why it is not ranked, or was not appraised. `bands` are shares of the simulated runs by name of
    the band ("": none), `alike` the codes of units that cannot be told apart from it.
    """

    total: int | None = None
    percent: int | None = None
    band: str = ""
    band_why: str = ""
    not_ranked: str = ""
    rank: int | None = None
    rank_low: int | None = None
    rank_high: int | None = None
    bonus: int = 0
    penalty: int = 0
    domains: Mapping[str, int] = field(default_factory=dict)
    sources: Mapping[str, int] = field(default_factory=dict)
    bands: Mapping[str, str] = field(default_factory=dict)
    alike: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class KeptUnit:
    """A unit as it was when it was published; `refused` says why it was not appraised ("": it was)."""

    code: str
    name: str
    pool: str
    facts: Facts
    lines: Mapping[str, Cells]
    refused: str = ""


@dataclass(frozen=True, slots=True)
class Ranking:
    """How units were ranked: ties, and the simulation of survey errors that can be repeated."""

    ties: str
    runs: int
    seed: int
    level: str
    #: The library that drew the random numbers, with its version.
    drawn_by: str


@dataclass(frozen=True, slots=True)
class Snapshot:
    """All of it. `about` are the members that nothing is computed from: round, act, corrections, audit record."""

    about: Plain
    edition_text: str
    edition_sha256: str
    year: int
    ranking: Ranking
    units: tuple[KeptUnit, ...]
    results: Mapping[str, UnitResult]


class BadSnapshot(NamroError):
    """A file that is no snapshot of a publication, or was changed since."""


def written(snapshot: Snapshot) -> bytes:
    """Return the canonical text, its own hash in it."""
    whole: Plain = {
        **snapshot.about,
        "format": FORMAT,
        "version": VERSION,
        "year": snapshot.year,
        "edition": {"sha256": snapshot.edition_sha256, "text": snapshot.edition_text},
        "ranking": {each.name: getattr(snapshot.ranking, each.name) for each in fields(Ranking)},
        "units": [_unit(unit, snapshot.results[unit.code]) for unit in snapshot.units],
    }
    return canonical({**whole, "sha256": hash_of(whole)})


def canonical(whole: Plain) -> bytes:
    """Return JSON that is the same for the same content."""
    return json.dumps(whole, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False).encode()


def hash_of(whole: Plain) -> str:
    """Return the hash of a snapshot's content."""
    return sha256(canonical({key: value for key, value in whole.items() if key != "sha256"})).hexdigest()


def hash_in(text: bytes) -> str:
    """Return the hash that a written snapshot carries."""
    return str(json.loads(text)["sha256"])


def packed(text: bytes) -> bytes:
    """Return the text as it is stored; the same text always gives the same bytes."""
    return gzip.compress(text, compresslevel=6, mtime=0)


def unpacked(data: bytes) -> bytes:
    """Return the text of a stored or given snapshot, packed or not. Raises BadSnapshot."""
    if not data.startswith(b"\x1f\x8b"):
        return data
    try:
        opened = zlib.decompressobj(wbits=31)
        text = opened.decompress(data, _LARGEST)
    except zlib.error as error:
        raise BadSnapshot("Tệp nén bị hỏng, không mở được. Tải lại bản chụp rồi chạy lại.", code="packed") from error
    if opened.unconsumed_tail or not opened.eof:
        raise BadSnapshot("Tệp nén bị cụt hoặc quá lớn. Tải lại bản chụp rồi chạy lại.", code="packed")
    return text


def read(data: bytes, *, expected: str = "") -> Snapshot:
    """Return the snapshot, its hash checked (and that it is the `expected` one). Raises BadSnapshot."""
    whole = _parsed(unpacked(data))
    said, found = str(whole.get("sha256", "")), hash_of(whole)
    for other, where in ((said, "ghi trong tệp"), (expected, "đã công bố")):
        if other and other != found:
            raise BadSnapshot(
                f"Bản chụp đã bị sửa: mã băm tính lại là {found}, mã băm {where} là {other}. "
                "Tải lại bản chụp từ trang công bố.",
                code="edited",
            )
    if not said:
        raise BadSnapshot("Bản chụp không có mã băm “sha256”. Tải lại bản chụp từ trang công bố.", code="no_hash")
    try:
        return _snapshot(whole)
    except (KeyError, TypeError, ValueError, ArithmeticError, AttributeError) as error:
        raise BadSnapshot(f"Bản chụp thiếu hoặc sai phần {str(error)[:80]}. Tải lại bản chụp.", code="shape") from error


def _parsed(text: bytes) -> Plain:
    try:
        whole = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise BadSnapshot("Tệp không phải JSON. Chọn tệp bản chụp tải từ trang công bố.", code="not_json") from error
    if not isinstance(whole, dict) or whole.get("format") != FORMAT:
        raise BadSnapshot("Tệp JSON này không phải bản chụp của một lần công bố.", code="format")
    if whole.get("version") != VERSION:
        raise BadSnapshot(
            f"Bản chụp theo phiên bản {str(whole.get('version'))[:20]}, phần mềm này đọc phiên bản {VERSION}. "
            "Dùng bản phần mềm đã ghi bản chụp, hoặc mới hơn.",
            code="version",
        )
    return whole


def _snapshot(whole: Plain) -> Snapshot:
    own = {"format", "version", "year", "edition", "ranking", "units", "sha256"}
    year = int(whole["year"])
    units = [_read_unit(row, year) for row in whole["units"]]
    return Snapshot(
        about={key: value for key, value in whole.items() if key not in own},
        edition_text=whole["edition"]["text"],
        edition_sha256=whole["edition"]["sha256"],
        year=year,
        ranking=Ranking(**whole["ranking"]),
        units=tuple(unit for unit, _ in units),
        results={unit.code: result for unit, result in units},
    )


def _unit(unit: KeptUnit, result: UnitResult) -> Plain:
    return {
        "code": unit.code,
        "name": unit.name,
        "pool": unit.pool,
        "refused": unit.refused,
        "facts": kept_facts(unit.facts),
        "lines": {key: {name: text for name, text in cells.items() if text} for key, cells in unit.lines.items()},
        "result": _result(result),
    }


def _read_unit(row: Plain, year: int) -> tuple[KeptUnit, UnitResult]:
    facts = read_kept_facts(row["facts"], year)
    unit = KeptUnit(row["code"], row["name"], row["pool"], facts, row["lines"], row["refused"])
    return unit, _read_result(row["result"])


def _result(result: UnitResult) -> Plain:
    found = {each.name: getattr(result, each.name) for each in fields(UnitResult)}
    for name in _POINTS:
        found[name] = None if found[name] is None else nano_text(found[name])
    for name in _POINTS_BY:
        found[name] = {key: nano_text(points) for key, points in found[name].items()}
    return {**found, "bands": dict(result.bands), "alike": list(result.alike)}


def _read_result(row: Plain) -> UnitResult:
    found = dict(row)
    for name in _POINTS:
        found[name] = None if found[name] is None else _nano(found[name])
    for name in _POINTS_BY:
        found[name] = {key: _nano(text) for key, text in found[name].items()}
    return UnitResult(**{**found, "alike": tuple(found["alike"])})


def nano_text(nanos: int) -> str:
    """Return whole 1e-9 as plain digits."""
    return plain(Decimal(nanos).scaleb(-9))


def _nano(text: str) -> int:
    return int(Decimal(text).scaleb(9))


def lines_of(rows: Iterable[tuple[str, Mapping[str, str]]]) -> dict[str, Cells]:
    """Return kept lines from pairs of criterion and cells, those without anything left out."""
    found = {key: {name: text for name, text in cells.items() if text} for key, cells in rows}
    return {key: cells for key, cells in found.items() if cells}
