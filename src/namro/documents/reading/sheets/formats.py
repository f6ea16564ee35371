"""Values as Excel prints them, in the Vietnamese manner: 1.234,5 · 85% · 20/03/2026."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal
from xml.etree.ElementTree import Element

_BUILT_IN = {1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 17: "mmm-yy"}
_BUILT_IN |= dict.fromkeys((37, 38), "#,##0") | dict.fromkeys((39, 40), "#,##0.00")
_LITERAL = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.|_.|\*.')
_DIGITS = re.compile(r"[#0,]*(?:\.([0#]+))?")
_PLACES = 9

Value = str | float | bool | date | time | datetime | timedelta


def number_formats(styles: Element) -> list[str]:
    """The number format of each cell style, in the order of their numbers."""
    own = {e.get("numFmtId"): e.get("formatCode") or "" for e in styles.iter() if _name(e) == "numFmt"}
    crossed = next((e for e in styles if _name(e) == "cellXfs"), ())
    ids = [e.get("numFmtId") or "0" for e in crossed]
    return [own.get(i) or _BUILT_IN.get(int(i) if i.isdecimal() else 0, "General") for i in ids]


def printed(value: Value, code: str = "General") -> str:
    """Return a cell's value as it is shown; `code` is its number format."""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, (int, float)):
        return _number(value, code)
    if isinstance(value, datetime):
        return value.strftime("%d/%m/%Y %H:%M" if value.time() != time(0) else "%d/%m/%Y")
    if isinstance(value, date):
        return value.strftime("%d/%m/%Y" if "d" in _LITERAL.sub("", code).lower() or code == "General" else "%m/%Y")
    if isinstance(value, time):
        return value.strftime("%H:%M")
    if isinstance(value, timedelta):
        minutes = round(value.total_seconds() / 60)
        return f"{minutes // 60:02}:{minutes % 60:02}"
    return value


def _number(value: float, code: str) -> str:
    if value != value or abs(value) > 1e15:
        return str(value)
    section = _LITERAL.sub("", code).split(";")[0]
    if section.strip().lower() in {"general", "@", ""} or not any(c in section for c in "0#"):
        return _vietnamese(Decimal(repr(value)).quantize(Decimal(1).scaleb(-_PLACES)), 0)
    percent = "%" in section
    found = _DIGITS.search(section[min(i for i, c in enumerate(section) if c in "0#") :])
    decimals = (found.group(1) or "") if found else ""
    exact = Decimal(repr(value)) * (100 if percent else 1)
    rounded = exact.quantize(Decimal(1).scaleb(-len(decimals)), rounding=ROUND_HALF_UP)
    whole = section.split(".")[0]
    text = _vietnamese(rounded, decimals.count("0"), grouped="," in whole, width=whole.count("0"))
    return text + ("%" if percent else "")


def _vietnamese(number: Decimal, fewest_decimals: int, *, grouped: bool = False, width: int = 1) -> str:
    """Digits with a decimal comma, a point between thousands if `grouped`, zeros in front up to `width`."""
    sign = "-" if number < 0 else ""
    whole, _, decimals = f"{abs(number):f}".partition(".")
    decimals = decimals.rstrip("0").ljust(fewest_decimals, "0")
    whole = f"{int(whole):,}".replace(",", ".") if grouped else whole.zfill(width)
    return sign + whole + (f",{decimals}" if decimals else "")


def _name(element: Element) -> str:
    return element.tag.rpartition("}")[2]
