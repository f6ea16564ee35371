"""What each kind of rule gives one unit, exactly, with the words of its sentence.

A function takes the rule and a `View` in which the rule's inputs are all there. It gives `Given`, whose points are None
where the rule is not applicable. Decimals are computed in the context `numbers.EXACT`, which the caller sets.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any, NamedTuple

from namro.core.framework.model import Scale
from namro.core.framework.rules import (
    FULL,
    AllOf,
    Bands,
    Count,
    Gate,
    Growth,
    Linear,
    Manual,
    Milestones,
    MinOf,
    OnTime,
    Parts,
    PerDayLate,
    PerOccurrence,
    Rule,
    Survey,
    YesNo,
    ZeroIncidents,
    quantity_inputs,
)
from namro.core.framework.rules import ZERO as NOTHING
from namro.core.scoring.facts import Facts
from namro.core.scoring.numbers import HUNDRED, ZERO, quotient, said, said_percent, said_points
from namro.core.scoring.quantities import Amount, amount, base_amount, of_ratio, threshold_words


class Given(NamedTuple):
    """Points (None: not applicable) and the words; `unranked` when the unit may not be ranked."""

    points: Decimal | None
    why: str
    unranked: str = ""


class View(NamedTuple):
    """What a rule is computed from: M, the facts, how points are shown, and parts that lack their proof."""

    most: Decimal
    facts: Facts
    scale: Scale
    withheld: frozenset[str] = frozenset()
    labels: Mapping[str, str] = {}

    def name(self, name: str) -> str:
        """Say what an input is called: in the set's words, or its name in quotes."""
        return self.labels.get(name) or f"“{name}”"

    def told(self, name: str, number: Decimal, noun: str) -> str:
        """Say a number with what it counts: "Sáng kiến: 2" in the set's words, else "Có 2 …"."""
        label = self.labels.get(name)
        return f"{label}: {said(number)}" if label else f"Có {said(number)}{noun}"

    def points(self, value: Decimal) -> str:
        """Write points for the sentence."""
        return f"{said_points(value, self.scale)} điểm"


def evaluate(rule: Rule, view: View) -> Given:
    """Compute one rule; the result lies between 0 and M."""
    return EXACT_RULES[type(rule)](rule, view)


def _clamped(points: Decimal, most: Decimal) -> Decimal:
    return max(ZERO, min(points, most))


def _zero_denominator(when_zero: str, view: View, words: str) -> Given:
    if when_zero == FULL:
        return Given(view.most, f"{words} bằng 0, được tính đủ {view.points(view.most)}")
    if when_zero == NOTHING:
        return Given(ZERO, f"{words} bằng 0, tính {view.points(ZERO)}")
    return Given(None, f"{words} bằng 0")


def _denominator_words(rule: Gate | Linear | Bands | Growth, view: View) -> str:
    quantity = rule.quantity if isinstance(rule, Growth) else rule.value
    return "Mẫu số" if isinstance(quantity, str) else f"Mẫu số {view.name(quantity.denominator)}"


def _manual(rule: Manual, view: View) -> Given:
    points = view.facts.number(rule.input)
    return Given(points, f"Người chấm ghi {said_points(points, view.scale)}/{said(view.most)} điểm")


def _yes_no(rule: YesNo, view: View) -> Given:
    if view.facts.is_true(rule.input):
        return Given(view.most, f"Có thực hiện, được {view.points(view.most)}")
    return Given(ZERO, f"Không thực hiện, được {said_points(ZERO, view.scale)}/{said(view.most)} điểm")


def _parts(rule: Parts, view: View) -> Given:
    met, unmet, total = [], [], ZERO
    for part in rule.parts:
        words = f"{part.label or view.labels.get(part.input) or part.input} {said(part.points)}"
        if view.facts.is_true(part.input) and part.input not in view.withheld:
            met.append(words)
            total += part.points
        elif part.input in view.withheld:
            unmet.append(f"{words} (thiếu minh chứng)")
        else:
            unmet.append(words)
    listed = f" ({'; '.join(met)})" if met else ""
    lacking = f", chưa đạt: {'; '.join(unmet)}" if unmet else ""
    return Given(total, f"Đạt {len(met)}/{len(rule.parts)} phần{listed}{lacking}, được {view.points(total)}")


