"""What an enumerator has on the phone: the own people, one of them, what came of a visit, asking now."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from namro.apps.people.requests import signed_in
from namro.apps.surveys.actions.fielding import form_code, visit
from namro.apps.surveys.field_counts import DONE
from namro.apps.surveys.models import SampleRow, Survey, Visit
from namro.apps.surveys.pages.board_page import is_open, number_of, row_lines, stand_chip
from namro.apps.surveys.sample_permissions import rows_of
from namro.core.base.clock import system_clock
from namro.core.base.errors import NamroError
from namro.core.survey.fieldwork import Outcome
from namro.ui.formats import moment

PER_PAGE = 30


@require_GET
def mine(request: HttpRequest) -> HttpResponse:
    """The people whom I still have to ask; `?loc=xong` the others."""
    rows = SampleRow.objects.filter(rows_of(signed_in(request)), draw__survey__state=Survey.State.COLLECTING)
    still = Q(stand="open") & ~DONE
    counts = rows.filter(still).count(), rows.exclude(still).count()
    over = request.GET.get("loc") == "xong"
    shown = rows.exclude(still) if over else rows.filter(still)
    ordered = shown.select_related("cell", "enumerator", "code", "draw__survey").order_by(
        "cell__code", "reserve", "number"
    )
    page = Paginator(ordered, PER_PAGE).get_page(request.GET.get("trang"))
    context = {
        "page": page, "rows": row_lines(page.object_list), "over": over, "counts": counts,
        "query": "loc=xong" if over else "",
    }  # fmt: skip
    return render(request, "surveys/my_people.html", context)


@require_http_methods(["GET", "POST"])
def person(request: HttpRequest, key: int) -> HttpResponse:
    """One of them: where, what came of earlier visits; with POST what came of this one."""
    row = _found(request, key)
    error = ""
    if request.method == "POST":
        try:
            outcome = Outcome(request.POST.get("ket-qua", ""))
        except ValueError:
            error = _("Chưa chọn kết quả lần gặp.")
        else:
            try:
                instead = visit(signed_in(request), key, outcome, at=system_clock())
            except NamroError as fault:
                error = fault.message
            else:
                return _after(request, row, instead)
    context = {
        "row": row, "number": number_of(row), "chip": stand_chip(row), "open": is_open(row), "error": error,
        "visits": [(one.get_outcome_display(), moment(one.at)) for one in row.visits.order_by("id")],
        "outcomes": Visit.OUTCOMES, "survey": row.draw.survey,
    }  # fmt: skip
    return render(request, "surveys/my_person.html", context, status=400 if error else 200)


def _found(request: HttpRequest, key: int) -> SampleRow:
    rows = SampleRow.objects.filter(rows_of(signed_in(request)))
    return get_object_or_404(rows.select_related("cell", "code", "draw__survey", "replaces__cell"), pk=key)


def _after(request: HttpRequest, row: SampleRow, instead: SampleRow | None) -> HttpResponse:
    row.refresh_from_db()
    if instead is not None:
        told = _("Đã ghi. Gặp người thay thế số %(number)s.")
        messages.success(request, told % {"number": number_of(instead)})
        return redirect("samples:person", key=instead.pk)
    if row.stand == "open":
        messages.success(request, _("Đã ghi lần gặp. Người này còn trong danh sách."))
    else:
        messages.success(request, _("Đã ghi. Nơi này không còn người dự phòng."))
    return redirect("samples:mine")


@require_POST
def ask(request: HttpRequest, key: int) -> HttpResponse:
    """Open the questions for somebody, under a code of that person's own."""
    row = _found(request, key)
    try:
        code = form_code(signed_in(request), key, at=system_clock(), phone="goi" in request.POST)
    except NamroError as fault:
        messages.error(request, fault.message)
        return redirect("samples:person", key=row.pk)
    return redirect("surveys:answer", code=code)
