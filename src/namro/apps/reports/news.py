"""What people are told when a report moves on: each move once, never to whoever made it."""

from __future__ import annotations

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from namro.apps.notices.telling import tell
from namro.apps.people.models import Role, User
from namro.apps.people.queries.people import seated_in
from namro.apps.reports.models import Report
from namro.core.base.clock import VIETNAM
from namro.core.reporting.periods import period_of
from namro.core.reporting.reading import shipped_types

#: Who hears of each act of `core.reporting.states.REPORT`.
_HEARS = {
    "submit": (Role.LEADER,),
    "approve": (Role.COORDINATOR,),
    "return": (Role.COORDINATOR,),
    "reopen": (Role.COORDINATOR,),
    "send": (Role.LEADER,),
    "receive": (Role.COORDINATOR,),
    "send_back": (Role.COORDINATOR, Role.LEADER),
}


def tell_moved(user: User, report: Report, act: str, *, at: datetime, said: str = "") -> int:
    """Tell the unit's people what became of their report; return how many were told."""
    roles = _HEARS.get(act, ())
    people = set(seated_in(report.unit_id, roles, at.astimezone(VIETNAM).date())) - {user.pk} if roles else set()
    if not people:
        return 0
    text = f"{_words(act)}: {called(report)}" + (f". {said}" if said and act != "send" else "")
    url = reverse("reports:report", args=[report.code])
    return tell(sorted(people), "report", text, url, key=f"bao-cao:{report.code}:{report.version}", at=at)


def called(report: Report) -> str:
    """Return what the report is called in a sentence, with its period."""
    name = shipped_types()[report.type_id].name
    return f"{_opened(name)}, {_opened(period_of(report.period).words)}"


def _opened(words: str) -> str:
    """Return the words inside a sentence; the numeral of "Quý III" keeps its capitals."""
    return words[:1].lower() + words[1:]


def _words(act: str) -> str:
    return {
        "submit": _("Chờ bạn duyệt"),
        "approve": _("Lãnh đạo đã duyệt, chờ gửi"),
        "return": _("Lãnh đạo trả lại"),
        "reopen": _("Lãnh đạo mở lại để sửa"),
        "send": _("Đã gửi"),
        "receive": _("Cấp trên đã nhận"),
        "send_back": _("Cấp trên đề nghị báo cáo lại"),
    }[act]
