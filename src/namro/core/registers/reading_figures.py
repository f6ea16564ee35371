"""Figures and conditions of a register's file: every name is looked up, nothing can refer to itself."""

from __future__ import annotations

import re
from difflib import get_close_matches

from namro.core.base.yamltree import Scalar
from namro.core.framework.fields import Fields, is_date
from namro.core.registers.model import PEOPLE, Column, Condition, FigureDefinition, Kind, Test, Type

_CHOSEN = (Type.CHOICE, Type.NUMBER, Type.MONEY, Type.TEXT, Type.DOCUMENT)
_ORDERED = (Type.NUMBER, Type.MONEY, Type.DATE)
_NUMBERS = (Type.NUMBER, Type.MONEY)
_DAYS = (Test.NOT_AFTER, Test.AFTER, Test.WITHIN_DAYS)
#: What `Decimal` reads for sure: neither "--5" nor the digit "²", which a row would stumble over later.
_NUMBER = re.compile(r"-?[0-9]{1,30}(\.[0-9]{1,30})?")

Columns = dict[str, Column]


def read_figures(fields: Fields, columns: Columns) -> tuple[FigureDefinition, ...]:
    """Return the figures; what cannot be counted is noted as a fault."""
    found: dict[str, FigureDefinition] = {}
    lines: dict[str, Fields] = {}
    for tree in fields.sequence("figures"):
        inner = fields.inner(tree, "figures")
        if inner is None:
            continue
        figure = _figure(inner, columns)
        if figure.code in found or figure.code == PEOPLE:
            inner.fault("code", f"code: “{figure.code}” đã dùng. Đổi mã chỉ tiêu này.")
            continue
        found[figure.code], lines[figure.code] = figure, inner
    for code, figure in found.items():
        if figure.kind is Kind.RATIO:
            _check_ratio(figure, found, lines[code])
    return tuple(found.values())


def _figure(fields: Fields, columns: Columns) -> FigureDefinition:
    fields.node = code = fields.input("code")
    kind = Kind(fields.choice("kind", [str(one) for one in Kind], str(Kind.COUNT)) or Kind.COUNT)
    figure = FigureDefinition(
        code=code,
        title=fields.text("title", required=True),
        kind=kind,
        column=_column(fields, kind, columns),
        where=read_conditions(fields, "where", columns),
        proof=fields.flag("proof", default=False),
        numerator=_part(fields, "numerator", kind),
        denominator=_part(fields, "denominator", kind),
        unit=fields.text("unit"),
        target=fields.number("target"),
        most=fields.number("most"),
        fact=fields.input("fact", required=False),
    )
    if kind is Kind.RATIO and (figure.where or figure.proof):
        fields.fault("where", "where, proof: điều kiện ghi ở chỉ tiêu làm tử số, mẫu số, không ghi ở tỷ lệ.")
    fields.done()
    return figure


def _column(fields: Fields, kind: Kind, columns: Columns) -> str:
    code = fields.text("column", required=kind in (Kind.SUM, Kind.DISTINCT))
    if not code:
        return ""
    if kind in (Kind.COUNT, Kind.RATIO):
        fields.fault("column", f"column: {kind} không cần cột. Bỏ khóa này; điều kiện ghi ở where.")
    elif code not in columns:
        fields.fault("column", no_column("column", code, columns))
    elif kind is Kind.SUM and columns[code].type not in _NUMBERS:
        fields.fault("column", f"column: không cộng được cột “{code}” ({columns[code].type}). Chọn cột number, money.")
    return code


def no_column(key: str, code: str, columns: Columns) -> str:
    """Return the fault of naming a column that is not there."""
    near = get_close_matches(code, columns, 1)
    meant = f"Có phải “{near[0]}”?" if near else f"Các cột: {', '.join(columns)}."
    return f"{key}: không có cột “{code[:60]}”. {meant}"


def _part(fields: Fields, key: str, kind: Kind) -> str:
    text = fields.text(key, required=kind is Kind.RATIO)
    if text and kind is not Kind.RATIO:
        fields.fault(key, f"{key}: chỉ dùng cho ratio. Bỏ khóa này hoặc ghi kind: ratio.")
        return ""
    if key == "denominator" and text.strip("0.") == "" and text:
        fields.fault(key, "denominator: không chia cho 0. Ghi mã của một chỉ tiêu khác hoặc people.")
        return ""
    return text


def _check_ratio(figure: FigureDefinition, found: dict[str, FigureDefinition], fields: Fields) -> None:
    circle = _circle(figure.code, found)
    if circle:
        told = " → ".join(f"“{code}”" for code in circle)
        fields.fault("kind", f"chỉ tiêu tính vòng tròn: {told}. Tử số, mẫu số phải là chỉ tiêu đếm hoặc cộng.")
        return
    for key, code in (("numerator", figure.numerator), ("denominator", figure.denominator)):
        if not code or (code == PEOPLE and key == "denominator"):
            continue
        if code not in found:
            near = get_close_matches(code, [*found, PEOPLE], 1)
            cure = f"Có phải “{near[0]}”?" if near else "Ghi mã của một chỉ tiêu khác; mẫu số còn có thể là people."
            fields.fault(key, f"{key}: không có chỉ tiêu “{code[:60]}”. {cure}")
        elif found[code].kind is Kind.RATIO:
            fields.fault(key, f"{key}: “{code}” đã là tỷ lệ, không lấy tỷ lệ của tỷ lệ. Dùng chỉ tiêu đếm hoặc cộng.")


