"""Deadlines in Vietnamese: the wording that a plan prints when nobody wrote one."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import date

from namro.core.base.errors import NamroError

_QUARTERS = {"1": "I", "2": "II", "3": "III", "4": "IV"}
_UNITS = {"wd": "ngày làm việc", "d": "ngày", "h": "giờ"}

_FIXED = {
    "ongoing": "Thường xuyên",
    "daily": "Hằng ngày",
    "weekly": "Hằng tuần",
    "biweekly": "02 tuần/lần",
    "monthly": "Hằng tháng",
    "quarterly": "Hằng quý",
    "half-yearly": "06 tháng/lần",
    "yearly": "Hằng năm",
    "yearly:q4-prev": "Quý IV của năm trước liền kề",
    "as-planned": "Theo tiến độ, kế hoạch được giao",
}

#: An impossible day keeps its printed form: it is for a person to correct, never for the product.
_PATTERNS: tuple[tuple[str, Callable[[re.Match[str]], str]], ...] = (
    (r"(?:invalid:)?(\d{4})-(\d\d)-(\d\d)", lambda m: f"Trước ngày {m[3]}/{m[2]}/{m[1]}"),
    (r"(\d{4})-(\d\d)", lambda m: f"Trong tháng {int(m[2])}/{m[1]}"),
    (r"(\d{4})-Q([1-4])", lambda m: f"Trong quý {_QUARTERS[m[2]]}/{m[1]}"),
    (r"(\d{4})", lambda m: f"Trong năm {m[1]}"),
    (r"(\d{4})\+", lambda m: f"Năm {m[1]} và những năm tiếp theo"),
    (r"yearly:(\d\d)-(\d\d)", lambda m: f"Trước ngày {m[2]}/{m[1]} hằng năm"),
    (r"monthly:(\d\d)", lambda m: f"Ngày {m[1]} hằng tháng"),
    (r"quarterly:last-month:(\d\d)", lambda m: f"Trước ngày {m[1]} của tháng cuối quý"),
    (r"within:(\d+)(wd|d|h)", lambda m: f"Chậm nhất {int(m[1]):02d} {_UNITS[m[2]]}"),
)


def due_words(tokens: Iterable[str]) -> str:
    """Return the wording of due tokens (docs/reading.md): `2024-Q3` → "Trong quý III/2024"; several joined by "; ".

    A day is worded "Trước ngày …" because the token keeps the printed day, not the last day allowed.
    Raises `NamroError` for a token that is not in the list.
    """
    phrases = [_phrase(token) for token in tokens]
    return "; ".join(p if i == 0 else p[0].lower() + p[1:] for i, p in enumerate(phrases))


def _phrase(token: str) -> str:
    if token in _FIXED:
        return _FIXED[token]
    for pattern, words in _PATTERNS:
        if match := re.fullmatch(pattern, token):
            return words(match)
    raise NamroError(f"Không hiểu mốc thời gian “{token}”. Hãy sửa lại thời hạn của nhiệm vụ này.", code="due_token")


def last_day_words(day: date) -> str:
    """Return the wording of a last day allowed, the day itself included."""
    return f"Chậm nhất ngày {day:%d/%m/%Y}"


def excludes_the_day(printed: str) -> bool:
    """Whether a printed deadline is worded "trước …", so that the day itself is too late."""
    return printed.strip().casefold().startswith("trước")
