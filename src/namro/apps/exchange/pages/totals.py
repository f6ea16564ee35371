"""The figures at the top: published, added up, lost, and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as _mark

from namro.core.assessment.causes import cause_labels
from namro.core.assessment.sheet import Sheet, published, sums
from namro.core.improvement.dispositions import disposition_labels
from namro.core.improvement.findings import FindingsReport
from namro.core.printed import Reading
from namro.ui.formats import lost, number, points

#: So many causes stand in the strip of figures; all of them are in the table under `#diem-mat`.
_IN_STRIP = 2
#: So many places are named.
_NAMED = 8

#: Who can bring lost points back.
_REACHES = {
    "own": _mark("Đơn vị tự làm được trong năm"),
    "others": _mark("Chờ cơ quan khác, hoặc đề nghị xem xét lại"),
    "structural": _mark("Lâu dài hoặc ngoài thẩm quyền"),
    "unlisted": _mark("Phiếu không ghi mất ở đâu"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One figure of the strip; `goal` is the part of the page that explains it, "" for none."""

    value: str
    word: str
    beside: str = ""
    goal: str = ""


@dataclass(frozen=True, slots=True)
class Share:
    """A part of the lost points; `percent` of the largest part is the length of its bar."""

    word: str
    count: int
    points: str
    percent: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Totals:
    """Figures of the strip and the tables of lost points; all empty for a document without a score sheet.

    `beside` says how the places that lost points differ from the printed lines of deductions, "" where they do not.
    """

    figures: tuple[Figure, ...] = ()
    lost: str = ""
    count: int = 0
    beside: str = ""
    causes: tuple[Share, ...] = ()
    reaches: tuple[Share, ...] = ()
    dispositions: tuple[Share, ...] = ()


def totals(reading: Reading, found: FindingsReport) -> Totals:
    """Return the figures of a reading and its findings."""
    if not found.total:
        return Totals()
    causes = _shares(found.by_cause, cause_labels(), Counter(f.cause for f in found.findings))
    dispositions = Counter("unlisted" if f.cause == "unlisted" else f.disposition for f in found.findings)
    words = {**disposition_labels(), "unlisted": _REACHES["unlisted"]}
    return Totals(
        figures=(*_published(reading), *_lost(found), *_largest(causes)),
        lost=lost(found.total),
        count=len(found.findings),
        beside=_beside_lines(reading, found),
        causes=causes,
        reaches=_shares(found.by_reach, _REACHES, Counter()),
        dispositions=_shares(found.by_disposition, words, dispositions),
    )


def _beside_lines(reading: Reading, found: FindingsReport) -> str:
    printed, places = {item.id for item in reading.deductions}, [finding.id for finding in found.findings]
    more = [place for place in places if place not in printed]
    unused = len(printed.difference(places))
    if not more and not unused:
        return ""
    told = {"all": len(places), "lines": len(places) - len(more)}
    said = [_("%(all)d chỗ mất điểm: %(lines)d chỗ có dòng điểm trừ") % told]
    if more:
        names = ", ".join(place.removesuffix("/?") for place in more[:_NAMED]) + (", …" if len(more) > _NAMED else "")
        apart = {"more": len(more), "names": names}
        said.append(_("%(more)d chỗ chỉ thấy khi so điểm tối đa với điểm đạt (%(names)s)") % apart)
    if unused:
        said.append(_("%(count)d dòng điểm trừ ở chỗ không mất điểm") % {"count": unused})
    return ", ".join(said) + "."


def _published(reading: Reading) -> Iterator[Figure]:
    result = published(reading)
    if result is None or result.value is None:
        return
    beside = f"/ {number(result.max)}" if result.max is not None else ""
    yield Figure(value=points(result.value), beside=beside, word=_("điểm công bố"), goal="chi-so")
    sheet = Sheet(reading)
    if sheet.root is None:
        return
    under = sums(sheet, sheet.root)
    apart = abs(under.achieved - result.value)
    beside = _("lệch %(points)s") % {"points": points(apart)} if apart and under.complete else ""
    yield Figure(value=points(under.achieved), beside=beside, word=_("cộng các lĩnh vực"), goal="can-xem")


def _lost(found: FindingsReport) -> Iterator[Figure]:
    places = _("%(count)d chỗ") % {"count": len(found.findings)}
    yield Figure(value=lost(found.total), beside=places, word=_("điểm mất"), goal="diem-mat")
    if found.total_with_papers is not None and found.total_with_papers != found.published:
        word = _("nếu đủ minh chứng, đủ chữ ký số")
        yield Figure(value=points(found.total_with_papers), word=word, goal="diem-mat")


def _largest(causes: tuple[Share, ...]) -> Iterator[Figure]:
    for share in causes[:_IN_STRIP]:
        yield Figure(value=share.points, beside=str(share.count), word=share.word, goal="diem-mat")


def _shares(parts: Mapping[str, Decimal], words: Mapping[str, str], counts: Mapping[str, int]) -> tuple[Share, ...]:
    largest = max(parts.values())
    return tuple(
        Share(_(words[code]), counts.get(code, 0), lost(value), round(100 * value / largest))
        for code, value in parts.items()
        if value
    )
