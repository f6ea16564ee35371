"""Writing figures of an indicator by hand."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from namro.apps.indicators.actions.explaining import explain
from namro.apps.indicators.actions.measuring import Taken, write_values
from namro.apps.indicators.deciding import NewValue
from namro.apps.indicators.forms_entry import EntryForm, initial_of
from namro.apps.indicators.measured import value_url
from namro.apps.indicators.models import IndicatorValue, ValueSource
from namro.apps.indicators.pages.measure_figures import opened
from namro.apps.indicators.permissions import check_enter
from namro.apps.indicators.queries_units import Scope, scope_of
from namro.apps.indicators.values import FactsRefused
from namro.apps.indicators.views.measures import asked_period, find_indicator
from namro.apps.people.models import User
from namro.apps.people.requests import signed_in
from namro.core.base.clock import system_clock
from namro.core.base.errors import NamroError
from namro.core.indicators.model import Indicator
from namro.core.indicators.periods import Period


@require_http_methods(["GET", "POST"])
def entry(request: HttpRequest, name: str) -> HttpResponse:
    """The figures of one period (`?ky=`) of one unit (`?dv=`)."""
    user = signed_in(request)
    indicator = find_indicator(name)
    if not indicator.typed:
        raise Http404
    period = _period(request, indicator)
    scope = scope_of(user, request.GET.get("dv", ""), period.year, level=indicator.levels[0])
    if scope.unit is None:
        raise Http404
    check_enter(user, scope.unit.pk, name)
    standing = IndicatorValue.objects.filter(
        unit=scope.unit, indicator=name, period=period.name, superseded_by=None
    ).first()
    form = EntryForm(
        indicator,
        request.POST if request.method == "POST" else None,
        initial=_initial(indicator, period, standing, user),
        today=user.standing.day,
    )
    status = 200
    if form.is_bound:
        status = 400
        if form.is_valid():
            status = _written(request, user, form, scope, period)
            if status == 200:
                return redirect(value_url(name, scope.code, str(period.year)))
    grains = list(Period(period.year).parts(indicator.grain))
    context = {
        "form": form,
        "indicator": indicator,
        "scope": scope,
        "period": period,
        "periods": [one for one in grains if one.days(indicator.window)[0] <= user.standing.day],
        "days": period.days(indicator.window),
        "standing": standing,
        "back": value_url(name, scope.code, str(period.year)),
    }
    return render(request, "indicators/entry.html", context, status=status)


@require_POST
def explanation(request: HttpRequest, name: str) -> HttpResponse:
    """Say why the counted figure of a period (`?ky=`) of a unit (`?dv=`) is as it is."""
    user = signed_in(request)
    indicator = find_indicator(name)
    period = asked_period(request, indicator)
    scope = scope_of(user, request.GET.get("dv", ""), period.year, level=indicator.levels[0])
    if scope.unit is None:
        raise Http404
    words = request.POST.get("giai-thich", "")
    try:
        explain(user, indicator, scope.unit, period, words, at=system_clock())
    except NamroError as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, _("Đã ghi giải thích."))
    return redirect(value_url(name, scope.code, str(period.year)))


def _period(request: HttpRequest, indicator: Indicator) -> Period:
    """The period of the address; where that is a longer one, the indicator's own that is written now."""
    period = asked_period(request, indicator)
    if period.grain is indicator.grain:
        return period
    return opened(indicator, period.year, signed_in(request).standing.day)


def _initial(indicator: Indicator, period: Period, standing: IndicatorValue | None, user: User) -> dict[str, object]:
    first, last = period.days(indicator.window)
    initial: dict[str, object] = {"seen": 0, "as_of": max(first, min(last, user.standing.day))}
    if standing:
        initial |= {"seen": standing.pk, "as_of": standing.as_of, "source": standing.source_ref}
        initial |= {"explanation": standing.explanation, **initial_of(standing.parts)}
    return initial


def _written(request: HttpRequest, user: User, form: EntryForm, scope: Scope, period: Period) -> int:
    """Write what was typed; the status of the answer, with the fault in the form where it was refused."""
    assert scope.unit is not None
    values = form.cleaned_data
    value = NewValue(scope.unit.pk, form.indicator.id, period, form.parts(), values["reason"], values["explanation"])
    taken = Taken(ValueSource.ENTRY, values["source"], values["as_of"], system_clock())
    try:
        wrote = write_values(user, [value], taken=taken, seen={value.key: values["seen"]})
    except FactsRefused as refusal:
        form.add_error(None, refusal.message)
        if refusal.code == "conflict":
            stands = IndicatorValue.objects.filter(
                unit=scope.unit, indicator=form.indicator.id, period=period.name, superseded_by=None
            ).first()
            form.data = {**{name: form.data[name] for name in form.data}, "seen": str(stands.pk if stands else 0)}
            return 409
        return 400
    said = _("Đã ghi %(words)s.") if wrote.count else _("Không có gì đổi: số của %(words)s đã có sẵn.")
    messages.success(request, said % {"words": period.inside})
    for warning in wrote.warnings:
        messages.warning(request, warning)
    return 200
