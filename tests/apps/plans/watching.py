"""Supervisions and recommendations for tests, written down by the commune's watcher through the real actions."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from namro.apps.people.models import Role, User
from namro.apps.people.queries.people import standing_of
from namro.apps.plans import actions
from namro.apps.plans.models import Recommendation, Supervision
from namro.apps.plans.permissions import seats_watching
from namro.core.base.clock import system_clock


def asked(**values: Any) -> dict[str, Any]:
    """Values of a recommendation of today."""
    today = system_clock().date()
    given = {
        "on": today,
        "source_number": "12/MTTQ-BTT",
        "source_date": today,
        "source_abstract": "Kết quả giám sát giải quyết thủ tục hành chính",
        "text": "Niêm yết lại thủ tục đất đai đã hết hiệu lực",
        "field": "Cải cách thủ tục hành chính",
        "criterion": "2.1.3",
        "criterion_name": "Niêm yết thủ tục",
        "answer_by": today + timedelta(days=10),
    }
    return given | values


def watcher_in(cast: dict[str, User]) -> User:
    """The commune's watcher, as of today."""
    watcher = cast[Role.WATCHER]
    watcher.standing = standing_of(watcher, system_clock().date())
    return watcher


def supervised(cast: dict[str, User], *, on: date | None = None) -> Supervision:
    """One time of watching."""
    watcher = watcher_in(cast)
    (seat,) = seats_watching(watcher)
    values = {
        "on": on or system_clock().date(),
        "subject": "Giám sát niêm yết thủ tục hành chính",
        "participants": "Ban Thường trực, Ban Thanh tra nhân dân",
        "seen": "Hai thủ tục đất đai hết hiệu lực còn treo ở bảng niêm yết.",
    }
    return actions.record_supervision(watcher, seat, values=values, at=system_clock())


def recommended(cast: dict[str, User], supervision: Supervision | None = None, **values: Any) -> Recommendation:
    """A recommendation to the commune."""
    watcher = watcher_in(cast)
    (seat,) = seats_watching(watcher)
    return actions.record_recommendation(
        watcher, seat, values=asked(**values), at=system_clock(), supervision=supervision
    )


def watched(cast: dict[str, User]) -> dict[str, str]:
    """The codes of a supervision and of a recommendation after it."""
    supervision = supervised(cast)
    return {"seen": supervision.code, "asked": recommended(cast, supervision).code}
