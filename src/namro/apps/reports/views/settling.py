"""Settling days and recipients of types for a unit, with the document that says so."""

from __future__ import annotations

from datetime import date

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from namro.apps.people.models import Unit
from namro.apps.people.queries.organisation import span_at
from namro.apps.people.requests import signed_in
from namro.apps.reports import actions
from namro.apps.reports.forms import SettledForm, settled_initial
from namro.apps.reports.levels import level_of, owed_by
from namro.apps.reports.models import Settled
from namro.apps.reports.permissions import can_settle, check_settle
from namro.apps.reports.views.finding import chosen_unit, find_type
from namro.core.base.clock import system_clock
from namro.core.base.errors import NamroError
from namro.core.reporting.periods import KIND_WORDS
from namro.core.reporting.reading import shipped_types
from namro.core.reporting.types import EVIDENCE, Level, LevelRules, ReportType
from namro.ui.formats import day


@require_GET
def types(request: HttpRequest) -> HttpResponse:
    """Every type that the unit owes (or, of a province, settles for those below), with its days and their source."""
    user = signed_in(request)
    unit = chosen_unit(request, request.GET.get("don-vi", ""))
    today = user.standing.day
    rows = []
    for made in shipped_types().values():
        rules = _rules_for(made, unit, today)
        if rules is not None:
            rows.append(_line(made, rules, unit))
    context = {"rows": rows, "unit": span_at(unit, today).name, "code": unit.code, "settles": can_settle(user, unit.pk)}
    return render(request, "reports/types.html", context)


def _rules_for(made: ReportType, unit: Unit, today: date) -> LevelRules | None:
    edition = made.on(today)
    if edition is None:
        return None
    own = level_of(unit, today)
    wanted = ([own] if own else []) if own != Level.PROVINCE else [Level.PROVINCE, Level.COMMUNE, Level.DEPARTMENT]
    return next((edition.levels[level] for level in wanted if level in edition.levels), None)


def _line(made: ReportType, rules: LevelRules, unit: Unit) -> dict[str, object]:
    kinds = ", ".join(_(KIND_WORDS[kind]) for kind in rules.periods)
    return {
        "name": made.name,
        "kinds": kinds,
        "printed": rules.printed,
        "to": rules.to,
        "evidence": _(EVIDENCE[rules.evidence]),
        "cautions": rules.cautions,
        "url": f"{reverse('reports:settle', args=[made.id.lower()])}?don-vi={unit.code}",
    }


@require_http_methods(["GET", "POST"])
def one(request: HttpRequest, type_id: str) -> HttpResponse:
    """The days of one type: what the type says, what was settled, the days of this year that follow."""
    user, made = signed_in(request), find_type(type_id)
    unit = chosen_unit(request, request.GET.get("don-vi", "") or request.POST.get("don-vi", ""))
    today = user.standing.day
    rules = _rules_for(made, unit, today)
    if rules is None:
        raise Http404
    kind = request.GET.get("ky", "") or request.POST.get("ky", "")
    if kind and kind not in {str(one) for one in rules.periods}:
        raise Http404
    check_settle(user, unit.pk)
    row = Settled.objects.filter(unit=unit, type_id=made.id, kind=kind).first()
    form = SettledForm(request.POST or None, initial=settled_initial(row))
    if request.method == "POST" and request.POST.get("act") == "unsettle":
        actions.unsettle(user, unit, made, kind=kind, at=system_clock())
        messages.success(request, _("Đã bỏ thiết lập; hạn theo loại báo cáo hoặc đơn vị cấp trên."))
        return redirect("reports:types")
    if request.method == "POST" and form.is_valid():
        try:
            actions.settle(user, unit, made, kind=kind, values=form.values(), at=system_clock())
        except NamroError as fault:
            form.add_error(None, fault.message)
        else:
            messages.success(request, _("Đã lưu. Lịch báo cáo tính lại ngay; báo cáo đã bắt đầu giữ hạn cũ."))
            return redirect(f"{reverse('reports:calendar')}?don-vi={unit.code}")
    span = (date(today.year, 1, 1), date(today.year, 12, 31))
    context = {
        "form": form,
        "made": made,
        "rules": rules,
        "evidence": _(EVIDENCE[rules.evidence]),
        "basis": made.editions[-1].basis,
        "unit": span_at(unit, today).name,
        "code": unit.code,
        "kind": kind,
        "kinds": [(str(each), _(KIND_WORDS[each]), str(each) == kind) for each in rules.periods],
        "row": row,
        "days": [
            (each.period.words, day(each.days.due) if each.days.due else "–", each.days.warnings)
            for each in owed_by(unit, span, types=[made])
        ][:14],
    }
    return render(request, "reports/settle.html", context, status=400 if form.errors else 200)
