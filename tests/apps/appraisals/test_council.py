"""Sittings of the council: quorum, proposals, votes, the decision written as the chair's word, minutes that stay."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from namro.apps.appraisals.actions.sittings import Plan, Seat, close_sitting, open_sitting, set_attendance
from namro.apps.appraisals.actions.voting import (
    cast_votes,
    propose,
    put_motions,
    settle_motion,
    withdraw_motion,
)
from namro.apps.appraisals.minutes import minutes_of
from namro.apps.appraisals.models import Attendance, Ballot, Motion, Opinion, Sitting
from namro.apps.assessments.actions.moving import move
from namro.apps.assessments.models import Assessment, Line
from namro.apps.people.models import AuditEntry, Role, User
from namro.core.assessment.council import Duty, How, Presence
from namro.core.assessment.minutes import Change, minutes_from_data, minutes_to_data
from namro.core.assessment.opinions import Layer, Value, Verdict
from namro.core.assessment.stages import State
from namro.core.base.errors import NamroError
from tests.apps.appraisals.judging import in_appraisal, judged, line_of
from tests.apps.appraisals.sitting import HALF, SEATS, disputed, later, opened, put, voted
from tests.apps.appraisals.stage_world import world_in
from tests.apps.assessments.sheets import NOW, edition_in_force, ready

pytestmark = pytest.mark.django_db
in_force = pytest.fixture(autouse=True)(edition_in_force)


@pytest.fixture
def sheet(cast: dict[str, User]) -> Assessment:
    return in_appraisal(cast)


@pytest.fixture
def line(cast: dict[str, User], sheet: Assessment) -> Line:
    return disputed(cast, sheet)


@pytest.fixture
def sitting(cast: dict[str, User], sheet: Assessment) -> Sitting:
    return opened(cast, sheet)


@pytest.fixture
def motion(cast: dict[str, User], sitting: Sitting, line: Line) -> Motion:
    return put(cast, sitting, line)


def _acts() -> list[str]:
    return list(AuditEntry.objects.filter(act__startswith="council").order_by("pk").values_list("note", flat=True))


def test_a_disputed_criterion_comes_with_what_was_said_of_it(motion: Motion) -> None:
    rows = {one.value.points: (one.proposer, one.cause) for one in motion.proposals.all()}
    assert set(rows) == {Decimal(2), Decimal(1)}
    assert rows[Decimal(2)][0].endswith("Đơn vị tự chấm")
    assert rows[Decimal(1)][1] == "not_signed"


def test_the_majority_settles_the_criterion_as_the_chairs_word(
    cast: dict[str, User], sheet: Assessment, motion: Motion
) -> None:
    assert voted(cast, motion, ["1", "1", "1", "2"]).how is How.MAJORITY
    motion.refresh_from_db()
    settled = settle_motion(ready(cast[Role.COUNCIL]), motion, version=motion.version, at=later(3))
    found = line_of(sheet, "1.1")
    assert not found.disputed
    assert found.value(Layer.APPRAISED) == Value(Decimal(1))
    assert (found.appraised_cause, found.appraised_reason) == ("not_signed", "Chưa ký số")
    assert (settled.state, settled.how) == (Motion.State.DECIDED, How.MAJORITY)
    assert Opinion.objects.filter(line=found, settles=True).count() == 1
    assert [act.count("1.1") for act in _acts()] == [0, 0, 1, 1]


def test_even_votes_wait_for_the_chair(cast: dict[str, User], sheet: Assessment, motion: Motion) -> None:
    assert voted(cast, motion, [None, "1", "2", None]).how is How.OPEN
    motion.refresh_from_db()
    with pytest.raises(NamroError, match="phiếu của người chủ trì"):
        settle_motion(ready(cast[Role.COUNCIL]), motion, version=motion.version, at=later(3))
    assert line_of(sheet, "1.1").disputed
    assert voted(cast, motion, ["2", "1"], at=4).how is How.MAJORITY
    assert voted(cast, motion, ["2", "1", "2", "1"], at=5).how is How.CHAIR
    assert Ballot.objects.filter(motion=motion).count() == 10


def test_many_proposals_without_a_majority_are_voted_on_again(
    cast: dict[str, User], sheet: Assessment, motion: Motion
) -> None:
    chair = ready(cast[Role.COUNCIL])
    verdict = Verdict(Value(Decimal("1.5")), "late", "Muộn hai ngày")
    propose(chair, motion, verdict, proposer="Vũ Văn Bốn", version=0, at=later(2))
    assert voted(cast, motion, ["1.5", "1.5", "1", None]).how is How.MAJORITY
    assert voted(cast, motion, ["1.5", "1", "2", "2"]).how is How.AGAIN
    motion.refresh_from_db()
    assert motion.ballot == 2
    assert voted(cast, motion, ["1.5", "1.5", "2", "2"]).how is How.CHAIR
    motion.refresh_from_db()
    settle_motion(chair, motion, version=motion.version, at=later(3))
    assert line_of(sheet, "1.1").value(Layer.APPRAISED) == Value(Decimal("1.5"))
    with pytest.raises(NamroError, match="đã xong"):
        settle_motion(chair, motion, version=motion.version + 1, at=later(4))


def test_without_a_quorum_nothing_is_voted_or_settled(cast: dict[str, User], sheet: Assessment, line: Line) -> None:
    sitting = opened(cast, sheet, here=2)
    motion = put(cast, sitting, line)
    with pytest.raises(NamroError, match=r"2/4 thành viên .* cần trên 50 %: chưa hợp lệ"):
        voted(cast, motion, ["1", "1"])
    assert not Ballot.objects.exists()
    assert line_of(sheet, "1.1").disputed


def test_who_leaves_has_voted_but_counts_no_more_for_the_quorum(
    cast: dict[str, User], sitting: Sitting, motion: Motion
) -> None:
    chair = ready(cast[Role.COUNCIL])
    voted(cast, motion, ["2", "1", "2", "1"])
    members = list(sitting.members.order_by("place"))
    sitting.refresh_from_db()
    gone = {members[2].pk: Presence.ABSENT, members[3].pk: Presence.ABSENT}
    sitting = set_attendance(chair, sitting, gone, version=sitting.version, at=later(3))
    motion.refresh_from_db()
    with pytest.raises(NamroError, match="2/4"):
        settle_motion(chair, motion, version=motion.version, at=later(4))
    sitting = set_attendance(chair, sitting, {members[2].pk: Presence.WRITTEN}, version=sitting.version, at=later(5))
    with pytest.raises(NamroError, match="vắng mặt không biểu quyết"):
        voted(cast, motion, ["1", "1", "2", "1"])
    settle_motion(chair, motion, version=motion.version, at=later(6))
    (item,) = minutes_of(sitting).items
    assert sorted((one.value, one.votes) for one in item.proposals) == [("1,00", (2,)), ("2,00", (2,))]
    assert item.how == "phiếu ngang nhau, theo ý kiến của người chủ trì"
    assert Attendance.objects.filter(member=members[2]).count() == 3


def test_the_second_of_two_chairs_is_told_and_nothing_is_half_done(
    cast: dict[str, User], sheet: Assessment, sitting: Sitting, motion: Motion
) -> None:
    chair = ready(cast[Role.COUNCIL])
    voted(cast, motion, ["1", "1", "1", "2"])
    motion.refresh_from_db()
    seen = motion.version
    settle_motion(chair, motion, version=seen, at=later(3))
    with pytest.raises(NamroError, match="vừa được người khác ghi"):
        settle_motion(chair, motion, version=seen, at=later(3))
    with pytest.raises(NamroError, match="Danh sách điểm danh vừa được người khác ghi"):
        set_attendance(chair, sitting, {}, version=0, at=later(3))
    assert Opinion.objects.filter(settles=True).count() == 1
    assert line_of(sheet, "1.1").value(Layer.APPRAISED) == Value(Decimal(1))


def test_what_was_judged_since_is_put_again(cast: dict[str, User], sheet: Assessment, motion: Motion) -> None:
    chair = ready(cast[Role.COUNCIL])
    voted(cast, motion, ["1", "1", "1", "2"])
    judged(cast[Role.APPRAISER], sheet, "1.1", "0", cause="not_done", reason="Không có văn bản")
    motion.refresh_from_db()
    with pytest.raises(NamroError, match="Rút nội dung này rồi đưa lại"):
        settle_motion(chair, motion, version=motion.version, at=later(3))
    motion.refresh_from_db()
    assert motion.state == Motion.State.OPEN
    withdraw_motion(chair, motion, why="Ý kiến mới", version=motion.version, at=later(4))
    again = put(cast, motion.sitting, line_of(sheet, "1.1"))
    assert {one.value.points for one in again.proposals.all()} == {Decimal(2), Decimal(0)}


def test_a_criterion_is_before_one_sitting_at_a_time(
    cast: dict[str, User], sheet: Assessment, motion: Motion, line: Line
) -> None:
    other = opened(cast, sheet)
    with pytest.raises(NamroError, match="đang được xét ở phiên 1"):
        put(cast, other, line)
    with pytest.raises(IntegrityError), transaction.atomic():
        Motion.objects.create(
            sitting=other, number=1, line=line, layer="appraised", seen=0, by=cast[Role.COUNCIL], at=NOW
        )


def test_a_closed_sitting_keeps_its_minutes(
    cast: dict[str, User], sheet: Assessment, sitting: Sitting, motion: Motion
) -> None:
    chair = ready(cast[Role.COUNCIL])
    sitting.refresh_from_db()
    with pytest.raises(NamroError, match="Còn 1 nội dung chưa quyết định: 1"):
        close_sitting(chair, sitting, ended_at=later(60), version=sitting.version, at=later(60))
    voted(cast, motion, ["1", "1", "2", None])
    motion.refresh_from_db()
    settle_motion(chair, motion, said="Ký số bổ sung năm sau", version=motion.version, at=later(3))
    sitting.refresh_from_db()
    with pytest.raises(NamroError, match="Giờ kết thúc"):
        close_sitting(chair, sitting, ended_at=NOW, version=sitting.version, at=later(60))
    sitting = close_sitting(chair, sitting, ended_at=later(60), version=sitting.version, at=later(60))
    minutes = minutes_of(sitting)
    (item,) = minutes.items
    assert (item.claimed, item.decided, item.change, item.how) == ("2,00", "1,00", Change.LOWERED, "quá nửa số phiếu")
    assert sorted((one.value, one.votes) for one in item.proposals) == [("1,00", (2,)), ("2,00", (1,))]
    assert (item.abstained, len(item.opinions)) == ((1,), 2)
    assert item.reason == "Chưa ký số\nKý số bổ sung năm sau"
    assert minutes.quorum.startswith("4/4 thành viên")
    assert minutes_from_data(minutes_to_data(minutes)) == minutes
    with pytest.raises(NamroError, match="biên bản không sửa được"):
        set_attendance(chair, sitting, {}, version=sitting.version, at=later(61))
    later_on = opened(cast, sheet)
    again = put(cast, later_on, line_of(sheet, "1.1"))
    voted(cast, again, ["2", "2", "2", "1"])
    again.refresh_from_db()
    settle_motion(chair, again, version=again.version, at=later(70))
    assert line_of(sheet, "1.1").value(Layer.APPRAISED) == Value(Decimal(2))
    sitting.refresh_from_db()
    assert minutes_of(sitting) == minutes


def test_only_whoever_runs_the_round_holds_sittings(
    cast: dict[str, User], sheet: Assessment, sitting: Sitting, motion: Motion
) -> None:
    assert sheet.round is not None
    for role in (Role.APPRAISER, Role.LEADER, Role.COORDINATOR, Role.ADMIN):
        user = ready(cast[role])
        with pytest.raises(PermissionDenied):
            open_sitting(user, sheet.round, Plan(NOW, "", HALF), seats=SEATS, at=NOW)
        with pytest.raises(PermissionDenied):
            cast_votes(user, motion, {}, version=motion.version, at=NOW)
        with pytest.raises(PermissionDenied):
            put_motions(user, sitting, [motion.line_id], at=NOW)
    sheet.round.alone = True
    sheet.round.save()
    with pytest.raises(PermissionDenied, match="Kỳ riêng"):
        open_sitting(ready(cast[Role.COUNCIL]), sheet.round, Plan(NOW, "", HALF), seats=SEATS, at=NOW)


@pytest.mark.parametrize(
    "seats",
    [SEATS[1:], (*SEATS, Seat("Hai chủ trì", duty=Duty.CHAIR)), (*SEATS, Seat(" ")), ()],
)
def test_a_council_has_one_chair_and_one_secretary(
    cast: dict[str, User], sheet: Assessment, seats: tuple[Seat, ...]
) -> None:
    assert sheet.round is not None
    with pytest.raises(NamroError, match="anh sách"):
        open_sitting(ready(cast[Role.COUNCIL]), sheet.round, Plan(NOW, "", HALF), seats=seats, at=NOW)
    assert not Sitting.objects.exists()


def test_proposals_are_checked_and_closed_by_the_first_vote(
    cast: dict[str, User], sheet: Assessment, motion: Motion
) -> None:
    chair = ready(cast[Role.COUNCIL])
    bad = [
        (Verdict(Value(Decimal(9)), "late", "x"), "ngoài khoảng"),
        (Verdict(Value(Decimal("1.5")), "", "x"), "chọn nguyên nhân"),
        (Verdict(Value(Decimal(1)), "late", "x"), "đã có người đề xuất"),
    ]
    for verdict, words in bad:
        with pytest.raises(NamroError, match=words):
            propose(chair, motion, verdict, proposer="Ba", version=0, at=later(2))
    voted(cast, motion, ["1"])
    motion.refresh_from_db()
    with pytest.raises(NamroError, match="Đã biểu quyết"):
        propose(
            chair, motion, Verdict(Value(Decimal("0.5")), "late", "x"), proposer="Ba", version=motion.version, at=NOW
        )


def test_what_was_put_in_the_first_appraisal_is_not_voted_on_in_the_second(db: None) -> None:
    world = world_in(State.APPRAISAL)
    cast, motion = dict(world.people), world.motion
    assert motion is not None
    council = ready(cast["council"])
    move(council, world.sheet, "explain", at=NOW)
    with pytest.raises(NamroError, match="Đang giải trình"):
        voted(cast, motion, ["1", "1", "1", "1"])
    move(council, world.sheet, "reappraise", at=NOW)
    with pytest.raises(NamroError, match="bước thẩm định trước"):
        voted(cast, motion, ["1", "1", "1", "1"])
    withdraw_motion(council, motion, why="Đưa lại ở bước này", version=motion.version, at=later(4))
    assert world.sitting is not None
    assert voted(cast, put(cast, world.sitting, line_of(world.sheet, "1.3")), ["1", "1", "1", "1"]).chosen
