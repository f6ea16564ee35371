"""The table of the year's assignment, and changing many of its rows at once."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from namro.apps.assessments.actions.assigning import AssignmentConflict, Edit, assign
from namro.apps.assessments.assign_views.finding import around, find_sheet
from namro.apps.assessments.assign_views.typed import kept_in, typed_many, versions_in
from namro.apps.assessments.models import Assessment
from namro.apps.assessments.pages.assign_conflict import KEEP, conflict_page
from namro.apps.assessments.pages.assign_page import assign_page, chosen, owner_options, wanted_in
from namro.apps.assessments.permissions import check_fill_all
from namro.apps.assessments.queries.assigned import assigned
from namro.apps.library.sending import WRITTEN
from namro.apps.people.owning import choices_of
from namro.apps.people.requests import signed_in
from namro.core.base.clock import system_clock
from namro.core.base.errors import NamroError


@require_GET
def table(request: HttpRequest, year: int, code: str) -> HttpResponse:
    """The rows that the filters let through; `?loc=`, `?linh-vuc=`, `?tim=`."""
    return _table(request, find_sheet(request, year, code), request.GET)


def _table(
    request: HttpRequest, sheet: Assessment, query: Mapping[str, Any], *, said: str = "", post: QueryDict | None = None
) -> HttpResponse:
    """Answer with the table; after a refusal with what was said, the ticks and what was typed."""
    user = signed_in(request)
    found = assigned(user, sheet)
    picked = post.getlist("task") if post else []
    typed = post or QueryDict()
    page = assign_page(found, wanted_in(query), picked=picked)
    choices = choices_of(sheet.unit_id, user.standing.day) if found.gives else None
    context = {
        "page": page,
        "said": said,
        "typed": typed,
        "kinds": tuple(WRITTEN),
        "owners": owner_options(choices, typed.get("owner", "")) if choices else (),
        **around(request, sheet),
    }
    return render(request, "assessments/assign.html", context, status=400 if said else 200)


@require_POST
def assign_many(request: HttpRequest, year: int, code: str) -> HttpResponse:
    """Write what was filled in for the ticked rows, or for all that the filters let through."""
    sheet, user, post = find_sheet(request, year, code), signed_in(request), request.POST
    check_fill_all(user, sheet)
    query = QueryDict(post.get("query", ""))
    try:
        values = typed_many(post, year)
        if not values:
            raise NamroError(_("Chưa chọn gì để ghi. Chọn người, hạn hoặc duy trì rồi bấm lại."), code="nothing")
        ids = chosen(assigned(user, sheet), wanted_in(query)) if post.get("all") else post.getlist("task")
        edit = Edit(values, versions_in(post), kept_in(post) if post.get(KEEP) == "theirs" else {})
        changed = assign(user, sheet, ids, edit=edit, at=system_clock())
    except AssignmentConflict as clash:
        return conflict(request, sheet, clash, values, action=request.path)
    except NamroError as fault:
        return _table(request, sheet, query, said=fault.message, post=post)
    messages.success(request, _("Đã ghi cho %(count)d tiêu chí.") % {"count": len(changed)})
    address = reverse("assessments:assign", args=[year, code])
    kept = urlencode(list(query.items()))
    return redirect(f"{address}?{kept}" if kept else address)


def conflict(
    request: HttpRequest, sheet: Assessment, clash: AssignmentConflict, values: Mapping[str, Any], *, action: str
) -> HttpResponse:
    """Show both values; whichever button is pressed, everything typed comes back to `action`."""
    choices = choices_of(sheet.unit_id, signed_in(request).standing.day)
    page = conflict_page(sheet, clash, values, choices=choices, post=request.POST)
    context = {"page": page, "action": action, **around(request, sheet)}
    return render(request, "assessments/assign_conflict.html", context, status=409)
