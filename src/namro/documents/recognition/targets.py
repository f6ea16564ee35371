"""Numbers to reach: "100% hồ sơ …", "đạt từ 87% trở lên", "ít nhất 01 sáng kiến", "tăng ít nhất 2% so với năm 2021".

Achieved values, baselines, points of a score line, dates and the numbers of laws are left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from namro.core.base.folding import fold
from namro.documents.recognition.due_meanings import NUMBER_WORDS
from namro.documents.recognition.dues import due_of_task


@dataclass(frozen=True, slots=True)
class FoundTarget:
    """A number to reach. `text` is the clause that says what is measured, `start` and `end` its characters.

    `op` is one of `= > >= < <= increase>=`; `by` the due token of the sentence, if it names a day or period.
    """

    text: str
    value: Decimal
    unit: str
    op: str
    by: str | None
    start: int
    end: int


_NUMBER = rf"(?<![\d.,/])(?P<n>\d{{1,4}}(?:[.,]\d{{1,3}})?|\b(?:{'|'.join(NUMBER_WORDS)})\b)"
_UNITS = (
    "sang kien|giai phap|mo hinh|cuoc|lan|hoi nghi|buoi|lop|tin bai|tin|bai|chuyen muc|van ban|bao cao|thu tuc|ho so|"
    "nhiem vu|dich vu|nguoi|cong chuc|don vi|diem|gio|bac|hang|doanh nghiep|ho"
)
_PER = r"(?:\s?/\s?(?:ngay|tuan|thang|quy|nam|nguoi|xa|phuong|don vi))"
_COMPARISON = (
    r"(?:\b(?:(?P<least>it nhat|toi thieu|thap nhat|khong (?:duoi|thap hon|it hon))"
    r"|(?P<most>khong (?:qua|vuot qua|muon hon|cham hon|cao hon|lon hon)|toi da|nhieu nhat)"
    r"|(?P<above>tren|vuot|cao hon)|(?P<below>duoi)|(?P<since>tu))\s+|(?P<sign>[<>]=?|[≥≤])\s*)?"
)
_UP = r"(?P<up>\s+tro len)?"
_PERCENT = re.compile(rf"(?:\b(?P<rise>tang)\s+(?:them\s+)?)?{_COMPARISON}{_NUMBER}\s?(?P<unit>%){_UP}")
_COUNT = re.compile(
    rf"{_COMPARISON}{_NUMBER}\s+(?P<unit>(?:{_UNITS})\b(?P<rate>{_PER}{{1,2}})?)"
    r"(?:[^,.;]{0,40}?(?P<up>\s+tro len\b))?"
)

_SENTENCE_END = re.compile(r"[;?!\n]|\.(?=\s|$)|(?<=[.;:%)])\s+[-+•]\s+")
_DENIED = re.compile(r"\b(?:chua|khong)\s+(?:dat|dam bao|bao dam|hoan thanh)\b[^,;:]{0,80}$")
_BASELINE = re.compile(
    r"(?<!den )\bnam 20\d\d\s*\(?\s*(?:la|dat|:|–|-)\s*$"
    r"|\b(?:da|moi|(?<!tieu )chi|(?<!thuc )hien)\s+dat\s*$|%\s+(?:den|–|-)\s*$"
)
_REACHED = re.compile(r"\b(?:co|con|la|dat(?:\s+(?:ty le|muc))?)\s*$")
_GOAL = re.compile(
    r"\b(?:phan dau|muc tieu|chi tieu|yeu cau|dam bao|bao dam|phai|nang|den (?:het |cuoi )?nam 20\d\d)\b"
)
_STRETCH = re.compile(r"\(\s*phan dau[^)]*$")
_NONE_BELOW = re.compile(r"\bkhong (?:co|de|con)\b[^,;]{0,60}$")
_TO = r"\b(?:nham|(?<!van )de(?!\s+(?:ra|nghi|xuat|tai|an|cuong)\b))\s+"
_PURPOSE = re.compile(rf"\s+{_TO}|\s*\((?:nam 20\d\d|phan dau)")
_LEFT_CUT = re.compile(rf",\s*|{_TO}")
_SIGNS = {"≥": ">=", "≤": "<="}
#: What stands before the number is cut back to its own clause if it is longer than this,
_LONG = 60
#: or than this where nothing follows the number, so that what is measured must stand before it.
_LONG_SUBJECT = 120
#: How far back the words that decide about a number may stand.
_HEAD = 200
_EDGES = " ,;:-+•."
_COMMON_WORDS = {"ty", "le", "dat", "so", "cac", "duoc", "va", "cua"}


def find_targets(text: str) -> tuple[FoundTarget, ...]:
    """Return the numbers to reach in an NFC text, in printed order."""
    folded = fold(text)
    return tuple(target for start, end in _sentences(folded) for target in _in_sentence(text, folded, start, end))


def merged(task: tuple[FoundTarget, ...], deliverable: tuple[FoundTarget, ...]) -> tuple[FoundTarget, ...]:
    """Return the targets of a task and of its deliverable, each once, with the task's wording where both state it."""
    return (*task, *(target for target in deliverable if not any(_same(target, known) for known in task)))


