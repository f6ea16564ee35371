"""Months for which somebody who handles dossiers was evaluated; what is only being written counts nothing."""

from __future__ import annotations

from collections.abc import Collection

from django.urls import reverse
from django.utils.translation import gettext as _

from namro.apps.officers.models import Evaluation
from namro.apps.officers.month import month_of
from namro.apps.yearly.sources import Entry
from namro.core.base.clock import VIETNAM
from namro.core.service.evaluation_states import State
from namro.core.service.officers import Counted


class MonthlyEvaluations:
    """The evaluations that were sent; each row leads to the month it comes from."""

    def entries_of(self, unit: int, people: Collection[int], year: int) -> dict[int, list[Entry]]:
        """Return the months of a year by the id of the account; one query."""
        rows = Evaluation.objects.filter(unit=unit, user__in=list(people), month__year=year, state=State.SENT)
        found: dict[int, list[Entry]] = {person: [] for person in people}
        for row in rows.select_related("unit").order_by("month"):
            if row.sent_at is not None:
                found[row.user_id].append(_entry(row))
        return found


def _entry(row: Evaluation) -> Entry:
    counts = row.content.get("counts", {})
    said = _(
        "Đánh giá tháng %(month)s: %(handled)d hồ sơ đã giải quyết, %(on_time)d đúng hạn, %(late)d trễ do khâu xử lý"
    )
    numbers = {
        "month": f"{row.month:%m/%Y}",
        "handled": counts.get(Counted.HANDLED, 0),
        "on_time": counts.get(Counted.ON_TIME, 0),
        "late": counts.get(Counted.LATE_PROCESS, 0),
    }
    assert row.sent_at is not None
    path = reverse("officers:person", args=[str(month_of(row.month)), row.user_id])
    return Entry(
        ref=row.code, text=said % numbers, on=row.sent_at.astimezone(VIETNAM).date(), detail=row.judgement[:300],
        path=f"{path}?don-vi={row.unit.code}",
    )  # fmt: skip
