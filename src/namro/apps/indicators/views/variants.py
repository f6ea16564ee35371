"""Which way of counting an indicator counts, for a unit or for all."""

from __future__ import annotations

from django.contrib import messages
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from namro.apps.indicators.actions.choosing import choose_variant
from namro.apps.indicators.choosing import choices_for
from namro.apps.indicators.forms_variant import VariantForm
from namro.apps.indicators.measured import value_url
from namro.apps.indicators.models import VariantChoice
from namro.apps.indicators.permissions import check_choose
from namro.apps.indicators.queries_units import scope_of
from namro.apps.indicators.views.measures import find_indicator
from namro.apps.people.requests import signed_in
from namro.core.base.clock import system_clock
from namro.core.base.errors import NamroError
from namro.core.indicators.periods import Period

_PAST = 20


@require_http_methods(["GET", "POST"])
def variant(request: HttpRequest, name: str) -> HttpResponse:
    """The choice of a unit (`?dv=`), or of all."""
    user = signed_in(request)
    indicator = find_indicator(name)
    if len(indicator.variants) < 2:
        raise Http404
    day = user.standing.day
    scope = scope_of(user, request.GET.get("dv", ""), day.year, level=indicator.levels[0])
    own = scope.unit.pk if scope.unit else None
    check_choose(user, own)
    counts = choices_for([name], scope.units).variant(indicator, own, Period(day.year))
    form = VariantForm(
        indicator,
        request.POST if request.method == "POST" else None,
        initial={"variant": counts.id, "since": day.replace(month=1, day=1)},
    )
    status = 200
    if form.is_bound:
        status = 400
        if form.is_valid():
            values = form.cleaned_data
            try:
                held = choose_variant(
                    user, indicator, scope.unit, values["variant"], since=values["since"], reason=values["reason"],
                    at=system_clock(),
                )  # fmt: skip
            except NamroError as refusal:
                form.add_error(None, refusal.message)
            else:
                messages.success(request, _("Đã chọn cách tính."))
                for told in held:
                    messages.warning(request, told)
                return redirect(value_url(name, scope.code))
    of_unit = Q(unit=None) | Q(unit=own) if own else Q(unit=None)
    past = VariantChoice.objects.filter(of_unit, indicator=name).select_related("by").order_by("-since", "-id")
    names = {one.id: one.name for one in indicator.variants}
    context = {
        "form": form,
        "indicator": indicator,
        "scope": scope,
        "counts": counts,
        "year": day.year,
        "past": [(row, names.get(row.variant, row.variant)) for row in past[:_PAST]],
        "back": value_url(name, scope.code),
    }
    return render(request, "indicators/variant.html", context, status=status)
