"""Who enters which indicator of a unit, and who has not entered yet."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from namro.apps.indicators.actions.owning import assign_owners
from namro.apps.indicators.definitions import for_level
from namro.apps.indicators.entering import entered, named_by
from namro.apps.indicators.models import IndicatorOwner
from namro.apps.indicators.pages.owners_page import fields_of, missing_rows, owner_rows
from namro.apps.indicators.permissions import can_assign
from namro.apps.indicators.queries_units import Scope, scope_of
from namro.apps.people.models import User
from namro.apps.people.owners import owners_of
from namro.apps.people.owning import choices_of
from namro.apps.people.requests import signed_in
from namro.core.base.clock import system_clock
from namro.core.base.errors import NamroError
from namro.core.indicators.model import Indicator

PER_PAGE = 50
#: What stands before the id of an indicator in the form.
_BOX = "o."


@require_http_methods(["GET", "POST"])
def owners(request: HttpRequest) -> HttpResponse:
    """`?dv=` one unit (else all that one reads about), `?lv=` one field; a POST names who enters."""
    user = signed_in(request)
    scope = scope_of(user, request.GET.get("dv", ""), user.standing.day.year)
    every = [one for one in for_level(scope.level) if one.typed]
    fields = fields_of(every)
    field = request.GET.get("lv", "") if request.GET.get("lv") in fields else ""
    known = [one for one in every if field in ("", one.field)]
    fault = ""
    if request.method == "POST":
        if scope.unit is None:
            raise Http404
        wanted = {name.removeprefix(_BOX): value for name, value in request.POST.items() if name.startswith(_BOX)}
        try:
            count = assign_owners(user, scope.unit, {k: str(v) for k, v in wanted.items()}, at=system_clock())
        except NamroError as refusal:
            fault = refusal.message
        else:
            said = _("Đã phân công %(n)d chỉ tiêu.") % {"n": count} if count else _("Không có gì đổi.")
            messages.success(request, said)
            return redirect(f"{reverse('indicators:owners')}?{request.GET.urlencode()}")
    context = {"scope": scope, "fields": fields, "field": field, "fault": fault, **_page(request, user, scope, known)}
    return render(request, "indicators/owners.html", context, status=400 if fault else 200)


def _page(request: HttpRequest, user: User, scope: Scope, known: list[Indicator]) -> dict[str, Any]:
    there = entered(scope.units, known, user.standing.day)
    if scope.unit is None:
        owned = set(
            IndicatorOwner.objects.filter(unit__in=scope.units).exclude(owner_kind="").values_list("unit", "indicator")
        )
        rows = missing_rows(known, scope, there=there, owned=owned)
        return {"units": Paginator(rows, PER_PAGE).get_page(request.GET.get("trang")), "missing": 0}
    named = named_by(scope.unit)
    assigns = can_assign(user, scope.unit.pk)
    found = owner_rows(
        known,
        scope,
        named=named,
        owners=owners_of(named.values(), today=user.standing.day),
        choices=choices_of(scope.unit.pk, user.standing.day) if assigns else None,
        there=there,
        today=user.standing.day,
    )
    missing = sum((scope.unit.pk, one.id) not in there for one in known)
    return {"rows": found, "assigns": assigns, "missing": missing}
