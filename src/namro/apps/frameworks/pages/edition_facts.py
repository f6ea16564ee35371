"""What an edition says about itself as a whole: its act, years, scale, bands, bonus and penalty."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from namro.apps.frameworks.pages import words
from namro.apps.frameworks.pages.tree_rows import Row, item_rows
from namro.core.framework.model import Adjustment, Band, Framework, Scale
from namro.ui.formats import number, printed_day


@dataclass(frozen=True, slots=True)
class Adjusting:
    """Bonus or penalty items with the most they count."""

    title: str
    cap: str
    rows: tuple[Row, ...]


def facts_of(tree: Framework) -> tuple[tuple[str, str], ...]:
    """Return (word, value) of what is known."""
    act = ", ".join(part for part in (tree.source.document, tree.source.issuer) if part)
    signed = printed_day(tree.source.date)
    found = [
        (_("Căn cứ"), f"{act}, {signed}" if act and signed else act or signed),
        (_("Áp dụng"), words.level_word(tree.level)),
        (_("Chấm điểm năm"), words.years(tree.first_year, tree.last_year)),
        (_("Tổng điểm"), _scale(tree.scale)),
        (_("Mục không áp dụng"), words.policy_word(tree.not_applicable)),
    ]
    return tuple((word, value) for word, value in found if value)


def _scale(scale: Scale) -> str:
    told = [number(scale.max)]
    if scale.floor is not None:
        told.append(_("không dưới %(n)s") % {"n": number(scale.floor)})
    if scale.ceiling is not None:
        told.append(_("không quá %(n)s") % {"n": number(scale.ceiling)})
    return ", ".join(told)


def band_words(band: Band, labels: Mapping[str, str]) -> str:
    """From where a band begins, and what it requires; `labels` are what inputs are called."""
    told = [_("từ %(n)s %%") % {"n": number(band.start)}]
    for required in band.requires:
        what = _("tiêu chí %(id)s") % {"id": required.criterion}
        if required.input:
            what = labels.get(required.input) or f"“{required.input}”"
        unit = " %" if required.criterion else ""
        if required.at_least is not None:
            told.append(f"{what} ≥ {number(required.at_least)}{unit}")
        if required.at_most is not None:
            told.append(f"{what} ≤ {number(required.at_most)}{unit}")
    return ", ".join(told)


def adjustments_of(tree: Framework, *, opened: bool) -> tuple[Adjusting, ...]:
    """Return bonus and penalty where the set has items of them."""
    both = ((_("Điểm thưởng"), tree.bonus), (_("Điểm trừ"), tree.penalty))
    return tuple(
        Adjusting(title, _cap(adjustment), item_rows(tree, adjustment.items, opened=opened))
        for title, adjustment in both
        if adjustment.items
    )


def _cap(adjustment: Adjustment) -> str:
    return "" if adjustment.cap is None else _("nhiều nhất %(n)s điểm") % {"n": number(adjustment.cap)}
