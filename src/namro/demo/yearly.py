"""Yearly sheets of the demo commune: shown to everybody, one with a correction that waits, one settled, one closed."""

from __future__ import annotations

from datetime import datetime, timedelta

from namro.apps.people.models import Unit, User
from namro.apps.people.queries.people import standing_of
from namro.apps.yearly import actions
from namro.apps.yearly.models import PersonSheet
from namro.core.base.clock import VIETNAM
from namro.core.improvement.yearly_figures import Figure

#: So many days ago the sheets were shown.
SHOWN = 14
_PROOF = "https://vanson.example.vn/van-ban/quyet-dinh-cong-nhan-sang-kien"


def fill_yearly(coordinator: User, leader: User, officer: User, *, now: datetime) -> None:
    """Draft and show the sheets of the coordinator's commune; those that are there stay as they are."""
    shown = now - timedelta(days=SHOWN)
    year = shown.astimezone(VIETNAM).year
    (home,) = _on(coordinator, shown).standing.units()
    unit = Unit.objects.get(pk=home)
    if PersonSheet.objects.filter(unit=unit, year=year).exists():
        return
    actions.draft_all(coordinator, unit, year, at=shown)
    actions.show_all(coordinator, unit, year, at=shown)
    sheets = {one.user_id: one for one in PersonSheet.objects.filter(unit=unit, year=year).select_related("user")}
    others = sorted(key for key in sheets if key not in {coordinator.pk, leader.pk, officer.pk})
    _ask(officer, sheets[officer.pk], at=now - timedelta(days=5))
    for key in others[:2]:
        person = _on(sheets[key].user, now - timedelta(days=9))
        actions.act(person, sheets[key], "confirm", at=now - timedelta(days=9))
    actions.act(_on(leader, now - timedelta(days=2)), sheets[others[0]], "close", at=now - timedelta(days=2))
    _settled(coordinator, sheets[coordinator.pk], leader, now=now)


def _ask(person: User, sheet: PersonSheet, *, at: datetime) -> None:
    asked = actions.Asked(
        figure=Figure.INITIATIVES.value,
        text="Sổ theo dõi báo cáo dùng chung cho các thôn",
        said="Đã được công nhận sáng kiến cấp xã, quyết định kèm theo.",
        link=_PROOF,
    )
    actions.ask(_on(person, at), sheet, asked, at=at)


def _settled(person: User, sheet: PersonSheet, leader: User, *, now: datetime) -> None:
    """The coordinator's sheet: one correction accepted, one refused with the reason."""
    for days, name, answer in ((8, "accept", ""), (6, "refuse", "Việc này của năm trước, đã tính ở phiếu năm trước.")):
        asked = actions.Asked(
            figure=Figure.ON_TIME.value,
            text="Tập huấn dịch vụ công trực tuyến cho trưởng thôn" if answer == "" else "Rà soát thủ tục hành chính",
            said="Làm theo giao việc trực tiếp, không có trong kế hoạch.",
            link=_PROOF,
        )
        made = actions.ask(_on(person, now - timedelta(days=days)), sheet, asked, at=now - timedelta(days=days))
        later = now - timedelta(days=days - 1)
        actions.decide(_on(leader, later), sheet, made.seq, name, at=later, answer=answer)


def _on(user: User, at: datetime) -> User:
    """The person as of that day."""
    user.standing = standing_of(user, at.astimezone(VIETNAM).date())
    return user
