"""What a worked case expects against what `namro score --json` printed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from typing import Any

#: Printed numbers have at least 12 decimals; an exact third is the only thing this forgives.
CLOSE = Decimal("1e-9")


def _number(expected: Any, found: Any) -> bool:
    return found is not None and abs(Decimal(str(expected)) - Decimal(found)) <= CLOSE


def _same(expected: Any, found: Any) -> bool:
    return bool(expected == found)


def _within(expected: Any, found: Any) -> bool:
    return expected in (found or "")


def _truth(expected: Any, found: Any) -> bool:
    return bool(expected) is bool(found)


Compare = Callable[[Any, Any], bool]
NODE: dict[str, tuple[str, Compare]] = {
    "points": ("points", _number),
    "shown": ("shown", _same),
    "excluded": ("excluded", _number),
    "state": ("state", _same),
    "rank": ("rank", _same),
    "missing": ("missing", _same),
    "why_contains": ("why", _within),
}
UNIT: dict[str, tuple[str, Compare]] = {
    "total": ("total", _number),
    "total_shown": ("total_shown", _same),
    "excluded": ("excluded", _number),
    "percent": ("percent", _number),
    "percent_shown": ("percent_shown", _same),
    "band": ("band", _same),
    "rank": ("rank", _same),
    "bonus": ("bonus", _number),
    "penalty": ("penalty", _number),
    "not_ranked": ("not_ranked", _truth),
}
SOURCE: dict[str, tuple[str, Compare]] = {key: (key, _number) for key in ("points", "max", "excluded")}


def differences(expected: Mapping[str, Any], unit: Mapping[str, Any]) -> list[str]:
    """Return one line for each expectation that does not hold."""
    plain = {key: value for key, value in expected.items() if key not in {"criteria", "adjustments", "by_source"}}
    found = list(_compared("", plain, unit, UNIT))
    for group, table in (("criteria", NODE), ("adjustments", NODE), ("by_source", SOURCE)):
        for key, wanted in (expected.get(group) or {}).items():
            assert isinstance(key, str), f"{group}: mã {key} phải đặt trong ngoặc kép"
            wanted = wanted if isinstance(wanted, Mapping) else {"points": wanted}
            found += _compared(f"{group} {key}: ", wanted, unit[group][key], table)
    return found


def _compared(
    where: str, expected: Mapping[str, Any], found: Mapping[str, Any], table: Mapping[str, tuple[str, Compare]]
) -> Iterator[str]:
    for key, wanted in expected.items():
        name, holds = table[key]  # a key that is not in the table would check nothing
        if not holds(wanted, found.get(name)):
            yield f"{where}{key}: mong {wanted}, được {found.get(name)} ({found.get('why', '')})"


def printed_differences(printed: Mapping[str, Any], unit: Mapping[str, Any]) -> list[str]:
    """Return where a printed sheet and the result disagree beyond what the case names in `differs`."""
    nodes, differs = printed["nodes"], printed.get("differs", {})
    heads = sum(Decimal(str(value)) for key, value in nodes.items() if "." not in key)
    found = []
    if heads != Decimal(str(printed["headings"])):
        found.append(f"headings: ghi {printed['headings']}, các mục lớn cộng lại {heads}")
    if not _number(printed["total"], unit["total"]):
        found.append(f"total: in {printed['total']}, được {unit['total']}")
    for key, value in nodes.items():
        points = unit["criteria"][key]["points"]
        if not _number(differs.get(key, value), points):
            found.append(f"{key}: in {value}, được {points}")
        elif key in differs and _number(value, points):
            found.append(f"{key}: ghi trong differs mà không khác")
    return found
