"""Evaluations of the month that is over, as what the leaders of a unit owe before the 5th."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from namro.apps.chasing.dues import Asked, Due
from namro.apps.officers.month import Month, limit_of, month_of
from namro.apps.officers.sending import leaders_of, unsent
from namro.core.base.clock import VIETNAM


def dues_of_evaluations(asked: Asked) -> Iterator[Due]:
    """Yield one line for each unit in which somebody who handled dossiers last month was not evaluated."""
    month = month_of(asked.today).before
    missing = unsent(month, asked.units)
    leaders = leaders_of(set(missing), asked.today)
    for unit, (code, people) in missing.items():
        yield _due(unit, code, people, month, leaders.get(unit, {}))


def _due(unit: int, code: str, people: int, month: Month, leaders: dict[int, str]) -> Due:
    said = _("Gửi đánh giá tháng %(month)s của %(n)d người xử lý hồ sơ")
    return Due(
        key=f"danh-gia-thang:{unit}:{month}",
        text=said % {"month": f"{month.first:%m/%Y}", "n": people},
        due=limit_of(month, code).astimezone(VIETNAM).date(),
        unit=unit,
        people=tuple(leaders),
        who=", ".join(leaders.values()),
        url=f"{reverse('officers:unit', args=[str(month)])}?don-vi={code}",
        kind=_("Đánh giá tháng"),
        version=people,
    )
