"""Changing the organisation: forms of the administrator. Each asks, acts once, and leads back to what was changed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from namro.apps.people import actions
from namro.apps.people.forms.organisation import AppointForm, EndForm, EndWithSuccessorsForm, first_day
from namro.apps.people.models import Holding, Position, Unit, User
from namro.apps.people.permissions import check_manage
from namro.apps.people.queries.choices import position_choices, unit_choices
from namro.apps.people.queries.organisation import span_at
from namro.apps.people.queries.people import people_of
from namro.apps.people.requests import signed_in
from namro.core.base.clock import system_clock

form_page = require_http_methods(["GET", "POST"])


@form_page
def appoint(request: HttpRequest, key: int) -> HttpResponse:
    """Let somebody hold a position."""
    actor = _manager(request)
    position = get_object_or_404(Position.objects.select_related("unit"), pk=key)
    home = position.unit.home_id or position.unit_id
    form = AppointForm(_posted(request), initial=first_day(actor.standing.day))

    def act(at: datetime) -> None:
        values = form.cleaned_data
        if values["leaves"]:
            actions.move(actor, values["person"], position=position, on=values["since"], at=at)
        else:
            actions.appoint(actor, values["person"], position=position, since=values["since"], at=at)

    if _done(form, act):
        messages.success(request, _("Đã ghi %(name)s giữ chức danh này.") % {"name": form.cleaned_data["person"]})
        return redirect("people:position", key=key)
    title = _("Bổ nhiệm: %(name)s") % {"name": position.name}
    people = people_of(home, actor.standing.day)
    return _form(request, form, title, word=_("Bổ nhiệm"), people=[user.full_name for user in people])


@form_page
def end_holding(request: HttpRequest, key: int) -> HttpResponse:
    """Let somebody leave a position."""
    actor = _manager(request)
    holding = get_object_or_404(Holding.objects.select_related("user", "position"), pk=key)
    form = EndForm(_posted(request), initial=first_day(actor.standing.day))

    def act(at: datetime) -> None:
        actions.end_holding(actor, holding, until=form.cleaned_data["on"], at=at)

    if _done(form, act):
        messages.success(request, _("Đã ghi ngày thôi giữ chức danh."))
        return redirect("people:person", key=holding.user_id)
    title = _("Thôi giữ chức danh: %(name)s") % {"name": f"{holding.user.full_name}, {holding.position.name}"}
    return _form(request, form, title, word=_("Ghi ngày thôi"))


@form_page
def end_position(request: HttpRequest, key: int) -> HttpResponse:
    """End a position, with those that take over its work."""
    actor = _manager(request)
    position = get_object_or_404(Position.objects.select_related("unit"), pk=key)
    choices = position_choices(position, actor.standing.day)
    form = EndWithSuccessorsForm(choices, _posted(request), initial=first_day(actor.standing.day))

    def act(at: datetime) -> None:
        found = Position.objects.in_bulk([to for to, _part in form.shares()])
        successors = [actions.Share(found[to], part) for to, part in form.shares()]
        actions.end_position(actor, position, on=form.cleaned_data["on"], successors=successors, at=at)

    if _done(form, act):
        messages.success(request, _("Đã kết thúc chức danh. Việc của chức danh chuyển sang nơi kế tiếp."))
        return redirect("people:position", key=key)
    return _form(request, form, _("Kết thúc chức danh: %(name)s") % {"name": position.name}, word=_("Kết thúc"))


@form_page
def end_unit(request: HttpRequest, code: str) -> HttpResponse:
    """End a unit or body, with those that take over its work."""
    actor = _manager(request)
    unit = get_object_or_404(Unit.objects.select_related("home"), code=code)
    day = actor.standing.day
    form = EndWithSuccessorsForm(unit_choices(unit, day), _posted(request), initial=first_day(day))

    def act(at: datetime) -> None:
        found = Unit.objects.in_bulk([to for to, _part in form.shares()])
        successors = [actions.Share(found[to], part) for to, part in form.shares()]
        actions.end_unit(actor, unit, on=form.cleaned_data["on"], successors=successors, at=at)

    if _done(form, act):
        messages.success(request, _("Đã kết thúc. Chức danh bên trong kết thúc cùng ngày; lịch sử giữ nguyên."))
        return redirect("people:unit", code=(unit.home or unit).code)
    title = _("Kết thúc: %(name)s") % {"name": span_at(unit, day).name}
    return _form(request, form, title, word=_("Kết thúc"))


def _manager(request: HttpRequest) -> User:
    user = signed_in(request)
    check_manage(user)
    return user


def _posted(request: HttpRequest) -> QueryDict | None:
    return request.POST if request.method == "POST" else None


def _done(form: forms.Form, act: Callable[[datetime], None]) -> bool:
    """Whether the form was right and the act went through; otherwise the form says why not."""
    if not form.is_valid():
        return False
    try:
        act(system_clock())
    except actions.OrganisationError as refusal:
        form.add_error(None, refusal.message)
        return False
    return True


def _form(
    request: HttpRequest, form: forms.Form, title: str, *, word: str, people: list[str] | None = None
) -> HttpResponse:
    pairs = isinstance(form, EndWithSuccessorsForm)
    context = {"form": form, "title": title, "word": word, "people": people or [], "pairs": pairs}
    return render(request, "people/change.html", context, status=400 if form.errors else 200)
