"""Whether the proof a leaf asks for is there."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from namro.core.framework.model import Evidence, Proof
from namro.core.scoring.facts import Facts

MISSING, PRESENT = "missing", "present"
#: The words a fact about proof may hold.
STATUSES = (MISSING, PRESENT, "signed", "leader", "organisation", "both")
#: Which statuses serve a demand for a signature.
SERVED = {
    "": frozenset(STATUSES[1:]),
    "true": frozenset({"signed", "leader", "organisation", "both"}),
    "leader": frozenset({"leader", "both"}),
    "organisation": frozenset({"organisation", "both"}),
    "both": frozenset({"both"}),
}
_SIGNATURE = {
    "true": "chưa ký số",
    "leader": "thiếu chữ ký số của lãnh đạo",
    "organisation": "thiếu chữ ký số của cơ quan",
    "both": "thiếu chữ ký số của lãnh đạo và cơ quan",
}


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is wrong with the proof: `unmet` (nothing is scored), `withheld` (parts that fall), items not met."""

    unmet: str = ""
    withheld: frozenset[str] = frozenset()
    missing: tuple[str, ...] = ()


_GOOD = Verdict()


def judge(owner: str, evidence: Evidence | None, facts: Facts) -> Verdict:
    """Judge the proof of a leaf or item against the facts.

    With `items` these are the proof, and `signed` and `before` beside them hold for each item without its own; without,
    it is the one proof of the leaf. What is not required is listed as missing and costs nothing.
    """
    if evidence is None:
        return _GOOD
    if not evidence.items:
        if not evidence.required:
            return _GOOD
        return Verdict(_fault(owner, evidence.signed, evidence.before, facts))
    faults = {proof.id: fault for proof in evidence.items if (fault := _item_fault(owner, proof, evidence, facts))}
    if not faults:
        return _GOOD
    missing = tuple(faults)
    if not evidence.required or evidence.on_missing == "warn":
        return Verdict(missing=missing)
    unmet = [proof for proof in evidence.items if proof.id in faults]
    if evidence.on_missing == "parts":
        withheld = frozenset(proof.part for proof in unmet if proof.part)
        unmet = [proof for proof in unmet if not proof.part]
    else:
        withheld = frozenset()
    words = "; ".join(f"“{proof.text or proof.id}” {faults[proof.id]}" for proof in unmet)
    return Verdict(words, withheld, missing)


def _item_fault(owner: str, proof: Proof, evidence: Evidence, facts: Facts) -> str:
    key = f"{owner}/{proof.id}"
    fault = _fault(key, proof.signed or evidence.signed, proof.before or evidence.before, facts)
    if fault or proof.min_count == 1:
        return fault
    count = facts.values.get(f"evidence_count:{key}", Decimal(1))
    return "" if isinstance(count, Decimal) and count >= proof.min_count else f"có {count}/{proof.min_count} tệp"


def _fault(key: str, signed: str, before: str, facts: Facts) -> str:
    status = facts.values.get(f"evidence:{key}", MISSING)
    if status == MISSING:
        return "chưa có"
    if status not in SERVED[signed]:
        return _SIGNATURE[signed]
    if not before:
        return ""
    given = facts.values.get(f"evidence_date:{key}")
    last = f"{facts.year:04d}-{before}"
    if not isinstance(given, str):
        return f"không rõ ngày, hạn {_day(last)}"
    return "" if given <= last else f"ngày {_day(given)} sau hạn {_day(last)}"


def _day(iso: str) -> str:
    year, month, day = iso.split("-")
    return f"{day}/{month}/{year}"
