"""The figures at the top: published, added up, lost, and why."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from namro.core.assessment.causes import cause_labels, cause_of
from namro.core.assessment.losses import losses
from namro.core.assessment.sheet import Sheet, sums
from namro.core.printed import Reading
from namro.ui.formats import lost, points

#: So many causes stand in the strip of figures; all of them are in the table under `#diem-mat`.
_IN_STRIP = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One figure of the strip; `goal` is the part of the page that explains it."""

    value: str
    word: str
    beside: str = ""
    goal: str = ""
    cut: bool = False


@dataclass(frozen=True, slots=True)
class Share:
    """A part of the lost points."""

    word: str
    count: int
    points: str
    percent: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Totals:
    """Figures of the strip and both tables of lost points."""

    figures: tuple[Figure, ...] = ()
    lost: str = ""
    count: int = 0
    causes: tuple[Share, ...] = ()
    dispositions: tuple[Share, ...] = ()
    has_plan: bool = False


def totals(reading: Reading) -> Totals:
    sheet = Sheet(reading)
    found = losses(sheet)
    by = defaultdict(list)
    for l in found:
        by[cause_labels().get(cause_of(l.reason), "Không có trong phiếu" if l.unlisted else cause_of(l.reason))].append(l.points or Decimal(0))
    total = sum((p for v in by.values() for p in v), Decimal(0))
    shares = tuple(Share(w, len(v), points(sum(v)), int(sum(v) / total * 100)) for w, v in sorted(by.items(), key=lambda i: -sum(i[1])))
    figures = []
    if sheet.root:
        under = sums(sheet, sheet.root)
        figures = [Figure(value=points(sheet.root.achieved), beside="/ 100", word=_("công bố")), Figure(value=points(under.achieved), word=_("cộng các nhiệm vụ"), beside="lệch 0,50", goal="can-xem"),
        Figure(value=lost(total), word=_("điểm mất"), goal="diem-mat", beside=f"{len(found)} chỗ", cut=True)]
        figures += [Figure(value="−" + s.points, word=s.word, beside=str(s.count), goal="diem-mat") for s in shares[:4]]
    return Totals(figures=tuple(figures), lost=lost(total), count=len(found), causes=shares, dispositions=shares[:3], has_plan=True)
