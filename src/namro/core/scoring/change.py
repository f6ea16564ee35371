"""What changed between the results of two years, by source, and what a held rank may hide."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from namro.core.base.points import MINUS
from namro.core.framework.model import Scale
from namro.core.scoring.numbers import ZERO, said_points, settled

#: What the sources are called in sentences.
SOURCE_NAMES = {"appraisal": "điểm thẩm định", "survey": "điểm khảo sát", "computed": "điểm tính từ số liệu"}


@dataclass(frozen=True, slots=True)
class YearResult:
    """One year of one unit: points by source, total, rank (None: not ranked) among `pool` units."""

    year: int
    by_source: Mapping[str, Decimal]
    total: Decimal
    rank: int | None = None
    pool: int = 0


@dataclass(frozen=True, slots=True)
class Change:
    """Differences, later less earlier; `warnings` are sentences for people."""

    by_source: dict[str, Decimal]
    total: Decimal
    rank: str
    warnings: tuple[str, ...]


def change(before: YearResult, after: YearResult, scale: Scale) -> Change:
    """Compare two years of one unit. A source that only one year has counts as 0 in the other."""
    sources = [name for name in SOURCE_NAMES if name in before.by_source or name in after.by_source]
    differences = {
        name: settled(after.by_source.get(name, ZERO) - before.by_source.get(name, ZERO)) for name in sources
    }
    total = settled(after.total - before.total)
    return Change(
        differences, total, _rank_words(before, after), tuple(_warnings(differences, total, before, after, scale))
    )


def signed(value: Decimal, scale: Scale) -> str:
    """Write a difference with its sign: "+2,818", "−4,677", "0,000"."""
    words = said_points(value, scale)
    return words if value <= 0 else f"+{words}"


def _rank_words(before: YearResult, after: YearResult) -> str:
    if before.rank is None or after.rank is None:
        return "Chưa đủ thứ hạng của hai năm"
    places = f"{before.rank}/{before.pool}", f"{after.rank}/{after.pool}"
    if places[0] == places[1]:
        return f"Hạng {places[1]}, giữ nguyên"
    moved = before.rank - after.rank
    judged = f"lên {moved} bậc" if moved > 0 else f"xuống {-moved} bậc" if moved < 0 else "giữ bậc, khác số đơn vị"
    return f"Hạng {places[0]} → {places[1]}, {judged}"


def _warnings(
    differences: dict[str, Decimal], total: Decimal, before: YearResult, after: YearResult, scale: Scale
) -> list[str]:
    """A source that fell while the total rose or the rank held is seen only here."""
    fallen = [name for name, value in differences.items() if value < 0]
    held = before.rank is not None and after.rank is not None and after.rank <= before.rank
    if not fallen or not (total > 0 or held):
        return []
    lost = ", ".join(f"{SOURCE_NAMES[name]} giảm {_without_sign(differences[name], scale)}" for name in fallen)
    gained = [
        f"{SOURCE_NAMES[name]} tăng {said_points(value, scale)}" for name, value in differences.items() if value > 0
    ]
    kept = "thứ hạng vẫn giữ" if held and after.rank == before.rank else "thứ hạng vẫn lên" if held else "tổng vẫn tăng"
    because = f" nhờ {', '.join(gained)}" if gained else ""
    return [f"{lost[0].upper()}{lost[1:]} tuy {kept}{because}."]


def _without_sign(value: Decimal, scale: Scale) -> str:
    return said_points(value, scale).lstrip(MINUS)
