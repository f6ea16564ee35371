"""A meeting of the cast's commune with one conclusion."""

from __future__ import annotations

from datetime import timedelta

from namro.apps.meetings.actions import save_meeting, set_conclusion
from namro.apps.meetings.models import Meeting
from namro.apps.people.models import Role, User
from namro.apps.people.queries.people import standing_of
from namro.core.base.clock import system_clock


def meeting_of(cast: dict[str, User], **changes: object) -> dict[str, str | int]:
    """Hold it an hour ago; its code, and the key of the conclusion."""
    now = system_clock()
    coordinator = cast[Role.COORDINATOR]
    coordinator.standing = standing_of(coordinator, now.date())
    (unit,) = coordinator.standing.units()
    values = {
        "title": "Giao ban tháng", "kind": Meeting.Kind.BRIEFING, "starts_at": now - timedelta(hours=1),
        "place": "Phòng họp", "chair": cast[Role.LEADER], "secretary": coordinator, "present": "Bí thư Đảng ủy",
        "agenda": "Tiến độ tháng", "said": "Các bộ phận báo cáo.", **changes,
    }  # fmt: skip
    made = save_meeting(coordinator, values=values, at=now, unit=unit)
    row = set_conclusion(coordinator, made, values={"text": "Rà soát hồ sơ", "group": "Giao Văn phòng"}, at=now)
    return {"meeting": made.code, "conclusion": row.pk}
