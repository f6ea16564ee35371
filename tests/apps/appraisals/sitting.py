"""A short way to have a council sitting on a disputed criterion."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal

from namro.apps.appraisals.actions.sittings import Plan, Seat, close_sitting, open_sitting, set_attendance
from namro.apps.appraisals.actions.voting import cast_votes, put_motions
from namro.apps.appraisals.models import Motion, Opinion, Sitting
from namro.apps.assessments.models import Assessment, Line
from namro.apps.people.models import Role, User
from namro.core.assessment.council import Duty, Presence, QuorumRule, VoteResult
from tests.apps.appraisals.judging import in_appraisal, judged, line_of
from tests.apps.assessments.sheets import NOW, ready

HALF = QuorumRule(Decimal(50))
SEATS = (
    Seat("Lê Thị Chủ", "Phó Chủ tịch UBND tỉnh", "UBND tỉnh", Duty.CHAIR),
    Seat("Trần Văn Thư", "Chuyên viên", "Sở Nội vụ", Duty.SECRETARY),
    Seat("Phạm Thị Ba", "Phó Giám đốc", "Sở Tư pháp"),
    Seat("Vũ Văn Bốn", "Phó Giám đốc", "Sở Tài chính"),
)


def later(minutes: int) -> datetime:
    """So many minutes after the tests' hour."""
    return NOW + timedelta(minutes=minutes)


def disputed(cast: dict[str, User], sheet: Assessment, node: str = "1.1") -> Line:
    """A criterion for which the leader's account said 2 and the department 1."""
    judged(cast[Role.APPRAISER], sheet, node, "2")
    Opinion.objects.filter(line=line_of(sheet, node)).update(by=cast[Role.LEADER])  # a colleague's word of before
    return judged(cast[Role.APPRAISER], sheet, node, "1", cause="not_signed", reason="Chưa ký số")


def opened(cast: dict[str, User], sheet: Assessment, *, here: int = 4) -> Sitting:
    """A sitting of four members, so many of them present."""
    assert sheet.round is not None
    user = ready(cast[Role.COUNCIL])
    sitting = open_sitting(user, sheet.round, Plan(NOW, "Phòng họp số 2", HALF), seats=SEATS, at=NOW)
    there = {one.pk: Presence.PRESENT for one in list(sitting.members.order_by("place"))[:here]}
    return set_attendance(user, sitting, there, version=0, at=NOW)


def put(cast: dict[str, User], sitting: Sitting, line: Line) -> Motion:
    """The criterion before the sitting."""
    return put_motions(ready(cast[Role.COUNCIL]), sitting, [line.pk], at=later(1))[0]


def voted(cast: dict[str, User], motion: Motion, choices: list[str | None], at: int = 2) -> VoteResult:
    """Members vote in their order for the proposals with these points; None abstains."""
    motion.refresh_from_db()
    by_points = {one.value.points: one.pk for one in motion.proposals.all()}
    members = list(motion.sitting.members.order_by("place"))
    votes = {
        member.pk: None if choice is None else by_points[Decimal(choice)]
        for member, choice in zip(members, choices, strict=False)
    }
    return cast_votes(ready(cast[Role.COUNCIL]), motion, votes, version=motion.version, at=later(at))


def before_the_council(cast: dict[str, User]) -> dict[str, str]:
    """The codes of a round, of a sitting with one criterion before it, of one that is closed."""
    sheet = in_appraisal(cast)
    line = disputed(cast, sheet)
    made, user = sheet.round, ready(cast[Role.COUNCIL])
    assert made is not None
    ended = opened(cast, sheet)
    close_sitting(user, ended, ended_at=later(30), version=ended.version, at=later(30))
    sitting = opened(cast, sheet)
    put(cast, sitting, line)
    return {"round": made.code, "sitting": sitting.code, "closed": ended.code}
