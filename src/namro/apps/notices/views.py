"""Notices of a person, what the person wants, and the outbox."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from namro.apps.notices import actions
from namro.apps.notices.forms import WishForm
from namro.apps.notices.models import Letter, Notice
from namro.apps.notices.pages import mail_page, notice_rows
from namro.apps.notices.permissions import check_see_mail
from namro.apps.notices.queries import notices_of, unread_of
from namro.apps.notices.wishes import wish_of
from namro.apps.people.requests import signed_in
from namro.apps.people.sent import whole
from namro.core.base.clock import system_clock
from namro.core.base.errors import NamroError
from namro.core.timetable.quiet import mailing_defaults

_ON_A_PAGE = 30
UNREAD = "chua-doc"


@require_GET
def listed(request: HttpRequest) -> HttpResponse:
    """What I was told, the newest first."""
    user = signed_in(request)
    unread = request.GET.get("loc") == UNREAD
    found = Paginator(notices_of(user, unread=unread), _ON_A_PAGE).get_page(request.GET.get("trang"))
    context = {
        "page": found,
        "rows": notice_rows(found.object_list, user.standing.day),
        "unread": unread,
        "waiting": unread_of(user),
        "query": f"loc={UNREAD}" if unread else "",
    }
    return render(request, "notices/list.html", context)


@require_GET
def follow(request: HttpRequest, key: int) -> HttpResponse:
    """Go where a notice leads; it is read by that."""
    user = signed_in(request)
    found = get_object_or_404(Notice, pk=key, user=user)
    actions.mark_read(user, at=system_clock(), keys=[found.pk])
    safe = url_has_allowed_host_and_scheme(found.url, allowed_hosts=None)
    return redirect(found.url if safe and found.url else "notices:list")


@require_POST
def read(request: HttpRequest) -> HttpResponse:
    """Mark one or all of my notices as read."""
    user = signed_in(request)
    chosen = [key for text in request.POST.getlist("thong-bao") if (key := whole(text)) is not None]
    everything = "tat-ca" in request.POST
    count = actions.mark_read(user, at=system_clock(), keys=None if everything else chosen)
    told = ngettext("Đã đánh dấu đọc %(n)d thông báo.", "Đã đánh dấu đọc %(n)d thông báo.", count)
    messages.success(request, told % {"n": count})
    return redirect("notices:list")


@require_http_methods(["GET", "POST"])
def wishes(request: HttpRequest) -> HttpResponse:
    """Which notices come by mail, and when none does."""
    user = signed_in(request)
    form = WishForm(wish_of(user), request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            actions.save_wish(user, form.values(), at=system_clock())
        except NamroError as refusal:
            form.add_error("quiet_from", refusal.message)
        else:
            messages.success(request, _("Đã lưu cách nhận thông báo."))
            return redirect("notices:wishes")
    usual = mailing_defaults()
    open_hours = f"{usual.open_from:%H:%M} – {usual.open_until:%H:%M}"
    context = {"form": form, "open_hours": open_hours, "configured": settings.MAIL is not None}
    return render(request, "notices/wishes.html", context, status=400 if form.errors else 200)


@require_GET
def mail(request: HttpRequest) -> HttpResponse:
    """The outbox: whether the server answers, what waits, what did not go out and what to do."""
    check_see_mail(signed_in(request))
    page = mail_page(settings.MAIL, chosen=request.GET.get("loc", ""), number=request.GET.get("trang"))
    return render(request, "notices/mail_out.html", {"page": page})


@require_POST
def settle(request: HttpRequest, key: int) -> HttpResponse:
    """Send a letter again, or give it up."""
    user = signed_in(request)
    check_see_mail(user)
    letter = get_object_or_404(Letter.objects.select_related("notice__user"), pk=key)
    again = request.POST.get("lam") == "gui-lai"
    try:
        actions.settle_letter(user, letter, again=again, at=system_clock())
    except NamroError as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, _("Thư chờ gửi lại.") if again else _("Đã bỏ thư."))
    return redirect("notices:mail")
