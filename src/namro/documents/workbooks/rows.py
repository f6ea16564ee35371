"""A criteria set's plain data laid out in rows, each a mapping from column to value."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from namro.core.framework.fields import is_input_name
from namro.core.framework.model import Framework
from namro.core.framework.plain import Plain
from namro.core.framework.uses import uses
from namro.documents.workbooks.columns import INFO_ROWS, MILESTONE, PART, RECORDS, SIDE_WORDS, STEP

Row = dict[str, Any]
#: What the file format leaves out and a person wants to see.
_USUAL: Row = {
    "scale.precision": Decimal(2),
    "scale.rounding": "half_up",
    "not_applicable": "exclude",
    "ties": "competition",
}


def info_values(plain: Plain) -> Row:
    """Return the values of the first sheet by their dotted keys."""
    found: Row = {}
    for column in INFO_ROWS:
        value: Any = plain
        for key in column.key.split("."):
            value = value.get(key) if isinstance(value, dict) else None
        if value is None:
            value = _USUAL.get(column.key)
        if value is not None:
            found[column.key] = value
    return found


def criteria_rows(nodes: list[Plain], level: int = 1) -> Iterator[Row]:
    """Yield each criterion with its level, then what its rule holds, then its children."""
    for node in nodes:
        own = {key: value for key, value in node.items() if key not in ("criteria", "rule", "evidence")}
        yield from _with_rule({"level": level} | own, node.get("rule"))
        yield from criteria_rows(node.get("criteria", []), level + 1)


def item_rows(plain: Plain) -> Iterator[Row]:
    """Yield the bonus and penalty items."""
    for side in SIDE_WORDS:
        for item in plain.get("adjustments", {}).get(side, {}).get("items", []):
            own = {key: value for key, value in item.items() if key not in ("rule", "evidence")}
            yield from _with_rule({"side": side} | own, item["rule"])


def _with_rule(own: Row, rule: Plain | None) -> Iterator[Row]:
    if rule is None:
        yield own
        return
    first, *rest = _rule_rows(rule, "")
    yield own | first
    yield from rest


def _rule_rows(rule: Plain, number: str) -> Iterator[Row]:
    """Yield the row of a rule, then its parts, steps or inner rules, which are numbered 1, 1.1, 2."""
    row: Row = {"row": number} if number else {}
    below: list[Row] = []
    for key, value in rule.items():
        if key == "rules":
            for place, inner in enumerate(value, 1):
                below += _rule_rows(inner, f"{number}.{place}" if number else str(place))
        elif key in RECORDS.values():
            below += [{"row": _record_name(key, one)} | one for one in value]
        elif isinstance(value, dict):
            row["numerator"], row["denominator"] = value["ratio"]
        else:
            row[key] = value
    yield row
    yield from below


def _record_name(key: str, record: Plain) -> str:
    return PART if key == "parts" else MILESTONE if "by" in record else STEP


def proof_rows(plain: Plain) -> Iterator[Row]:
    """Yield what proof is asked for: a row of the criterion, then one for each expected proof."""
    for bearer in _bearers(plain):
        evidence = bearer.get("evidence")
        if evidence is None:
            continue
        general = {"required": True} | {key: value for key, value in evidence.items() if key != "items"}
        yield {"of": bearer["id"]} | general
        for proof in evidence.get("items", []):
            yield {"of": bearer["id"]} | proof


def _bearers(plain: Plain) -> Iterator[Plain]:
    for node in plain.get("criteria", []):
        yield node
        yield from _bearers(node)
    for side in plain.get("adjustments", {}).values():
        yield from side.get("items", [])


def grade_rows(plain: Plain) -> Iterator[Row]:
    """Yield the bands; what a band requires beyond the first stands in rows of its own."""
    for band in plain.get("bands", []):
        first, *rest = band.get("requires", []) or [{}]
        yield {"name": band["name"], "from": band["from"]} | first
        yield from rest


def input_rows(framework: Framework) -> Iterator[Row]:
    """Yield the inputs that have a name in words, then those that wait for one."""
    for name, label in framework.inputs:
        yield {"input": name, "label": label}
    for name in dict.fromkeys(use.input for use in uses(framework)):
        if name not in framework.labels and is_input_name(name):
            yield {"input": name}
