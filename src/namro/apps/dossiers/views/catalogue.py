"""The catalogue of procedures: looked up, brought in from a workbook, one of them with where it is posted."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from namro.apps.dossiers.actions.cataloguing import bring_catalogue, cells_of, put_posting
from namro.apps.dossiers.forms import CatalogueForm, PostingForm
from namro.apps.dossiers.models import Dossier, Posting, Procedure
from namro.apps.dossiers.pages.dossier_page import term_words
from namro.apps.dossiers.permissions import WRITERS, can_catalogue, check_catalogue, readable_by
from namro.apps.library import storage
from namro.apps.library.sending import guarded
from namro.apps.library.uploads import taken_in
from namro.apps.people.models import Unit
from namro.apps.people.permissions import of_units_read_by
from namro.apps.people.queries.organisation import names_of
from namro.apps.people.requests import signed_in
from namro.core.base.clock import system_clock
from namro.core.base.errors import NamroError, UnreadableDocument
from namro.core.base.faults import BrokenFile
from namro.core.base.folding import fold
from namro.core.timetable import national_calendar, working_days
from namro.documents.workbooks.dossier_columns import COLUMNS
from namro.documents.writing.list_sheet import write_list
from namro.ui.formats import NOTHING, day, number

PER_PAGE, TOLD = 50, 100
#: Working days within which a procedure is to be posted after the act (rule R10).
POSTED_WITHIN = 5


@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """Procedures in force, looked up by words: `?tim=`, `?linh-vuc=`."""
    user = signed_in(request)
    today = user.standing.day
    rows = Procedure.objects.filter(_in_force(today)).order_by("field", "code")
    sought, field = request.GET.get("tim", "").strip()[:100], request.GET.get("linh-vuc", "")[:160]
    for word in fold(sought).split():
        rows = rows.filter(folded__contains=word)
    if field:
        rows = rows.filter(field=field)
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("trang"))
    shown = [(row, term_words(row.amount, row.time_unit) or NOTHING, _fee(row)) for row in page.object_list]
    fields = Procedure.objects.filter(_in_force(today)).exclude(field="").order_by("field")
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
    rows = Procedure.objects.filter(_in_force(user.standing.day)).order_by("field", "code")
    with storage.waiting_room() as room:
        path = room / "thu-tuc.xlsx"
        with path.open("wb") as stream:
            write_list(stream, _("Thủ tục"), list(COLUMNS.values()), rows=cells_of(rows.iterator(chunk_size=500)))
        return guarded(FileResponse(path.open("rb"), as_attachment=True, filename="danh-muc-thu-tuc.xlsx"), "xlsx")


@require_http_methods(["GET", "POST"])
def show(request: HttpRequest, code: str) -> HttpResponse:
    """One procedure, its editions, where the units one reads about have posted it."""
    user, now = signed_in(request), system_clock()
    editions = list(Procedure.objects.filter(code=code).order_by("-since")[:50])
    if not editions:
        raise Http404(_("Danh mục không có thủ tục này."))
    current = next((row for row in editions if row.since <= user.standing.day), editions[-1])
    units = {unit.code: unit.pk for unit in Unit.objects.filter(pk__in=user.standing.units(*WRITERS), home=None)}
    form = PostingForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            unit = units.get(request.POST.get("don-vi", ""), 0)
            put_posting(user, unit, current, place=said["place"], day=said["day"], proof=said["proof"], at=now)
        except NamroError as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, _("Đã ghi nơi niêm yết."))
            return redirect("dossiers:procedure", code=code)
    postings = Posting.objects.filter(of_units_read_by(user, "unit"), procedure__code=code).order_by("-day")[:200]
    names = names_of({one.unit_id for one in postings} | set(units.values()))
    context: dict[str, Any] = {
        "row": current, "term": term_words(current.amount, current.time_unit) or NOTHING, "fee": _fee(current),
        "editions": [(one, day(one.since), day(one.until) if one.until else "") for one in editions],
        "postings": [
            (names[one.unit_id][1], one.place, day(one.day), _late(current, one), one.proof) for one in postings
        ],
        "units": [(unit_code, names[key][1]) for unit_code, key in units.items()], "form": form,
        "act_day": day(current.act_day) if current.act_day else "",
        "dossiers": Dossier.objects.filter(readable_by(user), procedure=code, is_open=True).order_by()[:1000].count(),
    }  # fmt: skip
    return render(request, "dossiers/procedure.html", context, status=400 if form.errors else 200)


def _in_force(today: date) -> Q:
    return Q(since__lte=today) & (Q(until=None) | Q(until__gt=today))


def _fee(row: Procedure) -> str:
    if row.fee is None:
        return row.fee_words or NOTHING
    return _("%(n)s đồng") % {"n": number(Decimal(row.fee))} if row.fee else row.fee_words or _("không thu")


def _late(row: Procedure, one: Posting) -> str:
    """Posted within five working days of the act (rule R10)."""
    if row.act_day is None or one.day <= row.act_day:
        return ""
    days = working_days(row.act_day, one.day, national_calendar())
    return _("sau %(n)d ngày làm việc") % {"n": days} if days > POSTED_WITHIN else ""
