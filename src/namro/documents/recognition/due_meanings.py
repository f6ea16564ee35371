"""What each time wording means: from a match on folded text to due tokens. The wordings stand in `due_rules`."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from namro.core.timetable import day_token
from namro.core.timetable.deadlines import BEFORE, BY, IN, ON, OPEN, RECURRING, WITHIN


@dataclass(frozen=True, slots=True)
class Setting:
    """Where a wording stands: the whole text folded, the plan's year, and whether the place is made for time."""

    folded: str
    year: int | None
    column: bool

    def before(self, match: re.Match[str], length: int = 160) -> str:
        """Return what stands before the match, at most `length` characters."""
        return self.folded[max(0, match.start() - length) : match.start()]

    def opens(self, match: re.Match[str]) -> bool:
        """True if the match stands at the head of the text, a sentence or an item."""
        return bool(re.search(r"(?:^|[.;:+•-])\s*$", self.before(match, 3)))


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a wording says. A weak one only counts if nothing stronger is said."""

    token: str
    wording: str
    weak: bool = False


Reader = Callable[[re.Match[str], Setting], list[Meaning]]

#: Without their marks five and six read like "year" and "after"; plans print those in digits.
NUMBER_WORDS = {"mot": 1, "hai": 2, "ba": 3, "bon": 4, "bay": 7, "tam": 8, "chin": 9, "muoi": 10}
NUMBER = r"\d{1,3}|" + "|".join(NUMBER_WORDS)

_QUARTERS = {"i": 1, "l": 1, "ii": 2, "ll": 2, "iii": 3, "lll": 3, "ill": 3, "iv": 4, "lv": 4}
_PERIODS = {"ngay": "daily", "tuan": "weekly", "thang": "monthly", "quy": "quarterly", "nam": "yearly"}
_EVERY = {
    (2, "tuan"): "biweekly",
    (3, "thang"): "quarterly",
    (6, "thang"): "half-yearly",
    (12, "thang"): "yearly",
    **{(1, period): token for period, token in _PERIODS.items()},
}
#: Leads that make "10/12" a day and not "ten of twelve".
_DAY_LEADS = ("truoc", "cham nhat", "muon nhat", "het")

#: "ban hành Kế hoạch … hằng năm" is due every year; "công tác … hằng năm" only names the work.
_PRODUCT_MADE = re.compile(
    r"\b(?:ban hanh|xay dung|lap|trinh|bao cao|tong ket|so ket)\b[^,.;:]{0,80}"
    r"\b(?:ke hoach|bao cao|chuong trinh)\b[^,.;:]{0,80}$"
    r"|\b(?:tong ket|so ket|bao cao)\b[^,.;:]{0,40}$"
    r"|\d\s*/\s*\d{1,2}\s*$"
)
_REPORTING = re.compile(r"\b(?:bao cao|dinh k[yi]|thong ke|tong hop|so ket|tong ket)\b[^.;]{0,100}$")
#: "chi thường xuyên", "sử dụng thường xuyên": not a deadline.
_NOT_CONSTANT = re.compile(
    r"\b(?:chi|kinh phi|su dung|khong|chua|voi|nhiem vu|hoat dong|dau tu|du toan|dien ra|xay ra|tham gia|truc)\s+$"
)


def small_number(text: str) -> int:
    """Return a printed number, folded: "tam" → 8, "02" → 2."""
    return int(text) if text.isdigit() else NUMBER_WORDS[text]


def always(*meanings: Meaning) -> Reader:
    """Return a reader for wordings with one meaning (or none: they only look like a deadline)."""
    return lambda _match, _setting: list(meanings)


def quarterly_day(match: re.Match[str], _: Setting) -> list[Meaning]:
    """A day of the quarter's last month."""
    return [Meaning(f"quarterly:last-month:{int(match['d']):02d}", _worded(match, ON))]


