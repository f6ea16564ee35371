"""What people type into a column, as the text that is stored, and the stored text as people read it.

Stored texts: a day as 2026-11-22, a number with a point and no needless zeros, `true`, `false`, the code of a choice,
`key|name` of a person, a unit or a record (the key is empty for somebody without an account), and text as it was typed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from difflib import get_close_matches

from namro.core.base.errors import NamroError
from namro.core.base.folding import fold, tidy, writable
from namro.core.base.numerals import typed_number
from namro.core.base.points import exact_words
from namro.core.registers.model import Column, Type
from namro.core.timetable import nearest_days, typed_token

#: Columns whose stored text is `key|name`.
NAMED = (Type.PERSON, Type.UNIT, Type.RECORD)
#: Longest texts of a line and of a paragraph.
LINE, PARAGRAPH = 500, 8000
_DIGITS = 18
_MONEY = ("đ", "đồng")
_YES = frozenset({"co", "x", "roi", "da", "true", "yes", "1"})
_NO = frozenset({"khong", "chua", "false", "no", "0"})
_LINK = re.compile(r"https?://[^\s/]+\S*")


class BadValue(NamroError):
    """What was typed cannot stand in its column; the message says what to type instead."""


@dataclass(frozen=True, slots=True)
class Known:
    """Who and what may be named in a row: (key, name) by every spelling that stands for them, lower-cased.

    Namesakes share a spelling; the one with the login name behind it, “Nguyễn Văn An (an)”, tells them apart.
    """

    people: Mapping[str, tuple[tuple[str, str], ...]] = field(default_factory=dict)
    units: Mapping[str, tuple[tuple[str, str], ...]] = field(default_factory=dict)
    today: date | None = None
    #: Records kept elsewhere that a row may stand for.
    records: Mapping[str, tuple[tuple[str, str], ...]] = field(default_factory=dict)


def stored(column: Column, typed: str, known: Known, kept: str = "") -> str:
    """Return the text to store, "" for nothing typed. Raises BadValue.

    `kept` is what the row holds already: the same name means the same person, even one who has left the unit.
    """
    if column.type is Type.LONG_TEXT:
        text = writable(typed).strip()
    else:
        text = tidy(typed)
    if not text:
        return ""
    if kept and column.type in NAMED and text == shown(column, kept):
        return kept
    return _READERS[column.type](column, text, known)


def _line(column: Column, text: str, _known: Known) -> str:
    most = PARAGRAPH if column.type is Type.LONG_TEXT else LINE
    if len(text) > most:
        raise BadValue(f"dài {len(text)} ký tự, nhiều nhất {most}. Viết ngắn lại.")
    return text


def _number(column: Column, text: str, _known: Known) -> str:
    try:
        value = typed_number(text, units=(column.unit, *(_MONEY if column.type is Type.MONEY else ())))
    except NamroError as fault:
        raise BadValue(fault.message) from fault
    if len(value.as_tuple().digits) > _DIGITS:
        raise BadValue(f"“{text[:40]}” dài quá {_DIGITS} chữ số. Kiểm tra lại.")
    if value != round(value, column.decimals):
        most = f"nhiều nhất {column.decimals} chữ số thập phân" if column.decimals else "là số nguyên"
        raise BadValue(f"{exact_words(value)} phải {most}. Sửa lại số này.")
    if column.least is not None and value < column.least:
        raise BadValue(f"{exact_words(value)} nhỏ hơn {exact_words(column.least)}. Kiểm tra lại số này.")
    if column.most is not None and value > column.most:
        raise BadValue(f"{exact_words(value)} lớn hơn {exact_words(column.most)}. Kiểm tra lại số này.")
    return plain_number(value)


def plain_number(value: Decimal) -> str:
    """Write a number in the one way in which it is stored."""
    text = format(value, "f")
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text in {"-0", ""} else text


def _day(column: Column, text: str, known: Known) -> str:
    token = typed_token(text, known.today.year if known.today else None)
    if token and token.startswith("invalid:"):
        first, second = (f"{day:%d/%m/%Y}" for day in nearest_days(token))
        raise BadValue(f"không có ngày “{text[:20]}”. Gần nhất là {first} và {second}.")
    if not token:
        raise BadValue(f"“{text[:20]}” không phải ngày. Viết dạng 20/11/2026.")
    if not column.future and known.today and date.fromisoformat(token) > known.today:
        raise BadValue(f"ngày {text[:20]} chưa đến. Ghi ngày đã qua hoặc hôm nay.")
    return token


def _yes_no(_column: Column, text: str, _known: Known) -> str:
    word = fold(text)
    if word in _YES:
        return "true"
    if word in _NO:
        return "false"
    raise BadValue(f"“{text[:40]}” không dùng được. Viết “Có” hoặc “Không”.")


def _choice(column: Column, text: str, _known: Known) -> str:
    named = {fold(name): choice.code for choice in column.choices for name in (choice.code, choice.title)}
    found = named.get(fold(text))
    if found is None:
        near = get_close_matches(fold(text), [fold(choice.title) for choice in column.choices], 1)
        meant = f"Có phải “{column.words_of(named[near[0]])}”?" if near else "Chọn một trong: "
        options = "" if near else "; ".join(choice.title for choice in column.choices) + "."
        raise BadValue(f"không có lựa chọn “{text[:40]}”. {meant}{options}")
    return found


def _person(column: Column, text: str, known: Known) -> str:
    if column.outsiders and text.casefold() not in known.people:
        return f"|{_line(column, text.replace('|', '/'), known)}"
    return _named(text, known.people, "người", "Ghi đúng họ tên của người đang giữ chức danh trong đơn vị.")


def _unit(column: Column, text: str, known: Known) -> str:
    if column.outsiders and text.casefold() not in known.units:
        return f"|{_line(column, text.replace('|', '/'), known)}"
    return _named(text, known.units, "đơn vị", "Ghi đúng tên đơn vị như ở trang Tổ chức.")


def _record(_column: Column, text: str, known: Known) -> str:
    return _named(text, known.records, "việc", "Chọn một việc trong danh sách, hoặc để trống.")


def _named(text: str, among: Mapping[str, tuple[tuple[str, str], ...]], what: str, cure: str) -> str:
    found = among.get(text.casefold(), ())
    if len(found) == 1:
        return "|".join(found[0])
    if found:
        told = "; ".join(sorted(spelling for spelling, ones in among.items() if len(ones) == 1 and ones[0] in found))
        raise BadValue(f"có {len(found)} {what} tên “{text[:60]}”. Ghi rõ một trong: {told}.")
    folded = {fold(spelling): ones for spelling, ones in among.items()}
    near = get_close_matches(fold(text), folded, 1)
    if near:
        cure = f"Có phải “{folded[near[0]][0][1]}”?"
    raise BadValue(f"không có {what} “{text[:60]}”. {cure}")


def _link(column: Column, text: str, known: Known) -> str:
    if not _LINK.fullmatch(text):
        raise BadValue(f"“{text[:60]}” không phải đường dẫn. Chép cả địa chỉ, bắt đầu bằng https://.")
    return _line(column, text, known)


_READERS = {
    Type.TEXT: _line,
    Type.LONG_TEXT: _line,
    Type.DOCUMENT: _line,
    Type.NUMBER: _number,
    Type.MONEY: _number,
    Type.DATE: _day,
    Type.YES_NO: _yes_no,
    Type.CHOICE: _choice,
    Type.PERSON: _person,
    Type.UNIT: _unit,
    Type.RECORD: _record,
    Type.LINK: _link,
}


def shown(column: Column, text: str) -> str:
    """Return a stored text as people read it; "" for nothing."""
    if not text:
        return ""
    if column.type in (Type.NUMBER, Type.MONEY):
        return exact_words(Decimal(text))
    if column.type is Type.DATE:
        return f"{date.fromisoformat(text):%d/%m/%Y}"
    if column.type is Type.YES_NO:
        return "Có" if text == "true" else "Không"
    if column.type is Type.CHOICE:
        return column.words_of(text)
    if column.type in NAMED:
        return text.partition("|")[2]
    return text


def identity(column: Column, text: str) -> str:
    """Return what tells two values apart: the account of a person, the key of a record, else the name, case apart."""
    if column.type in NAMED:
        key, _bar, name = text.partition("|")
        return f"|{key}" if key else tidy(name).casefold()
    return tidy(text).casefold()
