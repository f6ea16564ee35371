"""Numbers that a conclusion asks for by its words, proposed until somebody takes them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from namro.apps.meetings.models import Conclusion
from namro.core.improvement.quantities import plain
from namro.core.improvement.quotas_read import Quota, quotas_in
from namro.core.timetable.rhythm import Period


@dataclass(frozen=True, slots=True)
class Proposal:
    """One number: `place` among those of the conclusion, as printed, and what taking it does."""

    place: int
    printed: str
    words: str


def proposals(row: Conclusion, rows: Iterable[Conclusion]) -> tuple[Proposal, ...]:
    """Return what a conclusion's words ask for and no conclusion of its group counts yet."""
    counted = [one for one in rows if one.group == row.group and one.quantity]
    return tuple(
        Proposal(place, quota.printed, words_of(quota, own=not fits(row, place)))
        for place, quota in enumerate(quotas_in(row.text))
        if not any(_is_counted(quota, one) for one in counted)
    )


def fits(row: Conclusion, place: int) -> bool:
    """Whether the number is set on the conclusion itself: its first one, where nothing is counted yet."""
    return place == 0 and row.quantity is None


def words_of(quota: Quota, *, own: bool) -> str:
    """ "Đặt 1 tin hằng tháng, mỗi người"; `own`: as a conclusion of its own."""
    rhythm = {
        Period.WEEK: _("hằng tuần"),
        Period.MONTH: _("hằng tháng"),
        Period.QUARTER: _("hằng quý"),
        Period.YEAR: _("hằng năm"),
    }[quota.period]
    who = {True: _(", mỗi người"), False: _(", cả đơn vị"), None: ""}[quota.each]
    told = {"n": plain(quota.number), "measure": quota.measure, "rhythm": rhythm, "who": who}
    if own:
        return _("Tách thành kết luận riêng: %(n)s %(measure)s %(rhythm)s%(who)s") % told
    return _("Đặt số lượng %(n)s %(measure)s %(rhythm)s%(who)s") % told


def _is_counted(quota: Quota, row: Conclusion) -> bool:
    same = row.measure.casefold() == quota.measure.casefold() and row.period == quota.period
    return same and row.quantity == quota.number
