"""A broken rule as a value: which, by what, where, and what to change."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from namro.documents.layout_check.rules import rule

_EXCERPT = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One rule broken in one way. `evidence` is A where the decree's text was read, C where it is known only.

    `where` names the first place, `places` counts all of them; `excerpt` is the text there.
    """

    rule: str
    name: str
    source: str
    evidence: str
    found: str
    change: str
    where: str
    excerpt: str = ""
    places: int = 1

    @property
    def is_warning(self) -> bool:
        """Whether the rule is not certain enough to call the file wrong."""
        return self.evidence != "A"


def finding(key: str, found: str, change: str, *, where: str, excerpt: str = "", name: str = "") -> Finding:
    """Return one broken rule; `name` is the component where the rule is about many."""
    said = rule(key)
    short = excerpt if len(excerpt) <= _EXCERPT else f"{excerpt[:_EXCERPT].rstrip()}…"
    return Finding(
        rule=key, name=f"{said.vi}: {name}" if name else said.vi, source=said.at, evidence=said.evidence, found=found,
        change=change, where=where, excerpt=short,
    )  # fmt: skip


def gathered(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return the findings with those of the same kind told once, certain ones first."""
    once: dict[tuple[str, str, str], Finding] = {}
    for one in findings:
        key = (one.rule, one.name, one.found)
        known = once.get(key)
        once[key] = one if known is None else replace(known, places=known.places + 1)
    return tuple(sorted(once.values(), key=lambda one: one.is_warning))
