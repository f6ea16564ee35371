"""My calendar address: made, shown once, revoked; and what calendars read under it."""

from __future__ import annotations

from hashlib import sha256

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotModified
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import parse_etags
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from namro.apps.chasing.feeds import calendar_of, feed_of, make_feed, open_feed, revoke_feed
from namro.apps.people.requests import signed_in
from namro.core.base.clock import system_clock
from namro.ui.formats import moment

#: Seconds for which a reader need not ask again.
_FRESH = 900


@never_cache
@require_http_methods(["GET", "POST"])
def mine(request: HttpRequest) -> HttpResponse:
    """My calendar; a new address is shown in the answer to making it, and never again."""
    user = signed_in(request)
    address = ""
    if "thu-hoi" in request.POST:
        if revoke_feed(user, at=system_clock()):
            messages.success(request, _("Đã thu hồi địa chỉ lịch: lịch trên điện thoại, máy tính không đọc được nữa."))
        return redirect("chasing:feed")
    if request.method == "POST":
        path = reverse("chasing:calendar", args=[make_feed(user, at=system_clock())])
        address = f"{_site(request)}{path}"
    feed = feed_of(user)
    context = {"address": address, "since": moment(feed.made_at) if feed else ""}
    return render(request, "chasing/feed.html", context)


@login_not_required
@require_safe
def calendar(request: HttpRequest, token: str) -> HttpResponse:
    """The calendar itself, for whoever has the address; nothing else is told about anybody."""
    feed = open_feed(token)
    if feed is None:
        raise Http404
    content = calendar_of(feed, today=system_clock().date(), site=_site(request))
    tag = f'"{sha256(content).hexdigest()[:32]}"'
    asked = parse_etags(request.headers.get("If-None-Match", ""))
    same = "*" in asked or tag in {one.removeprefix("W/") for one in asked}
    answer: HttpResponse = HttpResponseNotModified() if same else HttpResponse(content, "text/calendar; charset=utf-8")
    answer["ETag"] = tag
    answer["Cache-Control"] = f"private, max-age={_FRESH}"
    answer["X-Robots-Tag"] = "noindex"
    if not same:
        answer["Content-Disposition"] = 'inline; filename="viec-cua-toi.ics"'
    return answer


def _site(request: HttpRequest) -> str:
    """The address that people know; without one set, that of the request."""
    return settings.SITE_URL or request.build_absolute_uri("/").rstrip("/")
