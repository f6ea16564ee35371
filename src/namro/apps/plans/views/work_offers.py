"""Proof of finished work for the year's sheet, many at once."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from namro.apps.people.requests import signed_in
from namro.apps.plans import actions
from namro.apps.plans.offering_many import Ready, ready_of, sheets_to_fill, work_with_proof
from namro.core.base.clock import system_clock
from namro.core.base.errors import NamroError
from namro.ui.formats import day

_MANY = 25


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferRow:
    """One time of a task whose proof waits; `criterion` is empty where somebody has to choose it on its page."""

    code: str
    url: str
    text: str
    about: str
    criterion: str


@require_http_methods(["GET", "POST"])
def offers(request: HttpRequest) -> HttpResponse:
    """What waits for a criterion of the newest open sheet; posted, what was ticked goes there."""
    user = signed_in(request)
    sheets = sheets_to_fill(user)
    wanted = request.GET.get("phieu", "") or request.POST.get("phieu", "")
    sheet = next((one for one in sheets if f"{one.year}-{one.unit.code}" == wanted), sheets[0] if sheets else None)
    if sheet is None:
        return render(request, "plans/work_offers.html", {"sheet": None, "rows": ()})
    error, status = "", 200
    if request.method == "POST":
        rows = work_with_proof(sheet).filter(code__in=request.POST.getlist("viec")[:_MANY])
        try:
            count = actions.take_over_many(user, list(rows), at=system_clock())
            messages.success(request, _("Đã đưa %(n)d minh chứng vào phiếu.") % {"n": count})
        except (NamroError, PermissionDenied) as fault:
            error, status = getattr(fault, "message", str(fault)), 400
    pager = Paginator(work_with_proof(sheet), _MANY).get_page(request.GET.get("trang"))
    found = ready_of(user, sheet, list(pager))
    context = {
        "sheet": sheet,
        "key": f"{sheet.year}-{sheet.unit.code}",
        "sheets": [(f"{one.year}-{one.unit.code}", one.year, one.unit) for one in sheets],
        "rows": tuple(_row(one) for one in found),
        "certain": sum(bool(one.leaf) for one in found),
        "pager": pager,
        "error": error,
    }
    return render(request, "plans/work_offers.html", context, status=status)


def _row(one: Ready) -> OfferRow:
    row = one.row
    names = ", ".join(proof.name for proof in one.proofs[:3]) + ("…" if len(one.proofs) > 3 else "")
    done = _("xong %(day)s") % {"day": day(row.accepted_on)} if row.accepted_on else ""
    return OfferRow(
        code=row.code,
        url=reverse("plans:work", args=[row.code]),
        text=row.task.text,
        about=" · ".join(filter(None, (done, names))),
        criterion=f"{one.leaf} {one.name}" if one.leaf else "",
    )
