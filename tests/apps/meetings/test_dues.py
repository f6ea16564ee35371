"""What meetings remind of: those to come, and conclusions that are no tasks yet."""

from __future__ import annotations

from datetime import timedelta

from namro.apps.chasing.dues import Asked, dues
from namro.apps.meetings.actions import give_tasks, set_conclusion
from namro.apps.meetings.models import Meeting
from namro.apps.people.models import OwnerKind, Owning, Role, User
from namro.core.base.clock import VIETNAM, system_clock
from tests.apps.meetings.held import meeting_of


def test_a_coming_meeting_stands_with_its_chair_and_secretary(cast: dict[str, User]) -> None:
    now = system_clock()
    found = meeting_of(cast, starts_at=now + timedelta(days=3))
    today = now.astimezone(VIETNAM).date()
    (due,) = [one for one in dues(Asked(today=today)) if one.key == f"hop:{found['meeting']}"]
    assert due.people == (cast[Role.LEADER].pk, cast[Role.COORDINATOR].pk)
    assert due.due == (now + timedelta(days=3)).astimezone(VIETNAM).date()
    assert "Giao ban tháng" in due.text
    mine = dues(Asked(today=today, people=[cast[Role.OFFICER].pk]))
    assert not any(one.key.startswith("hop:") for one in mine)
    assert not [one for one in dues(Asked(today=today)) if one.key.startswith("ket-luan:")], "not held yet"


def test_conclusions_are_owed_as_tasks_until_they_are_given(cast: dict[str, User]) -> None:
    now = system_clock()
    found = meeting_of(cast, starts_at=now - timedelta(days=2))
    asked = Asked(today=now.astimezone(VIETNAM).date())
    (due,) = [one for one in dues(asked) if one.key == f"ket-luan:{found['meeting']}"]
    assert cast[Role.COORDINATOR].pk in due.people
    assert due.text.startswith("Giao 1 kết luận")
    assert due.url == f"/hop/{found['meeting']}"
    meeting = Meeting.objects.get(code=found["meeting"])
    row = meeting.conclusions.get()
    owner = Owning(OwnerKind.PERSON, cast[Role.OFFICER].pk)
    set_conclusion(cast[Role.COORDINATOR], meeting, values={"owner": owner}, at=now, row=row, version=row.version)
    give_tasks(cast[Role.COORDINATOR], meeting, at=now)
    assert not [one for one in dues(asked) if one.key.startswith("ket-luan:")]
