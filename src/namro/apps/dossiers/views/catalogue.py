"""The catalogue of procedures: looked up, brought in from a workbook, one of them with where it is posted."""

from __future__ import annotations

from decimal import Decimal

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from namro.apps.dossiers.actions.cataloguing import bring_catalogue, cells_of
from namro.apps.dossiers.forms import CatalogueForm
from namro.apps.dossiers.models import Procedure
from namro.apps.dossiers.pages.dossier_page import term_words
from namro.apps.dossiers.pages.procedure_page import fee_words
from namro.apps.dossiers.permissions import can_catalogue, check_catalogue
from namro.apps.dossiers.posting_state import in_force
from namro.apps.library import storage
from namro.apps.library.sending import guarded
from namro.apps.library.uploads import taken_in
from namro.apps.people.requests import signed_in
from namro.core.base.clock import system_clock
from namro.core.base.errors import UnreadableDocument
from namro.core.base.faults import BrokenFile
from namro.core.base.folding import fold
from namro.documents.workbooks.dossier_columns import COLUMNS
from namro.documents.writing.list_sheet import write_list
from namro.ui.formats import NOTHING, number

PER_PAGE, TOLD = 50, 100
#: Working days within which a procedure is to be posted after the act (rule R10).
POSTED_WITHIN = 5


@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """Procedures in force, looked up by words: `?tim=`, `?linh-vuc=`."""
    user = signed_in(request)
    today = user.standing.day
    rows = Procedure.objects.filter(in_force(today)).order_by("field", "code")
    sought, field = request.GET.get("tim", "").strip()[:100], request.GET.get("linh-vuc", "")[:160]
    for word in fold(sought).split():
        rows = rows.filter(folded__contains=word)
    if field:
        rows = rows.filter(field=field)
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("trang"))
    shown = [(row, term_words(row.amount, row.time_unit) or NOTHING, fee_words(row)) for row in page.object_list]
    fields = Procedure.objects.filter(in_force(today)).exclude(field="").order_by("field")
    context = {
        "page": page, "rows": shown, "sought": sought, "field": field, "keeps": can_catalogue(user),
        "fields": fields.values_list("field", flat=True).distinct(),
        "query": urlencode({name: said for name, said in (("tim", sought), ("linh-vuc", field)) if said}),
        "count": number(Decimal(page.paginator.count)),
    }  # fmt: skip
    return render(request, "dossiers/procedures.html", context)


@require_http_methods(["GET", "POST"])
def upload(request: HttpRequest) -> HttpResponse:
    """Bring in a workbook; what is wrong in it is told line by line, and nothing is written then."""
    user = signed_in(request)
    check_catalogue(user)
    form = CatalogueForm(request.POST or None, request.FILES or None)
    faults: list[str] = []
    if request.method == "POST" and form.is_valid():
        try:
            with storage.waiting_room() as room:
                path = taken_in(form.cleaned_data["file"], room)
                done = bring_catalogue(user, path, name=path.name, at=system_clock())
        except BrokenFile as broken:
            faults = [str(fault) for fault in broken.faults]
        except UnreadableDocument as refusal:
            form.add_error("file", refusal.message)
        else:
            said = _("Đã ghi danh mục: %(new)d mới, %(renewed)d bản mới, %(corrected)d sửa, %(same)d như cũ.")
            counts = {"new": done.new, "renewed": done.renewed, "corrected": done.corrected, "same": done.same}
            messages.success(request, said % counts)
            return redirect("dossiers:procedures")
    context = {"form": form, "faults": faults[:TOLD], "more": max(0, len(faults) - TOLD), "count": len(faults)}
    return render(request, "dossiers/procedures_upload.html", context, status=400 if faults or form.errors else 200)


@require_GET
def template(request: HttpRequest) -> HttpResponseBase:
    """The catalogue as a workbook that can be read back; empty, it is the form to fill in."""
    user = signed_in(request)
    rows = Procedure.objects.filter(in_force(user.standing.day)).order_by("field", "code")
    with storage.waiting_room() as room:
        path = room / "thu-tuc.xlsx"
        with path.open("wb") as stream:
            write_list(stream, _("Thủ tục"), list(COLUMNS.values()), rows=cells_of(rows.iterator(chunk_size=500)))
        return guarded(FileResponse(path.open("rb"), as_attachment=True, filename="danh-muc-thu-tuc.xlsx"), "xlsx")
