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
    Quantity,
    Ratio,
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
    """Points (None: not applicable) and the words; `unranked` when the unit may not be ranked.

    `settled`: a zero denominator has decided the points, before any proof is asked for.
    """

    points: Decimal | None
    why: str
    unranked: str = ""
    settled: bool = False


class View(NamedTuple):
    """What a rule is computed from: M, the facts, how points are shown, and parts that lack their proof.

    `quiet` leaves the points out of the words where only reaching them counts.
    """

    most: Decimal
    facts: Facts
    scale: Scale
    withheld: frozenset[str] = frozenset()
    labels: Mapping[str, str] = {}
    quiet: bool = False

    def name(self, name: str) -> str:
        """Say what an input is called, in quotes: in the set's words, else its name."""
        return f"“{self.labels.get(name) or name}”"

    def about(self, quantity: Quantity, words: str) -> str:
        """Put what is counted before its numbers: "Hồ sơ đúng hạn: 3/4 = 75 %", if the set says it in words."""
        label = self.labels.get(quantity if isinstance(quantity, str) else quantity.numerator)
        return f"{label}: {words}" if label else words

    def told(self, name: str, number: Decimal, noun: str) -> str:
        """Say a number with what it counts: "Sáng kiến: 2" in the set's words, else "Có 2 …"."""
        label = self.labels.get(name)
        return f"{label}: {said(number)}" if label else f"Có {said(number)} {noun}".rstrip()

    def told_none(self, name: str, noun: str) -> str:
        """Say that there is none: "Sáng kiến: không có", else "Không có … nào"."""
        label = self.labels.get(name)
        return f"{label}: không có" if label else f"Không có {noun} nào"

    def points(self, value: Decimal) -> str:
        """Write points for the sentence."""
        return f"{said_points(value, self.scale)} điểm"

    def out_of(self, value: Decimal) -> str:
        """Write points beside M: "0,50/1 điểm", all of them without it."""
        most = "" if value == self.most else f"/{said(self.most)}"
        return f"{said_points(value, self.scale)}{most} điểm"

    def gets(self, value: Decimal) -> str:
        """End the words with the points: ", được 0,50/1 điểm"."""
        if self.quiet:
            return ""
        return f", được {self.out_of(value)}" if self.most else ", chỉ để xem"


def evaluate(rule: Rule, view: View) -> Given:
    """Compute one rule; the result lies between 0 and M."""
    return EXACT_RULES[type(rule)](rule, view)


def _clamped(points: Decimal, most: Decimal) -> Decimal:
    return max(ZERO, min(points, most))


def _zero_denominator(when_zero: str, view: View, quantity: Quantity) -> Given:
    words = "Mẫu số bằng 0" if isinstance(quantity, str) else f"Số liệu {view.name(quantity.denominator)} bằng 0"
    if when_zero == FULL:
        return Given(view.most, f"{words}, được tính đủ {view.points(view.most)}", settled=True)
    if when_zero == NOTHING:
        return Given(ZERO, f"{words}, tính {view.points(ZERO)}", settled=True)
    return Given(None, words)


def _manual(rule: Manual, view: View) -> Given:
    points = view.facts.number(rule.input)
    return Given(points, f"Người chấm ghi {said_points(points, view.scale)}/{said(view.most)} điểm")


def _yes_no(rule: YesNo, view: View) -> Given:
    holds = view.facts.is_true(rule.input)
    points = view.most if holds else ZERO
    label = view.labels.get(rule.input)
    words = f"{label}: {'có' if holds else 'không'}" if label else f"{'Có' if holds else 'Không'} thực hiện"
    return Given(points, f"{words}{view.gets(points)}")


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
    return Given(total, f"Đạt {len(met)}/{len(rule.parts)} phần{listed}{lacking}{view.gets(total)}")


