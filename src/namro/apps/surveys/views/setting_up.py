"""Surveys of my units: the list, a new one, one with what is done with it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from namro.apps.people.models import LOCAL, User
from namro.apps.people.queries.organisation import names_of, tree_on
from namro.apps.people.requests import signed_in
from namro.apps.people.sent import whole
from namro.apps.surveys.actions.setting_up import move_survey, new_survey
from namro.apps.surveys.desk_month import months_of
from namro.apps.surveys.forms_setup import CounterForm, SlipsForm, SurveyForm
from namro.apps.surveys.instruments import shipped_row
from namro.apps.surveys.models import Instrument, Survey
from namro.apps.surveys.pages.desk_page import bodies_of, code_counts, people_of, survey_rows
from namro.apps.surveys.pages.sample_page import state_chip
from namro.apps.surveys.permissions import can_conduct, check_conduct, conducts_for, seen_by
from namro.core.base.clock import VIETNAM, system_clock
from namro.core.base.errors import NamroError
from namro.core.survey.model import words_in
from namro.core.survey.reading import shipped_instruments
from namro.ui.formats import day

PER_PAGE = 20


@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """Surveys that I carry out, and those that are published."""
    user = signed_in(request)
    rows = Survey.objects.filter(seen_by(user)).order_by("-made_at", "-id")
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("trang"))
    context = {"page": page, "rows": survey_rows(page.object_list), "conducts": can_conduct(user)}
    return render(request, "surveys/home.html", context)


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Set a survey up for one of my units (`?don-vi=` where I have several; `?bo=` chooses the questions)."""
    user = signed_in(request)
    own = sorted(conducts_for(user))
    conductor = whole(request.GET.get("don-vi", "")) or (own[0] if own else 0)
    if conductor not in own:
        raise PermissionDenied(_("Chỉ lãnh đạo, đầu mối của đơn vị lập khảo sát cho đơn vị. Hãy nhờ đầu mối."))
    form = SurveyForm(_instruments(), _measurable(user), request.POST if request.method == "POST" else None,
                      initial=_initial(user, conductor) | {"instrument": request.GET.get("bo", "")})  # fmt: skip
    if form.is_valid():
        try:
            made = _made(user, conductor, form.cleaned_data)
        except NamroError as fault:
            form.add_error(fault.code if fault.code in form.fields else None, fault.message)
        else:
            messages.success(request, _("Đã lập khảo sát. Xem lại rồi mở để thu phiếu."))
            return redirect("surveys:survey", code=made.code)
    context = {"form": form, "unit": names_of([conductor])[conductor][1]}
    return render(request, "surveys/new.html", context, status=400 if form.errors else 200)


def _made(user: User, conductor: int, data: dict[str, Any]) -> Survey:
    at = system_clock()
    source, _dash, key = data["instrument"].partition(":")
    row = shipped_row(key, at=at) if source == "co-san" else Instrument.objects.get(pk=key)
    values = {name: data[name] for name in ("name", "field_from", "field_to", "min_n")} | {"instrument": row}
    return new_survey(user, conductor, kind=data["kind"], units=map_whole(data["units"]), values=values, at=at)


def map_whole(texts: list[str]) -> set[int]:
    """Return keys that were ticked."""
    return {int(text) for text in texts}


def _instruments() -> list[tuple[str, str]]:
    shipped = shipped_instruments()
    own = Instrument.objects.filter(state=Instrument.State.PUBLISHED).exclude(
        code__in=shipped, edition__in=[one.edition for one in shipped.values()]
    )
    found = [(f"co-san:{code}", f"{words_in(one.title)} ({one.edition})") for code, one in shipped.items()]
    return found + [
        (f"rieng:{one.pk}", f"{one.title} ({one.edition})") for one in own.order_by("title", "-edition")[:100]
    ]


