"""What a unit's own sheet lost, and what is done there: decide about one or many, take back, make the plan."""

from __future__ import annotations

from collections.abc import Mapping

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from namro.apps.assessments.actions.filling import subject_of
from namro.apps.assessments.models import Assessment
from namro.apps.assessments.sheet_views.finding import find_sheet
from namro.apps.people.requests import signed_in
from namro.apps.plans.actions.sheet_deciding import (
    decide_findings,
    plan_from_sheet,
    planning_unit,
    take_finding_back,
)
from namro.apps.plans.deciding import DecisionConflict, DecisionGone
from namro.apps.plans.models import Plan
from namro.apps.plans.pages.finding_form import Deciding, choices_with, conflict_page
from namro.apps.plans.pages.finding_words import anchor_of
from namro.apps.plans.pages.findings_page import Wanted, findings_page, keys_wanted, query_of, title_of
from namro.apps.plans.permissions import (
    can_decide_findings,
    can_make,
    check_decide_findings,
    check_read_findings,
    readable_by,
)
from namro.apps.plans.sheet_findings import sheet_findings
from namro.apps.plans.views.finding_sending import Sent, remedy_file, sent_form, version_of
from namro.apps.plans.views.plan_finding import unit_name
from namro.core.base.clock import system_clock
from namro.core.base.errors import NamroError
from namro.core.improvement.decisions import DecisionRefused


@require_GET
def findings(request: HttpRequest, year: int, code: str) -> HttpResponse:
    """The page; `?sua=` opens the form of a finding, `?loc=` and `?nguyen-nhan=` show fewer."""
    sheet = find_sheet(request, year, code)
    check_read_findings(signed_in(request), sheet)
    decides = can_decide_findings(signed_in(request), sheet)
    return _page(request, sheet, Deciding(key=request.GET.get("sua", "") if decides else ""))


@require_POST
def decide(request: HttpRequest, year: int, code: str) -> HttpResponse:
    """Take the form of a finding, or the button that takes its decision back."""
    sheet = find_sheet(request, year, code)
    check_decide_findings(signed_in(request), sheet)
    if request.POST.get("viec") == "undo":
        return _take_back(request, sheet)
    sent = sent_form(request, _about(sheet))
    key = sent.filled.key
    try:
        if sent.wrong:
            raise DecisionRefused(dict(sent.wrong))
        decide_findings(signed_in(request), sheet, sent.filled, [key], at=system_clock())
    except DecisionRefused as fault:
        return _page(request, sheet, sent.again(fault.by_field), status=400)
    except DecisionGone as fault:
        messages.error(request, fault.message)
        return _back(request, sheet)
    except DecisionConflict as clash:
        return _conflict(request, sheet, sent, clash)
    messages.success(request, _("Đã ghi hướng xử lý. Dự thảo kế hoạch dùng hướng mới."))
    return _back(request, sheet, key)


@require_POST
def decide_many(request: HttpRequest, year: int, code: str) -> HttpResponse:
    """Take one decision about all ticked findings, or all that the filters show."""
    sheet = find_sheet(request, year, code)
    user = signed_in(request)
    check_decide_findings(user, sheet)
    sent = sent_form(request, _about(sheet))
    keys = request.POST.getlist("task")
    if request.POST.get("all"):
        keys = keys_wanted(sheet_findings(sheet), _wanted(QueryDict(request.POST.get("query", ""))))
    try:
        count = decide_findings(user, sheet, sent.filled, keys, at=system_clock())
    except DecisionRefused as fault:
        return _page(request, sheet, Deciding(), status=400, many=_Many(sent, fault.by_field, frozenset(keys)))
    except NamroError as fault:
        messages.error(request, _("%(told)s Chưa ghi gì.") % {"told": fault.message})
        return _back(request, sheet)
    told = ngettext("Đã chọn hướng xử lý cho %(count)d tồn tại.", "Đã chọn hướng xử lý cho %(count)d tồn tại.", count)
    messages.success(request, told % {"count": count})
    return _back(request, sheet)