def _gate(rule: Gate, view: View) -> Given:
    value = amount(rule.value, view.facts)
    if value is None:
        return _zero_denominator(rule.when_zero, view, rule.value)
    if rule.at_least is not None:
        bound, holds = rule.at_least, value.settled >= rule.at_least
        judged = "đạt mức cần có" if holds else "chưa đạt mức cần có"
    else:
        assert rule.at_most is not None
        bound, holds = rule.at_most, value.settled <= rule.at_most
        judged = "trong mức cho phép" if holds else "vượt mức cho phép"
    words = f"{view.about(rule.value, value.words)}, {judged} {threshold_words(rule.value, bound)}"
    if holds:
        return Given(view.most, f"{words}{view.gets(view.most)}")
    loss = view.most if rule.loss is None else rule.loss
    points = view.most - loss
    taken = f", trừ {said(loss)}" if points else ""
    return Given(points, f"{words}{taken}{view.gets(points)}")


def _linear(rule: Linear, view: View) -> Given:
    value = amount(rule.value, view.facts)
    if value is None:
        return _zero_denominator(rule.when_zero, view, rule.value)
    words = view.about(rule.value, value.words)
    if rule.zero_below is not None and value.settled < rule.zero_below:
        least = threshold_words(rule.value, rule.zero_below)
        return Given(ZERO, f"{words}, dưới mức tối thiểu {least}{view.gets(ZERO)}")
    full = threshold_words(rule.value, rule.full_at)
    if value.settled >= rule.full_at:
        return Given(view.most, f"{words}, đạt mức đủ điểm {full}{view.gets(view.most)}")
    if not view.most:
        return Given(ZERO, f"{words}{view.gets(ZERO)}")
    points = _clamped(quotient(view.most * value.numerator, value.denominator * rule.full_at), view.most)
    share = said(value.settled) if isinstance(rule.value, str) else said_percent(value.settled)
    if rule.full_at != 1:
        words, share = f"{words}, mức đủ điểm {full}", f"{share} / {full}"
    return Given(points, f"{words}, tính {share} × {said(view.most)} = {view.points(points)}")


def _bands(rule: Bands, view: View) -> Given:
    value = amount(rule.value, view.facts)
    if value is None:
        return _zero_denominator(rule.when_zero, view, rule.value)
    words = view.about(rule.value, value.words)
    reached = [step for step in rule.steps if value.settled >= step.start]
    if not reached:
        least = threshold_words(rule.value, min(step.start for step in rule.steps))
        return Given(ZERO, f"{words}, dưới bậc thấp nhất {least}{view.gets(ZERO)}")
    best = max(reached, key=lambda step: step.start)
    start = threshold_words(rule.value, best.start)
    return Given(best.points, f"{words}, đạt bậc từ {start}{view.gets(best.points)}")


def _count(rule: Count, view: View) -> Given:
    number = view.facts.number(rule.input)
    enough = number >= rule.at_least
    points = view.most if enough else ZERO
    words = f"{view.told(rule.input, number, '')}, cần ít nhất {said(rule.at_least)}"
    return Given(points, f"{words}: {'đủ' if enough else 'thiếu'}{view.gets(points)}")


def _on_time(rule: OnTime, view: View) -> Given:
    done, due = view.facts.number(rule.done_on_time), view.facts.number(rule.due)
    value = of_ratio(done, due)
    if value is None:
        return _zero_denominator(rule.when_zero, view, Ratio(rule.done_on_time, rule.due))
    label = view.labels.get(rule.done_on_time)
    words = f"{label}: {said(done)}/{said(due)}" if label else f"{said(done)}/{said(due)} đúng hạn"
    if rule.mode == "all":
        points = view.most if done == due else ZERO
        return Given(points, f"{words}, {'đủ cả' if done == due else 'chưa đủ cả'}{view.gets(points)}")
    points = quotient(view.most * done, due)
    share = said_percent(value.settled)
    share = f"{share}, tính {share}" if label else share
    return Given(points, f"{words} = {share} × {said(view.most)} = {view.points(points)}")


def _milestones(rule: Milestones, view: View) -> Given:
    total, words = ZERO, []
    for step in rule.steps:
        day = f"đến {step.by[3:]}/{step.by[:2]}"
        if step.input not in view.facts.values:
            words.append(f"{day} chưa có số liệu")
            continue
        value = view.facts.number(step.input)
        reached = value >= step.at_least
        total += step.points if reached else ZERO
        words.append(f"{day}: {said(value)}, {'đạt' if reached else 'chưa đạt'} mức {said(step.at_least)}")
    told = "; ".join(words)
    return Given(total, f"{told[0].upper()}{told[1:]}{view.gets(total).replace(',', ';', 1)}")