def _measurable(user: User) -> list[tuple[int, str]]:
    """The units of the lowest level: what a department or a province measures."""
    nodes = tree_on(user.standing.day).nodes.values()
    own = user.standing.units()
    return sorted(
        ((one.id, one.name) for one in nodes if one.kind in LOCAL and one.id not in own), key=lambda one: one[1]
    )


def _initial(user: User, conductor: int) -> dict[str, Any]:
    """What a commune mostly wants, and what a department does."""
    today = user.standing.day
    desk = tree_on(today).nodes[conductor].kind in LOCAL
    name = _("Đánh giá tại quầy năm %(year)d") if desk else _("Khảo sát hài lòng năm %(year)d")
    return {
        "kind": Survey.Kind.DESK if desk else Survey.Kind.SAMPLE, "name": name % {"year": today.year},
        "field_from": today, "field_to": today.replace(month=12, day=31),
    }  # fmt: skip


def find_survey(request: HttpRequest, code: str) -> Survey:
    """Return a survey that the person sees. Raises Http404 for any other."""
    rows = Survey.objects.select_related("instrument", "conductor").filter(seen_by(signed_in(request)))
    return get_object_or_404(rows, code=code)


@require_GET
def survey(request: HttpRequest, code: str) -> HttpResponse:
    """One survey."""
    return shown(request, find_survey(request, code))


def shown(
    request: HttpRequest, row: Survey, *, slips: SlipsForm | None = None, counter: CounterForm | None = None,
    error: str = "",
) -> HttpResponse:  # fmt: skip
    """Show a survey; forms that were filled in wrong come with their faults."""
    user, at = signed_in(request), system_clock()
    conducts, today = can_conduct(user, row), at.astimezone(VIETNAM).date()
    context: dict[str, Any] = {
        "survey": row, "chip": state_chip(row), "desk": row.kind == Survey.Kind.DESK, "conducts": conducts,
        "conductor": names_of([row.conductor_id])[row.conductor_id][1], "error": error,
        "kind": Survey.Kind(row.kind).label, "time": f"{day(row.field_from)} – {day(row.field_to)}",
        "units": sorted(name for _code, name in names_of(row.units.values_list("unit", flat=True)).values()),
    }  # fmt: skip
    if context["desk"] and conducts:
        people, bodies = people_of(row.conductor_id, today), bodies_of(row.conductor_id)
        initial = {"expires": min(row.field_to, today.replace(month=12, day=31)), "count": 20}
        context |= {
            "slips": slips or SlipsForm(people, bodies, initial=initial),
            "counter": counter or CounterForm(people, bodies), "codes": code_counts(row, at),
            "counters": [_counter(request, one) for one in row.counters.select_related("about_user").order_by("id")],
            "months": [(one.word, f"{one.number:02d}/{one.year}") for one in months_of(row, today)],
        }  # fmt: skip
    wrong = error or (slips and slips.errors) or (counter and counter.errors)
    return render(request, "surveys/survey.html", context, status=400 if wrong else 200)


def _counter(request: HttpRequest, one: Any) -> dict[str, Any]:
    url = request.build_absolute_uri(reverse("surveys:counter", args=[one.code]))
    about = one.about_user.full_name if one.about_user else ""
    return {"key": one.pk, "name": one.name, "open": one.open, "url": url, "about": about}


@require_POST
def move(request: HttpRequest, code: str) -> HttpResponse:
    """Open a survey or end its collecting (`buoc`)."""
    row, step = find_survey(request, code), request.POST.get("buoc", "")
    if step not in {"mo", "dong"}:
        raise Http404
    check_conduct(signed_in(request), row)
    try:
        move_survey(signed_in(request), row, step, at=system_clock())
    except NamroError as fault:
        return shown(request, row, error=fault.message)
    messages.success(request, _("Đã mở, bắt đầu thu phiếu.") if step == "mo" else _("Đã kết thúc thu phiếu."))
    return redirect("surveys:survey", code=code)