def _circle(code: str, found: dict[str, FigureDefinition]) -> list[str]:
    """Return the way from a ratio back to itself, [] when there is none."""
    waiting = [[code]]
    while waiting:
        way = waiting.pop()
        figure = found.get(way[-1])
        for part in (figure.numerator, figure.denominator) if figure else ():
            if part == code:
                return [*way, code]
            if part in found and part not in way:
                waiting.append([*way, part])
    return []


def read_conditions(fields: Fields, key: str, columns: Columns) -> tuple[Condition, ...]:
    """Return the conditions listed at a key."""
    found = []
    for tree in fields.sequence(key):
        inner = fields.inner(tree, key)
        condition = _condition(inner, columns) if inner is not None else None
        if condition is not None:
            found.append(condition)
    return tuple(found)


def _condition(fields: Fields, columns: Columns) -> Condition | None:
    code = fields.text("column", required=True)
    tests = [test for test in Test if fields.has(test)]
    fields.asked.update({*tests, "of"})
    fields.done()
    if code not in columns:
        if code:
            fields.fault("column", no_column("column", code, columns))
        return None
    if len(tests) != 1:
        fields.at(fields.tree.line, f"điều kiện cần đúng một phép so: {', '.join(Test)}. Mỗi phép ghi một dòng “- ”.")
        return None
    return _compared(fields, columns[code], tests[0], columns)


def _compared(fields: Fields, column: Column, test: Test, columns: Columns) -> Condition | None:
    if test in _DAYS:
        return _beside(fields, column, test, columns)
    if fields.has("of"):
        fields.fault("of", f"of: chỉ dùng với {Test.WITHIN_DAYS}. Bỏ khóa này.")
    if test is Test.FILLED:
        return Condition(column=column.code, test=test, values=(_flag(fields, test),))
    if column.type is Type.YES_NO and test in (Test.IS, Test.IS_NOT):
        return Condition(column=column.code, test=test, values=(_flag(fields, test),))
    if test is Test.IN:
        texts = [tree.text for tree in fields.sequence(test, required=True) if isinstance(tree, Scalar)]
    else:
        texts = [fields.text(test, required=True)]
    ordered = test in (Test.AT_LEAST, Test.AT_MOST)
    allowed = _ORDERED if ordered else _CHOSEN
    if column.type not in allowed:
        fields.fault(test, f"{test}: không so được cột “{column.code}” ({column.type}). Chọn cột {', '.join(allowed)}.")
        return None
    values = tuple(value for text in texts if (value := _value(fields, column, test, text)))
    return Condition(column=column.code, test=test, values=values) if values else None


def _flag(fields: Fields, test: Test) -> str:
    return "true" if fields.flag(test, default=True) else "false"


def _value(fields: Fields, column: Column, test: Test, text: str) -> str:
    if not text:
        return ""
    if column.type is Type.CHOICE and text not in {choice.code for choice in column.choices}:
        known = ", ".join(choice.code for choice in column.choices)
        fields.fault(test, f"{test}: cột “{column.code}” không có lựa chọn “{text[:40]}”. Các mã: {known}.")
        return ""
    if column.type is Type.DATE and not is_date(text):
        fields.fault(test, f"{test}: “{text[:40]}” không phải ngày có thật. Viết năm-tháng-ngày, ví dụ 2025-10-31.")
        return ""
    if column.type in _NUMBERS and not _NUMBER.fullmatch(text):
        fields.fault(test, f"{test}: “{text[:40]}” không phải số. Viết số với dấu chấm, ví dụ 1.5.")
        return ""
    return text


def _beside(fields: Fields, column: Column, test: Test, columns: Columns) -> Condition | None:
    """A day beside another day of the row."""
    within = test is Test.WITHIN_DAYS
    key = "of" if within else str(test)
    other = fields.text(key, required=True)
    days = fields.number(test, required=True, least=0, whole=True) if within else None
    if other and other not in columns:
        fields.fault(key, no_column(key, other, columns))
        return None
    if not other or column.type is not Type.DATE or columns[other].type is not Type.DATE:
        fields.fault(test, f"{test}: chỉ so hai cột ngày của cùng một dòng. Chọn hai cột date.")
        return None
    return Condition(column=column.code, test=test, other=other, days=int(days or 0))


def named_column(
    fields: Fields, key: str, columns: dict[str, Column], kind: Type | None = None, *, required: bool = False
) -> str:
    """Return the code of a column that another part names, "" when it cannot be used."""
    code = fields.text(key, required=required)
    if not code:
        return ""
    if code not in columns:
        fields.fault(key, no_column(key, code, columns))
        return ""
    if kind is not None and columns[code].type is not kind:
        fields.fault(key, f"{key}: cột “{code}” là {columns[code].type}, ở đây cần cột {kind}.")
        return ""
    return code
