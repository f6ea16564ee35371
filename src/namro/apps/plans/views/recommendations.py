"""Recommendations to the units that I read about: the list, on paper, as a workbook, one of them."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from namro.apps.library.sending import guarded
from namro.apps.people.queries.organisation import names_of
from namro.apps.people.requests import signed_in
from namro.apps.people.sent import whole
from namro.apps.plans import actions
from namro.apps.plans.models import Recommendation
from namro.apps.plans.pages.recommendation_list import COLUMNS, list_page, sheet_rows
from namro.apps.plans.pages.recommendation_page import recommendation_page
from namro.apps.plans.permissions import can_watch, sides_of
from namro.apps.plans.recommendations import Sought, recommendations_for, sought_in
from namro.core.base.clock import system_clock
from namro.core.improvement.recommendations import Standing

PER_PAGE = 20
#: Rows on paper; the workbook has them all.
ON_PAPER = 200


@require_GET
def listed(request: HttpRequest) -> HttpResponse:
    """The list; `?trang-thai=`, `?co-quan=` and `?tre=1` show fewer."""
    user = signed_in(request)
    return render(request, "plans/recommendations.html", _context(request, PER_PAGE) | {"watches": can_watch(user)})


@require_GET
def on_paper(request: HttpRequest) -> HttpResponse:
    """The same list for A4."""
    user = signed_in(request)
    context = _context(request, ON_PAPER) | {"day": user.standing.day, "who": user.full_name}
    return render(request, "plans/recommendations_print.html", context)


@require_GET
def workbook(request: HttpRequest) -> HttpResponseBase:
    """The whole list, filtered as on the page."""
    user, sought = signed_in(request), sought_by(request)
    rows = sought_in(recommendations_for(user), sought, today=user.standing.day)
    columns = [(_(word), width) for word, width in COLUMNS]
    content = actions.take_recommendations(
        user, columns, rows=sheet_rows(rows, today=user.standing.day), note=sought.query, at=system_clock()
    )
    name = _("Kien-nghi-%(day)s.xlsx") % {"day": user.standing.day.isoformat()}
    return guarded(FileResponse(content, as_attachment=True, filename=name), "xlsx")


@require_GET
def one(request: HttpRequest, code: str) -> HttpResponse:
    """One recommendation: what is asked, what was answered, how its task stands."""
    return show(request, find(request, code))


def find(request: HttpRequest, code: str) -> Recommendation:
    """Return the recommendation, if the person may read it. Raises Http404."""
    rows = recommendations_for(signed_in(request)).select_related("supervision")
    return get_object_or_404(rows, code=code)


def show(
    request: HttpRequest, row: Recommendation, *, error: str = "", typed: str = "", status: int = 200
) -> HttpResponse:
    """Answer with its page, also after an answer that was refused."""
    user = signed_in(request)
    page = recommendation_page(row, sides_of(user, row), today=user.standing.day, error=error, typed=typed)
    return render(request, "plans/recommendation.html", {"page": page}, status=status)


def sought_by(request: HttpRequest) -> Sought:
    """The filters of an address; what does not exist filters nothing."""
    state = request.GET.get("trang-thai", "")
    return Sought(
        standing=Standing(state) if state in set(Standing) else None,
        body=whole(request.GET.get("co-quan", "")) or 0,
        late=request.GET.get("tre") == "1",
    )


def _context(request: HttpRequest, count: int) -> dict[str, object]:
    user, sought = signed_in(request), sought_by(request)
    every = recommendations_for(user)
    rows = sought_in(every, sought, today=user.standing.day)
    page = Paginator(rows, count).get_page(request.GET.get("trang"))
    return {"page": list_page(page, sought, _bodies(every), today=user.standing.day)}


def _bodies(rows: QuerySet[Recommendation]) -> list[tuple[int, str]]:
    """The bodies that recommended something, by their last names."""
    keys = rows.order_by().values_list("body", flat=True).distinct()
    return sorted(((key, name) for key, (_code, name) in names_of(keys).items()), key=lambda one: one[1])
