"""What is wrong with the conditions of an instrument: circles, names nobody has, codes a question does not know."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from namro.core.base.faults import Faults
from namro.core.survey.conditions import SIZES, Compared, Condition, Op, comparisons
from namro.core.survey.model import Instrument, Item
from namro.core.survey.questions import Kind, Question


@dataclass(slots=True)
class _Form:
    """Where each code stands in the form, the group around it, its condition, and the question that it is."""

    places: dict[str, int] = field(default_factory=dict)
    groups: dict[str, str] = field(default_factory=dict)
    conditions: dict[str, Condition] = field(default_factory=dict)
    questions: dict[str, Item | Question] = field(default_factory=dict)


def check_relevance(instrument: Instrument, lines: Mapping[str, int], faults: Faults) -> None:
    """Note every fault; `lines` says where the condition of a code stands."""
    form = _form(instrument)
    needs = {code: list(_needs(code, form)) for code in form.places}
    for code, condition in form.conditions.items():
        line = lines.get(code, 0)
        circle = _circle(code, needs)
        if circle:
            said = f"relevant: điều kiện hiện câu đi vòng tròn: {' → '.join(circle)}. Bỏ một điều kiện."
            faults.add(line, said, node=code)
            continue
        for one in comparisons(condition):
            if said := _said(one, form.places[code], form, instrument):
                faults.add(line, f"relevant: {said}", node=code)


def _form(instrument: Instrument) -> _Form:
    form = _Form()
    for asked in instrument.asked():
        around = ""
        for node in (*asked.inside, asked.question):
            if node.code not in form.places:
                form.places[node.code] = len(form.places)
                form.groups[node.code] = around
                if node.relevant is not None:
                    form.conditions[node.code] = node.relevant
            around = node.code
        form.questions[asked.question.code] = asked.question
    return form


def _needs(code: str, form: _Form) -> Iterator[str]:
    """Yield what must be known before it is known whether this is asked: its group's condition, and its own."""
    if form.groups[code]:
        yield form.groups[code]
    if code in form.conditions:
        yield from (one.question for one in comparisons(form.conditions[code]))


def _circle(start: str, needs: Mapping[str, list[str]]) -> list[str]:
    """Return the way from a question back to itself, or nothing."""
    ways = [[start]]
    seen = {start}
    while ways:
        way = ways.pop()
        for name in needs.get(way[-1], ()):
            if name == start:
                return [*way, start]
            if name not in seen:
                seen.add(name)
                ways.append([*way, name])
    return []


def _said(one: Compared, place: int, form: _Form, instrument: Instrument) -> str:
    """Say what is wrong with one comparison of a condition that stands at a place of the form."""
    name = one.question
    if name not in form.places:
        return f"hỏi đến “{name}”, không có câu nào tên này."
    if name not in form.questions:
        return f"“{name}” là một nhóm, không có câu trả lời. Hỏi đến một câu."
    if form.places[name] > place:
        return f"hỏi đến “{name}”, câu đứng sau. Đặt câu “{name}” lên trước."
    question = form.questions[name]
    if isinstance(question, Question) and question.kind is Kind.TEXT:
        return _said_of_text(one)
    if one.value == "" and one.op in (Op.IS, Op.IS_NOT):
        return ""
    many = isinstance(question, Question) and question.kind is Kind.MANY
    if many and one.op is not Op.SELECTED:
        return f"“{name}” chọn nhiều phương án. Viết selected(${{{name}}}, '{one.value}')."
    codes = known_codes(question, instrument)
    if one.value not in codes:
        return f"“{name}” không có mã “{one.value[:32]}”. Các mã: {', '.join(codes[:20])}."
    if one.op in SIZES and not all(code.lstrip("-").isdigit() for code in codes):
        return f"“{name}” có mã là chữ, không so lớn nhỏ được. Dùng = hoặc !=."
    return ""


def _said_of_text(one: Compared) -> str:
    if one.value == "" and one.op in (Op.IS, Op.IS_NOT):
        return ""
    return f"“{one.question}” trả lời bằng lời. Chỉ hỏi được là có trả lời hay không: ${{{one.question}}} != ''."


def known_codes(question: Item | Question, instrument: Instrument) -> list[str]:
    """Return the codes an answer to a question may have, in order; those of no answer included."""
    if isinstance(question, Question):
        return [option.code for option in question.options]
    return [str(one) for one in (*range(1, instrument.scale.most + 1), *instrument.scale.no_answer)]
