"""The unit explains what the appraisal changed."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from namro.apps.appraisals.actions.explaining import ExplainedMeanwhile, Explanation, explain
from namro.apps.appraisals.pages.explain_conflict import conflict_page
from namro.apps.appraisals.pages.explain_page import explain_page
from namro.apps.appraisals.queries.explanations import explainable
from namro.apps.assessments.models import Assessment
from namro.apps.assessments.sheet_views.finding import find_sheet
from namro.apps.people.queries.organisation import names_of
from namro.apps.people.requests import signed_in
from namro.apps.people.sent import whole
from namro.core.assessment.stages import State
from namro.core.base.clock import system_clock
from namro.core.base.errors import NamroError
from namro.core.scoring.claims import parse_points

#: What an explanation is sent as: criterion, points asked for, text, the version that was seen.
NODE, POINTS, TEXT, VERSION = "muc", "diem", "loi-giai-trinh", "phien-ban"


@require_http_methods(["GET", "HEAD", "POST"])
def explanations(request: HttpRequest, year: int, code: str) -> HttpResponse:
    """What the appraisal changed, and what the unit says to it; `?loc=`, `?trang=`. POST: one explanation."""
    sheet = find_sheet(request, year, code)
    if request.method != "POST":
        return _shown(request, sheet)
    post = request.POST
    node, text = post.get(NODE, ""), "" if "rut" in post else post.get(TEXT, "")
    back = f"{reverse('appraisals:explanations', args=[year, code])}#m-{node}"
    if post.get("keep") == "theirs":
        messages.info(request, _("Giữ giải trình đang có của mục %(id)s.") % {"id": node[:40]})
        return redirect(back)
    version = whole(post.get(VERSION, ""))
    try:
        points = parse_points(post.get(POINTS, ""))
        said = Explanation(node, text, -1 if version is None else version, points)
        if not text.strip() and "rut" not in post:
            raise NamroError(_("Ghi lời giải trình của mục %(id)s rồi lưu.") % {"id": node[:40]}, code="text")
        explain(signed_in(request), sheet, said, at=system_clock())
    except ExplainedMeanwhile as clash:
        context = {"page": conflict_page(sheet, clash.line, text, post.get(POINTS, "")), "sheet": sheet}
        return render(request, "appraisals/explain_conflict.html", context, status=409)
    except NamroError as fault:
        typed = {"muc": node, "diem": post.get(POINTS, ""), "loi-giai-trinh": text, "fault": fault.message}
        return _shown(request, sheet, typed)
    done = _("Đã lưu giải trình của mục %(id)s.") if text else _("Đã rút giải trình của mục %(id)s.")
    messages.success(request, done % {"id": node})
    return redirect(back)


def _shown(request: HttpRequest, sheet: Assessment, typed: dict[str, str] | None = None) -> HttpResponse:
    now, user = system_clock(), signed_in(request)
    found = explainable(user, sheet, at=now)
    page = explain_page(
        found, chosen=request.GET.get("loc", ""), number=request.GET.get("trang"), at=now, typed=typed
    )  # fmt: skip
    context = {
        "page": page,
        "sheet": sheet,
        "name": names_of([sheet.unit_id])[sheet.unit_id][1],
        "typed": typed,
        "extends": found.seal.runs and sheet.round is not None and sheet.state == State.EXPLANATION,
    }
    return render(request, "appraisals/explain.html", context, status=400 if typed else 200)