@require_GET
def proof(request: HttpRequest, year: int, code: str, seq: int) -> HttpResponseBase:
    """The file that proves that something is remedied, for those who see the findings."""
    sheet = find_sheet(request, year, code)
    check_read_findings(signed_in(request), sheet)
    return remedy_file(request, sheet.dispositions, seq, subject=subject_of(sheet))


@require_POST
def make(request: HttpRequest, year: int, code: str) -> HttpResponse:
    """Make the plan for the year after; pressed again, lead to the plan that is there."""
    sheet = find_sheet(request, year, code)
    made, fresh = plan_from_sheet(signed_in(request), sheet, at=system_clock())
    if fresh:
        messages.success(request, _("Đã lập kế hoạch từ phiếu. Giao người, đặt ngày, rồi trình lãnh đạo."))
    else:
        messages.info(request, _("Phiếu này đã có kế hoạch; mở lại kế hoạch đó."))
    return redirect("plans:plan", code=made.code)


class _Many:
    """The bar over several findings as it was sent and refused."""

    def __init__(self, sent: Sent, refused: Mapping[str, str], picked: frozenset[str]) -> None:
        self.refused, self.picked = tuple(refused.values()), picked
        self.disposition = sent.filled.disposition
        self.values = dict(sent.filled.texts)


def _take_back(request: HttpRequest, sheet: Assessment) -> HttpResponse:
    key = request.POST.get("khoan", "")
    try:
        take_finding_back(signed_in(request), sheet, key, version=version_of(request), at=system_clock())
    except DecisionGone as fault:
        messages.error(request, fault.message)
        return _back(request, sheet)
    except DecisionConflict as clash:
        messages.error(request, _("%(told)s Xem lại rồi hãy hoàn tác.") % {"told": clash.message})
        return _back(request, sheet, key)
    messages.success(request, _("Đã hoàn tác; hướng xử lý trở lại như trước."))
    return _back(request, sheet, key)


def _conflict(request: HttpRequest, sheet: Assessment, sent: Sent, clash: DecisionConflict) -> HttpResponse:
    where = [sheet.year, sheet.unit.code]
    context = {
        "page": conflict_page(sheet_findings(sheet), sent.filled, clash, token=sent.token),
        "crumbs": [(reverse("plans:findings", args=where), title_of(sheet))],
        "action": reverse("plans:finding_decide", args=where),
        "back": _address(request, sheet, sent.filled.key),
    }
    return render(request, "plans/finding_conflict.html", context, status=409)


def _page(
    request: HttpRequest, sheet: Assessment, asked: Deciding, *, status: int = 200, many: _Many | None = None
) -> HttpResponse:
    user = signed_in(request)
    plan = Plan.objects.filter(readable_by(user), sheet=sheet).order_by("id").first()
    page = findings_page(
        sheet_findings(sheet),
        unit=unit_name(request, sheet.unit_id),
        plan=plan,
        wanted=_wanted(_query(request)),
        asked=asked,
        picked=many.picked if many else frozenset(),
    )
    context = {
        "page": page,
        "decides": can_decide_findings(user, sheet),
        "makes": can_make(user, planning_unit(user, sheet)),
        "many": many,
        "choices": choices_with(many.disposition if many else ""),
        "typed": many.values if many else {},
        "query": page.query,
        "hidden": [("query", page.query)],
    }
    return render(request, "plans/findings.html", context, status=status)


def _wanted(query: QueryDict) -> Wanted:
    return Wanted(query.get("loc", "")[:16], query.get("nguyen-nhan", "")[:32], query.get("trang", ""))


def _query(request: HttpRequest) -> QueryDict:
    return request.GET if request.method == "GET" else QueryDict(request.POST.get("query", ""))


def _about(sheet: Assessment) -> str:
    return f"sheet-{sheet.pk}"


def _back(request: HttpRequest, sheet: Assessment, key: str = "") -> HttpResponse:
    return redirect(_address(request, sheet, key))


def _address(request: HttpRequest, sheet: Assessment, key: str) -> str:
    address = reverse("plans:findings", args=[sheet.year, sheet.unit.code])
    query = query_of(_wanted(_query(request)))
    return address + (f"?{query}" if query else "") + (f"#{anchor_of(key)}" if key else "")
