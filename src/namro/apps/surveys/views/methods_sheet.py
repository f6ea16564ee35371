"""The methods sheet as a page and as a document."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from namro.apps.library.sending import guarded
from namro.apps.people.requests import signed_in
from namro.apps.surveys.methods import methods_document, methods_of
from namro.apps.surveys.models import Survey
from namro.apps.surveys.permissions import seen_by
from namro.apps.surveys.sample_permissions import can_list
from namro.core.base.clock import VIETNAM, system_clock
from namro.documents.writing.rendering import paper_bytes


def _found(request: HttpRequest, code: str) -> Survey:
    rows = Survey.objects.select_related("instrument", "conductor").filter(kind=Survey.Kind.SAMPLE)
    return get_object_or_404(rows.filter(seen_by(signed_in(request))), code=code)


@require_GET
def page(request: HttpRequest, code: str) -> HttpResponse:
    """The sheet; nobody who was drawn stands in it."""
    survey = _found(request, code)
    found = methods_of(survey, system_clock().astimezone(VIETNAM).date())
    lists = can_list(signed_in(request), survey)
    context = {"survey": survey, "told": found.told if found else None, "lists": lists}
    return render(request, "surveys/methods.html", context)


@require_GET
def file(request: HttpRequest, code: str, suffix: str) -> HttpResponseBase:
    """The sheet as .docx or .pdf."""
    paper = methods_document(_found(request, code), system_clock().astimezone(VIETNAM).date())
    if paper is None or suffix not in {"docx", "pdf"}:
        raise Http404
    answer = HttpResponse(paper_bytes(paper, f".{suffix}"))
    answer.headers["Content-Disposition"] = f'attachment; filename="phuong-phap-khao-sat.{suffix}"'
    return guarded(answer, suffix)
