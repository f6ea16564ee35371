"""The format a second time: slow, plain and obvious, on fractions and the set as YAML wrote it.

It shares nothing with the product but the page that describes the format. A set is the plain data of its file, with
numbers as `Decimal`; facts are texts by (unit, year, input), as in a facts file.
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

Facts = dict[tuple[str, int, str], str]
Plain = dict[str, Any]


def half_up(value: Fraction, digits: int) -> Fraction:
    """Round half away from zero."""
    scaled = abs(value) * 10**digits
    whole = scaled.numerator // scaled.denominator
    if scaled - whole >= Fraction(1, 2):
        whole += 1
    return Fraction(whole if value >= 0 else -whole, 10**digits)


def score_all(framework: Plain, facts: Facts, year: int, predecessors: list[tuple[str, str, int, str]] = []) -> Plain:  # noqa: B006
    """Score every unit with a fact in the year; answer by unit, then field."""
    units = list(dict.fromkeys(unit for unit, of, _ in facts if of == year))
    scored = {unit: Unit(framework, facts, unit, year, predecessors).answer() for unit in units}
    ranked = {
        unit: one["percent"] for unit, one in scored.items() if one["percent"] is not None and not one["unranked"]
    }
    for unit, one in scored.items():
        one["rank"] = place(ranked, unit, framework.get("ties", "competition"))
    return scored


def place(values: dict[str, Fraction], unit: str, ties: str) -> int | None:
    """The rank of one unit: how many are above it, or how many different values are."""
    if unit not in values:
        return None
    above = [value for value in values.values() if value > values[unit]]
    return 1 + len(set(above) if ties == "dense" else above)


class Unit:
    """One unit under one set."""

    def __init__(
        self, framework: Plain, facts: Facts, unit: str, year: int, predecessors: list[tuple[str, str, int, str]]
    ) -> None:
        self.framework, self.facts, self.unit, self.year, self.predecessors = framework, facts, unit, year, predecessors
        self.found: dict[str, tuple[Fraction, Fraction, str]] = {}  # id -> points, excluded, state
        self.unranked = False

    def answer(self) -> Plain:
        policy = self.framework.get("not_applicable", "exclude")
        for node in self.framework["criteria"]:
            self.node(node, policy, [])
        tops = [self.found[node["id"]] for node in self.framework["criteria"]]
        sides = {side: self.side(side) for side in ("bonus", "penalty")}
        scale = self.framework["scale"]
        total = sum((top[0] for top in tops), Fraction(0)) + sides["bonus"] - sides["penalty"]
        if "floor" in scale:
            total = max(total, Fraction(scale["floor"]))
        if "ceiling" in scale:
            total = min(total, Fraction(scale["ceiling"]))
        left = Fraction(scale["max"]) - sum((top[1] for top in tops), Fraction(0))
        percent = None
        if left > 0:
            percent = 100 * total / left
            if "ceiling" in scale:
                percent = min(percent, 100 * Fraction(scale["ceiling"]) / Fraction(scale["max"]))
            percent = half_up(percent, 9)
        return {
            "total": half_up(total, 9),
            "percent": percent,
            "band": None if self.unranked else self.band(percent),
            "unranked": self.unranked,
            "nodes": self.found,
        }

    def band(self, percent: Fraction | None) -> str | None:
        for band in self.framework.get("bands", []):
            reached = percent is not None and percent >= Fraction(band["from"])
            if reached and all(self.met(required) for required in band.get("requires", [])):
                return str(band["name"])
        return None

    def met(self, required: Plain) -> bool:
        if "criterion" in required:
            points, excluded, _ = self.found[required["criterion"]]
            left = self.maximum(required["criterion"], self.framework["criteria"]) - excluded
            value = half_up(100 * points / left, 9) if left > 0 else None
        else:
            raw = self.number(required["input"])
            value = None if raw is None else half_up(raw, 9)
        if value is None:
            return False
        if "at_least" in required:
            return value >= Fraction(required["at_least"])
        return value <= Fraction(required["at_most"])

    def maximum(self, node_id: str, nodes: list[Plain]) -> Fraction:
        for node in nodes:
            if node["id"] == node_id:
                return Fraction(node["max"])
            if "criteria" in node:
                found = self.maximum(node_id, node["criteria"])
                if found >= 0:
                    return found
        return Fraction(-1)

    def node(self, node: Plain, policy: str, conditions: list[str]) -> None:
        policy = node.get("not_applicable", policy)
        conditions = conditions + ([node["applies_if"]] if "applies_if" in node else [])
        if "criteria" not in node:
            self.found[node["id"]] = self.leaf(node, policy, conditions)
            return
        for child in node["criteria"]:
            self.node(child, policy, conditions)
        below = [self.found[child["id"]] for child in node["criteria"]]
        states = {state for _, _, state in below if state != "not_applicable"}
        state = "not_applicable" if not states else next(iter(states)) if len(states) == 1 else "scored"
        self.found[node["id"]] = (sum(b[0] for b in below), sum(b[1] for b in below), state)  # type: ignore[assignment]

    def leaf(self, node: Plain, policy: str, conditions: list[str]) -> tuple[Fraction, Fraction, str]:
        most = Fraction(node["max"])
        state, points = self.decided(node, most, conditions)
        if state == "not_applicable":
            return (most if policy == "full" else Fraction(0), most if policy == "exclude" else Fraction(0), state)
        return points, Fraction(0), state

    def side(self, side: str) -> Fraction:
        adjustment = self.framework.get("adjustments", {}).get(side)
        if not adjustment:
            return Fraction(0)
        total = Fraction(0)
        for item in adjustment["items"]:
            conditions = [item["applies_if"]] if "applies_if" in item else []
            state, points = self.decided(item, Fraction(item.get("max", 0)), conditions)
            if "max" in item:
                points = min(points, Fraction(item["max"]))
            self.found[item["id"]] = (points, Fraction(0), state)
            total += points
        return min(total, Fraction(adjustment["cap"])) if "cap" in adjustment else total

    def decided(self, node: Plain, most: Fraction, conditions: list[str]) -> tuple[str, Fraction]:
        rule, nothing = node["rule"], Fraction(0)
        if any(self.text(name) is not None and not self.true(name) for name in conditions):
            return "not_applicable", nothing
        if self.lacks(rule, node["id"]):
            return "no_data", nothing
        fallen = self.fallen(node)
        points = self.rule(rule, most, node["id"], fallen or set())
        if points is None:
            return "not_applicable", nothing
        if fallen is None and not self.zero_denominator(rule):
            return "no_evidence", nothing
        if (
            rule["kind"] == "per_day_late"
            and rule["beyond"] == "not_ranked"
            and self.sure(rule["input"]) > Fraction(rule["days"])
        ):
            self.unranked = True
        return "scored", points

    # facts

    def text(self, name: str) -> str | None:
        return self.facts.get((self.unit, self.year, name))

    def number(self, name: str) -> Fraction | None:
        text = self.text(name)
        return None if text is None else Fraction({"true": "1", "false": "0"}.get(text.lower(), text))

    def sure(self, name: str) -> Fraction:
        value = self.number(name)
        assert value is not None
        return value

    def true(self, name: str) -> bool:
        return self.sure(name) != 0

    # proof

    def fallen(self, node: Plain) -> set[str] | None:
        """The parts that fall for want of proof; None: nothing is scored."""
        evidence = node.get("evidence")
        if evidence is None or evidence.get("required") is False:
            return set()
        if "items" not in evidence:
            good = self.proof(f"{node['id']}", evidence.get("signed"), evidence.get("before"), 1)
            return set() if good else None
        parts: set[str] = set()
        for item in evidence["items"]:
            signed, before = item.get("signed") or evidence.get("signed"), item.get("before") or evidence.get("before")
            if self.proof(f"{node['id']}/{item['id']}", signed, before, int(item.get("min_count", 1))):
                continue
            if evidence.get("on_missing", "zero") == "warn":
                continue
            if evidence.get("on_missing", "zero") == "parts" and "part" in item:
                parts.add(item["part"])
            else:
                return None
        return parts

    def proof(self, key: str, signed: Any, before: str | None, count: int) -> bool:
        status = self.text(f"evidence:{key}") or "missing"
        wanted = {
            None: ["present", "signed", "leader", "organisation", "both"],
            True: ["signed", "leader", "organisation", "both"],
            "leader": ["leader", "both"],
            "organisation": ["organisation", "both"],
            "both": ["both"],
        }[signed]
        if status not in wanted:
            return False
        if before is not None:
            day = self.text(f"evidence_date:{key}")
            if day is None or day > f"{self.year}-{before}":
                return False
        return int(self.text(f"evidence_count:{key}") or 1) >= count

    # rules

    def zero_denominator(self, rule: Plain) -> bool:
        """Whether the third step of the order decides: a zero denominator comes before proof."""
        if rule["kind"] == "on_time":
            return self.sure(rule["due"]) == 0
        quantity = rule.get("value")
        return isinstance(quantity, dict) and self.sure(quantity["ratio"][1]) == 0

    def lacks(self, rule: Plain, node_id: str) -> bool:
        kind = rule["kind"]
        if kind in ("min_of", "all_of"):
            return any(self.lacks(inner, node_id) for inner in rule["rules"])
        if kind == "milestones":
            return all(self.text(step["input"]) is None for step in rule["steps"])
        if kind == "parts":
            return any(self.text(part["input"]) is None for part in rule["parts"])
        if kind == "on_time":
            return self.text(rule["due"]) is None or self.text(rule["done_on_time"]) is None
        if kind == "manual":
            return self.text(rule.get("input", f"points:{node_id}")) is None
        quantity = rule["value"] if "value" in rule else rule["input"]
        names = [quantity] if isinstance(quantity, str) else quantity["ratio"]
        return any(self.text(name) is None for name in names)

    def rule(self, rule: Plain, most: Fraction, node_id: str, fallen: set[str]) -> Fraction | None:
        kind = rule["kind"]
        if kind in ("min_of", "all_of"):
            points = [self.rule(inner, most, node_id, fallen) for inner in rule["rules"]]
            applicable = [one for one in points if one is not None]
            if not applicable:
                return None
            if kind == "min_of":
                return min(applicable)
            return most if all(one == most for one in applicable) else Fraction(0)
        if kind == "manual":
            return self.sure(rule.get("input", f"points:{node_id}"))
        if kind == "parts":
            met = [part for part in rule["parts"] if self.true(part["input"]) and part["input"] not in fallen]
            return sum((Fraction(part["points"]) for part in met), Fraction(0))
        if kind == "milestones":
            reached = [s for s in rule["steps"] if self.text(s["input"]) is not None]
            reached = [s for s in reached if self.sure(s["input"]) >= Fraction(s["at_least"])]
            return sum((Fraction(step["points"]) for step in reached), Fraction(0))
        if kind == "on_time":
            done, due = self.sure(rule["done_on_time"]), self.sure(rule["due"])
            if due == 0:
                return self.zero(rule, most)
            if rule.get("mode", "share") == "all":
                return most if done == due else Fraction(0)
            return most * done / due
        if kind in ("gate", "linear", "bands", "growth"):
            return self.of_value(rule, most)
        return self.of_input(rule, most, self.sure(rule["input"]))

    def of_input(self, rule: Plain, most: Fraction, value: Fraction) -> Fraction:
        kind = rule["kind"]
        if kind == "yes_no":
            return most if value else Fraction(0)
        if kind == "count":
            return most if value >= Fraction(rule.get("at_least", 1)) else Fraction(0)
        if kind == "zero_incidents":
            each = Fraction(rule["each"]) if "each" in rule else most
            if "each" not in rule:
                return most if value == 0 else Fraction(0)
            return max(Fraction(0), most - each * value)
        if kind == "survey":
            return most * value / Fraction(rule.get("scale", 100))
        if kind == "per_occurrence":
            points = value * Fraction(rule["points"])
            return min(points, Fraction(rule["cap"])) if "cap" in rule else points
        assert kind == "per_day_late"
        if value <= Fraction(rule["days"]):
            return value * Fraction(rule["points"])
        return Fraction(0) if rule["beyond"] == "not_ranked" else Fraction(rule["beyond"])

    def zero(self, rule: Plain, most: Fraction) -> Fraction | None:
        return {"full": most, "zero": Fraction(0), "not_applicable": None}[rule.get("when_zero", "not_applicable")]

    def of_value(self, rule: Plain, most: Fraction) -> Fraction | None:
        quantity = rule["value"] if "value" in rule else rule["input"]
        if isinstance(quantity, str):
            value = self.sure(quantity)
        else:
            top, below = (self.sure(name) for name in quantity["ratio"])
            if below == 0:
                return self.zero(rule, most)
            value = top / below
        settled = half_up(value, 12)
        kind = rule["kind"]
        if kind == "gate":
            holds = (
                settled >= Fraction(rule["at_least"]) if "at_least" in rule else settled <= Fraction(rule["at_most"])
            )
            return most if holds else most - Fraction(rule.get("loss", Decimal(0)) if "loss" in rule else most)
        if kind == "linear":
            if "zero_below" in rule and settled < Fraction(rule["zero_below"]):
                return Fraction(0)
            full = Fraction(rule.get("full_at", 1))
            return most if settled >= full else max(Fraction(0), most * value / full)
        if kind == "bands":
            reached = [step for step in rule["steps"] if settled >= Fraction(step["from"])]
            if not reached:
                return Fraction(0)
            return Fraction(max(reached, key=lambda step: Fraction(step["from"]))["points"])
        base = self.base(quantity, rule["base"])
        if base is None:
            return None
        more = Fraction(rule.get("at_least", 0))
        needed = base * (1 + more / 100) if rule.get("unit") == "percent" else base + more
        return most if settled >= needed else Fraction(0)

    def base(self, quantity: Any, base: str) -> Fraction | None:
        year = self.year - 1 if base == "previous" else int(base)
        if isinstance(quantity, str):
            value = self.earlier(quantity, year)
            return None if value is None else half_up(value, 12)
        top, below = (self.earlier(name, year) for name in quantity["ratio"])
        if top is None or below is None or below == 0:
            return None
        return half_up(top / below, 12)

    def earlier(self, name: str, year: int) -> Fraction | None:
        own = self.facts.get((self.unit, year, name))
        if own is not None:
            return Fraction(own)
        rows = [row for row in self.predecessors if row[0] == self.unit and row[2] >= year]
        rows = [row for row in rows if row[2] == min(r[2] for r in rows)]
        values = [(Fraction(share), self.facts.get((old, year, name))) for _, old, _, share in rows]
        if not values or any(value is None for _, value in values):
            return None
        return sum((share * Fraction(str(value)) for share, value in values), Fraction(0))
