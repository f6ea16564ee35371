"""Numbers to reach: "100% hồ sơ …", "đạt từ 87% trở lên", "ít nhất 01 sáng kiến", "tăng ít nhất 2% so với năm 2021".

Achieved values, baselines, points of a score line, dates and the numbers of laws are left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from namro.core.base.folding import fold
from namro.documents.recognition.dues import due_of_task
from namro.documents.recognition.target_bases import HELD, base_after, base_of
from namro.documents.recognition.target_wording import COUNT, PERCENT, Source, operator, value_of


@dataclass(frozen=True, slots=True)
class FoundTarget:
    """A number to reach. `text` is the clause that says what is measured, `start` and `end` its characters.

    `op` is one of `= > >= < <= increase>=`; `by` the due token of the clause, else of its sentence, if it names a
    day or period; `base` and `base_year` the value that the sentence compares with.
    """

    text: str
    value: Decimal
    unit: str
    op: str
    by: str | None
    start: int
    end: int
    base: Decimal | None = None
    base_year: int | None = None


_SENTENCE_END = re.compile(r"[;?!\n]|\.(?=\s|$)|(?<=[.;:%)])\s+[-+•]\s+")
_TO = r"\b(?:nham|(?<!van )de(?!\s+(?:ra|nghi|xuat|tai|an|cuong)\b))\s+"
_PURPOSE = re.compile(rf"\s+{_TO}|\s*\((?:nam 20\d\d|phan dau)")
_LEFT_CUT = re.compile(rf",\s*|{_TO}")
_JOINT = re.compile(r"(?:,|\bva)\s*$")
#: "…, tỷ lệ …" and "… và chỉ số …" name the next thing that is measured.
_NEXT_SUBJECT = re.compile(r"(?:,|\bva)\s+(?=(?:ty le|chi so|muc do|so luong|den (?:het |cuoi )?(?:ngay|thang|nam))\b)")
#: Between "Tỷ lệ hồ sơ trực tuyến:" and "65%".
_NO_SUBJECT = re.compile(
    r"(?:(?:den )?(?:het |cuoi )?(?:ngay|thang|quy|nam) [\d/]{1,10}\s*)?(?:phan dau\s+)?(?:dat\s*)?"
)
_AND = re.compile(r"\bva\s+")
#: What stands before the number is cut back to its own clause if it is longer than this,
_LONG = 60
#: or than this where nothing follows the number, so that what is measured must stand before it.
_LONG_SUBJECT = 120
#: How far back the words that decide about a number may stand.
_HEAD = 200
_EDGES = " ,;:-+•."
_COMMON_WORDS = {"ty", "le", "dat", "so", "cac", "duoc", "va", "cua"}


def find_targets(text: str, source: Source = Source.TASK) -> tuple[FoundTarget, ...]:
    """Return the numbers to reach in an NFC text that stands in `source`, in printed order."""
    folded = fold(text)
    sentences = _sentences(folded)
    return tuple(target for start, end in sentences for target in _in_sentence(text, folded, start, end, source=source))


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


def _in_sentence(text: str, folded: str, start: int, end: int, *, source: Source) -> Iterator[FoundTarget]:
    matches = [*PERCENT.finditer(folded, start, end), *COUNT.finditer(folded, start, end)]
    matches.sort(key=re.Match.start)
    heads = [folded[max(start, match.start() - _HEAD) : match.start()] for match in matches]
    pairs = zip(matches, heads, strict=True)
    goals = [(match, op) for match, head in pairs if (op := operator(match, head, source))]
    due = _due(text[start:end]) if goals else None
    for index, (match, op) in enumerate(goals):
        left, right = start, end
        if index:
            left = _between(folded, goals[index - 1][0].end(), match.start())
        if index + 1 < len(goals):
            right = _between(folded, match.end(), goals[index + 1][0].start())
        first, last = _clause(folded, match, left, right)
        by = _due(text[first:last]) or due
        base = base_after(folded, match.end(), right if index + 1 < len(goals) else end)
        yield FoundTarget(
            text[first:last], value_of(match), _unit(text, match), op, by, first, last, *base_of(base, match)
        )
    if source is Source.GOAL and not goals and (held := HELD.search(folded, start, end)):
        yield _held(text, folded, held, start)


def _held(text: str, folded: str, held: re.Match[str], start: int) -> FoundTarget:
    """ "Giữ vững hoặc nâng cao … so với năm 2021 (năm 2021 là 93,8%)": the value of before is the number to reach."""
    colon = folded.rfind(": ", start, held.start())
    first, last = _trimmed(folded, start if colon < 0 else colon + 2, held.start("aside"))
    value = value_of(held)
    return FoundTarget(text[first:last], value, _unit(text, held), ">=", None, first, last, value, int(held["year"]))


def _unit(text: str, match: re.Match[str]) -> str:
    """The printed unit with its rate, "tin/tháng"; "tin, bài/tháng" counts the first."""
    rate = match.groupdict().get("rate") and text[match.start("rate") : match.end("rate")]
    return (text[match.start("unit") : match.end("unit")] + (rate or "")).lower()


def _due(text: str) -> str | None:
    """The day or period by which a sentence wants its number."""
    dues = [due for due in due_of_task(text, None) if due.token[:1].isdigit() or due.token.startswith("invalid:")]
    return dues[0].token if dues else None


def _between(folded: str, start: int, end: int) -> int:
    """Where one number's clause ends and the next one's begins."""
    if _JOINT.search(folded, max(start, end - 5), end):
        return end
    subject = _NEXT_SUBJECT.search(folded, start, end)
    if subject:
        return subject.end()
    comma = folded.rfind(",", start, end)
    joint = _AND.search(folded, start, end) if comma < 0 else None
    return comma + 1 if comma >= 0 else joint.end() if joint else end


def _clause(folded: str, match: re.Match[str], left: int, right: int) -> tuple[int, int]:
    """Return the characters of the clause around a number that say what is measured."""
    purpose = _PURPOSE.search(folded, match.end(), right)
    last = purpose.start() if purpose else right
    if match["unit"] != "%" and (comma := folded.find(",", match.end(), last)) >= 0:
        last = comma
    follows = re.compile(r"\w").search(folded, match.end(), last)
    colon = folded.rfind(": ", left, match.start())
    subject_before = colon >= 0 and not follows and _NO_SUBJECT.fullmatch(folded, colon + 2, match.start())
    first = left if colon < 0 or subject_before else colon + 2
    if match.start() - first > (_LONG if follows else _LONG_SUBJECT):
        cuts = [cut.end() for cut in _LEFT_CUT.finditer(folded, first, match.start())]
        cuts = [cut for cut in cuts if follows or cut < match.start()]
        first = cuts[-1] if cuts else first
    return _trimmed(folded, first, last)


def _trimmed(folded: str, first: int, last: int) -> tuple[int, int]:
    """Without the marks, and the "và", at the edges of a clause."""
    while first < last and folded[first] in _EDGES:
        first += 1
    while last > first and (folded[last - 1] in _EDGES or (folded[last - 1] == ")" and "(" not in folded[first:last])):
        last -= 1
    if folded.startswith(" va", last - 3) and last - 3 > first:
        last -= 3
    return first, last
