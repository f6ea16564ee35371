"""Ranks on the top-level nodes: by points over what is left of the maximum."""

from __future__ import annotations

from decimal import localcontext

import numpy as np
from numpy.typing import NDArray

from namro.core.framework.model import Framework, Node
from namro.core.scoring.many import LEAF_ERROR, Results, settle
from namro.core.scoring.numbers import EXACT, quotient, settled
from namro.core.scoring.one import score
from namro.core.scoring.ranks import NOTHING, ranks
from namro.core.scoring.table import FactTable


def domain_ranks(framework: Framework, table: FactTable, results: Results) -> dict[str, NDArray[np.int64]]:
    """Return the ranks of all units on each top-level node; 0 where nothing is left to divide by."""
    return {node.id: ranks(_shares(node, framework, table, results), framework.ties) for node in framework.criteria}


def _shares(node: Node, framework: Framework, table: FactTable, results: Results) -> NDArray[np.int64]:
    column = results.nodes[node.id]
    left = float(node.max) - column.excluded
    nothing = left < 1e-9 * max(1.0, float(node.max))
    share = column.points.astype(np.longdouble) / np.where(nothing, 1.0, left)
    nanos, doubt = settle(share, (np.abs(column.points) + 1) * LEAF_ERROR / np.where(nothing, 1.0, left))
    for place in np.flatnonzero(doubt & ~nothing):
        outcome = score(framework, table.of(table.units[place])).criteria[node.id]
        with localcontext(EXACT):
            nanos[place] = int(settled(quotient(outcome.points, node.max - outcome.excluded)).scaleb(9))
    return np.where(nothing, NOTHING, nanos)
