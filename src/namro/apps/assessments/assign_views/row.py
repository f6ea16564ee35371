"""One row of the assignment, and the evidence beside it."""

from __future__ import annotations

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from namro.apps.assessments.actions.assigning import AssignmentConflict, Edit, assign
from namro.apps.assessments.actions.attaching import Spot, attach, attach_new, detach
from namro.apps.assessments.assign_views.finding import around, find_sheet
from namro.apps.assessments.assign_views.table import conflict
from namro.apps.assessments.assign_views.typed import kept_in, typed_one, versions_in
from namro.apps.assessments.models import Assessment
from namro.apps.assessments.pages.assign_conflict import KEEP
from namro.apps.assessments.pages.assign_page import owner_options
from namro.apps.assessments.pages.assign_row_page import assign_row_page, evidence_words
from namro.apps.assessments.permissions import check_fill_all
from namro.apps.assessments.queries.assigned import assigned
from namro.apps.assessments.queries.row_proof import attached_to, offered
from namro.apps.library import storage
from namro.apps.library.accepting import SUFFIXES
from namro.apps.library.uploads import all_taken_in
from namro.apps.people.owning import choices_of, value_of
from namro.apps.people.requests import signed_in
from namro.apps.people.sent import whole
from namro.core.base.clock import system_clock
from namro.core.base.errors import NamroError


@require_http_methods(["GET", "HEAD", "POST"])
def assign_row(request: HttpRequest, year: int, code: str, node: str) -> HttpResponse:
    """Show one row, or write all of its fields."""
    sheet = find_sheet(request, year, code)
    if request.method != "POST":
        return _row(request, sheet, node)
    user, post = signed_in(request), request.POST
    check_fill_all(user, sheet)
    try:
        values = typed_one(post, year)
        edit = Edit(values, versions_in(post), kept_in(post) if post.get(KEEP) == "theirs" else {})
        assign(user, sheet, [node], edit=edit, at=system_clock())
    except AssignmentConflict as clash:
        return conflict(request, sheet, clash, values, action=request.path)
    except NamroError as fault:
        return _row(request, sheet, node, said=fault.message, post=post)
    messages.success(request, _("Đã lưu phân công tiêu chí %(id)s.") % {"id": node})
    return redirect("assessments:assign_row", year, code, node)


def _row(
    request: HttpRequest, sheet: Assessment, node: str, *, said: str = "", post: QueryDict | None = None
) -> HttpResponse:
    user = signed_in(request)
    found = assigned(user, sheet)
    if node not in found.rows:
        raise Http404
    row = found.rows[node]
    page = assign_row_page(
        found,
        node,
        attached=attached_to(sheet, node),
        changes=row.changes.select_related("by").order_by("-version", "id"),
    )
    search = request.GET.get("tim", "").strip()[:80]
    choices = choices_of(sheet.unit_id, user.standing.day) if found.gives else None
    typed = post or QueryDict()
    chosen = typed.get("owner") or value_of(row)
    context = {
        "page": page,
        "said": said,
        "typed": typed,
        "chosen_piece": typed.get("piece", page.next_piece),
        "gives": found.gives,
        "owners": owner_options(choices, chosen) if choices else (),
        "gone": choices is not None and bool(row.owner_kind) and choices.find(chosen) is None,
        "owner_value": chosen,
        "search": search,
        "suffixes": ",".join(SUFFIXES),
        "offered": [
            (file.evidence_id, evidence_words(file.evidence, file), file.evidence.number)
            for file in (offered(sheet, node, search=search, today=found.today) if page.may_add else ())
        ],
        **around(request, sheet),
    }
    return render(request, "assessments/assign_row.html", context, status=400 if said else 200)


@require_POST
def attach_here(request: HttpRequest, year: int, code: str, node: str) -> HttpResponse:
    """Put ticked evidence, or files that come along, beside the row and beside further criteria that were named."""
    sheet, user, post = find_sheet(request, year, code), signed_in(request), request.POST
    uploads = [file for file in request.FILES.getlist("tep") if isinstance(file, UploadedFile)]
    ids = {key for text in post.getlist("evidence") if (key := whole(text)) is not None}
    others = [other for other in post.get("others", "").replace(",", " ").split() if other != node]
    spots = [Spot(node, post.get("piece", "")), *map(Spot, others)]
    try:
        if uploads:
            with storage.waiting_room() as room:
                made = attach_new(user, sheet, all_taken_in(uploads, room), spots, at=system_clock())
        else:
            made = attach(user, sheet, ids, spots, at=system_clock())
    except NamroError as fault:
        return _row(request, sheet, node, said=fault.message, post=post)
    messages.success(request, _("Đã gắn %(count)d minh chứng.") % {"count": len(made)})
    return redirect("assessments:assign_row", year, code, node)


@require_POST
def detach_here(request: HttpRequest, year: int, code: str, node: str) -> HttpResponse:
    """Take one attached piece away from the row."""
    sheet = find_sheet(request, year, code)
    try:
        detach(signed_in(request), sheet, whole(request.POST.get("attached", "")) or 0, at=system_clock())
    except NamroError as fault:
        return _row(request, sheet, node, said=fault.message)
    messages.success(request, _("Đã bỏ minh chứng khỏi tiêu chí %(id)s. Tệp vẫn ở trong thư viện.") % {"id": node})
    return redirect("assessments:assign_row", year, code, node)
