"""Why points were lost: the rule table of `data/causes.yaml` applied to the printed reason."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from namro.core.base.folding import fold, tidy
from namro.core.base.yamlfile import load_data


@dataclass(frozen=True, slots=True)
class CauseRule:
    """One cause with its Vietnamese label and the patterns, on folded text, that name it."""

    code: str
    label: str
    when: tuple[re.Pattern[str], ...]


@cache
def cause_rules() -> tuple[CauseRule, ...]:
    """All causes in the order in which they are tried."""
    rows = load_data("causes.yaml")["causes"]
    return tuple(CauseRule(r["code"], r["label"], tuple(re.compile(p) for p in r["when"])) for r in rows)


@cache
def cause_labels() -> dict[str, str]:
    """Vietnamese name of each cause by its code."""
    return {rule.code: rule.label for rule in cause_rules()}


def cause_of(reason: str | None) -> str:
    """Return the code of the cause named by a printed reason: `no_reason` when there is none, else `other`."""
    if not reason or not reason.strip():
        return "no_reason"
    folded = fold(tidy(reason))
    return next((r.code for r in cause_rules() if any(p.search(folded) for p in r.when)), "other")


@cache
def _not_due_yet() -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(p) for p in load_data("causes.yaml")["not_due_yet"])


def is_not_due_yet(*texts: str | None) -> bool:
    """Whether one of the printed texts says that the time for the work had not come."""
    return any(p.search(fold(tidy(t))) for t in texts if t for p in _not_due_yet())
