"""Ranks of a few values, highest first: 1, 2, 2, 4 (competition) or 1, 2, 2, 3 (dense)."""

from __future__ import annotations

from collections.abc import Sequence


def rank_list(values: Sequence[int | None], ties: str) -> list[int | None]:
    """Rank plain whole numbers of any size; None gets none."""
    order = sorted({value for value in values if value is not None}, reverse=True)
    counts = dict.fromkeys(order, 0)
    for value in values:
        if value is not None:
            counts[value] += 1
    rank, above = {}, 0
    for dense, value in enumerate(order, start=1):
        rank[value] = dense if ties == "dense" else above + 1
        above += counts[value]
    return [None if value is None else rank[value] for value in values]
