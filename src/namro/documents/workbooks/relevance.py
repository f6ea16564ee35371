"""Conditions under which a question is shown (column `relevant` of an XLSForm): circles and unknown names."""

from __future__ import annotations

import re
from collections.abc import Sequence

from namro.core.base.faults import Faults, SheetRow

_REFERENCE = re.compile(r"\$\{\s*([A-Za-z_][A-Za-z0-9_.-]*)\s*\}")


def check_relevance(rows: Sequence[tuple[SheetRow, str, str]], faults: Faults) -> None:
    """Note circles, names nobody has, and that other conditions are not used; rows are (where, name, relevant)."""
    names = {name for _at, name, _condition in rows if name}
    needs = {name: _REFERENCE.findall(condition) for _at, name, condition in rows if name and condition}
    for at, name, condition in rows:
        if not condition:
            continue
        unknown = [one for one in _REFERENCE.findall(condition) if one not in names]
        circle = _circle(name, needs)
        if circle:
            faults.add(at, f"điều kiện hiện câu đi vòng tròn: {' → '.join(circle)}. Bỏ một điều kiện.")
        elif unknown:
            faults.add(at, f"điều kiện hiện câu hỏi đến “{unknown[0]}”, không có câu nào tên này.")
        else:
            faults.add(
                at, f"câu “{name}” có điều kiện hiện (relevant); bộ câu hỏi để ước lượng chưa dùng được. Bỏ cột này."
            )


def _circle(start: str, needs: dict[str, list[str]]) -> list[str]:
    """Return the way from a question back to itself, or nothing."""
    ways = [[start]]
    seen = {start}
    while ways:
        way = ways.pop()
        for name in needs.get(way[-1], ()):
            if name == start:
                return [*way, start]
            if name not in seen:
                seen.add(name)
                ways.append([*way, name])
    return []
