"""Rules of scoring for the manual: the table of kinds, and the worked examples that the tests check."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Any

from django.utils.translation import gettext as _

from namro.core.framework.kinds import KINDS, REQUIRED, Kind, Param
from namro.ui.formats import NOTHING, number


@dataclass(frozen=True, slots=True)
class ParamRow:
    """A parameter: its key, what it holds, what holds without it."""

    key: str
    holds: str
    default: str


@dataclass(frozen=True, slots=True)
class Example:
    """A worked example; `set` and `facts` as a criteria set and a facts file hold them."""

    set: str
    facts: str
    points: str
    why: str


@dataclass(frozen=True, slots=True)
class KindEntry:
    """One kind of rule."""

    name: str
    label: str
    gives: str
    params: tuple[ParamRow, ...]
    adjustments_only: bool
    examples: tuple[Example, ...]


def manual_page() -> tuple[KindEntry, ...]:
    """Return every kind in the order of the table of kinds."""
    examples = _examples()
    return tuple(_entry(kind, examples.get(kind.name, ())) for kind in KINDS.values())


@cache
def _examples() -> Mapping[str, tuple[Example, ...]]:
    """Return the examples by kind, from the file that `tests.spec.manual` writes."""
    file = files("namro.data") / "manual" / "rules.json"
    if not file.is_file():
        return {}
    return {row["kind"]: tuple(_example(one) for one in row["examples"]) for row in json.loads(file.read_text("utf-8"))}


def _example(row: Mapping[str, Any]) -> Example:
    return Example(_plain(row["set"]), _plain(row["facts"]), _plain(row["points"]).replace(".", ","), row["why"])


def _plain(value: Any) -> str:
    if isinstance(value, Mapping):
        return "; ".join(f"{key}: {_plain(inner)}" for key, inner in value.items())
    if isinstance(value, list):
        return "; ".join(_plain(inner) for inner in value)
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)


def _entry(kind: Kind, examples: tuple[Example, ...]) -> KindEntry:
    params = tuple(ParamRow(param.key, _holds(param), _default(param)) for param in kind.params)
    return KindEntry(kind.name, _(kind.label), _(kind.gives), params, kind.adjustments_only, examples)


def _holds(param: Param) -> str:
    words = _(param.type.value)
    return f"{words}: {', '.join(param.options)}" if param.options else words


def _default(param: Param) -> str:
    if param.default is REQUIRED:
        return _("bắt buộc")
    if isinstance(param.default, Decimal):
        return number(param.default)
    return str(param.default) if param.default else NOTHING
