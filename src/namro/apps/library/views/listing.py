"""The list of evidence."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from namro.apps.library import attachments, queries
from namro.apps.library.models import EvidenceFile
from namro.apps.library.pages import evidence_list as listed
from namro.apps.library.pages.evidence_list import Asked
from namro.apps.library.permissions import can_add, readable_by, reads_many
from namro.apps.library.twins import twins_told
from namro.apps.people.permissions import units_read_by
from namro.apps.people.queries.organisation import names_of, unit_handovers
from namro.apps.people.requests import signed_in
from namro.core.base.folding import fold, tidy

PER_PAGE = 20


@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """Evidence that the person reads: `?nam=` and `?don-vi=` narrow it, `?loc=` filters, `?tim=` searches."""
    user = signed_in(request)
    handovers = unit_handovers()
    units = names_of(units_read_by(user, handovers).values_list("pk", flat=True))
    asked = _asked(request, units)
    mine = readable_by(user, "evidence__", handovers) & _narrow(asked)
    scope, filters = queries.in_library().filter(mine), _filters()
    if asked.filter == listed.REMOVED:
        rows = queries.removed().filter(mine)
    else:
        rows = scope.filter(filters.get(asked.filter, Q()))
    page = Paginator(rows.select_related("evidence", "by"), PER_PAGE).get_page(request.GET.get("trang"))
    pieces = queries.pieces_of(page.object_list, handovers)
    keeper = attachments.keeper()
    few = asked.unit is not None or not reads_many(user)  # so few rows that counting them costs nothing
    mixed = len({piece.unit for piece in pieces}) > 1 or not few
    found = listed.evidence_list(
        asked,
        page,
        pieces,
        counts=_counts(scope, filters) if few else {},
        units={unit: name for unit, (_code, name) in units.items()} if mixed else {},
        twins=twins_told(user, pieces),
        places=keeper.places(user, [piece.id for piece in pieces]) if keeper else None,
    )
    context = {
        "page": found,
        "asked": asked,
        "years": queries.years_in_library(readable_by(user, "", handovers)),
        "units": sorted(units.values(), key=lambda unit: fold(unit[1])) if len(units) > 1 else [],
        "adds": can_add(user),
    }
    return render(request, "library/list.html", context)


def _asked(request: HttpRequest, units: dict[int, tuple[str, str]]) -> Asked:
    year, code = request.GET.get("nam", ""), request.GET.get("don-vi", "")
    unit = next((key for key, (known, _name) in units.items() if known == code), None)
    return Asked(
        year=int(year) if year.isascii() and year.isdigit() and len(year) == 4 else None,
        unit=unit,
        unit_code=code if unit else "",
        filter=request.GET.get("loc", ""),
        search=tidy(request.GET.get("tim", ""))[:80],
    )


def _narrow(asked: Asked) -> Q:
    found = Q()
    if asked.year:
        found &= Q(evidence__year=asked.year)
    if asked.unit:
        found &= Q(evidence__unit=asked.unit)
    for word in fold(asked.search).split():
        found &= Q(evidence__search__contains=word)
    return found


def _filters() -> dict[str, Q]:
    found = {
        listed.UNSIGNED: queries.unsigned(),
        listed.UNDATED: queries.undated(),
        listed.UNREADABLE: queries.unreadable(),
        listed.TWIN: Q(queries.with_twins()),
    }
    keeper = attachments.keeper()
    if keeper:
        found[listed.LOOSE] = keeper.unattached("evidence")
    return found


def _counts(scope: QuerySet[EvidenceFile], filters: dict[str, Q]) -> dict[str, int]:
    asked = {key.replace("-", "_"): Count("id", filter=condition) for key, condition in filters.items()}
    found = scope.order_by().aggregate(every=Count("id"), **asked)
    return {"": found["every"], **{key: found[key.replace("-", "_")] for key in filters}}
