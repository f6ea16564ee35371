"""The results of a publication, from final values and facts; and the same again, years later, from its snapshot."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from decimal import Decimal, localcontext
from hashlib import sha256

import numpy as np

from namro.core.assessment.opinions import Layer, Value, restored
from namro.core.assessment.snapshot import (
    NANO_FIELDS,
    BadSnapshot,
    Cells,
    KeptUnit,
    Ranking,
    Snapshot,
    UnitResult,
    nano_text,
)
from namro.core.assessment.valued import value_of, valued
from namro.core.base.ranks import rank_list
from namro.core.framework.model import Framework, Item, Leaf
from namro.core.framework.reading import parse_framework
from namro.core.framework.rules import Survey
from namro.core.scoring.claimed import claimed_item, claimed_leaf
from namro.core.scoring.columns import Columns, columns_of
from namro.core.scoring.many import gathered
from namro.core.scoring.numbers import EXACT, ZERO, plain, settled
from namro.core.scoring.one import added_up
from namro.core.scoring.outcome import SCORED, Outcome, UnitScore
from namro.core.scoring.table import table_of
from namro.core.scoring.uncertainty import Uncertainty, simulate

RUNS, LEVEL = 1000, "0.05"
#: More than anybody simulates; a changed file must not keep the machine busy.
_MOST_RUNS = 10_000
DRAWN_BY = f"numpy {np.__version__}"
#: Fields of a result that rest on random draws.
SIMULATED = frozenset({"rank_low", "rank_high", "bands", "alike"})
#: What fields of a result are called; criteria are called by their ids.
_FIELDS = {
    "total": "tổng điểm",
    "percent": "phần trăm",
    "band": "xếp loại",
    "band_why": "lý do xếp loại",
    "not_ranked": "lý do không xếp hạng",
    "rank": "hạng",
    "rank_low": "hạng thấp của khoảng",
    "rank_high": "hạng cao của khoảng",
    "bonus": "điểm cộng",
    "penalty": "điểm trừ",
    "domains": "lĩnh vực",
    "sources": "nguồn",
    "bands": "khả năng xếp loại",
    "alike": "đơn vị không phân biệt được",
}


@dataclass(frozen=True, slots=True)
class Difference:
    """Where computing again gives something else: the unit's code, a criterion or a field of the result, both."""

    unit: str
    where: str
    kept: str
    again: str


@dataclass(frozen=True, slots=True)
class Scored:
    """One unit added up from its final values; `departing`: computed values and surveys that facts give otherwise."""

    score: UnitScore
    departing: tuple[Difference, ...]
    #: Surveys whose final value people decided: no sampling error moves those.
    decided: frozenset[str]


def ranking_of(framework: Framework, year: int) -> Ranking:
    """Return how a round of a year is ranked; the seed is the year, so that nobody chose it."""
    return Ranking(framework.ties, RUNS, year, LEVEL, DRAWN_BY)


def results_of(framework: Framework, units: Sequence[KeptUnit], ranking: Ranking) -> dict[str, UnitResult]:
    """Return every unit's result by its code."""
    scored = {unit.code: scored_unit(framework, unit) for unit in units if not unit.refused}
    return _results(framework, units, scored, ranking)


def recompute(snapshot: Snapshot) -> list[Difference]:
    """Compute a publication again from its snapshot alone; return what differs, nothing when it is the same."""
    framework = _framework(snapshot)
    if snapshot.ranking.ties != framework.ties or not 1 <= snapshot.ranking.runs <= _MOST_RUNS:
        raise BadSnapshot("Bản chụp ghi cách xếp hạng không dùng được với bộ tiêu chí của nó.", code="ranking")
    scored = {unit.code: scored_unit(framework, unit) for unit in snapshot.units if not unit.refused}
    again = _results(framework, snapshot.units, scored, snapshot.ranking)
    found = [one for unit in scored.values() for one in unit.departing]
    for unit in snapshot.units:
        found += _compared(unit.code, snapshot.results[unit.code], again[unit.code])
    return found


