"""The text of one fact into its value, checked against every use the set makes of it."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal

from namro.core.framework.fields import DIGITS, is_date, written
from namro.core.framework.model import Framework
from namro.core.framework.uses import Holds, Use, base_uses, evidence_inputs, survey_inputs, uses
from namro.core.scoring.facts import Value
from namro.core.scoring.grains import Steps
from namro.core.scoring.proof import STATUSES

_NUMBER = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")
_FLAGS = {"true": True, "false": False}


class BadFact(Exception):
    """A value that cannot be used; the message says what to write instead, `node` which criterion asks for it."""

    def __init__(self, message: str, *, node: str = "") -> None:
        super().__init__(message)
        self.node = node


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
    for base_year, name, holds, node in sorted(base_uses(framework, year), key=str):
        needed.setdefault((base_year, name), []).append(Use(name, holds, node))
    return {key: _of_uses(used) for key, used in needed.items()}


def number_in(text: str) -> Decimal | None:
    """Return the number that a stored value is; None for true, false, a day, the state of a proof."""
    return Decimal(text) if _NUMBER.fullmatch(text) else None


def _of_uses(used: list[Use]) -> Parser:
    flags_only = all(use.holds is Holds.FLAG for use in used)

    def parse(text: str) -> Value:
        value = _flag_or_number(text, flags_only=flags_only, node=used[0].node)
        for use in used:
            _check(use, value, text)
        return value

    return parse


def _flag_or_number(text: str, *, flags_only: bool, node: str) -> Value:
    flag = _FLAGS.get(text.lower())
    if flag is not None:
        return flag
    said = f"“{text[:60]}”"
    if _NUMBER.fullmatch(text):
        if len(text) <= DIGITS:
            return Decimal(text)
        raise BadFact(f"{said} dài quá {DIGITS} chữ số. Hãy viết ngắn hơn.", node=node)
    if flags_only:
        raise BadFact(f"{said} không dùng được. Hãy viết true hoặc false.", node=node)
    if re.fullmatch(r"-?[0-9]+,[0-9]+", text):
        raise BadFact(f"{said} dùng dấu phẩy. Hãy viết dấu chấm: {text.replace(',', '.')}.", node=node)
    cure = "Viết chữ số với dấu chấm thập phân, không số mũ, không dấu ngăn nghìn."
    raise BadFact(f"{said} không phải số. {cure}", node=node)


def _check(use: Use, value: Value, text: str) -> None:
    if use.holds is Holds.EITHER:
        return
    if use.holds is Holds.FLAG:
        if not isinstance(value, bool) and value not in (0, 1):
            raise BadFact(f"{text} là số, ở đây cần đúng hoặc sai. Hãy viết true hoặc false.", node=use.node)
        return
    if isinstance(value, bool):
        raise BadFact(f"{text} là đúng/sai, ở đây cần một số.", node=use.node)
    assert isinstance(value, Decimal)
    if use.holds is Holds.NUMBER:
        return
    if value < 0:
        cure = "Số lượng, số ngày, điểm và kết quả khảo sát viết từ 0 trở lên."
        raise BadFact(f"{text} là số âm. {cure}", node=use.node)
    if use.holds is Holds.SURVEY and use.most is not None and value > use.most:
        raise BadFact(f"{text} lớn hơn thang khảo sát {written(use.most)}.", node=use.node)
    if use.holds is Holds.POINTS and use.most is not None and use.step is not None:
        _check_points(use.node, value, use.most, use.step)


def _check_points(node: str, value: Decimal, most: Decimal, step: Decimal) -> None:
    if value > most:
        raise BadFact(
            f"{written(value)} lớn hơn điểm tối đa {written(most)}. Hãy viết nhiều nhất {written(most)}.", node=node
        )
    grain = Steps(step, most)
    if not grain.holds(value):
        near = " hoặc ".join(map(written, grain.near(value)))
        raise BadFact(f"{written(value)} không phải bội của bước chấm {written(step)}. Hãy viết {near}.", node=node)


def _status(text: str) -> Value:
    if text not in STATUSES:
        raise BadFact(f"“{text[:40]}” không phải tình trạng minh chứng. Viết một trong: {', '.join(STATUSES)}.")
    return text


def _date(text: str) -> Value:
    if not is_date(text):
        raise BadFact(f"“{text[:40]}” không phải ngày có thật. Viết năm-tháng-ngày, ví dụ 2025-03-31.")
    return text


def _count(text: str) -> Value:
    if not text.isdigit() or len(text) > DIGITS or not text.isascii():
        raise BadFact(f"“{text[:40]}” không phải số tệp. Viết số nguyên từ 0 trở lên.")
    return Decimal(text)


_PROOF: dict[str, Parser] = {"status": _status, "date": _date, "count": _count}
