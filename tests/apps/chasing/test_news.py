"""Who is called in a comment, and to whom work is passed, hears of it once."""

from __future__ import annotations

from namro.apps.notices.models import Notice
from namro.apps.people.models import Role, User
from namro.apps.plans.actions.commenting import comment_on
from namro.apps.plans.actions.passing import offer_work
from namro.core.base.clock import system_clock
from tests.apps.plans.giving_out import give_out, owned_by


def test_who_is_called_in_a_comment_is_told_and_nobody_else(cast: dict[str, User]) -> None:
    officer, coordinator = cast[Role.OFFICER], cast[Role.COORDINATOR]
    now = system_clock()
    (row,) = give_out(cast, [{"owner": owned_by(officer), "due": now.date()}], at=now)
    comment_on(coordinator, row, f"@{officer.full_name} gửi bản ký số nhé", at=now)
    (told,) = Notice.objects.all()
    assert (told.user, told.kind, told.url) == (officer, "mention", f"/viec/{row.code}")
    assert f"{coordinator.full_name} nhắc bạn" in told.text


def test_whom_work_is_offered_to_is_told(cast: dict[str, User]) -> None:
    officer, coordinator = cast[Role.OFFICER], cast[Role.COORDINATOR]
    now = system_clock()
    (row,) = give_out(cast, [{"owner": owned_by(officer), "due": now.date()}], at=now)
    offer_work(officer, row, coordinator.pk, reason="Đi học ba tháng", at=now)
    (told,) = Notice.objects.all()
    assert (told.user, told.kind) == (coordinator, "handed_over")
    assert f"{officer.full_name} → {coordinator.full_name}" in told.text