def _framework(snapshot: Snapshot) -> Framework:
    found = sha256(snapshot.edition_text.encode()).hexdigest()
    if found != snapshot.edition_sha256:
        raise BadSnapshot(
            f"Bộ tiêu chí trong bản chụp có mã băm {found}, bản chụp ghi {snapshot.edition_sha256}.", code="edition"
        )
    return read_once(snapshot.edition_text, found)


_read: dict[str, Framework] = {}


def read_once(text: str, digest: str) -> Framework:
    """Return the tree of an edition's text; that of the last one is at hand."""
    if digest not in _read:
        _read.clear()
        _read[digest] = parse_framework(text)
    return _read[digest]


def final_of(cells: Cells) -> Value | None:
    """Return the final value of a kept line."""
    return restored(cells.get(Layer.FINAL, ""))


def scored_unit(framework: Framework, unit: KeptUnit) -> Scored:
    """Add a unit up from its final values, and compare these with what facts give where nobody decided otherwise."""
    departing, decided = [], []
    outcomes: dict[str, Outcome] = {}
    bearers: list[Leaf | Item] = [*framework.leaves.values(), *framework.items]
    with localcontext(EXACT):
        for bearer in bearers:
            leaf = bearer if isinstance(bearer, Leaf) else None
            key = bearer.id if isinstance(bearer, Item) else bearer.node.id
            cells = unit.lines.get(key, {})
            final = final_of(cells)
            if leaf and final and final.points is not None and _is_typed(leaf):
                outcomes[key] = Outcome(final.points, ZERO, SCORED, "")
                continue
            given = _given(bearer, unit, framework)
            outcomes[key] = valued(leaf, final, given, framework)
            if _by_people(cells, leaf):
                decided.append(key)
            elif not _same(value_of(given), final):
                departing.append(Difference(unit.code, key, _said(final), _said(value_of(given))))
        items = {item.id: outcomes[item.id] for item in framework.items}
        score = added_up(framework, unit.facts, outcomes, items, told=False)
    return Scored(score, tuple(departing), frozenset(decided))


def _given(bearer: Leaf | Item, unit: KeptUnit, framework: Framework) -> Outcome:
    if isinstance(bearer, Leaf):
        return claimed_leaf(bearer, None, unit.facts, framework)
    return claimed_item(bearer, None, unit.facts, framework)


def _is_typed(leaf: Leaf) -> bool:
    """Whether facts have nothing to say about a leaf: most are like that, and need no scoring."""
    return leaf.source == "appraisal" and not leaf.conditions


def _by_people(cells: Cells, leaf: Leaf | None) -> bool:
    """Whether people decided a value, as they do with what is appraised; else facts alone speak for it."""
    if Layer.APPRAISED in cells or "reason" in cells:
        return True
    if leaf is None:
        return "typed" in cells
    return leaf.source == "appraisal"


def _same(given: Value | None, final: Value | None) -> bool:
    if given is None or final is None or given.points is None or final.points is None:
        return given == final
    return settled(given.points) == final.points


def _said(value: Value | None) -> str:
    if value is None:
        return "–"
    return "không áp dụng" if value.points is None else plain(settled(value.points))


def _results(
    framework: Framework, units: Sequence[KeptUnit], scored: Mapping[str, Scored], ranking: Ranking
) -> dict[str, UnitResult]:
    results = {unit.code: UnitResult(not_ranked=unit.refused) for unit in units}
    for code, one in scored.items():
        results[code] = _result(framework, one.score)
    for members in _pools(unit for unit in units if unit.code in scored):
        codes = [unit.code for unit in members]
        placed = rank_list([_ranked(results[code]) for code in codes], ranking.ties)
        for code, rank in zip(codes, placed, strict=True):
            results[code] = replace(results[code], rank=rank)
        spread = _spread(framework, members, scored, ranking)
        if spread is not None:
            results |= _with_spread(framework, {code: results[code] for code in codes}, spread)
    return results


def _pools(units: Iterable[KeptUnit]) -> Iterator[list[KeptUnit]]:
    found: dict[str, list[KeptUnit]] = {}
    for unit in units:
        found.setdefault(unit.pool, []).append(unit)
    yield from found.values()


