"""The service index in the demo: counts of the communes, and what the portal showed of them two days ago, invented."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

from namro.apps.people.models import Unit, User
from namro.apps.people.queries.people import standing_of
from namro.apps.service_index.actions.entering import Shown, write_scores
from namro.apps.service_index.counting import days_of, keep, kept, units_with_dossiers
from namro.apps.service_index.models import PortalScore
from namro.apps.service_index.portal import Figure
from namro.core.base.clock import VIETNAM, Clock
from namro.core.indicators.periods import Grain, Period
from namro.demo.province import HOME

#: The three metrics of the province, the same for every commune, and the synchronisation of each.
_OF_PROVINCE = {
    "PUBLISH_ON_TIME": Figure(38, 47, None),
    "PUBLIC_UPDATE_ON_TIME": Figure(43, 47, None),
    "PUBLIC_CONTENT_FULL": Figure(47, 47, None),
    "ELECTRONIC_CERTIFIED_COPY": Figure(None, None, Decimal(2)),
}
#: Dossiers of the home commune that the portal had not heard of yet, and how many more it counts as late.
_NOT_THERE, _MORE_LATE = 5, 4


def fill_service_index(clock: Clock) -> None:
    """Count, and enter what the portal showed of the year, where nothing is entered yet."""
    if PortalScore.objects.exists():
        return
    now = clock()
    today = now.astimezone(VIETNAM).date()
    year, month = Period(today.year), Period(today.year, Grain.MONTH, today.month)
    units = units_with_dossiers()
    keep(units, [days_of(year), days_of(month)], at=now)
    home = Unit.objects.get(code=HOME).pk
    counts = kept(units, days_of(year))
    admin = User.objects.get(username="quantri")
    admin.standing = standing_of(admin, today)
    said: dict[int, dict[str, Figure | None]] = {}
    for place, unit in enumerate(units):
        online = Figure(None, None, Decimal("8.40") + Decimal(place) / 4)
        said[unit] = {**_OF_PROVINCE, "CLGQ": online}
        if unit == home and unit in counts:
            said[unit] |= _seen(counts[unit].counts)
    shown = Shown(today - timedelta(days=2), "dichvucong.gov.vn, Đánh giá chất lượng phục vụ")
    write_scores(admin, said, year, shown, at=now)


def _seen(counts: dict[str, tuple[int, int]]) -> dict[str, Figure | None]:
    """What the portal counted of the home commune: a few dossiers fewer, a few more of them late."""
    part, whole = counts["PROGRESS_ON_TIME"]
    both, _all = counts["SO_HOA_GIAY_TO_GIAI_QUYET"]
    seen = whole - _NOT_THERE
    return {
        "DOSSIER_SYNC": Figure(seen, whole, None),
        "PROGRESS_ON_TIME": Figure(max(0, part - _NOT_THERE - _MORE_LATE), seen, None),
        "SO_HOA_GIAY_TO_GIAI_QUYET": Figure(max(0, both - _NOT_THERE), seen, None),
    }
