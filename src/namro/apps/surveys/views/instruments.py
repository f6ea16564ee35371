"""Instruments: those of the program and of units, one with its tree, what respondents see, files, publishing."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from namro.apps.library.sending import guarded
from namro.apps.people.requests import signed_in
from namro.apps.surveys.actions.instruments import publish_instrument, remove_instrument
from namro.apps.surveys.instrument_permissions import can_bring, can_settle, check_settle
from namro.apps.surveys.pages.instrument_list import own_instruments, own_rows, shipped_rows
from namro.apps.surveys.pages.instrument_page import instrument_page, surveys_with
from namro.apps.surveys.pages.questions import groups_of
from namro.apps.surveys.shelf import OnShelf, found_on_shelf
from namro.core.base.clock import system_clock
from namro.core.base.errors import NamroError
from namro.core.survey.model import words_in
from namro.documents.workbooks.to_xlsform import write_xlsform

PER_PAGE = 20


@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """All instruments that I may read: those of the program, then those of units, the newest first."""
    user = signed_in(request)
    page = Paginator(own_instruments(user), PER_PAGE).get_page(request.GET.get("trang"))
    context = {
        "page": page, "rows": own_rows(page.object_list), "brings": can_bring(user),
        "shipped": shipped_rows(user) if page.number == 1 else [],
    }  # fmt: skip
    return render(request, "surveys/instruments.html", context)


@require_GET
def one(request: HttpRequest, code: str, edition: str) -> HttpResponse:
    """The tree with its weights, scale, formula, rules, and which surveys ask with it."""
    return _shown(request, _found(request, code, edition))


def _shown(request: HttpRequest, found: OnShelf, *, error: str = "") -> HttpResponse:
    user = signed_in(request)
    context = {
        "page": instrument_page(found), "error": error, "settles": can_settle(user, found.row),
        "surveys": surveys_with(user, found.row), "conducts": can_bring(user) and not found.draft,
        "choice": found.choice, "digest": found.row.sha256 if found.row else "",
    }  # fmt: skip
    return render(request, "surveys/instrument.html", context, status=409 if error else 200)


@require_GET
def preview(request: HttpRequest, code: str, edition: str) -> HttpResponse:
    """The questions as respondents get them, all of them, each condition said in words (`?nn=` a language)."""
    made = _found(request, code, edition).made
    wanted = request.GET.get("nn", "")
    language = wanted if wanted in made.languages else made.languages[0]
    context = {
        "made": made, "title": words_in(made.title, language), "groups": groups_of(made, language),
        "width": made.scale.most, "language": language,
        "languages": made.languages if len(made.languages) > 1 else (),
    }  # fmt: skip
    return render(request, "surveys/instrument_preview.html", context)


@require_GET
def download(request: HttpRequest, code: str, edition: str, suffix: str) -> HttpResponseBase:
    """The instrument as an XLSForm or as its text."""
    found = _found(request, code, edition)
    if suffix not in {"xlsx", "yaml"}:
        raise Http404
    content = write_xlsform(found.made) if suffix == "xlsx" else found.text.encode()
    answer = HttpResponse(content)
    answer.headers["Content-Disposition"] = f'attachment; filename="{found.made.code}-{found.made.edition}.{suffix}"'
    return guarded(answer, suffix)


@require_POST
def settle(request: HttpRequest, code: str, edition: str) -> HttpResponse:
    """Publish a draft or remove it (`buoc`); `dau` is the digest of what was looked at."""
    user, found, step = signed_in(request), _found(request, code, edition), request.POST.get("buoc", "")
    if found.row is None or step not in {"ban-hanh", "bo"}:
        raise Http404
    check_settle(user, found.row)
    seen = request.POST.get("dau", "")
    try:
        if step == "bo":
            remove_instrument(user, found.row, seen, at=system_clock())
            messages.success(request, _("Đã bỏ dự thảo."))
            return redirect("instruments:home")
        publish_instrument(user, found.row, seen, at=system_clock())
    except NamroError as refusal:
        return _shown(request, found, error=refusal.message)
    messages.success(request, _("Đã ban hành. Từ nay lập khảo sát chọn được bộ câu hỏi này."))
    return redirect("instruments:one", code=code, edition=edition)


def _found(request: HttpRequest, code: str, edition: str) -> OnShelf:
    found = found_on_shelf(signed_in(request), code, edition)
    if found is None:
        raise Http404
    return found
