"""The list of criteria sets, and taking over those that come with the program."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from namro.apps.frameworks import actions
from namro.apps.frameworks.models import Edition
from namro.apps.frameworks.pages.library_page import LibraryPage, set_entries, shipped_entry
from namro.apps.frameworks.permissions import can_keep, check_keep
from namro.apps.frameworks.queries import editions_for
from namro.apps.frameworks.shipped import shipped_sets
from namro.apps.frameworks.trees import parsed
from namro.apps.people.requests import signed_in
from namro.core.base.clock import system_clock

PER_PAGE = 50


@require_GET
def library(request: HttpRequest) -> HttpResponse:
    """Every set with its editions; for keepers also what can be taken over."""
    user = signed_in(request)
    keeps = can_keep(user)
    part = Paginator(editions_for(user), PER_PAGE).get_page(request.GET.get("trang"))
    shipped = []
    if keeps:
        pairs = Edition.objects.values_list("framework", "edition")
        taken = {f"{framework}/{edition}" for framework, edition in pairs}
        waiting = [one for key, one in shipped_sets().items() if key not in taken]
        shipped = [shipped_entry(one, parsed(one.text, name=one.key)) for one in waiting]
    page = LibraryPage(
        sets=set_entries(part.object_list),
        shipped=tuple(shipped),
        number=part.number,
        pages=part.paginator.num_pages,
        previous=f"?trang={part.previous_page_number()}" if part.has_previous() else "",
        next=f"?trang={part.next_page_number()}" if part.has_next() else "",
    )
    return render(request, "frameworks/library.html", {"page": page, "keeps": keeps})


@require_POST
def take_over(request: HttpRequest) -> HttpResponse:
    """Make a shipped edition a draft of this installation."""
    user = signed_in(request)
    check_keep(user)
    one = shipped_sets().get(request.POST.get("bo", ""))
    if one is None:
        raise Http404
    try:
        found = actions.candidate(one.text, name=one.key)
        row = actions.keep_draft(user, found, at=system_clock())
    except actions.Refused as refusal:
        messages.error(request, refusal.message)
        return redirect("frameworks:library")
    if not found.known:
        messages.success(request, _("Đã đưa vào thư viện, còn là dự thảo. Xem lại rồi công bố."))
    return redirect("frameworks:edition", framework=row.framework, day=row.edition.isoformat())
