"""Re-checks: begun with a seed, who is asked again, what came of it."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from namro.apps.people.requests import signed_in
from namro.apps.surveys.actions.rechecking import begin_recheck, note_recheck, result_of
from namro.apps.surveys.forms_common import typed_in
from namro.apps.surveys.instruments import questions_of
from namro.apps.surveys.models import RecheckRow
from namro.apps.surveys.pages.board_page import number_of
from namro.apps.surveys.pages.sample_page import percent
from namro.apps.surveys.pages.typing_page import typing_lines
from namro.apps.surveys.sample_forms import RecheckForm
from namro.apps.surveys.views.finding_sample import find_draw, find_listed
from namro.core.base.clock import system_clock
from namro.core.base.errors import NamroError

PER_PAGE = 30


@require_http_methods(["GET", "POST"])
def home(request: HttpRequest, code: str) -> HttpResponse:
    """The last re-check with its rows; with POST another one begins."""
    survey, user = find_listed(request, code), signed_in(request)
    draw = find_draw(survey)
    form = RecheckForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            begin_recheck(user, draw, form.cleaned_data["share"], form.cleaned_data["seed"], at=system_clock())
        except NamroError as fault:
            form.add_error(None, fault.message)
        else:
            messages.success(request, _("Đã rút phiếu phúc tra."))
            return redirect("samples:recheck", code=code)
    made = draw.rechecks.order_by("-id").first()
    rows = made.rows.select_related("row__cell", "row__enumerator") if made else RecheckRow.objects.none()
    page = Paginator(rows.order_by("row__cell__code", "row__number", "id"), PER_PAGE).get_page(request.GET.get("trang"))
    found = result_of(made) if made else None
    context = {
        "survey": survey, "form": form, "made": made, "page": page, "found": found,
        "agreement": percent(found.agreement) if found else "",
        "rows": [(one, number_of(one.row), one.row.enumerator_id == user.pk) for one in page.object_list],
    }  # fmt: skip
    return render(request, "surveys/recheck.html", context, status=400 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def row(request: HttpRequest, code: str, key: int) -> HttpResponse:
    """Ask one of them again; the answers kept are not shown, only compared."""
    survey, user = find_listed(request, code), signed_in(request)
    found = get_object_or_404(
        RecheckRow.objects.select_related("recheck", "row__cell"), pk=key, recheck__draw__survey=survey
    )
    made, error = questions_of(survey.instrument), ""
    texts: dict[str, str] = {}
    if request.method == "POST":
        read, checked = typed_in(request.POST, made)
        texts = dict(read)
        reached, confirmed = request.POST.get("gap") == "1", request.POST.get("da-hoi") == "1"
        error = next((checked.faults[one] for one in found.recheck.items if one in checked.faults), "")
        answers = {item: text for item, text in checked.kept.items() if isinstance(text, str)}
        if "gap" not in request.POST:
            error = _("Chọn gặp được hay không gặp được.")
        if not error:
            try:
                note_recheck(user, key, reached=reached, confirmed=confirmed, answers=answers, at=system_clock())
            except NamroError as fault:
                error = fault.message
            else:
                messages.success(request, _("Đã ghi kết quả phúc tra."))
                return redirect("samples:recheck", code=code)
    lines = [line for line in typing_lines(made, texts, {}) if line.code in found.recheck.items]
    context = {
        "survey": survey, "row": found.row, "number": number_of(found.row), "lines": lines, "error": error, "key": key,
    }  # fmt: skip
    return render(request, "surveys/recheck_row.html", context, status=400 if error else 200)
