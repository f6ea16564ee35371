"""Days as people type them: an impossible one is refused with the two that it may be."""

from __future__ import annotations

import re
from datetime import date

from django.utils.translation import gettext as _

from namro.core.improvement.decisions import DecisionRefused
from namro.core.printed.fields import CorrectionRefused
from namro.core.timetable import day_token, nearest_days
from namro.ui.formats import day

_TYPED = re.compile(r"(?:(\d{1,2})[/.-])?(\d{1,2})[/.-](\d{4})")
_DAY_AND_MONTH = re.compile(r"\d{1,2}[/.-]\d{1,2}")
_ISO = re.compile(r"\d{4}-\d\d-\d\d")
_YEARS = range(1945, 2101)


def iso_day(text: str) -> str:
    """Return a typed day or month, `14/3/2026` or `3/2026`, as `2026-03-14` or `2026-03`; other text as it is.

    Raises CorrectionRefused, with the nearest days, for a day that does not exist.
    """
    typed = _TYPED.fullmatch("".join(text.split()))
    if not typed:
        return text
    number, month, year = typed.groups()
    if number is None:
        return f"{year}-{int(month):02d}"
    token = day_token(int(year), int(month), int(number))
    check_exists(token)
    return token


def check_exists(token: str) -> None:
    """Raise CorrectionRefused, with the nearest days, for the token of a day that does not exist."""
    if not token.startswith("invalid:"):
        return
    year, month, number = token.removeprefix("invalid:").split("-")
    before, after = nearest_days(token)
    told = {"day": f"{number}/{month}/{year}", "before": day(before), "after": day(after)}
    raise CorrectionRefused(
        _("Không có ngày %(day)s. Hai ngày gần nhất là %(before)s và %(after)s; ghi lại một ngày.") % told, code="date"
    )


def remedied_day(text: str, *, today: date) -> date | None:
    """Return a typed day, `5/3/2026` or `5/3` of this year; None for an empty text.

    Raises DecisionRefused for what is no day, with the nearest two where the day does not exist.
    """
    typed = "".join(text.split())
    if not typed:
        return None
    if _ISO.fullmatch(typed):
        typed = "/".join(reversed(typed.split("-")))
    if _DAY_AND_MONTH.fullmatch(typed):
        typed = f"{typed}/{today.year}"
    try:
        year = typed[-4:]
        found = iso_day(typed) if year.isascii() and year.isdigit() and int(year) in _YEARS else ""
        if _ISO.fullmatch(found):
            return date.fromisoformat(found)
    except CorrectionRefused as fault:
        raise DecisionRefused({"done_on": fault.message}) from fault
    told = _("Không đọc được ngày “%(text)s”. Ghi ngày, tháng, năm, ví dụ 05/03/2026.")
    raise DecisionRefused({"done_on": told % {"text": text.strip()[:40]}})
