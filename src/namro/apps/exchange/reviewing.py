"""The pages where what was read is looked at, corrected and confirmed. Every act is a form; none needs a script."""

from __future__ import annotations

from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from namro.apps.exchange import correcting, pages
from namro.apps.exchange.concluding import concludes
from namro.apps.exchange.corrected import Corrected
from namro.apps.exchange.correcting import Conflict, FieldsRefused, Filled
from namro.apps.exchange.finding import find_document
from namro.apps.exchange.models import ImportedDocument
from namro.apps.exchange.pages.conflict import conflict_page
from namro.apps.exchange.pages.review import anchor_of
from namro.apps.exchange.permissions import can_correct, check_correct
from namro.apps.exchange.planning import units_to_plan
from namro.apps.exchange.queries import entries_of
from namro.apps.people.requests import signed_in
from namro.apps.plans.views.finding_sending import version_of
from namro.core.base.clock import system_clock
from namro.core.printed.corrections import Act
from namro.core.printed.fields import CorrectionRefused

ONLY_DOUBTS = "can-xem"
_FIELD = "f-"


@require_GET
def reading(request: HttpRequest, code: str) -> HttpResponse:
    """What was read in one document; `?sua=` opens the form of an item, `?loc=can-xem` leaves out what is clear."""
    document = find_document(request, code)
    mine = can_correct(signed_in(request), document)
    asked = pages.Asked(
        key=request.GET.get("sua", "") if mine else "",
        anchor=request.GET.get("tai", ""),
        only_doubts=request.GET.get("loc") == ONLY_DOUBTS,
    )
    return _page(request, document, asked)


@require_POST
def correct(request: HttpRequest, code: str) -> HttpResponse:
    """Take the form of an item."""
    document = _to_correct(request, code)
    values = {name.removeprefix(_FIELD): text for name, text in request.POST.items() if name.startswith(_FIELD)}
    filled = Filled(
        request.POST.get("muc", ""), {name: str(text) for name, text in values.items()}, version_of(request)
    )
    anchor = request.POST.get("tai", "")
    try:
        now = correcting.correct(signed_in(request), document, filled, at=system_clock())
    except FieldsRefused as fault:
        asked = pages.Asked(
            key=filled.key,
            anchor=anchor,
            only_doubts=request.POST.get("loc") == ONLY_DOUBTS,
            version=filled.version,
            values=filled.values,
            refused=fault.by_field,
        )
        return _page(request, document, asked, status=400)
    except Conflict as clash:
        page = conflict_page(find_document(request, code), filled, clash, back=_address(request, code, anchor))
        return render(request, "exchange/conflict.html", {"page": page, "anchor": anchor}, status=409)
    except CorrectionRefused as fault:
        return _refused(request, code, fault)
    return _back(request, code, now, anchor=anchor, after=request.POST.get("sau", ""))


@require_POST
def settle(request: HttpRequest, code: str) -> HttpResponse:
    """Take a button: `answer|after|key|answer`, `seen|after|key|`, `drop|…`, `restore|…` or `undo|||`."""
    document = _to_correct(request, code)
    user, version, at = signed_in(request), version_of(request), system_clock()
    kind, after, key, answer = (request.POST.get("viec", "").split("|", 3) + [""] * 4)[:4]
    try:
        if kind == Act.UNDO:
            now = correcting.undo(user, document, version=version, at=at)
        elif kind in (Act.ANSWER, Act.SEEN, Act.DROP, Act.RESTORE):
            now = correcting.settle(user, document, Act(kind), key=key, version=version, answer=answer, at=at)
        else:
            raise CorrectionRefused(_("Không hiểu nút vừa bấm. Tải lại trang rồi bấm lại."), code="unknown_act")
    except CorrectionRefused as fault:
        return _refused(request, code, fault)
    return _back(request, code, now, anchor="", after=after)


@require_POST
def confirm(request: HttpRequest, code: str) -> HttpResponse:
    """Lock the reading as corrected."""
    document = _to_correct(request, code)
    try:
        correcting.confirm(signed_in(request), document, version=version_of(request), at=system_clock())
    except CorrectionRefused as fault:
        return _refused(request, code, fault)
    return redirect("exchange:reading", code=code)


@require_POST
def reopen(request: HttpRequest, code: str) -> HttpResponse:
    """Open a confirmed reading again."""
    document = _to_correct(request, code)
    try:
        correcting.reopen(signed_in(request), document, reason=request.POST.get("ly-do", ""), at=system_clock())
    except CorrectionRefused as fault:
        return _refused(request, code, fault)
    return redirect("exchange:reading", code=code)


@require_GET
def history(request: HttpRequest, code: str) -> HttpResponse:
    """Everything that people did with the reading."""
    document = find_document(request, code)
    page = pages.history_page(document, entries_of(document), request.GET.get("trang"))
    context = {"page": page, "can_correct": page.open and can_correct(signed_in(request), document)}
    return render(request, "exchange/history.html", context)


def _page(request: HttpRequest, document: ImportedDocument, asked: pages.Asked, *, status: int = 200) -> HttpResponse:
    page = pages.reading_page(document, asked)
    mine = can_correct(signed_in(request), document)
    user = signed_in(request)
    context = {
        "concludes": concludes(user, document),
        "page": page,
        "may_correct": mine,
        "can_correct": mine and not page.locked,
        "units": units_to_plan(signed_in(request)) if page.plan_urls else (),
    }
    return render(request, "exchange/reading.html", context, status=status)


def _to_correct(request: HttpRequest, code: str) -> ImportedDocument:
    document = find_document(request, code)
    check_correct(signed_in(request), document)
    return document


def _back(request: HttpRequest, code: str, now: Corrected, *, anchor: str, after: str) -> HttpResponse:
    """To where the person was; when that matter is settled, to the next one."""
    still = {anchor_of(matter) for matter in now.matters if matter.key not in now.seen}
    gone = anchor.startswith("x") and anchor not in still
    return redirect(_address(request, code, after if gone or not anchor else anchor))


def _refused(request: HttpRequest, code: str, fault: CorrectionRefused) -> HttpResponse:
    messages.error(request, fault.message)
    return redirect(_address(request, code, request.POST.get("tai", "")))


def _address(request: HttpRequest, code: str, anchor: str) -> str:
    """Return an address inside this document's page; the anchor is ours only when it looks like one."""
    only = request.POST.get("loc") == ONLY_DOUBTS
    query = f"?{urlencode({'loc': ONLY_DOUBTS})}" if only else ""
    return reverse("exchange:reading", args=[code]) + query + (f"#{anchor}" if anchor.isalnum() else "")
