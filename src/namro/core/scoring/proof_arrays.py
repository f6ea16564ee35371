"""Whether the proof a leaf asks for is there, for all units at once: the twin of `proof.judge`."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from namro.core.framework.model import Evidence
from namro.core.scoring.columns import Columns, Flags
from namro.core.scoring.proof import SERVED, STATUSES


@dataclass(frozen=True, slots=True)
class Verdicts:
    """Where nothing is scored for want of proof, and for each part where it falls."""

    unmet: Flags | None
    withheld: dict[str, Flags]


_GOOD = Verdicts(None, {})


def judge_many(owner: str, evidence: Evidence | None, columns: Columns) -> Verdicts:
    """Judge the proof of a leaf or item for all units."""
    if evidence is None or not evidence.required:
        return _GOOD
    if not evidence.items:
        return Verdicts(_faulty(owner, evidence.signed, evidence.before, columns), {})
    if evidence.on_missing == "warn":
        return _GOOD
    unmet: Flags = columns.none
    withheld: dict[str, Flags] = {}
    for proof in evidence.items:
        key = f"{owner}/{proof.id}"
        faulty = _faulty(key, proof.signed or evidence.signed, proof.before or evidence.before, columns)
        if proof.min_count > 1:
            count = columns.column(f"evidence_count:{key}")
            faulty = faulty | ~(np.where(np.isnan(count), 1.0, count) >= proof.min_count)
        if evidence.on_missing == "parts" and proof.part:
            withheld[proof.part] = withheld.get(proof.part, columns.none) | faulty
        else:
            unmet = unmet | faulty
    return Verdicts(unmet, withheld)


def _faulty(key: str, signed: str, before: str, columns: Columns) -> Flags:
    status = columns.column(f"evidence:{key}")
    served = np.zeros(len(STATUSES) + 1, dtype=np.bool_)
    for code, name in enumerate(STATUSES):
        served[code] = name in SERVED[signed]
    met = served[np.where(np.isnan(status), len(STATUSES), status).astype(np.int8)]
    if before:
        last = float(f"{columns.year:04d}{before.replace('-', '')}")
        met = met & (columns.column(f"evidence_date:{key}") <= last)
    return ~met
