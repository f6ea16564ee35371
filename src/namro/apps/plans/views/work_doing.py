"""What people do with work on its way: the list to tick, values, goals, parts, comments, passing on, the event."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from namro.apps.people.models import Owning, User
from namro.apps.people.owning import owning_of
from namro.apps.people.requests import signed_in
from namro.apps.people.sent import whole
from namro.apps.plans import actions
from namro.apps.plans.models import Comment, Occurrence, Told
from namro.apps.plans.pages.work_time import Asked
from namro.apps.plans.typed import typed_day, typed_number
from namro.apps.plans.views.work_task import done_or_shown, find_desk, page_of, sent_number
from namro.core.base.clock import system_clock
from namro.core.base.errors import NamroError
from namro.core.improvement.milestones import Milestone

_Act = Callable[[User, Occurrence, datetime], None]


@require_POST
def items(request: HttpRequest, code: str) -> HttpResponse:
    """Add lines to the list, take one off, tick one or take the tick back."""
    key, text = sent_number(request, "muc") or 0, request.POST.get("noi-dung", "")
    acts: Mapping[str, tuple[_Act, str]] = {
        "add": (lambda user, row, at: _none(actions.add_items(user, row, text, at=at)), _("Đã thêm đầu việc.")),
        "tick": (lambda user, row, at: actions.tick(user, row, key, done=True, at=at), _("Đã đánh dấu xong.")),
        "untick": (lambda user, row, at: actions.tick(user, row, key, done=False, at=at), _("Đã bỏ đánh dấu.")),
        "remove": (lambda user, row, at: actions.remove_item(user, row, key, at=at), _("Đã bỏ đầu việc.")),
    }
    return _one_of(request, code, acts, form="items")


@require_POST
def values(request: HttpRequest, code: str) -> HttpResponse:
    """Tell a value or take one back; set a value to reach or take it away."""
    key = sent_number(request, "muc") or 0

    def tell(user: User, row: Occurrence, at: datetime) -> None:
        on = _day(request, "ngay", at)
        value = actions.Value(number=_number(request), on=on, said=request.POST.get("noi-dung", ""))
        actions.tell_amount(user, row, value, at=at, member=sent_number(request, "nguoi"))

    def back(user: User, row: Occurrence, at: datetime) -> None:
        told = get_object_or_404(Told.objects.select_related("occurrence", "piece"), pk=key, occurrence=row)
        actions.take_value_back(user, told, at=at)

    def goal(user: User, row: Occurrence, at: datetime) -> None:
        before = request.POST.get("cach-tinh", "before") == "before"
        actions.add_goal(user, row, Milestone(_number(request), _day(request, "moc", at), before), at=at)

    acts: Mapping[str, tuple[_Act, str]] = {
        "tell": (tell, _("Đã ghi số liệu.")),
        "back": (back, _("Đã rút số liệu. Số cũ vẫn ở lịch sử.")),
        "goal": (goal, _("Đã đặt mốc.")),
        "drop": (lambda user, row, at: actions.remove_goal(user, row, key, at=at), _("Đã bỏ mốc.")),
    }
    sent = request.POST.get("viec", "") or request.POST.get("dinh-lam", "")
    return _one_of(request, code, acts, form="goal" if sent in ("goal", "drop") else "values")


@require_POST
def part(request: HttpRequest, code: str) -> HttpResponse:
    """Split a part off the work."""

    def act(user: User, row: Occurrence, at: datetime) -> None:
        owner = request.POST.get("nguoi-lam", "")
        if ":" not in owner:
            raise NamroError(_("Chưa chọn người làm việc con. Chọn một người trong danh sách."), code="owner")
        new = actions.NewPart(text=request.POST.get("viec-con", ""), owner=_owning(owner), due=_day(request, "han", at))
        actions.split_off(user, row, new, at=at)

    return done_or_shown(request, code, act, form="part", word=_("Đã giao việc con."))


@require_POST
def comment(request: HttpRequest, code: str) -> HttpResponse:
    """Say something, or take a comment away."""
    key = sent_number(request, "muc") or 0

    def write(user: User, row: Occurrence, at: datetime) -> None:
        called = [found for text in request.POST.getlist("nhac") if (found := whole(text)) is not None]
        actions.comment_on(user, row, request.POST.get("y-kien", ""), called=called, at=at)

    def remove(user: User, row: Occurrence, at: datetime) -> None:
        actions.remove_comment(user, get_object_or_404(Comment, pk=key, occurrence=row), at=at)

    acts: Mapping[str, tuple[_Act, str]] = {
        "write": (write, _("Đã gửi ý kiến.")),
        "remove": (remove, _("Đã gỡ ý kiến.")),
    }
    return _one_of(request, code, acts, form="comment")


@require_POST
def passing(request: HttpRequest, code: str) -> HttpResponse:
    """Offer the work to somebody, answer an offer, or take it back."""
    said, receiver = request.POST.get("noi-dung", ""), sent_number(request, "nguoi-nhan") or 0

    def answer(*, taken: bool) -> _Act:
        return lambda user, row, at: _none(actions.answer_offer(user, row, taken=taken, answer=said, at=at))

    acts: Mapping[str, tuple[_Act, str]] = {
        "offer": (
            lambda user, row, at: _none(actions.offer_work(user, row, receiver, reason=said, at=at)),
            _("Đã ghi bàn giao."),
        ),
        "take": (answer(taken=True), _("Đã nhận việc.")),
        "decline": (answer(taken=False), _("Đã trả lời: không nhận.")),
        "withdraw": (lambda user, row, at: _none(actions.withdraw_offer(user, row, at=at)), _("Đã rút bàn giao.")),
    }
    return _one_of(request, code, acts, form="passing")


@require_POST
def event_back(request: HttpRequest, code: str) -> HttpResponse:
    """Take an event back that was recorded by mistake: its work goes with it."""
    desk = find_desk(request, code)
    try:
        actions.take_event_back(desk.user, desk.row, at=system_clock())
    except NamroError as fault:
        return page_of(request, code, Asked(form="event", error=fault.message), status=400)
    messages.success(request, _("Đã rút sự kiện ghi nhầm."))
    return redirect("plans:events")


def _one_of(request: HttpRequest, code: str, acts: Mapping[str, tuple[_Act, str]], *, form: str) -> HttpResponse:
    # A day chosen in place of one that does not exist sends the form again, as it was meant first.
    found = acts.get(request.POST.get("viec", "") or request.POST.get("dinh-lam", ""))
    if found is None:
        raise Http404
    act, word = found
    return done_or_shown(request, code, act, form=form, word=word)


def _owning(value: str) -> Owning:
    try:
        return owning_of(value)
    except ValueError as fault:
        raise NamroError(_("Người này không còn trong danh sách của đơn vị. Chọn lại."), code="owner") from fault


def _number(request: HttpRequest) -> Decimal:
    text = request.POST.get("so", "").strip()
    if not text:
        raise NamroError(_("Chưa ghi số. Ghi một số, ví dụ 1 hoặc 58,5."), code="quantity")
    return typed_number(text)


def _day(request: HttpRequest, name: str, at: datetime) -> date:
    text = request.POST.get("chon-ngay", "") or request.POST.get(name, "")
    return typed_day(text, signed_in(request).standing.day.year) if text.strip() else at.date()


def _none(_made: object) -> None:
    """What an action returns is not needed here."""