def monthly_day(match: re.Match[str], _: Setting) -> list[Meaning]:
    """A day of each month."""
    return [Meaning(f"monthly:{int(match['d']):02d}", _worded(match, ON))]


def yearly_day(match: re.Match[str], _: Setting) -> list[Meaning]:
    """One day of each year; an impossible one comes back without its day."""
    token = day_token(2024, int(match["m"]), int(match["d"]))  # a leap year: 29/2 exists
    return [Meaning("yearly" if token.startswith("invalid") else f"yearly:{token[5:]}", _worded(match, ON))]


def open_year(match: re.Match[str], _: Setting) -> list[Meaning]:
    """From a year on."""
    return [Meaning(f"{int(match['y'])}+", OPEN)]


def day(match: re.Match[str], setting: Setting) -> list[Meaning]:
    """A day; in a sentence only with "trước", "chậm nhất", "vào" …"""
    groups = match.groupdict()
    printed = groups.get("y") or groups.get("named") or groups.get("short")
    year = int(printed) if printed else setting.year
    if year is None or not (setting.column or groups["lead"]):
        return []
    if year < 100:
        year += 2000
    return [Meaning(day_token(year, int(groups["m"]), int(groups["d"])), _worded(match, ON))]


def short_day(match: re.Match[str], setting: Setting) -> list[Meaning]:
    """A day without a year, "10/11"; never a fraction."""
    possible = int(match["d"]) <= 31 and int(match["m"]) <= 12
    named = match["ngay"] or match["clock"] or match["lead"] in _DAY_LEADS
    return day(match, setting) if possible and named else []


def part_of_year(match: re.Match[str], setting: Setting) -> list[Meaning]:
    """The first six or nine months, or the last six: due by the end of their last month."""
    last = 12 if match["half"] == "cuoi" else int(match["n"])
    return _in_year(match, setting, [f"-{last:02d}"], default=BY)


def end_of_year(match: re.Match[str], setting: Setting) -> list[Meaning]:
    """By the end of the year."""
    return _in_year(match, setting, [""], default=BY)


def quarters(match: re.Match[str], setting: Setting) -> list[Meaning]:
    """One quarter or several; Roman numbers as the scanner read them (l for I)."""
    printed = re.findall(r"[ilv]{1,3}|[1-4]", re.sub(r"quy|va", "", match["list"]))
    numbers = [int(q) if q.isdigit() else _QUARTERS.get(q) for q in printed]
    return _in_year(match, setting, [f"-Q{n}" for n in numbers if n], default=IN)


def months(match: re.Match[str], setting: Setting) -> list[Meaning]:
    """One month or several."""
    numbers = [int(n) for n in re.findall(r"\d+", match["list"])]
    return _in_year(match, setting, [f"-{n:02d}" for n in numbers if 1 <= n <= 12], default=IN)


def within(match: re.Match[str], setting: Setting) -> list[Meaning]:
    """A term of days or hours that runs from an event."""
    if not (setting.column or match["lead"]):
        return []
    unit = match["unit"]
    short = "h" if unit.startswith(("gio", "tieng")) else "wd" if "lam viec" in unit else "d"
    return [Meaning(f"within:{small_number(match['n'])}{short}", WITHIN)]


def every(match: re.Match[str], _: Setting) -> list[Meaning]:
    """Once in so many weeks or months; other rhythms have no token."""
    token = _EVERY.get((small_number(match["n"]), match["p"]))
    return [Meaning(token, RECURRING)] if token else []


def rate(match: re.Match[str], _: Setting) -> list[Meaning]:
    """So many a month: "01 tin/tháng/người"."""
    return [Meaning(_PERIODS[match["p"]], RECURRING)]


