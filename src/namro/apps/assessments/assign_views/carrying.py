"""Taking a sheet to another edition, and deciding about what could not be moved."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from namro.apps.assessments.actions.carrying import change_edition
from namro.apps.assessments.actions.deciding import Verdict, decide, takeable
from namro.apps.assessments.assign_views.finding import around, find_sheet
from namro.apps.assessments.models import Assessment
from namro.apps.assessments.pages.carry_page import carry_page, move_of
from namro.apps.assessments.permissions import can_fill_all, check_fill_all
from namro.apps.assessments.queries.carried import carried_of
from namro.apps.frameworks.models import Edition
from namro.apps.frameworks.trees import tree_of
from namro.apps.people.requests import signed_in
from namro.apps.people.sent import whole
from namro.core.assessment.stages import OPEN
from namro.core.base.clock import system_clock
from namro.core.base.errors import NamroError

#: Of a button: every proposal that can be taken as it is.
ALL = "all"


@require_GET
def carry(request: HttpRequest, year: int, code: str) -> HttpResponse:
    """What would move to the newer edition, and the lines to decide."""
    return _carry(request, find_sheet(request, year, code))


def _carry(request: HttpRequest, sheet: Assessment, *, said: str = "") -> HttpResponse:
    found: dict[str, Any] = around(request, sheet)
    rows, held = carried_of(sheet)
    context = {
        "page": carry_page(sheet, rows, held, number=request.GET.get("trang")),
        "move": move_of(sheet, found["newer"]) if found["newer"] else None,
        "decides": can_fill_all(signed_in(request), sheet) and sheet.state in OPEN,
        "said": said,
        **found,
    }
    return render(request, "assessments/carry.html", context, status=400 if said else 200)


@require_POST
def change(request: HttpRequest, year: int, code: str) -> HttpResponse:
    """Take the sheet to the edition that the page named."""
    sheet, user = find_sheet(request, year, code), signed_in(request)
    check_fill_all(user, sheet)
    edition = Edition.objects.filter(pk=whole(request.POST.get("edition", "")) or 0).first()
    try:
        if edition is None:
            raise NamroError(_("Không còn bộ tiêu chí này. Tải lại trang."), code="edition")
        change_edition(user, sheet, edition, at=system_clock())
    except NamroError as fault:
        return _carry(request, find_sheet(request, year, code), said=fault.message)
    messages.success(request, _("Đã chuyển phiếu sang bộ tiêu chí mới."))
    return redirect("assessments:carry", year, code)


@require_POST
def settle(request: HttpRequest, year: int, code: str) -> HttpResponse:
    """Decide about one line, or take every proposal."""
    sheet, user = find_sheet(request, year, code), signed_in(request)
    check_fill_all(user, sheet)
    try:
        rows = decide(user, sheet, _verdicts(sheet, request.POST), at=system_clock())
    except NamroError as fault:
        return _carry(request, find_sheet(request, year, code), said=fault.message)
    messages.success(request, _("Đã quyết định %(count)d dòng.") % {"count": len(rows)})
    return redirect("assessments:carry", year, code)


def _verdicts(sheet: Assessment, post: QueryDict) -> dict[int, Verdict]:
    """`take=12`, `keep=12`, `send=12` with `to-12`, or `take=all`; `v-12` is the version that was seen."""
    if post.get("take") == ALL:
        rows = sheet.carried.filter(decided_at=None).select_related("edition").defer("edition__text")
        framework = tree_of(sheet.edition)
        return {row.pk: Verdict(row.proposed, row.version) for row in rows if takeable(row, framework)}
    for act in ("take", "keep", "send"):
        key = whole(post.get(act, ""))
        if key is not None:
            return {key: Verdict(_target(sheet, post, act, key), whole(post.get(f"v-{key}", "")) or 0)}
    raise NamroError(_("Không hiểu nút vừa bấm. Tải lại trang rồi bấm lại."), code="button")


def _target(sheet: Assessment, post: QueryDict, act: str, key: int) -> str:
    if act == "keep":
        return ""
    if act == "take":
        return sheet.carried.filter(pk=key).values_list("proposed", flat=True).first() or ""
    target = str(post.get(f"to-{key}", ""))
    if not target:
        raise NamroError(_("Chưa chọn tiêu chí để chuyển vào. Chọn một dòng trong danh sách."), code="target")
    return target
