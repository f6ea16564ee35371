"""What can be done about a lost point: the disposition rules of `data/causes.yaml`, and the law a remedy cites."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from namro.core.base.folding import fold, tidy
from namro.core.base.yamlfile import load_data

_LAW = re.compile(
    r"(?P<kind>Luật|Bộ luật|Nghị quyết|Nghị định|Thông tư|Pháp lệnh|Quyết định)\s+(?:số\s+)?"
    r"(?P<code>\d+(?:/\d{4})?/[\w-]+(?:-[\w]+)*)",
    re.IGNORECASE,
)
_ARTICLE = re.compile(r"\bđiều\s+(\d+)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class DispositionRule:
    """A disposition, the texts it looks at (remedy, note, reason, name), the causes it is for, and its patterns.

    No causes: for any. No patterns: fits always.
    """

    code: str
    label: str
    texts: tuple[str, ...]
    causes: frozenset[str]
    when: tuple[re.Pattern[str], ...]


@cache
def disposition_rules() -> tuple[DispositionRule, ...]:
    """All rules in the order in which they are tried; the last one fits everything."""
    return tuple(
        DispositionRule(
            row["code"],
            row["label"],
            tuple(row["in"]),
            frozenset(row.get("causes", ())),
            tuple(re.compile(p) for p in row["when"]),
        )
        for row in load_data("causes.yaml")["dispositions"]
    )


@cache
def disposition_labels() -> dict[str, str]:
    """Vietnamese name of each disposition by its code."""
    return {rule.code: rule.label for rule in disposition_rules()}


def disposition_of(cause: str, texts: Mapping[str, tuple[str | None, ...]]) -> str:
    """Return the code of the first rule that fits the cause and one of the printed texts it looks at."""
    folded = {kind: [fold(tidy(t)) for t in found if t] for kind, found in texts.items()}
    for rule in disposition_rules():
        looked_at = [t for kind in rule.texts for t in folded.get(kind, ())]
        fits = not rule.when or any(p.search(t) for p in rule.when for t in looked_at)
        if fits and (not rule.causes or cause in rule.causes):
            return rule.code
    raise AssertionError("the last rule fits everything")


def cited_law(text: str) -> str | None:
    """Return the law cited in a text, with its article: "Nghị quyết 85/2014/QH13, điều 7"; None when none is."""
    law = _LAW.search(tidy(text))
    if law is None:
        return None
    article = _ARTICLE.search(tidy(text))
    kind = law["kind"][0].upper() + law["kind"][1:].lower()
    return f"{kind} {law['code']}" + (f", điều {article[1]}" if article else "")
