"""A workbook comes back filled in: handed in, shown as differences, written or dropped."""

from __future__ import annotations

from collections.abc import Mapping

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from namro.apps.assessments.actions.filling import CellConflict
from namro.apps.assessments.actions.offline import check_bring, differences, stage_offline, write_offline
from namro.apps.assessments.file_views.files import files_page, workbook_form
from namro.apps.assessments.file_views.finding import find_incoming
from namro.apps.assessments.models import Incoming
from namro.apps.assessments.pages.offline_page import offline_page
from namro.apps.assessments.sheet_views.finding import find_sheet
from namro.apps.library.storage import waiting_room
from namro.apps.library.uploads import taken_in
from namro.apps.people.queries.organisation import names_of
from namro.apps.people.requests import signed_in
from namro.apps.people.sent import whole
from namro.core.base.clock import system_clock
from namro.core.base.errors import NamroError


@require_POST
def bring(request: HttpRequest, year: int, code: str) -> HttpResponse:
    """Take a filled workbook in."""
    user, sheet = signed_in(request), find_sheet(request, year, code)
    try:
        check_bring(user, sheet)
    except NamroError as lock:
        messages.error(request, lock.message)
        return redirect("assessments:files", year=year, code=code)
    form = workbook_form(request)
    if not form.is_valid():
        return files_page(request, sheet, form)
    try:
        with waiting_room() as room:
            path = taken_in(form.cleaned_data["file"], room)
            found = stage_offline(user, sheet, path, name=path.name, at=system_clock())
    except NamroError as refusal:
        form.add_error("file", refusal.message)
        return files_page(request, sheet, form)
    return redirect("assessments:offline", year=year, code=code, key=found.code)


@require_http_methods(["GET", "POST"])
def offline(request: HttpRequest, year: int, code: str, key: str) -> HttpResponse:
    """What the workbook would change; the chosen cells are written, or the file is dropped."""
    user, sheet = signed_in(request), find_sheet(request, year, code)
    found = find_incoming(request, sheet, key, Incoming.Kind.OFFLINE)
    status = 200
    if request.method == "POST":
        if "bo" in request.POST:
            found.delete()
            messages.success(request, _("Đã bỏ tệp. Không ô nào được ghi."))
            return redirect("assessments:files", year=year, code=code)
        try:
            count = write_offline(
                user, sheet, found, chosen=request.POST.getlist("o"), seen=_seen(request.POST), at=system_clock()
            )
        except CellConflict as conflict:
            messages.error(request, _("%(why)s Xem lại giá trị đang có rồi ghi lần nữa.") % {"why": conflict.message})
            status = 409
        except NamroError as refusal:
            messages.error(request, refusal.message)
            status = 400
        else:
            messages.success(request, _("Đã ghi %(n)d ô từ tệp.") % {"n": count})
            return redirect("assessments:files", year=year, code=code)
    page = offline_page(sheet, found, differences(user, sheet, found))
    name = names_of([sheet.unit_id])[sheet.unit_id][1]
    return render(
        request, "assessments/sheet_offline.html", {"page": page, "sheet": sheet, "name": name}, status=status
    )


def _seen(post: Mapping[str, str]) -> dict[str, int]:
    """The versions of the rows that the page showed."""
    found = ((name.removeprefix("v."), whole(text)) for name, text in post.items() if name.startswith("v."))
    return {node: version for node, version in found if version is not None}
