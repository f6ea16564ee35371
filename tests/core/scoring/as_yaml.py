"""Plain data as the text of a criteria-set file, in flow style: the shortest honest writer for tests."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any


def as_yaml(value: Any) -> str:
    """Write mappings, lists, numbers, flags and texts; every text is quoted, dates and choices as well."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal | int):
        return f"{value:f}"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {as_yaml(inner)}" for key, inner in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(as_yaml(inner) for inner in value) + "]"
    return json.dumps(value, ensure_ascii=False)
