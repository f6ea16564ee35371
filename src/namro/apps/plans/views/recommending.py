"""Forms about a recommendation: a new one, changed, answered, made a task of a plan."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from namro.apps.people.requests import signed_in
from namro.apps.people.sent import whole
from namro.apps.plans import actions
from namro.apps.plans.models import Recommendation, Supervision
from namro.apps.plans.permissions import check_side, not_watched_by, seats_watching
from namro.apps.plans.recommendations import supervisions_for
from namro.apps.plans.recommending_forms import RecommendationForm, initial_of
from namro.apps.plans.views.recommendations import find, show
from namro.core.base.clock import system_clock
from namro.core.base.errors import NamroError
from namro.core.improvement.recommendations import Side
from namro.ui.formats import day

form_page = require_http_methods(["GET", "POST"])


@form_page
def new(request: HttpRequest) -> HttpResponse:
    """Another recommendation; `?giam-sat=` is the supervision that it comes from."""
    user = signed_in(request)
    seats = seats_watching(user)
    source = _supervision(request)
    if source is not None:
        seats = [seat for seat in seats if seat.unit_id == source.body_id]
    if not seats:
        raise not_watched_by()
    today = user.standing.day
    form = RecommendationForm(seats, request.POST or None, today=today, initial={"on": day(today)})
    if form.is_valid():
        try:
            made = actions.record_recommendation(
                user, form.chosen(), values=form.values(), at=system_clock(), supervision=source
            )
        except NamroError as fault:
            form.add_error(None, fault.message)
        else:
            messages.success(request, _("Đã ghi kiến nghị. Đầu mối của đơn vị thấy ngay ở danh sách kiến nghị."))
            return redirect("plans:recommendation", code=made.code)
    return _form(request, form, {"source": source})


@form_page
def change(request: HttpRequest, code: str) -> HttpResponse:
    """Mend what was written, as long as the unit has not received it."""
    row = find(request, code)
    user = signed_in(request)
    check_side(user, row, Side.WATCHER)
    seats = [seat for seat in seats_watching(user) if seat.unit_id == row.body_id][:1]
    form = RecommendationForm(seats, request.POST or None, today=user.standing.day, initial=initial_of(row))
    status = 0
    clash: Mapping[str, str] = {}
    if form.is_valid():
        version = whole(request.POST.get("version", ""))
        try:
            actions.change_recommendation(
                user, row, values=form.values(), version=-1 if version is None else version, at=system_clock()
            )
        except actions.RecommendationConflict as fault:
            row = find(request, code)
            form.add_error(None, fault.message)
            clash, status = _differing(row, form), 409
        except NamroError as fault:
            form.add_error(None, fault.message)
        else:
            messages.success(request, _("Đã lưu kiến nghị."))
            return redirect("plans:recommendation", code=code)
    return _form(request, form, {"row": row, "clash": clash}, status=status)


@require_POST
def answer(request: HttpRequest, code: str) -> HttpResponse:
    """Take a button: received, or declined with a reason; a refused one comes back with what was typed."""
    row = find(request, code)
    user, reason = signed_in(request), request.POST.get("ly-do", "")
    version = whole(request.POST.get("version", ""))
    seen = -1 if version is None else version
    acts: dict[str, tuple[Callable[[datetime], object], str]] = {
        "receive": (lambda at: actions.receive(user, row, version=seen, at=at), _("Đã tiếp nhận kiến nghị.")),
        "decline": (
            lambda at: actions.decline(user, row, reason=reason, version=seen, at=at),
            _("Đã trả lời: không tiếp nhận."),
        ),
    }
    act, told = acts.get(request.POST.get("viec", ""), (None, ""))
    if act is None:
        raise Http404
    try:
        act(system_clock())
    except NamroError as fault:
        status = 409 if fault.code == "conflict" else 400
        return show(request, find(request, code), error=fault.message, typed=reason, status=status)
    messages.success(request, told)
    return redirect("plans:recommendation", code=code)


def _supervision(request: HttpRequest) -> Supervision | None:
    code = request.GET.get("giam-sat", "")
    return get_object_or_404(supervisions_for(signed_in(request)), code=code) if code else None


def _differing(row: Recommendation, form: RecommendationForm) -> dict[str, str]:
    """What stands now where something else was typed, by the label of the field."""
    stands = {name: str(value or "") for name, value in initial_of(row).items()}
    other = [name for name, value in stands.items() if value != form.data.get(name, "").strip()]
    return {str(form.fields[name].label): stands[name] or "–" for name in other}


def _form(
    request: HttpRequest, form: RecommendationForm, context: Mapping[str, object], *, status: int = 0
) -> HttpResponse:
    status = status or (400 if form.errors else 200)
    return render(request, "plans/recommendation_form.html", {"form": form, **context}, status=status)