def periods(match: re.Match[str], setting: Setting) -> list[Meaning]:
    """A list such as "2 tuần/lần, hàng tháng, hàng quý, 6 tháng và năm"."""
    text = match.group()
    if not (setting.column or re.search(r"\b(?:hang|moi)\s", text) or _REPORTING.search(setting.before(match))):
        return []
    words = re.sub(r"\b(?:hang|moi|lan|va)\b|[,;/–-]", " ", text)
    printed = re.findall(r"(\d{1,2}|mot)?\s*\b(ngay|tuan|thang|quy|nam)\b", words)
    tokens = [_EVERY.get((small_number(n or "1"), period), _PERIODS[period]) for n, period in printed]
    return [Meaning(token, RECURRING) for token in tokens]


def recurring(match: re.Match[str], setting: Setting) -> list[Meaning]:
    """Every week, month, quarter or year."""
    period = match["p"]
    regular = match["regular"] or setting.column or setting.opens(match)
    if period == "nam" and not regular and not _PRODUCT_MADE.search(setting.before(match)):
        return []
    return [Meaning(_EVERY.get((int(match["n"] or 1), period), _PERIODS[period]), RECURRING)]


def ongoing(match: re.Match[str], setting: Setting) -> list[Meaning]:
    """All the time."""
    alone = match.group().startswith("lien tuc") and not setting.column
    if alone or (_NOT_CONSTANT.search(setting.before(match, 20)) and not setting.opens(match)):
        return []
    return [Meaning("ongoing", RECURRING)]


def named_year(match: re.Match[str], setting: Setting) -> list[Meaning]:
    """In a sentence "năm 2024" counts in the plan for 2024; a later year only as "đến năm …", an earlier never."""
    year, firm = int(match["y"]), bool(match["lead"])
    if not setting.column and setting.year != year and not (firm and year > (setting.year or 0)):
        return []
    return [Meaning(str(year), _worded(match, IN), weak=not firm)]


def index_year(match: re.Match[str], setting: Setting) -> list[Meaning]:
    """The year of an index: a deadline only where everything counts."""
    return [Meaning(str(int(match["y"])), IN, weak=True)] if setting.column else []


def this_year(_: re.Match[str], setting: Setting) -> list[Meaning]:
    """ "Trong năm" in a time column."""
    return [Meaning(str(setting.year), IN)] if setting.column and setting.year else []


def bare_years(match: re.Match[str], setting: Setting) -> list[Meaning]:
    """ "2024" or "2024-2025" in a time column."""
    if not setting.column:
        return []
    return [Meaning(str(int(match["last"] or match["y"])), BY if match["last"] else IN, weak=True)]


def as_planned(match: re.Match[str], setting: Setting) -> list[Meaning]:
    """What another document or an event decides; only a time column can mean it as a deadline."""
    firm = match.group().startswith("theo") and setting.opens(match)
    return [Meaning("as-planned", OPEN, weak=not firm)] if setting.column else []


def _in_year(match: re.Match[str], setting: Setting, parts: list[str], *, default: str) -> list[Meaning]:
    """Parts of the year printed, else of the plan's; in a sentence only with a lead or as a clause of its own."""
    year = int(match["y"]) if match["y"] else setting.year
    if year is None or not (setting.column or match["lead"] or _is_a_clause(match, setting)):
        return []
    return [Meaning(f"{year}{part}", _worded(match, default)) for part in parts]


def _is_a_clause(match: re.Match[str], setting: Setting) -> bool:
    """ "…, quý II/2024." with its year, the plan's or a later one; "kết quả quý II/2024" only names the quarter."""
    if not match["y"] or setting.year is None or int(match["y"]) < setting.year:
        return False
    ends = re.match(r"\s*(?:$|[.;,)(])", setting.folded[match.end() : match.end() + 8])
    return bool(ends and re.search(r"(?:^|[,.;:(–-])\s*$", setting.before(match, 3)))


def _worded(match: re.Match[str], default: str) -> str:
    lead = match.groupdict().get("lead")
    if lead == "truoc":
        clock = match.groupdict().get("clock")  # "trước 17 giờ ngày 20" leaves the day itself
        return BY if clock else BEFORE
    return default if lead in (None, "vao", "trong") else BY