def _gate(rule: Gate, view: View) -> Given:
    value = amount(rule.value, view.facts)
    if value is None:
        return _zero_denominator(rule.when_zero, view, _denominator_words(rule, view))
    if rule.at_least is not None:
        bound, holds, signs = rule.at_least, value.settled >= rule.at_least, ("≥", "<")
    else:
        assert rule.at_most is not None
        bound, holds, signs = rule.at_most, value.settled <= rule.at_most, ("≤", ">")
    words = f"{value.words} {signs[0] if holds else signs[1]} {threshold_words(rule.value, bound)}"
    if holds:
        return Given(view.most, f"{words}: đạt, được {view.points(view.most)}")
    loss = view.most if rule.loss is None else rule.loss
    points = view.most - loss
    return Given(points, f"{words}: không đạt, trừ {said(loss)}, được {view.points(points)}")


def _linear(rule: Linear, view: View) -> Given:
    value = amount(rule.value, view.facts)
    if value is None:
        return _zero_denominator(rule.when_zero, view, _denominator_words(rule, view))
    if rule.zero_below is not None and value.settled < rule.zero_below:
        least = threshold_words(rule.value, rule.zero_below)
        return Given(ZERO, f"{value.words}, dưới mức tối thiểu {least}, được {view.points(ZERO)}")
    full = threshold_words(rule.value, rule.full_at)
    if value.settled >= rule.full_at:
        return Given(view.most, f"{value.words}, đạt mức đủ điểm {full}, được {view.points(view.most)}")
    points = _clamped(quotient(view.most * value.numerator, value.denominator * rule.full_at), view.most)
    over = "" if rule.full_at == 1 else f" / {full}"
    return Given(points, f"{value.words}{over} × {said(view.most)} = {view.points(points)}")


def _bands(rule: Bands, view: View) -> Given:
    value = amount(rule.value, view.facts)
    if value is None:
        return _zero_denominator(rule.when_zero, view, _denominator_words(rule, view))
    reached = [step for step in rule.steps if value.settled >= step.start]
    if not reached:
        least = threshold_words(rule.value, min(step.start for step in rule.steps))
        return Given(ZERO, f"{value.words}, dưới bậc thấp nhất {least}, được {view.points(ZERO)}")
    best = max(reached, key=lambda step: step.start)
    start = threshold_words(rule.value, best.start)
    return Given(best.points, f"{value.words}, đạt bậc từ {start}, được {view.points(best.points)}")


def _count(rule: Count, view: View) -> Given:
    number = view.facts.number(rule.input)
    enough = number >= rule.at_least
    points = view.most if enough else ZERO
    words = f"{view.told(rule.input, number, '')}, cần ít nhất {said(rule.at_least)}"
    return Given(points, f"{words}: {'đủ' if enough else 'thiếu'}, được {view.points(points)}")


def _on_time(rule: OnTime, view: View) -> Given:
    done, due = view.facts.number(rule.done_on_time), view.facts.number(rule.due)
    value = of_ratio(done, due)
    if value is None:
        return _zero_denominator(rule.when_zero, view, f"Số phải thực hiện {view.name(rule.due)}")
    words = f"{said(done)}/{said(due)} đúng hạn"
    if rule.mode == "all":
        points = view.most if done == due else ZERO
        judged = "đủ cả" if done == due else "chưa đủ cả"
        return Given(points, f"{words}, {judged}, được {view.points(points)}")
    points = quotient(view.most * done, due)
    return Given(points, f"{words} = {said_percent(value.settled)} × {said(view.most)} = {view.points(points)}")


def _milestones(rule: Milestones, view: View) -> Given:
    total, words = ZERO, []
    for step in rule.steps:
        day = f"{step.by[3:]}/{step.by[:2]}"
        if step.input not in view.facts.values:
            words.append(f"{day} chưa có số liệu")
            continue
        value = view.facts.number(step.input)
        reached = value >= step.at_least
        total += step.points if reached else ZERO
        sign = "≥" if reached else "<"
        words.append(f"{day}: {said(value)} {sign} {said(step.at_least)} {'đạt' if reached else 'chưa đạt'}")
    return Given(total, f"Các mốc {'; '.join(words)}, được {view.points(total)}")


def _growth(rule: Growth, view: View) -> Given:
    quantity, year = rule.quantity, rule.base_year(view.facts.year)
    value = amount(quantity, view.facts)
    if value is None:
        return _zero_denominator(rule.when_zero, view, _denominator_words(rule, view))
    base = base_amount(quantity, view.facts, year)
    if base is None:
        return Given(None, f"Không có số liệu gốc năm {year}{_missing_part(rule, view, year)}")
    needed = _needed(rule, base)
    holds = value.settled >= needed
    points = view.most if holds else ZERO
    judged = "đạt" if holds else "không đạt"
    need = f"cần ít nhất {said(needed) if isinstance(quantity, str) else said_percent(needed)}"
    return Given(points, f"{value.words} so với {base.words} năm {year}, {need}: {judged}, được {view.points(points)}")


