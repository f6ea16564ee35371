"""The text of one fact into its value, checked against every use the set makes of it."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal

from namro.core.framework.fields import is_date, written
from namro.core.framework.model import Framework
from namro.core.framework.uses import Holds, Use, base_uses, evidence_inputs, survey_inputs, uses
from namro.core.scoring.facts import Value
from namro.core.scoring.proof import STATUSES

_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
_DIGITS = 30
_FLAGS = {"true": True, "false": False}


class BadFact(Exception):
    """A value that cannot be used; the message says what to write instead."""


Parser = Callable[[str], Value]


def parsers(framework: Framework) -> dict[str, Parser]:
    """Return a parser for every input that facts of the scored year may hold."""
    by_input: dict[str, list[Use]] = {}
    for use in uses(framework):
        by_input.setdefault(use.input, []).append(use)
    found: dict[str, Parser] = {name: _of_uses(used) for name, used in by_input.items()}
    for name in survey_inputs(framework):
        found.setdefault(f"{name}_se", _of_uses([Use(f"{name}_se", Holds.AMOUNT, "")]))
    found.update((name, _PROOF[holds]) for name, holds in evidence_inputs(framework).items())
    return found


def base_parsers(framework: Framework, year: int) -> dict[tuple[int, str], Parser]:
    """Return a parser for every value of an earlier year that scores of `year` read."""
    needed: dict[tuple[int, str], list[Use]] = {}
    for base_year, name, holds in base_uses(framework, year):
        needed.setdefault((base_year, name), []).append(Use(name, holds, ""))
    return {key: _of_uses(used) for key, used in needed.items()}


def _of_uses(used: list[Use]) -> Parser:
    flags_only = all(use.holds is Holds.FLAG for use in used)

    def parse(text: str) -> Value:
        value = _flag_or_number(text, flags_only=flags_only)
        for use in used:
            _check(use, value, text)
        return value

    return parse


def _flag_or_number(text: str, *, flags_only: bool) -> Value:
    flag = _FLAGS.get(text.lower())
    if flag is not None:
        return flag
    if _NUMBER.fullmatch(text) and len(text) <= _DIGITS:
        return Decimal(text)
    if flags_only:
        raise BadFact(f"“{text[:40]}” không dùng được. Hãy viết true hoặc false.")
    if re.fullmatch(r"-?\d+,\d+", text):
        raise BadFact(f"“{text[:40]}” dùng dấu phẩy. Hãy viết dấu chấm: {text.replace(',', '.')}.")
    raise BadFact(
        f"“{text[:40]}” không phải số. Viết chữ số với dấu chấm thập phân, không số mũ, không dấu ngăn nghìn."
    )


def _check(use: Use, value: Value, text: str) -> None:
    if use.holds is Holds.EITHER:
        return
    if use.holds is Holds.FLAG:
        if not isinstance(value, bool) and value not in (0, 1):
            raise BadFact(f"{text} là số, mục {use.node} cần đúng hoặc sai. Hãy viết true hoặc false.")
        return
    if isinstance(value, bool):
        raise BadFact(f"{text} là đúng/sai, {f'mục {use.node} ' if use.node else ''}cần một số.")
    assert isinstance(value, Decimal)
    if use.holds is Holds.NUMBER:
        return
    if value < 0:
        raise BadFact(f"{text} là số âm. Số lượng, số ngày, điểm và kết quả khảo sát viết từ 0 trở lên.")
    if use.holds is Holds.SURVEY and use.most is not None and value > use.most:
        raise BadFact(f"{text} lớn hơn thang khảo sát {written(use.most)} của mục {use.node}.")
    if use.holds is Holds.POINTS and use.most is not None and use.step is not None:
        _check_points(use.node, value, use.most, use.step)


def _check_points(node: str, value: Decimal, most: Decimal, step: Decimal) -> None:
    if value > most:
        raise BadFact(f"{written(value)} lớn hơn điểm tối đa {written(most)} của mục {node}.")
    if value != most and value % step:
        below = value - value % step
        near = f"{written(below)} hoặc {written(min(below + step, most))}"
        raise BadFact(f"{written(value)} không phải bội của bước chấm {written(step)} ở mục {node}. Hãy viết {near}.")


def _status(text: str) -> Value:
    if text not in STATUSES:
        raise BadFact(f"“{text[:40]}” không phải tình trạng minh chứng. Viết một trong: {', '.join(STATUSES)}.")
    return text


def _date(text: str) -> Value:
    if not is_date(text):
        raise BadFact(f"“{text[:40]}” không phải ngày có thật. Viết năm-tháng-ngày, ví dụ 2025-03-31.")
    return text


def _count(text: str) -> Value:
    if not text.isdigit() or len(text) > _DIGITS or not text.isascii():
        raise BadFact(f"“{text[:40]}” không phải số tệp. Viết số nguyên từ 0 trở lên.")
    return Decimal(text)


_PROOF: dict[str, Parser] = {"status": _status, "date": _date, "count": _count}
