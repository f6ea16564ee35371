"""What each input of a criteria set is, in words of the set."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from django.utils.translation import gettext as _

from namro.core.framework.model import Framework, Item, Node
from namro.core.framework.rules import (
    Count,
    Growth,
    Manual,
    Milestones,
    OnTime,
    Parts,
    PerDayLate,
    PerOccurrence,
    Ratio,
    Rule,
    Survey,
    YesNo,
    ZeroIncidents,
    within,
)
from namro.core.framework.uses import bearers
from namro.core.scoring.fact_values import number_in
from namro.ui.formats import day, number

#: What an input holds, for its field: true or false, a number, the state of a proof, a day.
FLAG, NUMBER, STATUS, DATE = "flag", "number", "status", "date"


@dataclass(frozen=True, slots=True)
class InputWord:
    """One input: the criterion that reads it first, what it is, what it holds; `needed`: something is lost without."""

    input: str
    node: str
    said: str
    holds: str
    needed: bool = True


def words_of(framework: Framework) -> dict[str, InputWord]:
    """Return every input of a set by name, in the order of the set."""
    found: dict[str, InputWord] = {}
    for bearer in bearers(framework):
        for word in _of_bearer(bearer):
            label = framework.labels.get(word.input)
            found.setdefault(word.input, replace(word, said=label) if label else word)
        if bearer.rule is not None and bearer.evidence is not None:
            for word in _of_evidence(bearer):
                found.setdefault(word.input, word)
    return found


def _of_bearer(bearer: Node | Item) -> Iterator[InputWord]:
    if bearer.applies_if:
        yield InputWord(bearer.applies_if, bearer.id, _("Có áp dụng: %(name)s") % {"name": bearer.name}, FLAG, False)
    for rule in within(bearer.rule) if bearer.rule is not None else ():
        for name, said, holds in _of_rule(rule):
            yield InputWord(name, bearer.id, f"{bearer.name}: {said}" if said else bearer.name, holds)


def _of_rule(rule: Rule) -> Iterator[tuple[str, str, str]]:
    match rule:
        case Manual(input=name):
            yield name, _("điểm chấm"), NUMBER
        case YesNo(input=name):
            yield name, "", FLAG
        case Parts(parts=parts):
            for part in parts:
                yield part.input, part.label, FLAG
        case OnTime(due=due, done_on_time=done):
            yield due, _("số phải làm"), NUMBER
            yield done, _("số đúng hạn"), NUMBER
        case Milestones(steps=steps):
            for step in steps:
                month, _dash, of = step.by.partition("-")
                yield step.input, _("kết quả đến %(day)s") % {"day": f"{of}/{month}"}, NUMBER
        case Survey(input=name):
            yield name, _("kết quả khảo sát"), NUMBER
        case ZeroIncidents(input=name):
            yield name, _("số vụ việc"), NUMBER
        case Count(input=name) | PerOccurrence(input=name):
            yield name, _("số lượng"), NUMBER
        case PerDayLate(input=name):
            yield name, _("số ngày trễ"), NUMBER
        case Growth():
            yield from _of_quantity(rule.quantity)
        case _:
            if (quantity := getattr(rule, "value", None)) is not None:
                yield from _of_quantity(quantity)


def _of_quantity(quantity: str | Ratio) -> Iterator[tuple[str, str, str]]:
    if isinstance(quantity, Ratio):
        yield quantity.numerator, _("phần đạt (tử số)"), NUMBER
        yield quantity.denominator, _("tổng số (mẫu số)"), NUMBER
    else:
        yield quantity, "", NUMBER


def _of_evidence(bearer: Node | Item) -> Iterator[InputWord]:
    assert bearer.evidence is not None
    asked = bearer.evidence
    listed = [
        (f"{bearer.id}/{proof.id}", proof.text or proof.id, bool(proof.before or asked.before), proof.min_count > 1)
        for proof in asked.items
    ]
    for key, text, dated, counted in listed or [(bearer.id, bearer.name, bool(asked.before), False)]:
        said = _("Minh chứng: %(name)s") % {"name": text}
        yield InputWord(f"evidence:{key}", bearer.id, said, STATUS, asked.required)
        said = _("Ngày của minh chứng: %(name)s") % {"name": text}
        yield InputWord(f"evidence_date:{key}", bearer.id, said, DATE, dated)
        if counted:
            said = _("Số tệp minh chứng: %(name)s") % {"name": text}
            yield InputWord(f"evidence_count:{key}", bearer.id, said, NUMBER)


def statuses() -> dict[str, str]:
    """Return the words for the states of a proof."""
    return {
        "missing": _("không có"),
        "present": _("đã có"),
        "signed": _("đã ký số"),
        "leader": _("lãnh đạo đã ký"),
        "organisation": _("đã đóng dấu của đơn vị"),
        "both": _("lãnh đạo đã ký, đã đóng dấu"),
    }


def shown(value: str, holds: str) -> str:
    """Return a stored value as people read it."""
    if value in {"true", "false"}:
        return _("Đúng") if value == "true" else _("Sai")
    if holds == STATUS:
        return statuses().get(value, value)
    if holds == DATE:
        return day(date.fromisoformat(value)) if value else ""
    found = number_in(value)
    return value if found is None else number(found)
