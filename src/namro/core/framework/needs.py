"""The facts that a set needs: what to gather before scoring, and what each holds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from namro.core.base.points import exact_words
from namro.core.framework.model import Framework, Item, Node
from namro.core.framework.rules import PREVIOUS, Growth, quantity_inputs, within
from namro.core.framework.uses import Holds, Use, bearers, uses

_STATUS = "tình trạng minh chứng: missing, present, signed, leader, organisation hoặc both"
_DATE = "ngày của minh chứng: năm-tháng-ngày"
_COUNT = "số tệp minh chứng"


@dataclass(frozen=True, slots=True)
class Need:
    """One input: what it holds in words, the criteria that read it, earlier years that are read too, its own name."""

    input: str
    holds: str
    nodes: tuple[str, ...]
    earlier: tuple[str, ...] = ()
    label: str = ""


def needed_inputs(framework: Framework) -> tuple[Need, ...]:
    """Return every input in the order of the set, proof after the numbers."""
    used: dict[str, list[Use]] = {}
    for use in uses(framework):
        used.setdefault(use.input, []).append(use)
    earlier = _earlier(framework)
    found = [
        Need(name, _holds(of), _nodes(of), earlier.get(name, ()), framework.labels.get(name, ""))
        for name, of in used.items()
    ]
    for bearer in bearers(framework):
        found += _proof_needs(bearer)
    return tuple(found)


def _proof_needs(bearer: Node | Item) -> Iterator[Need]:
    """Yield the facts about proof that a criterion or item asks for; optional proof needs none."""
    evidence = bearer.evidence
    if evidence is None or not evidence.required:
        return
    keys = [f"{bearer.id}/{proof.id}" for proof in evidence.items] or [bearer.id]
    dated = [bool(proof.before or evidence.before) for proof in evidence.items] or [bool(evidence.before)]
    counted = [proof.min_count > 1 for proof in evidence.items] or [False]
    for key, has_day, has_count in zip(keys, dated, counted, strict=True):
        asked = (("evidence", _STATUS, True), ("evidence_date", _DATE, has_day), ("evidence_count", _COUNT, has_count))
        yield from (Need(f"{prefix}:{key}", holds, (bearer.id,)) for prefix, holds, wanted in asked if wanted)


def _nodes(used: Iterable[Use]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(use.node for use in used if use.node))


def _holds(used: Iterable[Use]) -> str:
    """Say the narrowest that all uses allow."""
    by_kind = {use.holds: use for use in used}
    narrow = [use for holds, use in by_kind.items() if holds is not Holds.EITHER] or list(by_kind.values())
    return ", ".join(_said(use) for use in narrow)


def _said(use: Use) -> str:
    if use.holds is Holds.POINTS and use.most is not None and use.step is not None:
        return f"{use.holds.value} từ 0 đến {exact_words(use.most)}, bước {exact_words(use.step)}"
    if use.holds is Holds.SURVEY and use.most is not None:
        return f"{use.holds.value} từ 0 đến {exact_words(use.most)}"
    return use.holds.value


def _earlier(framework: Framework) -> dict[str, tuple[str, ...]]:
    """Return for inputs that growth is told from the base years, "năm trước" or the year."""
    found: dict[str, dict[str, None]] = {}
    for bearer in bearers(framework):
        for rule in within(bearer.rule) if bearer.rule is not None else ():
            if isinstance(rule, Growth):
                base = "năm trước" if rule.base == PREVIOUS else f"năm {rule.base}"
                for name in quantity_inputs(rule.quantity):
                    found.setdefault(name, {})[base] = None
    return {name: tuple(bases) for name, bases in found.items()}
