"""Numbers that a duty asks for each time: "01 tin/tháng/người", "04 tin/tháng/xã", "ít nhất 2 hồ sơ mỗi tuần"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from namro.core.base.folding import fold, tidy
from namro.core.improvement.quantities import MOST
from namro.core.timetable.rhythm import Period

#: Words of a period, folded.
_PERIODS = {
    "tuan": Period.WEEK,
    "thang": Period.MONTH,
    "quy": Period.QUARTER,
    "nam": Period.YEAR,
}
_EVERY = "|".join(_PERIODS)
#: Who brings the number each time, folded: each member of a group, or all of them together.
_PERSON = re.compile(r"\b(?:nguoi|can bo|cong chuc|vien chuc|thanh vien|dong chi|d/c)\b")
_UNIT = re.compile(r"\b(?:xa|phuong|dac khu|don vi|co quan|bo phan|thon|to dan pho)\b")
_NUMBER = r"(?<![\w/.,-])(?P<number>\d{1,5}(?:[.,]\d{1,3})?)"
_THING = r"(?P<measure>[^\W\d_]+(?: [^\W\d_]+){0,2}?)"
_WHO = r"[^\W\d_]+(?: [^\W\d_]+){0,2}"
_SLASHED = re.compile(rf"{_NUMBER} {_THING} ?/ ?(?P<first>{_WHO})(?: ?/ ?(?P<second>{_WHO}))?", re.IGNORECASE)
_WORDED = re.compile(
    rf"{_NUMBER} {_THING} (?:trong )?(?:mỗi|một|hằng|hàng|trong) (?P<first>{_WHO})(?P<second>)", re.IGNORECASE
)
_SENTENCE = re.compile(r"(?<=[.;])\s+(?=\S)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Quota:
    """So many things in each period. `each`: from every person (True), from all together (False), not said (None).

    `printed` are the words themselves, `clause` is the sentence they stand in.
    """

    number: Decimal
    measure: str
    period: Period
    each: bool | None
    printed: str
    clause: str


def quotas_in(text: str) -> tuple[Quota, ...]:
    """Return what a duty asks for in numbers, in printed order; the same number said twice counts once."""
    found: dict[tuple[Decimal, str, Period, bool | None], Quota] = {}
    for clause in _SENTENCE.split(tidy(text)):
        for quota in _in_clause(clause):
            found.setdefault((quota.number, quota.measure.casefold(), quota.period, quota.each), quota)
    return tuple(found.values())


def _in_clause(clause: str) -> Iterator[Quota]:
    matches = [match for pattern in (_SLASHED, _WORDED) for match in pattern.finditer(clause)]
    for match in sorted(matches, key=lambda one: one.start()):
        parts = [part for part in (match["first"], match["second"]) if part]
        spelt = [_period(part) for part in parts]
        period = next((one for one in spelt if one is not None), None)
        number = Decimal(match["number"].replace(",", "."))
        if period is None or not 0 < number <= MOST:
            continue
        others = " ".join(part for part, one in zip(parts, spelt, strict=True) if one is None)
        yield Quota(
            number=number,
            measure=match["measure"],
            period=period,
            each=_each(fold(others)),
            printed=_printed(match),
            clause=clause.strip(),
        )


def _period(part: str) -> Period | None:
    """A period by its first word: "tháng" of "tháng nhằm nâng cao"."""
    return _PERIODS.get(fold(part).split()[0])


def _each(words: str) -> bool | None:
    if _PERSON.search(words):
        return True
    return False if _UNIT.search(words) else None


def _printed(match: re.Match[str]) -> str:
    """The words up to who brings it; what the sentence goes on with is cut."""
    first, second = match["first"], match["second"] or ""
    head = match.group(0)
    if second:
        known = _PERSON.match(fold(second)) or _UNIT.match(fold(second))
        keep = second[: known.end()] if known else second.split()[0]
        return head[: match.start("second") - match.start()] + keep
    return head[: match.start("first") - match.start()] + first.split()[0]
