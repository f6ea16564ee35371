"""The page of a sheet and what is done there: decide, take back, fetch a proof. Every act is a form without script."""

from __future__ import annotations

from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from namro.apps.exchange import dispositions
from namro.apps.exchange.decided import decided_document
from namro.apps.exchange.finding import find_document
from namro.apps.exchange.models import ImportedDocument
from namro.apps.exchange.pages.sheet import sheet_page
from namro.apps.exchange.permissions import can_correct, check_correct
from namro.apps.people.requests import signed_in
from namro.apps.plans.deciding import DecisionConflict, DecisionGone
from namro.apps.plans.pages.finding_form import Deciding, conflict_page
from namro.apps.plans.pages.finding_words import anchor_of
from namro.apps.plans.views.finding_sending import remedy_file, sent_form, version_of
from namro.core.base.clock import system_clock
from namro.core.improvement.decisions import DecisionRefused

ONLY_DIFFERENT = "lech"


@require_GET
def sheet(request: HttpRequest, code: str) -> HttpResponse:
    """The sheet as printed; `?sua=` opens the form of a finding, `?loc=lech` leaves out the rows that agree."""
    document = find_document(request, code)
    key = request.GET.get("sua", "") if can_correct(signed_in(request), document) else ""
    return _page(request, document, Deciding(key=key))


@require_POST
def decide(request: HttpRequest, code: str) -> HttpResponse:
    """Take the form of a finding, or the button that takes its decision back."""
    document = find_document(request, code)
    user, at = signed_in(request), system_clock()
    check_correct(user, document)
    key = request.POST.get("khoan", "")
    version = version_of(request)
    try:
        if request.POST.get("viec") == "undo":
            dispositions.take_back(user, document, key, version=version, at=at)
            messages.success(request, _("Đã hoàn tác; hướng xử lý trở lại như trước."))
            return redirect(_address(request, code, key))
        return _decide(request, document)
    except DecisionGone as fault:
        messages.error(request, fault.message)
        return redirect(_address(request, code, ""))
    except DecisionConflict as clash:  # only of taking back: the other one is answered with both values
        messages.error(request, _("%(told)s Xem lại rồi hãy hoàn tác.") % {"told": clash.message})
        return redirect(_address(request, code, key))


@require_GET
def proof(request: HttpRequest, code: str, seq: int) -> HttpResponseBase:
    """A proof's file, for those who may read the document."""
    document = find_document(request, code)
    return remedy_file(request, document.dispositions, seq, subject=code)


def _decide(request: HttpRequest, document: ImportedDocument) -> HttpResponse:
    user = signed_in(request)
    sent = sent_form(request, str(document.pk))
    try:
        if sent.wrong:
            raise DecisionRefused(dict(sent.wrong))
        dispositions.decide(user, document, sent.filled, at=system_clock())
    except DecisionRefused as fault:
        return _page(request, document, sent.again(fault.by_field), status=400)
    except DecisionConflict as clash:
        context = {
            "page": conflict_page(decided_document(document), sent.filled, clash, token=sent.token),
            "crumbs": [
                (reverse("exchange:imports"), _("Văn bản")),
                (reverse("exchange:sheet", args=[document.code]), _("Phiếu như in")),
            ],
            "action": reverse("exchange:decide", args=[document.code]),
            "back": _address(request, document.code, sent.filled.key),
        }
        return render(request, "plans/finding_conflict.html", context, status=409)
    messages.success(request, _("Đã ghi hướng xử lý. Dự thảo kế hoạch dùng hướng mới."))
    return redirect(_address(request, document.code, sent.filled.key))


def _page(request: HttpRequest, document: ImportedDocument, asked: Deciding, *, status: int = 200) -> HttpResponse:
    different = ONLY_DIFFERENT in (request.GET.get("loc"), request.POST.get("loc"))
    page = sheet_page(document, different=different, asked=asked)
    kept = {"loc": ONLY_DIFFERENT} if different else {}
    context = {
        "page": page,
        "can_correct": can_correct(signed_in(request), document),
        "query": urlencode(kept),
        "hidden": list(kept.items()),
    }
    return render(request, "exchange/sheet.html", context, status=status)


def _address(request: HttpRequest, code: str, key: str) -> str:
    only = request.POST.get("loc") == ONLY_DIFFERENT
    query = f"?{urlencode({'loc': ONLY_DIFFERENT})}" if only else ""
    return reverse("exchange:sheet", args=[code]) + query + (f"#{anchor_of(key)}" if key else "")