def _growth(rule: Growth, view: View) -> Given:
    quantity, year = rule.quantity, rule.base_year(view.facts.year)
    value = amount(quantity, view.facts)
    if value is None:
        return _zero_denominator(rule.when_zero, view, quantity)
    base = base_amount(quantity, view.facts, year)
    if base is None:
        return Given(None, f"Không có số liệu gốc năm {year}{_missing_part(rule, view, year)}")
    needed = _needed(rule, base)
    holds = value.settled >= needed
    points = view.most if holds else ZERO
    need = said(needed) if isinstance(quantity, str) else said_percent(needed)
    judged = f"{'đạt' if holds else 'chưa đạt'} mức cần có {need}"
    words = f"{view.about(quantity, value.words)} so với {base.words} năm {year}"
    return Given(points, f"{words}, {judged}{view.gets(points)}")


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
        return Given(view.most, f"{view.told_none(rule.input, 'vụ việc')}{view.gets(view.most)}")
    told = view.told(rule.input, number, "vụ việc")
    if rule.each is None:
        return Given(ZERO, f"{told}{view.gets(ZERO)}")
    points = max(ZERO, view.most - rule.each * number)
    return Given(points, f"{told}, mỗi trường hợp trừ {said(rule.each)}, còn {view.out_of(points)}")


def _survey(rule: Survey, view: View) -> Given:
    value = view.facts.number(rule.input)
    points = quotient(view.most * value, rule.scale)
    return Given(points, f"Khảo sát {said(value)}/{said(rule.scale)} × {said(view.most)} = {view.points(points)}")


def _inner(rules: tuple[Rule, ...], view: View) -> tuple[list[Given], str]:
    """Compute the rules inside; return those that apply, and the words of all."""
    given = [evaluate(rule, view) for rule in rules]
    applicable = [one for one in given if one.points is not None]
    aside = " (không áp dụng)" if applicable else ""
    words = [one.why if one.points is not None else f"{one.why}{aside}" for one in given]
    return applicable, "; ".join(dict.fromkeys(words))


def _min_of(rule: MinOf, view: View) -> Given:
    applicable, words = _inner(rule.rules, view._replace(quiet=False))
    if not applicable:
        return Given(None, words)
    points = min(one.points for one in applicable if one.points is not None)
    return Given(points, f"{words}; lấy mức thấp nhất{view.gets(points)}")


def _all_of(rule: AllOf, view: View) -> Given:
    applicable, words = _inner(rule.rules, view._replace(quiet=True))
    if not applicable:
        return Given(None, words)
    holds = all(one.points == view.most for one in applicable)
    points = view.most if holds else ZERO
    return Given(points, f"{words}; {'đạt' if holds else 'chưa đạt'} tất cả các điều kiện{view.gets(points)}")


def _per_occurrence(rule: PerOccurrence, view: View) -> Given:
    number = view.facts.number(rule.input)
    if not number:
        return Given(ZERO, f"{view.told_none(rule.input, 'trường hợp')}, tính {view.points(ZERO)}")
    points = number * rule.points
    words = f"{view.told(rule.input, number, 'trường hợp')}, mỗi trường hợp {said(rule.points)} điểm"
    if rule.cap is not None and points > rule.cap:
        points = rule.cap
        words = f"{words}, nhiều nhất {said(rule.cap)}"
    return Given(points, f"{words}, tính {view.points(points)}")


def _per_day_late(rule: PerDayLate, view: View) -> Given:
    number = view.facts.number(rule.input)
    if not number:
        return Given(ZERO, f"Không chậm ngày nào, tính {view.points(ZERO)}")
    if number <= rule.days:
        points = number * rule.points
        return Given(points, f"Chậm {said(number)} ngày, mỗi ngày {said(rule.points)} điểm, tính {view.points(points)}")
    words = f"hậm {said(number)} ngày, quá {said(rule.days)} ngày cho phép"
    if rule.beyond is None:
        why = f"C{words}: không trừ điểm nhưng không được xếp loại, xếp hạng"
        return Given(ZERO, why, f"Không xếp loại, không xếp hạng: c{words}.")
    return Given(rule.beyond, f"C{words}: tính chung {view.points(rule.beyond)}")


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