def _same(one: FoundTarget, other: FoundTarget) -> bool:
    if (one.value, one.unit) != (other.value, other.unit):
        return False
    words, others = _content(one), _content(other)
    return 2 * len(words & others) >= min(len(words), len(others))


def _content(target: FoundTarget) -> set[str]:
    return set(re.findall(r"[a-z]+", fold(target.text))) - _COMMON_WORDS


def _sentences(folded: str) -> Iterator[tuple[int, int]]:
    start = 0
    for mark in _SENTENCE_END.finditer(folded):
        yield start, mark.start()
        start = mark.end()
    yield start, len(folded)


def _in_sentence(text: str, folded: str, start: int, end: int) -> Iterator[FoundTarget]:
    matches = [*_PERCENT.finditer(folded, start, end), *_COUNT.finditer(folded, start, end)]
    matches.sort(key=re.Match.start)
    heads = [folded[max(start, match.start() - _HEAD) : match.start()] for match in matches]
    goals = [(match, op) for match, head in zip(matches, heads, strict=True) if (op := _operator(match, head))]
    due = _due(text[start:end]) if goals else None
    for index, (match, op) in enumerate(goals):
        left, right = start, end
        if index:
            left = _between(folded, goals[index - 1][0].end(), match.start())
        if index + 1 < len(goals):
            right = _between(folded, match.end(), goals[index + 1][0].start())
        first, last = _clause(folded, match, left, right)
        unit = text[match.start("unit") : match.end("unit")].lower()
        yield FoundTarget(text[first:last], _value(match["n"]), unit, op, due, first, last)


def _operator(match: re.Match[str], head: str) -> str | None:
    """Return the comparison meant, or None if the number is not one to reach."""
    if _DENIED.search(head) or _STRETCH.search(head):
        return None
    groups = match.groupdict()
    if groups["sign"]:
        return _SIGNS.get(groups["sign"], groups["sign"])
    goal = bool(_GOAL.search(head))
    if groups["below"]:
        return ">=" if _NONE_BELOW.search(head) else "<" if goal else None
    if groups.get("rise"):
        return "increase>="
    if groups["least"] or groups["up"]:
        return ">="
    if groups["most"]:
        return None if groups["unit"] == "diem" else "<="  # "tối đa 5 điểm" is a maximum of the sheet
    if groups["above"]:
        return ">"
    if groups["unit"] != "%":
        return "=" if groups["rate"] else None
    if groups["since"] or _BASELINE.search(head):
        return None
    full = _value(groups["n"]) == 100
    return "=" if full or goal or not _REACHED.search(head) else None


def _due(sentence: str) -> str | None:
    """The day or period by which the sentence wants its number."""
    dues = [due for due in due_of_task(sentence, None) if due.token[:1].isdigit() or due.token.startswith("invalid:")]
    return dues[0].token if dues else None


def _between(folded: str, start: int, end: int) -> int:
    """Where one number's clause ends and the next one's begins."""
    comma = folded.rfind(",", start, end)
    return comma + 1 if comma >= 0 else end


def _clause(folded: str, match: re.Match[str], left: int, right: int) -> tuple[int, int]:
    """Return the characters of the clause around a number that say what is measured."""
    purpose = _PURPOSE.search(folded, match.end(), right)
    last = purpose.start() if purpose else right
    if match["unit"] != "%" and (comma := folded.find(",", match.end(), last)) >= 0:
        last = comma
    colon = folded.rfind(": ", left, match.start())
    first = colon + 2 if colon >= 0 else left
    follows = re.search(r"\w", folded[match.end() : last])
    if match.start() - first > (_LONG if follows else _LONG_SUBJECT):
        cuts = [cut.end() for cut in _LEFT_CUT.finditer(folded, first, match.start())]
        cuts = [cut for cut in cuts if follows or cut < match.start()]
        first = cuts[-1] if cuts else first
    while first < last and folded[first] in _EDGES:
        first += 1
    while last > first and (folded[last - 1] in _EDGES or (folded[last - 1] == ")" and "(" not in folded[first:last])):
        last -= 1
    return first, last


def _value(printed: str) -> Decimal:
    return Decimal(NUMBER_WORDS.get(printed, 0) or printed.replace(",", "."))
