"""Fieldwork as those see it who carry it out: the board of counts, who asks whom, paper forms."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from namro.apps.library.sending import guarded
from namro.apps.people.requests import signed_in
from namro.apps.people.sent import whole
from namro.apps.surveys.actions.fielding import assign, forget_places, paper_codes, set_quotas
from namro.apps.surveys.field_counts import DONE, given_to
from namro.apps.surveys.models import Channel, Draw, Survey
from namro.apps.surveys.pages.board_page import board_page, row_lines
from namro.apps.surveys.pages.paper_forms import forms_file
from namro.apps.surveys.sample_permissions import enumerators_for, rows_listed
from namro.apps.surveys.views.finding_sample import find_draw, find_listed
from namro.core.base.clock import system_clock
from namro.core.base.errors import NamroError

PER_PAGE = 25
#: Ways of answering that are planned.
PLANNED = (Channel.INTERVIEW, Channel.PHONE, Channel.PAPER, Channel.QR, Channel.LINK)
_FILTERS = ("tat-ca", "chua-giao", "con-gap", "xong")


@require_http_methods(["GET", "POST"])
def board(request: HttpRequest, code: str) -> HttpResponse:
    """Counts by stratum, enumerator, way and unit; never an answer. With POST: numbers planned by way."""
    survey, user = find_listed(request, code), signed_in(request)
    made = survey.draws.filter(current=True).select_related("frame", "survey").first()
    error = ""
    if request.method == "POST":
        wanted = {one.value: whole(request.POST.get(f"chi-tieu-{one.value}", "").strip()) for one in PLANNED}
        if any(request.POST.get(f"chi-tieu-{key}", "").strip() and value is None for key, value in wanted.items()):
            error = _("Chỉ tiêu là số nguyên; để trống nếu không đặt.")
        else:
            set_quotas(user, survey, wanted, at=system_clock())
            messages.success(request, _("Đã ghi chỉ tiêu theo kênh."))
            return redirect("samples:board", code=code)
    context = {
        "survey": survey, "page": board_page(survey, made) if made else None, "error": error,
        "quotas": _quotas(survey),
        "people": enumerators_for(user, survey).filter(pk__in=given_to(made)) if made else (),
    }  # fmt: skip
    return render(request, "surveys/field_board.html", context, status=400 if error else 200)


def _quotas(survey: Survey) -> list[tuple[str, str, str]]:
    wanted = dict(survey.quotas.values_list("channel", "wanted"))
    return [(one.value, str(one.label), str(wanted.get(one.value, ""))) for one in PLANNED]


@require_http_methods(["GET", "POST"])
def people(request: HttpRequest, code: str) -> HttpResponse:
    """The rows that are called in, a page at a time; with POST: given to somebody."""
    survey, user = find_listed(request, code), signed_in(request)
    made = find_draw(survey)
    asked = request.GET.get("loc", "")
    error = ""
    if request.method == "POST":
        error = _assigned(request, made)
        if not error:
            return redirect(request.get_full_path())
    rows = rows_listed(user, made).filter(called_at__isnull=False).select_related("cell", "enumerator", "code")
    if asked == "chua-giao":
        rows = rows.filter(enumerator=None, stand="open")
    elif asked == "con-gap":
        rows = rows.filter(stand="open").exclude(DONE)
    elif asked == "xong":
        rows = rows.filter(DONE)
    page = Paginator(rows.order_by("cell__code", "reserve", "number"), PER_PAGE).get_page(request.GET.get("trang"))
    context = {
        "survey": survey, "page": page, "rows": row_lines(page.object_list), "error": error, "asked": asked,
        "people": enumerators_for(user, survey), "query": f"loc={asked}" if asked in _FILTERS else "",
        "places": made.rows.exclude(where="").exists(),
    }  # fmt: skip
    return render(request, "surveys/field_people.html", context, status=400 if error else 200)


def _assigned(request: HttpRequest, made: Draw) -> str:
    """Give the chosen rows away; return what was refused."""
    user = signed_in(request)
    person = enumerators_for(user, made.survey).filter(pk=whole(request.POST.get("nguoi", "")) or 0).first()
    if person is None:
        return _("Chưa chọn điều tra viên.")
    keys = [key for text in request.POST.getlist("dong")[:PER_PAGE] if (key := whole(text)) is not None]
    try:
        count = assign(user, made, keys, person, at=system_clock())
    except NamroError as fault:
        return fault.message
    messages.success(request, _("Đã giao %(n)d người cho %(name)s.") % {"n": count, "name": person.full_name})
    return ""


@require_POST
def paper(request: HttpRequest, code: str) -> HttpResponseBase:
    """Paper forms with new codes for the open rows of somebody, as PDF; the codes are shown this once."""
    survey, user = find_listed(request, code), signed_in(request)
    person = get_object_or_404(enumerators_for(user, survey), pk=whole(request.POST.get("nguoi", "")) or 0)
    try:
        printed = paper_codes(user, find_draw(survey), person, at=system_clock())
    except NamroError as fault:
        messages.error(request, fault.message)
        return redirect("samples:board", code=code)
    answer = HttpResponse(forms_file(survey, printed, absolute=request.build_absolute_uri))
    answer.headers["Content-Disposition"] = 'attachment; filename="phieu-giay.pdf"'
    return guarded(answer, "pdf")


@require_POST
def forget(request: HttpRequest, code: str) -> HttpResponse:
    """Forget where people are found once it is over."""
    survey = find_listed(request, code)
    try:
        count = forget_places(signed_in(request), find_draw(survey), at=system_clock())
    except NamroError as fault:
        messages.error(request, fault.message)
    else:
        messages.success(request, _("Đã xóa nơi gặp và liên kết phiếu của %(n)d người.") % {"n": count})
    return redirect("samples:board", code=code)
