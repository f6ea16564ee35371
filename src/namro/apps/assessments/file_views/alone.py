"""A commune whose province scores elsewhere opens a round of its own."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from namro.apps.assessments.actions.round_checks import NewRound, foresee
from namro.apps.assessments.actions.rounds import check_open_round, open_round
from namro.apps.assessments.forms.rounds import RoundForm, proposed_period, proposed_times
from namro.apps.assessments.forms.times import shown
from namro.apps.assessments.models import Assessment
from namro.apps.assessments.pages.round_form import late_words
from namro.apps.assessments.queries.round_choices import late_inputs
from namro.apps.assessments.sheet_views.finding import find_sheet
from namro.apps.frameworks.trees import tree_of
from namro.apps.people.queries.organisation import names_of
from namro.apps.people.requests import signed_in
from namro.core.assessment.lateness import LateRule
from namro.core.assessment.stages import Stage
from namro.core.base.clock import system_clock
from namro.core.base.errors import NamroError


@require_http_methods(["GET", "POST"])
def alone(request: HttpRequest, year: int, code: str) -> HttpResponse:
    """Set the own round up: its dates are those that the province gave; one unit, the own edition."""
    user, sheet = signed_in(request), find_sheet(request, year, code)
    check_open_round(user, sheet.unit, alone=True)
    name = names_of([sheet.unit_id])[sheet.unit_id][1]
    if sheet.round is not None:
        messages.info(request, _("Phiếu này đã ở trong kỳ “%(title)s”.") % {"title": sheet.round.title})
        return redirect("assessments:files", year=year, code=code)
    form = _form(request, sheet, name)
    if form.is_bound and form.is_valid():
        asked = _asked(form, sheet, name)
        _found, faults = foresee(asked, system_clock())
        for fault in faults:
            form.take(fault)
        if not faults:
            try:
                open_round(user, asked, at=system_clock())
            except NamroError as refusal:
                form.add_error(None, refusal.message)
            else:
                messages.success(request, _("Đã mở kỳ riêng của xã. Phiếu nộp ra là gói tệp; kết quả nhận về ở đây."))
                return redirect("assessments:files", year=year, code=code)
    due = proposed_times(proposed_period(year)[1])[Stage.SCORING][1]
    context = {"form": form, "sheet": sheet, "name": name, "late": late_words(due)}
    return render(request, "assessments/sheet_alone.html", context, status=400 if form.errors else 200)


def _form(request: HttpRequest, sheet: Assessment, name: str) -> RoundForm:
    first, last = proposed_period(sheet.year)
    inputs = late_inputs(tree_of(sheet.edition))
    initial = {
        **shown(proposed_times(last)),
        "title": _("Tự chấm của %(unit)s năm %(year)d") % {"unit": name, "year": sheet.year},
        "measured_from": first,
        "measured_to": last,
        "late_rule": LateRule.STARTED_DAY.value,
        "late_days": 2,
        "late_points": "1",
        "late_input": inputs[0][0] if inputs else "",
    }
    return RoundForm(request.POST if request.method == "POST" else None, initial=initial, late_inputs=inputs)


def _asked(form: RoundForm, sheet: Assessment, name: str) -> NewRound:
    data = form.cleaned_data
    return NewRound(
        organiser=sheet.unit,
        year=sheet.year,
        title=data["title"],
        edition=sheet.edition,
        measured_from=data["measured_from"],
        measured_to=data["measured_to"],
        times=form.times,
        pools={name: [sheet.unit_id]},
        alone=True,
        late_rule=LateRule(data["late_rule"]),
        late_days=data["late_days"],
        late_points=data["late_points"],
        late_input=data["late_input"],
    )