def _needed(rule: Growth, base: Amount) -> Decimal:
    if rule.unit == "percent":
        return base.settled * (1 + rule.at_least / HUNDRED)
    return base.settled + rule.at_least


def _missing_part(rule: Growth, view: View, year: int) -> str:
    """Name the predecessors without a value, where that is the reason."""
    inputs = quantity_inputs(rule.quantity)
    names = dict.fromkeys(name for one in inputs for name in view.facts.lacking.get((year, one), ()))
    return f" của {', '.join(names)}" if names else ""


def _zero_incidents(rule: ZeroIncidents, view: View) -> Given:
    number = view.facts.number(rule.input)
    if not number:
        none = f"{view.labels[rule.input]}: không có" if rule.input in view.labels else "Không có vụ việc nào"
        return Given(view.most, f"{none}, được {view.points(view.most)}")
    told = view.told(rule.input, number, " vụ việc")
    if rule.each is None:
        return Given(ZERO, f"{told}, được {said_points(ZERO, view.scale)}/{said(view.most)} điểm")
    points = max(ZERO, view.most - rule.each * number)
    words = f"{told} × {said(rule.each)}"
    return Given(points, f"{words}, còn {said_points(points, view.scale)}/{said(view.most)} điểm")


def _survey(rule: Survey, view: View) -> Given:
    value = view.facts.number(rule.input)
    points = quotient(view.most * value, rule.scale)
    return Given(points, f"Khảo sát {said(value)}/{said(rule.scale)} × {said(view.most)} = {view.points(points)}")


def _inner(rules: tuple[Rule, ...], view: View) -> tuple[list[Given], str]:
    """Compute the rules inside; return those that apply, and the words of all."""
    given = [evaluate(rule, view) for rule in rules]
    words = [one.why if one.points is not None else f"{one.why} (không áp dụng)" for one in given]
    return [one for one in given if one.points is not None], "; ".join(words)


def _min_of(rule: MinOf, view: View) -> Given:
    applicable, words = _inner(rule.rules, view)
    if not applicable:
        return Given(None, words)
    points = min(one.points for one in applicable if one.points is not None)
    return Given(points, f"Lấy mức thấp nhất: {words} → {view.points(points)}")


def _all_of(rule: AllOf, view: View) -> Given:
    applicable, words = _inner(rule.rules, view)
    if not applicable:
        return Given(None, words)
    points = view.most if all(one.points == view.most for one in applicable) else ZERO
    return Given(points, f"Phải đạt tất cả: {words} → {view.points(points)}")


def _per_occurrence(rule: PerOccurrence, view: View) -> Given:
    number = view.facts.number(rule.input)
    points = number * rule.points
    words = f"{said(number)} lần × {said(rule.points)}"
    if rule.cap is not None and points > rule.cap:
        points = rule.cap
        words = f"{words}, tối đa {said(rule.cap)}"
    return Given(points, f"{words} = {view.points(points)}")


def _per_day_late(rule: PerDayLate, view: View) -> Given:
    number = view.facts.number(rule.input)
    if number <= rule.days:
        points = number * rule.points
        return Given(points, f"Chậm {said(number)} ngày × {said(rule.points)} = {view.points(points)}")
    words = f"Chậm {said(number)} ngày, quá {said(rule.days)} ngày"
    if rule.beyond is None:
        return Given(ZERO, f"{words}: không trừ điểm mà không xếp hạng", f"Không xếp hạng: {words.lower()} cho phép.")
    return Given(rule.beyond, f"{words}: tính chung {view.points(rule.beyond)}")


#: One function for each kind; a test compares the keys with the table of kinds.
EXACT_RULES: dict[type[Any], Callable[[Any, View], Given]] = {
    Manual: _manual,
    YesNo: _yes_no,
    Parts: _parts,
    Gate: _gate,
    Linear: _linear,
    Bands: _bands,
    Count: _count,
    OnTime: _on_time,
    Milestones: _milestones,
    Growth: _growth,
    ZeroIncidents: _zero_incidents,
    Survey: _survey,
    MinOf: _min_of,
    AllOf: _all_of,
    PerOccurrence: _per_occurrence,
    PerDayLate: _per_day_late,
}