def _ranked(result: UnitResult) -> int | None:
    return None if result.not_ranked else result.percent


def _result(framework: Framework, score: UnitScore) -> UnitResult:
    return UnitResult(
        total=_nano(score.total),
        percent=None if score.percent is None else _nano(score.percent),
        band=score.band or "",
        band_why=score.band_why or "",
        not_ranked=score.not_ranked,
        bonus=_nano(score.bonus),
        penalty=_nano(score.penalty),
        domains={node.id: _nano(score.criteria[node.id].points) for node in framework.criteria},
        sources={source: _nano(total.points) for source, total in score.by_source.items()},
    )


def _spread(
    framework: Framework, members: Sequence[KeptUnit], scored: Mapping[str, Scored], ranking: Ranking
) -> Uncertainty | None:
    """Simulate a pool around its final values; None where no survey tells its error."""
    table = table_of(members[0].facts.year, {unit.code: unit.facts.values for unit in members})
    columns = columns_of(framework, table)
    _hold(framework, columns, [scored[unit.code].decided for unit in members])
    if all(np.isnan(error).all() for error in columns.errors.values()):
        return None
    results = gathered(framework, {unit.code: scored[unit.code].score for unit in members})
    return simulate(
        framework, columns, results, runs=ranking.runs, seed=ranking.seed, level=float(Decimal(ranking.level))
    )


def _hold(framework: Framework, columns: Columns, decided: Sequence[frozenset[str]]) -> None:
    """Take the error from survey results whose points people decided."""
    for leaf in framework.leaves.values():
        rule = leaf.node.rule
        if isinstance(rule, Survey) and (error := columns.errors.get(f"{rule.input}_se")) is not None:
            error[[leaf.node.id in of_unit for of_unit in decided]] = np.nan


def _with_spread(
    framework: Framework, results: Mapping[str, UnitResult], spread: Uncertainty
) -> Mapping[str, UnitResult]:
    codes = list(results)
    names = [*(band.name for band in framework.bands), ""]
    alike: dict[str, list[str]] = {code: [] for code in codes}
    for pair in spread.alike:
        alike[codes[pair.better]].append(codes[pair.worse])
        alike[codes[pair.worse]].append(codes[pair.better])
    found = {}
    for place, code in enumerate(codes):
        if results[code].rank is None:
            found[code] = results[code]
            continue
        shares = {name: f"{share:.6f}" for name, share in zip(names, spread.bands[place], strict=True) if share}
        low, high = int(spread.low[place]), int(spread.high[place])
        found[code] = replace(
            results[code], rank_low=low, rank_high=high, bands=shares, alike=tuple(sorted(alike[code]))
        )
    return found


def _compared(code: str, kept: UnitResult, again: UnitResult) -> Iterator[Difference]:
    for each in fields(UnitResult):
        one, other = getattr(kept, each.name), getattr(again, each.name)
        if one == other:
            continue
        in_nanos = each.name in NANO_FIELDS
        if isinstance(one, Mapping):
            for key in sorted({*one, *other}):
                if one.get(key) != other.get(key):
                    said = (_shown(value.get(key), in_nanos=in_nanos) for value in (one, other))
                    yield Difference(code, f"{each.name} {key}", *said)
        else:
            yield Difference(code, each.name, *(_shown(value, in_nanos=in_nanos) for value in (one, other)))


def _shown(value: object, *, in_nanos: bool) -> str:
    if value is None:
        return "–"
    if isinstance(value, tuple):
        return ", ".join(value) or "–"
    return nano_text(value) if in_nanos and isinstance(value, int) else str(value)


def where_words(one: Difference) -> str:
    """Return where a difference is, in words: "tổng điểm", "tiêu chí 1.2"."""
    name, _, rest = one.where.partition(" ")
    return f"{_FIELDS[name]} {rest}".rstrip() if name in _FIELDS else f"tiêu chí {one.where}"


def _nano(value: Decimal) -> int:
    return int(settled(value).scaleb(9))
