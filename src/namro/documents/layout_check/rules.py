"""The rules of the check and the ranges of the decree, from `data/layout_rules.yaml` and `data/decree_30.yaml`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from namro.core.base.yamlfile import load_data


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A rule's name, where it stands, and how certain it is."""

    vi: str
    at: str
    evidence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """How a component is set: sizes from and to in pt; bold and italic, None where either is right."""

    vi: str
    sizes: tuple[float, float]
    bold: bool
    italic: bool
    is_read: bool


@lru_cache(maxsize=1)
def _rules() -> Mapping[str, Rule]:
    data: Any = load_data("layout_rules.yaml")
    return {key: Rule(**values) for key, values in data["rules"].items()}


@lru_cache(maxsize=1)
def decree() -> Any:
    """The layout's values as they stand in the file."""
    return load_data("decree_30.yaml")


@lru_cache(maxsize=1)
def components() -> Mapping[str, Wanted]:
    """Every component of a document by its key."""
    read: Any = load_data("layout_rules.yaml")
    return {
        key: Wanted(
            vi=style["vi"],
            sizes=tuple(style["allowed"]),
            bold=style.get("bold", False),
            italic=style.get("italic", False),
            is_read=key in read["read_components"],
        )
        for key, style in decree()["styles"].items()
    }


def rule(key: str) -> Rule:
    """The rule of that key."""
    return _rules()[key]
