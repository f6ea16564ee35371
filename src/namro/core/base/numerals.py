"""Roman numerals as outlines print them, and numbers as people in Viet Nam type them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal
from itertools import pairwise

from namro.core.base.errors import NamroError
from namro.core.base.points import MINUS

_VALUE = {"i": 1, "v": 5, "x": 10}

#: What keyboards and papers write for a minus, a digit, a mark.
_SIGNS = str.maketrans(f"{MINUS}–－０１２３４５６７８９．，％", "---0123456789.,%")
_TYPED = re.compile(r"(?P<minus>-?) ?(?P<digits>[0-9](?:[0-9., ]*[0-9])?) ?(?P<unit>[^0-9., ].*)?")
_PLAIN = re.compile(r"[0-9]+(?:[.,][0-9]+)?")
#: Thousands parted by points or by spaces, then a decimal comma.
_GROUPED = re.compile(r"[1-9][0-9]{0,2}(?:(?:[.][0-9]{3})+|(?: [0-9]{3})+)(?:,[0-9]+)?")
#: Commas that can only part thousands: several, or one with a decimal point after it.
_ENGLISH = re.compile(r"[1-9][0-9]{0,2}(?:(?:,[0-9]{3})+[.][0-9]+|(?:,[0-9]{3}){2,})")
_MOST_DIGITS = 30
_SHOWN = 40


def roman_value(number: str) -> int:
    """Return the value of a Roman number up to 39 (any case)."""
    values = [_VALUE[c] for c in number.lower()]
    return sum(-here if here < following else here for here, following in pairwise([*values, 0]))


def roman(number: int) -> str:
    """Roman numeral of 1 to 89: "IV" for 4."""
    tens, ones = divmod(number, 10)
    fifty, tens = divmod(tens, 5)
    tail = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")[ones]
    head = "XL" if tens == 4 and not fifty else "L" * fifty + "X" * tens
    return head + tail


def typed_number(text: str, *, units: Iterable[str] = ()) -> Decimal:
    """Return a number as people in Viet Nam type it; `units` may stand behind it: "%" in "12,5 %".

    A comma is the decimal mark, points and spaces part thousands: "1.204" is 1204, as the product writes it itself.
    A point that cannot part thousands is a decimal one, since keyboards of phones have it: "0.5", "12.25", "1204.500".
    Commas are read as thousands only where nothing else is possible: "1,234.5", "1,234,567". Minus is "-", "−" or "–";
    spaces may be unbreakable, digits full-width. The rest is refused, not guessed: "1.2.3", "1,2,3", "12 5", "1e3".

    Points of sheets are read by `points.parse_points`: they are small, and "58.610" is printed for 58,61.

    Raises NamroError, "bad_number" or, with more than 30 digits, "long_number".
    """
    found = _TYPED.fullmatch(" ".join(text.translate(_SIGNS).split()))
    if found is None or not _is_of(found["unit"] or "", units):
        raise _no_number(text)
    digits = found["digits"]
    if _GROUPED.fullmatch(digits):
        plain = digits.replace(".", "").replace(" ", "").replace(",", ".")
    elif _PLAIN.fullmatch(digits):
        plain = digits.replace(",", ".")
    elif _ENGLISH.fullmatch(digits):
        plain = digits.replace(",", "")
    else:
        raise _no_number(text)
    if len(plain) > _MOST_DIGITS:
        raise NamroError(f"Số dài quá {_MOST_DIGITS} chữ số. Làm tròn rồi ghi lại.", code="long_number")
    value = Decimal(found["minus"] + plain)
    return value if value else Decimal(0)


def typed_count(text: str) -> int:
    """Return a typed whole number from 0 on, "1204" or "1.204". Raises NamroError."""
    try:
        value = typed_number(text)
    except NamroError as fault:
        if fault.code == "long_number":
            raise
        raise _no_count(text) from fault
    if value < 0 or value != int(value):
        raise _no_count(text)
    return int(value)


def _is_of(unit: str, units: Iterable[str]) -> bool:
    return not unit or _bare(unit) in {_bare(one) for one in units}


def _bare(unit: str) -> str:
    return "".join(unit.split()).lower()


def _no_number(text: str) -> NamroError:
    return NamroError(f"“{text.strip()[:_SHOWN]}” không phải số. Viết dạng 1.204 hoặc 58,5.", code="bad_number")


def _no_count(text: str) -> NamroError:
    return NamroError(f"“{text.strip()[:_SHOWN]}” không phải số nguyên. Viết dạng 1204 hoặc 1.204.", code="bad_number")
