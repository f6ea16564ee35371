"""A round is set up, shown with what it will do, and opened."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from namro.apps.assessments.actions.round_checks import NewRound, foresee
from namro.apps.assessments.actions.rounds import check_open_round, open_round
from namro.apps.assessments.forms.rounds import BY_KIND, ProvinceRoundForm, proposed_period, proposed_times
from namro.apps.assessments.forms.times import shown
from namro.apps.assessments.pages.result_list import level_words
from namro.apps.assessments.pages.round_form import foreseen_page, late_words
from namro.apps.assessments.queries.round_choices import (
    departments_on,
    editions_for,
    late_inputs,
    top_unit,
    units_to_choose,
    year_to_open,
)  # fmt: skip
from namro.apps.frameworks.models import Edition
from namro.apps.frameworks.trees import tree_of
from namro.apps.people.models import Unit, User
from namro.apps.people.queries.choices import years_to_choose
from namro.apps.people.requests import signed_in
from namro.core.assessment.lateness import LateRule
from namro.core.assessment.stages import Stage
from namro.core.base.clock import system_clock
from namro.core.base.errors import NamroError


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Set a round up; `?nam=` and `?bo=` choose year and edition first, all else is proposed from them."""
    user = signed_in(request)
    organiser = top_unit(user.standing.day)
    check_open_round(user, organiser, alone=False)
    years = years_to_choose(user.standing.day)
    sent = request.POST if request.method == "POST" else request.GET
    year = next((one for one in years if str(one) == sent.get("nam")), None) or year_to_open(user.standing.day, years)
    editions = editions_for(year)
    edition = next((one for one in editions if str(one.pk) == sent.get("bo")), next(iter(editions), None))
    context = {"years": years, "year": year, "editions": editions, "edition": edition}
    if edition is None:
        return render(request, "assessments/round_new.html", context)
    form = _form(request, user, edition, year)
    context |= {"form": form, "late": late_words(proposed_times(proposed_period(year)[1])[Stage.SCORING][1])}
    if form.is_bound and form.is_valid() and "sua" not in request.POST:
        answer = _go_on(request, _asked(form, organiser, edition, year), form)
        if answer is not None:
            return answer
    status = 400 if form.is_bound and form.errors else 200
    return render(request, "assessments/round_new.html", context, status=status)


def _form(request: HttpRequest, user: User, edition: Edition, year: int) -> ProvinceRoundForm:
    framework = tree_of(edition)
    inputs = late_inputs(framework)
    units = units_to_choose(framework.level, year)
    level = level_words().get(framework.level, framework.level).lower()
    first, last = proposed_period(year)
    initial: dict[str, Any] = {
        **shown(proposed_times(last)),
        "title": _("Chỉ số cải cách hành chính %(level)s năm %(year)d") % {"level": level, "year": year},
        "measured_from": first,
        "measured_to": last,
        "late_rule": LateRule.STARTED_DAY.value,
        "late_days": 2,
        "late_points": "1",
        "late_input": inputs[0][0] if inputs else "",
        "pooling": BY_KIND,
        "units": [one.id for one in units if not one.taken],
    }
    return ProvinceRoundForm(
        request.POST if request.method == "POST" else None,
        initial=initial,
        units=units,
        domains=[(node.id, node.name) for node in framework.criteria],
        departments=departments_on(user.standing.day),
        late_inputs=inputs,
    )


def _asked(form: ProvinceRoundForm, organiser: Unit, edition: Edition, year: int) -> NewRound:
    data = form.cleaned_data
    return NewRound(
        organiser=organiser,
        year=year,
        title=data["title"],
        edition=edition,
        measured_from=data["measured_from"],
        measured_to=data["measured_to"],
        times=form.times,
        pools=form.pools,
        appraisers=form.appraisers,
        late_rule=LateRule(data["late_rule"]),
        late_days=data["late_days"],
        late_points=data["late_points"],
        late_input=data["late_input"],
    )


def _go_on(request: HttpRequest, asked: NewRound, form: ProvinceRoundForm) -> HttpResponse | None:
    """Show what would happen, or open; None where something is wrong, which the form then tells."""
    at = system_clock()
    found, faults = foresee(asked, at)
    if faults:
        for fault in faults:
            form.take(fault)
        return None
    if "mo" not in request.POST:
        sent = [(name, value) for name, values in request.POST.lists() for value in values]
        kept = [(name, value) for name, value in sent if name != "csrfmiddlewaretoken"]
        return render(request, "assessments/round_preview.html", {"page": foreseen_page(asked, found), "sent": kept})
    try:
        opened = open_round(signed_in(request), asked, at=at)
    except NamroError as refusal:  # somebody else opened one meanwhile
        form.add_error(None, refusal.message)
        return None
    messages.success(request, _("Đã mở kỳ đánh giá cho %(n)d đơn vị.") % {"n": opened.made + opened.joined})
    return redirect("assessments:round", key=opened.round.code)
