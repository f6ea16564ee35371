"""What official codes look like, as `official_codes.yaml` says it with its sources."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from namro.apps.people.models import CodeSystem
from namro.core.base.yamlfile import load_data


@dataclass(frozen=True, slots=True)
class Form:
    """The form of a code, as a pattern and in words: "5 chữ số, ví dụ 00070"."""

    pattern: re.Pattern[str]
    words: str


def form_of(system: str, kind: str) -> Form | None:
    """Return the form that codes of a kind of unit have; None where a system has no codes for the kind."""
    return _forms().get((system, kind)) or _forms().get((system, ""))


@cache
def _forms() -> dict[tuple[str, str], Form]:
    data = load_data("official_codes.yaml")
    found = {}
    for system in CodeSystem:
        forms = data[system].get("forms", {}) | ({"": data[system]["any"]} if "any" in data[system] else {})
        for kind, form in forms.items():
            found[str(system), kind] = Form(re.compile(form["pattern"]), form["words"])
    return found
