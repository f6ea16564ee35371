"""What the files beside a leaf say, as the facts `evidence:…` that scoring asks for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal

from namro.core.assessment.proof_remarks import Piece
from namro.core.assessment.signatures import proof_status
from namro.core.framework.model import Evidence, Proof
from namro.core.scoring.facts import Value
from namro.core.scoring.proof import PRESENT, SERVED, STATUSES

#: An expected item ("" not said) and a file that stands for it.
Given = tuple[str, Piece]


def proof_facts(owner: str, evidence: Evidence, given: Iterable[Given], year: int) -> dict[str, Value] | None:
    """Return the facts about the proof of a leaf in the scored year; None while a signature cannot be told.

    Files that serve a demand, by signature and day, stand for it; where none does, the best of the others says what is
    wrong. A file that cannot be read is none.
    """
    rows, facts = list(given), dict[str, Value]()
    for proof in evidence.items or (Proof(id=""),):
        files = [file for item, file in rows if len(evidence.items) < 2 or item == proof.id]
        found = _item(
            [file for file in files if not file.unreadable],
            signed=proof.signed or evidence.signed,
            before=proof.before or evidence.before,
            count=proof.min_count,
            year=year,
        )
        if found is None:
            return None
        key = f"{owner}/{proof.id}" if proof.id else owner
        facts |= {f"{name}:{key}": value for name, value in found.items()}
    return facts


def _item(files: Sequence[Piece], *, signed: str, before: str, count: int, year: int) -> dict[str, Value] | None:
    """What one expected proof has; None where a file nobody could tell about might still serve."""
    if not files:
        return {}
    last = f"{year:04d}-{before}" if before else ""
    serving = [file for file in files if _status(file) in SERVED[signed] and _in_time(file.dated, last)]
    if signed and len(serving) < count and any(_untold(file, signed) for file in files):
        return None
    shown = serving or sorted(files, key=lambda file: -STATUSES.index(_status(file)))
    found: dict[str, Value] = {"evidence": _status(shown[0]), "evidence_count": Decimal(len(shown))}
    days = [file.dated for file in shown if file.dated]
    if days:
        found["evidence_date"] = (max(days) if serving else min(days)).isoformat()
    return found


def _status(file: Piece) -> str:
    return proof_status(file.signatures) if file.signatures else PRESENT


def _in_time(dated: date | None, last: str) -> bool:
    return not last or (dated is not None and dated.isoformat() <= last)


def _untold(file: Piece, signed: str) -> bool:
    """Whether nobody has looked at the signatures yet, or nobody can tell whose they are."""
    found = file.signatures
    return found is None or (found.state == "unknown" and proof_status(found) not in SERVED[signed])
