"""Paper forms typed twice, those typed differently, answers of a workbook."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from namro.apps.library import storage
from namro.apps.library.sending import guarded
from namro.apps.people.requests import signed_in
from namro.apps.surveys.actions.typing import check_type, form_under, settle, type_form, write_answers
from namro.apps.surveys.codes import spelled, typed
from namro.apps.surveys.forms_common import keep_upload, typed_in
from namro.apps.surveys.framed import rows_of_file
from namro.apps.surveys.instruments import questions_of
from namro.apps.surveys.models import Survey, Typing
from namro.apps.surveys.pages.typing_page import dispute_page, typing_lines
from namro.apps.surveys.typed_answers import answers_in, headings
from namro.apps.surveys.views.finding_sample import find_listed
from namro.core.base.clock import system_clock
from namro.core.base.errors import NamroError, UnreadableDocument
from namro.core.base.faults import BrokenFile, Faults
from namro.documents.workbooks.to_table import write_table

PER_PAGE, TOLD = 30, 200


class AnswersForm(forms.Form):
    """A workbook of answers."""

    file = forms.FileField(
        label=gettext_lazy("Tệp phiếu (.xlsx, .csv)"), widget=forms.FileInput(attrs={"accept": ".xlsx,.csv"}),
        help_text=gettext_lazy("Mỗi phiếu một dòng. Có một ô sai thì không ghi gì; mọi lỗi được nói theo dòng."),
        error_messages={"required": gettext_lazy("Chưa chọn tệp."), "empty": gettext_lazy("Tệp rỗng.")},
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def type_in(request: HttpRequest, code: str) -> HttpResponse:
    """Type one paper form: first its code (`?ma=`), then its answers."""
    user = signed_in(request)
    survey = get_object_or_404(Survey.objects.select_related("instrument"), code=code, kind=Survey.Kind.SAMPLE)
    check_type(user, survey)
    made, text = questions_of(survey.instrument), typed(request.GET.get("ma", ""))[:40]
    error = ""
    texts: Mapping[str, str] = {}
    faults: Mapping[str, str] = {}
    if text:
        try:
            form_under(survey, text)
            if request.method == "POST":
                texts, found = typed_in(request.POST, made)
                faults = found.faults
                if not faults:
                    kept = type_form(user, survey, text, found.kept, at=system_clock())
                    messages.success(request, _typed_words(kept))
                    return redirect("samples:type_in", code=code)
        except NamroError as fault:
            error, text = fault.message, "" if fault.code in {"code", "used", "typed", "same_person"} else text
    context = {
        "survey": survey, "code": text, "spelled": spelled(text), "error": error, "fault_count": len(faults),
        "lines": typing_lines(made, texts, faults) if text else (),
    }  # fmt: skip
    return render(request, "surveys/type_in.html", context, status=400 if error or faults else 200)


def _typed_words(kept: Typing | None) -> str:
    if kept is None:
        return _("Hai lần nhập khớp nhau: phiếu đã được nhận.")
    if kept.nth == Typing.FIRST:
        return _("Đã giữ lần nhập một. Người khác nhập lần hai.")
    return _("Khác lần một ở %(n)d câu; phiếu vào danh sách bất đồng.") % {"n": len(kept.differs)}


@require_GET
def disputes(request: HttpRequest, code: str) -> HttpResponse:
    """Forms that two people typed differently."""
    survey = find_listed(request, code)
    rows = Typing.objects.filter(code__survey=survey, code__used_at=None, nth=Typing.SECOND)
    ordered = rows.select_related("by", "code__sample_row__cell").order_by("at", "id")
    page = Paginator(ordered, PER_PAGE).get_page(request.GET.get("trang"))
    return render(request, "surveys/disputes.html", {"survey": survey, "page": page})


@require_http_methods(["GET", "POST"])
def dispute(request: HttpRequest, code: str, key: int) -> HttpResponse:
    """One of them: each question with both answers, and what the paper says."""
    survey = find_listed(request, code)
    second = get_object_or_404(
        Typing.objects.select_related("by", "code__sample_row__cell"), code=key, code__survey=survey,
        code__used_at=None, nth=Typing.SECOND,
    )  # fmt: skip
    made, error = questions_of(survey.instrument), ""
    texts: dict[str, str] = {}
    if request.method == "POST":
        read, found = typed_in(request.POST, made)
        texts = dict(read)
        wrong = [found.faults[one] for one in second.differs if one in found.faults]
        error = wrong[0] if wrong else ""
        if not error:
            try:
                settle(signed_in(request), survey, key, found.kept, at=system_clock())
            except NamroError as fault:
                error = fault.message
            else:
                messages.success(request, _("Đã giải quyết bất đồng: phiếu đã được nhận."))
                return redirect("samples:disputes", code=code)
    context = {"survey": survey, "page": dispute_page(second, made, texts), "error": error}
    return render(request, "surveys/dispute.html", context, status=400 if error else 200)


@require_http_methods(["GET", "POST"])
def importing(request: HttpRequest, code: str) -> HttpResponse:
    """Answers of a workbook: written whole, or every fault told by its row."""
    survey, user = find_listed(request, code), signed_in(request)
    form = AnswersForm(request.POST or None, request.FILES or None)
    faults: list[str] = []
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        name = Path(file.name or "").name[:120]
        try:
            with storage.waiting_room() as room:
                rows = rows_of_file(keep_upload(file, room))
            told = Faults(name)
            found = answers_in(survey, questions_of(survey.instrument), rows, told)
            told.refuse()
            count = write_answers(user, survey, found, name=name, at=system_clock())
        except BrokenFile as broken:
            faults = [str(fault) for fault in broken.faults]
        except (UnreadableDocument, NamroError) as refusal:
            form.add_error("file", refusal.message)
        else:
            messages.success(request, _("Đã nhận %(n)d phiếu.") % {"n": count})
            return redirect("samples:board", code=code)
    context = {
        "survey": survey,
        "form": form,
        "faults": faults[:TOLD],
        "more": max(0, len(faults) - TOLD),
        "count": len(faults),
    }
    return render(request, "surveys/import_answers.html", context, status=400 if faults or form.errors else 200)


@require_GET
def template(request: HttpRequest, code: str) -> HttpResponseBase:
    """The headings of the workbook."""
    survey = find_listed(request, code)
    content = write_table(headings(questions_of(survey.instrument)), (), sheet=_("Phiếu"))
    answer = HttpResponse(content)
    answer.headers["Content-Disposition"] = 'attachment; filename="mau-nap-phieu.xlsx"'
    return guarded(answer, "xlsx")
