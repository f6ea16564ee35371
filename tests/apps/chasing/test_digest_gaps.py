"""The digest where people are missing or mornings were: late work is heard of by somebody all the same."""

from __future__ import annotations

from datetime import timedelta

import pytest

from namro.apps.chasing import jobs
from namro.apps.chasing.digest import tell_morning
from namro.apps.chasing.dues import Asked, dues
from namro.apps.chasing.letters import BELOW, OWN, late_works
from namro.apps.notices.models import Notice
from namro.apps.people.models import Group, Holding, OwnerKind, Owning, Role, User
from namro.apps.plans.models import Occurrence, Piece
from namro.apps.runs import once
from namro.apps.runs.models import Run
from tests.apps.chasing.test_digest import DAY, MORNING, before, due_on
from tests.apps.plans.giving_out import owned_by, stand


def leave(user: User, *, account: bool = True) -> None:
    """The person left a month ago."""
    Holding.objects.filter(user=user, until=None).update(until=DAY - timedelta(days=29))
    if account:
        User.objects.filter(pk=user.pk).update(is_active=False)


def told() -> set[int]:
    return set(Notice.objects.values_list("user", flat=True))


def leaders() -> set[int]:
    """Who leads the commune."""
    held = Holding.objects.filter(position__role=Role.LEADER, position__unit__code="suoi-may", until=None)
    return set(held.values_list("user", flat=True))


def test_late_work_of_somebody_who_left_goes_to_who_leads(cast: dict[str, User]) -> None:
    officer = cast[Role.OFFICER]
    due_on(cast, {"owner": owned_by(officer), "due": before(5)}, {"owner": owned_by(officer), "due": before(3)})
    leave(officer)
    tell_morning(MORNING)
    assert told() == {cast[Role.COORDINATOR].pk} | leaders()
    assert f"{officer.full_name}: Lập sổ" in Notice.objects.get(user=cast[Role.LEADER]).body


def test_late_work_of_an_empty_seat_goes_to_who_leads_and_into_the_letter_to_the_unit(cast: dict[str, User]) -> None:
    officer = cast[Role.OFFICER]
    seat = Holding.objects.get(user=officer, until=None).position_id
    due_on(cast, {"owner": Owning(OwnerKind.POSITION, seat), "due": before(5)})
    Holding.objects.filter(position=seat).update(until=DAY - timedelta(days=20))
    (due,) = dues(Asked(today=DAY))
    assert (due.people, due.waits) == ((), False)
    tell_morning(MORNING)
    assert told() == leaders()
    stand(cast, DAY)
    assert late_works(cast[Role.COORDINATOR], due.unit, OWN) == []
    upper = cast[Role.COUNCIL]
    assert [one.key for one in late_works(upper, min(upper.standing.units()), BELOW)] == [due.key]


def test_a_group_whose_members_all_delivered_is_not_work_that_nobody_holds(cast: dict[str, User]) -> None:
    group = Group.objects.filter(unit__code="suoi-may").earliest("id")
    due_on(cast, {"owner": Owning(OwnerKind.EACH, group.pk), "due": before(5)})
    (due,) = dues(Asked(today=DAY))
    Piece.objects.all().delete()
    row = Occurrence.objects.get()
    Piece.objects.bulk_create(Piece(occurrence=row, user_id=key, state="accepted") for key in due.people)
    assert dues(Asked(today=DAY)) == []


def test_in_a_unit_without_a_leader_the_coordinator_hears(cast: dict[str, User]) -> None:
    due_on(cast, {"owner": owned_by(cast[Role.OFFICER]), "due": before(5)})
    for held in Holding.objects.filter(position__role=Role.LEADER, until=None).select_related("user"):
        leave(held.user)
    tell_morning(MORNING)
    assert told() == {cast[Role.COORDINATOR].pk}


def test_nobody_at_all_is_no_fault(cast: dict[str, User]) -> None:
    due_on(cast, {"owner": owned_by(cast[Role.OFFICER]), "due": before(5)})
    for held in Holding.objects.filter(until=None).select_related("user"):
        leave(held.user)
    assert tell_morning(MORNING) == 0


def test_a_morning_without_a_digest_is_made_up_for(cast: dict[str, User], monkeypatch: pytest.MonkeyPatch) -> None:
    """The server was off on the fifth working day; on the sixth the leader hears."""
    due_on(cast, {"owner": owned_by(cast[Role.OFFICER]), "due": before(6)})
    for days in (3, 2):
        day = before(days)
        Run.objects.create(name="digest", slot=once.slot_of(day), started_at=MORNING, ended_at=MORNING)
    monkeypatch.setattr(jobs, "system_clock", lambda: MORNING)
    jobs.keep_up(MORNING)  # the tests' queue works at once
    assert cast[Role.LEADER].pk in told()
    Notice.objects.all().delete()
    Run.objects.filter(slot=once.slot_of(DAY)).delete()
    Run.objects.create(name="digest", slot=once.slot_of(before(1)), started_at=MORNING, ended_at=MORNING)
    jobs.keep_up(MORNING)
    assert cast[Role.LEADER].pk not in told()
