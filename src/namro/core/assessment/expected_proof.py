"""The proof that a set expects of each criterion, item by item, with its last day in the scored year."""

from __future__ import annotations

from calendar import isleap
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from namro.core.framework.model import Framework, Item, Node, Proof
from namro.core.framework.words import PROOF_WORDS

#: The longest text of an expected proof that reads as a noun after a number: "2/4 phương án".
_NOUN_WORDS = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """One expected proof. `item` is "" where the criterion asks for one proof only; `due`: last day allowed."""

    leaf: str
    item: str
    words: str
    noun: str
    count: int
    signed: str
    due: date | None
    required: bool


def expected_proofs(framework: Framework, year: int) -> dict[str, tuple[Expected, ...]]:
    """Return what each leaf expects in the scored year, in the order of the set; leaves without proof are left out."""
    return {name: tuple(expected_of(leaf.node, year)) for name, leaf in framework.leaves.items() if leaf.node.evidence}


def domains(framework: Framework) -> dict[str, str]:
    """Return for every leaf the top node it stands below."""
    return {leaf: top.id for top in framework.criteria for leaf in _leaves(top)}


def _leaves(node: Node) -> list[str]:
    return [leaf for child in node.children for leaf in _leaves(child)] if node.children else [node.id]


def expected_of(node: Node | Item, year: int) -> Iterator[Expected]:
    """Yield what one criterion, or one item of bonus or penalty, expects."""
    evidence = node.evidence
    if evidence is None:
        return
    for proof in evidence.items or (Proof(id=""),):
        before = proof.before or evidence.before
        yield Expected(
            leaf=node.id,
            item=proof.id,
            words=proof.text or proof.id or "Minh chứng",
            noun=_noun(proof),
            count=proof.min_count,
            signed=proof.signed or evidence.signed,
            due=_day(year, before) if before else None,
            required=evidence.required,
        )


def _noun(proof: Proof) -> str:
    """Say what is counted: a short text as it is, else the kind, else files."""
    words = proof.text.split()
    if 0 < len(words) <= _NOUN_WORDS and words[0].isalpha():
        return proof.text[0].lower() + proof.text[1:]
    return "tệp" if proof.kind == "other" else PROOF_WORDS[proof.kind]


def _day(year: int, before: str) -> date:
    """Return the day of a year; 29 February is the 28th in most."""
    month, day = map(int, before.split("-"))
    return date(year, month, day if (month, day) != (2, 29) or isleap(year) else 28)
