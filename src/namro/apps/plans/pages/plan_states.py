"""How a task stands, as the shape, colour and word of a chip."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from namro.apps.plans.models import Plan
from namro.apps.plans.pages.work_words import capital
from namro.apps.plans.summary import Standing
from namro.core.improvement.timeliness import due_words
from namro.core.timetable import national_calendar
from namro.ui.chips import Chip

_PLANS = {
    Plan.Status.DRAFT: ("circle-dashed", "line"),
    Plan.Status.SUBMITTED: ("hourglass", ""),
    Plan.Status.APPROVED: ("circle-check", "good"),
    Plan.Status.AMENDING: ("arrow-back-up", "warn"),
}


def plan_chip(plan: Plan) -> Chip:
    """The state of a plan."""
    return Chip(*_PLANS[Plan.Status(plan.status)], plan.get_status_display())


def task_chip(standing: Standing | None, *, owned: bool, in_force: bool, today: date, coming: str = "") -> Chip:
    """The state of a task; `standing` is None while no work of it is given out.

    In a plan in force that is a recurring task of which every time had passed, or lies after its last day, unless
    `coming` says what its next time waits for.
    """
    if standing is None and in_force and coming:
        return Chip("hourglass", "line", coming)
    if standing is None and in_force:
        return Chip("help-hexagon", "warn", _("Không còn kỳ nào"))
    if standing is None:
        return Chip("circle-dashed", "line", _("Dự kiến") if owned else _("Chưa giao"))
    owed = standing.times - standing.cancelled
    if owed == 0 and not standing.coming:
        return Chip("circle-dashed", "line", _("Đã hủy"))
    if standing.finished and owed:
        return _finished(standing, owed)
    if standing.returned:
        return Chip("arrow-back-up", "bad", _("Bị trả lại"))
    if standing.next and standing.next < today:
        return Chip("alert-triangle", "bad", capital(due_words(standing.next, today, national_calendar())))
    if standing.stuck:
        return Chip("help-hexagon", "warn", _("Vướng mắc"))
    if standing.submitted:
        return Chip("hourglass", "", _("Chờ duyệt"))
    if owed > 1 or standing.coming:
        return Chip("progress", "acc", _("%(done)d/%(all)d xong") % {"done": standing.accepted, "all": owed})
    if standing.doing:
        return Chip("progress", "acc", _("Đang làm"))
    return Chip("circle-dashed", "line", _("Chưa làm"))


def _finished(standing: Standing, owed: int) -> Chip:
    if owed > 1:
        on_time = {"done": standing.accepted - standing.late, "all": owed}
        return Chip("circle-check", "good", _("%(done)d/%(all)d đúng hạn") % on_time)
    if standing.late:
        return Chip("circle-check", "warn", _("Xong trễ"))
    return Chip("circle-check", "good", _("Xong sớm") if standing.early else _("Xong đúng hạn"))


def coming_words(laid_until: date | None, ends: date | None, event: str) -> str:
    """What the next time of a task waits for; "" nothing."""
    if event:
        return _("Chờ sự kiện")
    if laid_until is not None and ends is not None and laid_until < ends:
        return _("Chưa đến kỳ")
    return ""
