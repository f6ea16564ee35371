"""Writing what the portal showed: rows beside those before, one line of the audit record."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from namro.apps.people.actions import record
from namro.apps.people.models import AuditEntry, User
from namro.apps.service_index.models import PortalScore
from namro.apps.service_index.permissions import check_enter
from namro.apps.service_index.portal import Figure, edition_of, portal_of
from namro.core.base.clock import VIETNAM
from namro.core.base.errors import NamroError
from namro.core.indicators.periods import Period
from namro.core.service.index import service_index

#: What was said of a unit, by the code of a metric or group; None takes away what stands.
Said = Mapping[str, Figure | None]


@dataclass(frozen=True, slots=True)
class Shown:
    """When the portal showed it, and where it was read or in which file."""

    as_of: date
    source: str


def write_scores(actor: User, said: Mapping[int, Said], period: Period, shown: Shown, *, at: datetime) -> int:
    """Write what changed, all or nothing; return how many figures. Raises NamroError for a day that cannot be."""
    for key in said:
        check_enter(actor, key)
    _check_day(period, shown, at.astimezone(VIETNAM).date())
    with transaction.atomic():
        rows = list(_fresh(actor, said, period, shown, at=at))
        PortalScore.objects.bulk_create(rows, batch_size=500)
        if rows:
            note = _("%(period)s: %(n)d số của Cổng, tra cứu ngày %(day)s. %(source)s") % {
                "period": period.words,
                "n": len(rows),
                "day": f"{shown.as_of:%d/%m/%Y}",
                "source": shown.source,
            }
            unit = next(iter(said)) if len(said) == 1 else None
            subject = f"index766:{period.name}"
            record(actor, AuditEntry.Act.PORTAL_SCORES, at=at, subject=subject, note=note[:500], unit=unit)
    return len(rows)


def _check_day(period: Period, shown: Shown, today: date) -> None:
    if shown.as_of > today:
        raise NamroError(_("Ngày tra cứu chưa tới. Ghi ngày đã xem điểm trên Cổng."), code="as_of")
    if shown.as_of < date(period.year, period.months[0], 1):
        told = _("Ngày tra cứu đứng trước %(period)s. Sửa ngày hoặc chọn kỳ khác.")
        raise NamroError(told % {"period": period.inside}, code="as_of")
    if not shown.source.strip():
        raise NamroError(_("Chưa ghi nguồn. Ghi nơi đã xem, ví dụ tên màn hình trên Cổng."), code="source")


def _fresh(
    actor: User, said: Mapping[int, Said], period: Period, shown: Shown, *, at: datetime
) -> Iterable[PortalScore]:
    edition = edition_of(shown.as_of, service_index())
    known = portal_of(said, period)
    for unit, figures in said.items():
        there = known.get(unit)
        standing = {**there.foreign, **there.figures} if there else {}
        for code, figure in figures.items():
            if _same(standing.get(code), figure) and (figure is None or (there and there.as_of == shown.as_of)):
                continue
            part, whole, score = (figure.numerator, figure.denominator, figure.score) if figure else (None, None, None)
            yield PortalScore(
                unit_id=unit,
                period=period.name,
                code=code,
                numerator=part,
                denominator=whole,
                score=score,
                as_of=shown.as_of,
                source=shown.source.strip()[:200],
                edition=edition,
                by=actor,
                at=at,
            )


def _same(one: Figure | None, other: Figure | None) -> bool:
    if one is None or other is None:
        return one is other
    scores: tuple[Decimal | None, Decimal | None] = one.score, other.score
    return (one.numerator, one.denominator) == (other.numerator, other.denominator) and scores[0] == scores[1]
