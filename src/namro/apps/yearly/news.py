"""What people are told about yearly sheets: that one is to be looked at, what was asked, what was decided.

A notice names the sheet and the act, never what the sheet says: letters go through mail servers.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from namro.apps.notices.telling import Told, tell, tell_each
from namro.apps.people.models import Role, User
from namro.apps.people.queries.people import seated_in
from namro.apps.yearly.models import PersonSheet
from namro.core.base.clock import VIETNAM

_KIND = "decision"


def tell_shown(sheets: Iterable[PersonSheet], by: User, *, at: datetime) -> int:
    """Tell everybody but whoever showed them that the own sheet is there to be looked at; return how many."""
    told = [
        Told(user=sheet.user_id, text=_words("show") % {"year": sheet.year}, url=_page(sheet), key=_key(sheet, "show"))
        for sheet in sheets
        if sheet.user_id != by.pk
    ]
    return tell_each(told, kind=_KIND, at=at)


def tell_moved(sheet: PersonSheet, act: str, by: User, *, at: datetime) -> int:
    """Tell who waits for it what was done with a sheet; return how many were told."""
    people = _who_waits(sheet, act, at) - {by.pk}
    if not people:
        return 0
    text = _words(act) % {"year": sheet.year, "person": sheet.user.full_name}
    return tell(sorted(people), _KIND, text, _page(sheet), key=_key(sheet, act), at=at)


def _who_waits(sheet: PersonSheet, act: str, at: datetime) -> set[int]:
    if act in {"ask", "withdraw"}:
        return set(seated_in(sheet.unit_id, (Role.LEADER, Role.COORDINATOR), at.astimezone(VIETNAM).date()))
    return {sheet.user_id} if act in {"accept", "refuse", "close", "reopen"} else set()


def _words(act: str) -> str:
    return {
        "show": _("Phiếu năm %(year)d của bạn đã có, mời xem; chỗ nào chưa đúng thì đề nghị sửa"),
        "ask": _("%(person)s đề nghị sửa phiếu năm %(year)d, chờ quyết định"),
        "withdraw": _("%(person)s rút đề nghị sửa phiếu năm %(year)d"),
        "accept": _("Đề nghị sửa phiếu năm %(year)d của bạn được đồng ý"),
        "refuse": _("Đề nghị sửa phiếu năm %(year)d của bạn không được đồng ý; xem lý do trên phiếu"),
        "close": _("Phiếu năm %(year)d của bạn đã chốt"),
        "reopen": _("Phiếu năm %(year)d của bạn được mở lại; xem lý do trên phiếu"),
    }[act]


def _page(sheet: PersonSheet) -> str:
    return reverse("yearly:sheet", args=[sheet.year, sheet.code])


def _key(sheet: PersonSheet, act: str) -> str:
    return f"phieu-nam:{sheet.code}:{sheet.version}:{act}"
