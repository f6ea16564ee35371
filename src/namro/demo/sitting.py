"""A sitting of the council in the demo: what was explained and refused is voted on, the minutes are fixed."""

from __future__ import annotations

from datetime import datetime, timedelta

from namro.apps.appraisals.actions.sittings import Plan, Seat, close_sitting, open_sitting, set_attendance
from namro.apps.appraisals.actions.voting import cast_votes, put_motions, settle_motion
from namro.apps.appraisals.models import Motion
from namro.apps.assessments.models import Line, Round
from namro.apps.people.models import User
from namro.core.assessment.council import Duty, Presence, proposed_rule
from namro.core.assessment.opinions import Layer

_SEATS = (
    ("Đỗ Gia Thắng", "Phó Chủ tịch Ủy ban nhân dân tỉnh", "Ủy ban nhân dân tỉnh", Duty.CHAIR),
    ("Trịnh Gia Long", "Trưởng phòng Cải cách hành chính", "Sở Nội vụ", Duty.SECRETARY),
    ("Hà Minh Thảo", "Phó Giám đốc", "Sở Tư pháp", Duty.MEMBER),
    ("Bùi Đức Kiên", "Phó Giám đốc", "Sở Tài chính", Duty.MEMBER),
    ("Tạ Ngọc Diệp", "Phó Chánh Văn phòng", "Văn phòng Ủy ban nhân dân tỉnh", Duty.MEMBER),
)
#: Who did not come, by place.
_AWAY = 4
_SAID = "Đơn vị được gửi lại nếu có sổ đăng ký văn bản đến của cơ quan nhận."


def hold_sitting(made: Round, council: User, *, at: datetime) -> None:
    """Vote on what units explained and the second appraisal refused; most members keep what was decided."""
    refused = [line for line in _explained(made) if line.value(Layer.FINAL) != line.value(Layer.EXPLAINED)]
    if not refused:
        return
    plan = Plan(at, "Phòng họp số 2, trụ sở Ủy ban nhân dân tỉnh", proposed_rule(at.date()))
    seats = [Seat(name, title, body, duty) for name, title, body, duty in _SEATS]
    sitting = open_sitting(council, made, plan, seats=seats, at=at)
    members = list(sitting.members.order_by("place"))
    there = {one.pk: Presence.PRESENT for one in members if one.place - 1 != _AWAY}
    sitting = set_attendance(council, sitting, there, version=sitting.version, at=at)
    for motion in put_motions(council, sitting, [line.pk for line in refused], at=at + timedelta(minutes=20)):
        _vote(council, motion, list(there), at=at + timedelta(minutes=20 + 10 * motion.number))
    sitting.refresh_from_db()
    end = at + timedelta(minutes=40 + 10 * len(refused))
    close_sitting(council, sitting, ended_at=end, version=sitting.version, at=end)


def _explained(made: Round) -> list[Line]:
    rows = Line.objects.filter(assessment__round=made, carried=None).exclude(explained_reason="")
    return list(rows.select_related("assessment").order_by("assessment_id", "pk"))


def _vote(council: User, motion: Motion, members: list[int], *, at: datetime) -> None:
    """All but the last one present keep what was decided."""
    kept = motion.line.value(Layer.FINAL)
    choices = list(motion.proposals.order_by("pk"))
    keep = next(one for one in choices if one.value == kept)
    other = next((one for one in choices if one.pk != keep.pk), keep)
    votes: dict[int, int | None] = dict.fromkeys(members[:-1], keep.pk)
    cast_votes(council, motion, votes | {members[-1]: other.pk}, version=motion.version, at=at)
    motion.refresh_from_db()
    settle_motion(council, motion, said=_SAID, version=motion.version, at=at + timedelta(minutes=2))


__all__ = ["hold_sitting"]
