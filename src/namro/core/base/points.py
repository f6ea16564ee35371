"""Points as exact decimals: reading printed numbers and writing them the Vietnamese way.

The only module that rounds. Sums are made of unrounded Decimals; rounding happens where a number is shown.
"""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal

from namro.core.base.errors import NamroError

MINUS = "\u2212"

_NUMBER = re.compile(r"[-\u2212]?\d+(?:[.,]\d+)*")


def parse_points(text: str) -> Decimal:
    """Return the number printed in `text`: "8.5", "11,25", "58.610" (58.61 points), "1.234,5", "−4,677".

    One mark is the decimal mark, whichever it is, because points are small numbers; with both marks the last
    one is. Raises NamroError when the text is not one number.
    """
    bare = "".join(text.split())
    if not _NUMBER.fullmatch(bare):
        raise NamroError(f'"{text}" không phải là một số điểm. Viết dạng 8,5 hoặc 11,25.', code="bad_number")
    marks = [c for c in bare if c in ".,"]
    if len(marks) > 1 and marks[0] == marks[-1]:  # 1.234.567: one mark repeated only groups thousands
        return Decimal(bare.replace(marks[0], "").replace(MINUS, "-"))
    if marks:
        whole, fraction = bare.rsplit(marks[-1], 1)
        bare = f"{whole.replace(marks[0], '') if len(marks) > 1 else whole}.{fraction}"
    return Decimal(bare.replace(MINUS, "-"))


def round_points(value: Decimal, places: int = 2) -> Decimal:
    """Round half up, the convention of published tables (1.005 gives 1.01)."""
    return value.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)


def format_points(value: Decimal, *, places: int = 2) -> str:
    """Write `value` with a decimal comma and points between thousands: "1,40", "1.204,00", "−0,50"."""
    rounded = round_points(value, places)
    plain = f"{abs(rounded):,.{places}f}".translate(str.maketrans(",.", ".,"))
    return f"{MINUS}{plain}" if rounded < 0 else plain


def exact_words(value: Decimal) -> str:
    """Write every digit of `value` and no needless zero: "1.204", "0,25", "−3"."""
    whole, _, rest = format(value.copy_abs(), "f").partition(".")  # abs() would round to 28 digits
    rest = rest.rstrip("0")
    plain = f"{int(whole):,}".replace(",", ".") + (f",{rest}" if rest else "")
    return f"{MINUS}{plain}" if value < 0 else plain
