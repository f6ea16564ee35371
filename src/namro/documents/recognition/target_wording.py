"""How a number to reach is worded, and which comparison its words mean.

Patterns run on folded text (`core.base.folding.fold`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal
from enum import StrEnum

from namro.documents.recognition.due_meanings import NUMBER_WORDS


class Source(StrEnum):
    """Where the words stand. It decides about a plain "đạt 90%".

    Below "Mục tiêu" or as a product (GOAL) it is to be reached, in a limitation (FINDING) it has been reached, and in
    a task (TASK) it is to be reached only if another word says so.
    """

    GOAL = "goal"
    TASK = "task"
    FINDING = "finding"


def _longest_first(words: Iterable[str]) -> str:
    return "|".join(sorted(words, key=len, reverse=True))


_SCORES = ("diem", "diem phan tram", "bac", "hang")
_UNITS = _longest_first(
    (
        *_SCORES,
        *("sang kien", "giai phap", "mo hinh", "phuong an", "de tai", "de an", "san pham", "quy trinh", "cong trinh"),
        *("cuoc thi", "cuoc hop", "cuoc", "lan", "luot", "hoi nghi", "hoi thi", "buoi", "lop", "dot", "chuyen de"),
        *("tin bai", "tin", "bai viet", "bai", "chuyen muc", "phong su", "video", "an pham", "to roi", "tai lieu"),
        *("van ban", "bao cao", "thu tuc hanh chinh", "thu tuc", "tthc", "ho so", "phieu", "y kien", "nhiem vu"),
        *("dich vu cong", "dich vu", "tieu chi", "tai khoan", "thiet bi", "nguoi dan", "nguoi", "can bo", "cong chuc"),
        *(
            "vien chuc",
            "thanh vien",
            "don vi",
            "doanh nghiep",
            "ho gia dinh",
            "ho",
            "to dan pho",
            "thon",
            "gio",
            "phut",
        ),
        *("trieu dong", "ty dong", "dong"),
    )
)
#: What may follow "ít nhất 01" without being counted: time, parts, "ít nhất một trong các …".
_NOT_COUNTED = "ngay|tuan|thang|quy|nam|nua|phan|trong|cac|so|khoan|muc|va|hoac"
_NUMBER = rf"(?<![\d.,/])(?P<n>\d{{1,3}}(?:\.\d{{3}})+|\d{{1,4}}(?:[.,]\d{{1,3}})?|\b(?:{'|'.join(NUMBER_WORDS)})\b)"
_PER = (
    r"(?:\s?/\s?(?:ngay|tuan|thang|quy|nam|nguoi|xa|phuong|thon|don vi|cong chuc)\b"
    r"|\s+moi\s+(?:tuan|thang|quy|nam)\b)"
)
_COMPARISON = (
    r"(?:\b(?:(?P<least>(?:it nhat|toi thieu|thap nhat|khong (?:duoi|thap hon|it hon))(?:\s+(?:la|dat|tu))?)"
    r"|(?P<most>khong (?:duoc )?(?:de )?(?:qua|vuot qua|vuot|muon hon|cham hon|cao hon|lon hon)|toi da|nhieu nhat)"
    r"|(?P<above>tren|vuot(?: qua)?|cao hon)|(?P<below>duoi)|(?P<since>tu))\s+|(?P<sign>[<>]=?|[≥≤])\s*)?"
)
_RISE = r"(?:\b(?P<rise>tang)\s+(?:them\s+)?)?"
PERCENT = re.compile(rf"{_RISE}{_COMPARISON}{_NUMBER}\s?(?P<unit>%)(?P<up>\s+tro len)?")
#: "02 lớp", "04 tin, bài/tháng", "85/100 điểm trở lên"; after "ít nhất" any noun may be counted.
COUNT = re.compile(
    rf"{_RISE}{_COMPARISON}{_NUMBER}(?:/\d{{2,3}}(?=\s+diem\b))?\s+"
    rf"(?P<unit>(?:{_UNITS})\b|(?(least)(?!(?:{_NOT_COUNTED})\b)[a-z]+\d?\b|(?!)))(?:\s?[,/]\s?(?:{_UNITS})\b)*"
    rf"(?P<rate>{_PER}{{1,2}})?(?:[^,.;]{{0,40}}?(?P<up>\s+tro len\b))?"
)
_UP_LATER = re.compile(r"[^,.;%]{0,60}?\btro len\b")

_UNTIL = r"(?<!tinh )\bden (?:het |cuoi |truoc )?(?:ngay |thang |quy |nam )\d"
_GOAL = re.compile(rf"\b(?:phan dau|muc tieu|chi tieu|yeu cau|dam bao|bao dam|phai|nang)\b|{_UNTIL}")
#: The same clause asks for the number.
_ASKED = re.compile(r"\b(?:phan dau|muc tieu|chi tieu|yeu cau)\b[^,;()]{0,80}\(?$")
_ASKED_LATER = re.compile(r"\b(?:phan dau|muc tieu)\b")
_DENIED = re.compile(r"\b(?:chua|khong)\s+(?:dat|dam bao|bao dam|hoan thanh)\b[^,;:(]{0,80}$")
#: "Công chức vi phạm từ 02 lần trở lên thì …"
_CONDITION = re.compile(r"\b(?:neu|truong hop|vi pham)\b[^,;]{0,80}$")
_STRETCH = re.compile(r"\(\s*phan dau[^)]*$")
_DONE = re.compile(
    r"\b(?:da|moi|(?<!tieu )chi|(?<!thuc )hien)\s+(?:dat|co|hoan thanh|thuc hien|xu ly|giai quyet|giai ngan|so hoa)"
    r"(?:\s+(?:duoc|ty le|tren|toi))?\s*$"
)
_RANGE = re.compile(r"%\s+(?:den|–|-)\s*$")
_PAST_YEAR = re.compile(r"(?<!den )\bnam 20\d\d\s*\(?\s*(?:la|dat|:|–|-)\s*$")
_PAST_YEAR_ASIDE = re.compile(r"\(\s*nam 20\d\d[^)]*$")
_REACHED = re.compile(r"\b(?:co|con|la|len|chiem|dat)(?:\s+(?:duoc|ty le|muc|so diem|khoang|gan|hon))?\s*$")
_OPENS = re.compile(r"(?:^|:)\s*$")
_NONE_BELOW = re.compile(r"\bkhong (?:co|de|con|duoc)\b[^,;]{0,60}$")
#: How far behind a number its successor may be asked for: "năm 2024 đạt 61%, phấn đấu năm 2025 đạt 90%".
_NEAR = 120
_SIGNS = {"≥": ">=", "≤": "<="}


def operator(match: re.Match[str], head: str, source: Source) -> str | None:
    """Return the comparison meant by a match of PERCENT or COUNT, or None if the number is not one to reach.

    `head` is what stands before the match in its sentence.
    """
    if any(pattern.search(head) for pattern in (_DENIED, _CONDITION, _STRETCH, _DONE, _RANGE)):
        return None
    if source is Source.FINDING and not _ASKED.search(head):
        return None
    wanted = source is not Source.TASK or bool(_GOAL.search(head))
    if match["rise"]:
        return _risen(match, wanted=wanted)
    if compared := _compared(match, head):
        return compared
    if match["below"]:
        return "<" if wanted else None
    if match["most"] or match["since"]:
        return None
    return _plain(match, head, source, wanted=wanted)


def value_of(match: re.Match[str]) -> Decimal:
    """Return the number; a point before three digits parts thousands, unless percents or points are measured."""
    printed = match["n"]
    if printed in NUMBER_WORDS:
        return Decimal(NUMBER_WORDS[printed])
    grouped = printed.count(".") > 1 or (printed[-4:-3] == "." and match["unit"] not in ("%", *_SCORES))
    return Decimal(printed.replace(".", "") if grouped else printed.replace(",", "."))


def _risen(match: re.Match[str], *, wanted: bool) -> str | None:
    """ "tăng từ 61%" names where the rise began; a plain "tăng 7,5 điểm" reports, "tăng 2%" in a task demands."""
    if match["since"] and not match["up"]:
        return None
    return "increase>=" if wanted or match["least"] or match["unit"] == "%" else None


def _compared(match: re.Match[str], head: str) -> str | None:
    """The comparison that the words or the sign state, whatever stands around them."""
    if match["sign"]:
        return _SIGNS.get(match["sign"], match["sign"])
    later = match["since"] and _UP_LATER.match(match.string, match.end())
    if match["least"] or match["up"] or later:
        return ">="
    if match["most"]:
        return None if match["unit"] == "diem" else "<="  # "tối đa 5 điểm" is a maximum of the sheet
    refused = _NONE_BELOW.search(head)
    if match["below"]:
        return ">=" if refused else None
    if match["above"]:
        return "<=" if refused else ">"
    return None


def _plain(match: re.Match[str], head: str, source: Source, *, wanted: bool) -> str | None:
    """ "=" for a number without a comparison, if the words around it want it reached."""
    asked = bool(_ASKED.search(head))
    if _PAST_YEAR_ASIDE.search(head):
        return None
    asked_later = source is not Source.GOAL or _ASKED_LATER.search(match.string, match.end(), match.end() + _NEAR)
    if not asked and asked_later and _PAST_YEAR.search(head):
        return None
    reached = bool(_REACHED.search(head))
    if match["unit"] == "%":
        return "=" if wanted or value_of(match) == 100 or not reached else None
    if match["unit"] in _SCORES:
        return "=" if (reached or _OPENS.search(head)) and (asked or source is Source.GOAL) else None
    return "=" if asked or (match["rate"] and (source is Source.GOAL or not reached)) else None
