"""Appointing people, and ending what they hold, positions and units: forms of the administrator."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, resolve_url
from django.utils.translation import gettext as _

from namro.apps.people import actions
from namro.apps.people.forms.organisation import (
    SUCCESSORS,
    AppointForm,
    EndForm,
    EndWithSuccessorsForm,
    first_day,
)
from namro.apps.people.models import Holding, Position, Unit
from namro.apps.people.queries.choices import position_choices, unit_choices
from namro.apps.people.queries.organisation import span_at
from namro.apps.people.queries.people import people_of
from namro.apps.people.views.asking import Question, ask, form_page, manager, posted
from namro.apps.people.views.units import page_of


@form_page
def appoint(request: HttpRequest, key: int) -> HttpResponse:
    """Let somebody hold a position."""
    actor = manager(request)
    position = get_object_or_404(Position.objects.select_related("unit"), pk=key)
    home = position.unit.home_id or position.unit_id
    form = AppointForm(posted(request), initial=first_day(actor.standing.day))

    def act(at: datetime) -> tuple[str, str]:
        values = form.cleaned_data
        if values["leaves"]:
            actions.move(actor, values["person"], position=position, on=values["since"], at=at)
        else:
            actions.appoint(actor, values["person"], position=position, since=values["since"], at=at)
        return _page(position), _("Đã ghi %(name)s giữ chức danh này.") % {"name": values["person"]}

    people = [user.full_name for user in people_of(home, actor.standing.day)]
    question = Question(
        form=form,
        title=_("Bổ nhiệm: %(name)s") % {"name": position.name},
        word=_("Bổ nhiệm"),
        back=_page(position),
        act=act,
        thing=position,
        extra={"people": people, "new_account": resolve_url("people:account_new")},
    )
    return ask(request, question)


@form_page
def end_holding(request: HttpRequest, key: int) -> HttpResponse:
    """Let somebody leave a position."""
    actor = manager(request)
    holding = get_object_or_404(Holding.objects.select_related("user", "position"), pk=key)
    form = EndForm(posted(request), initial=first_day(actor.standing.day))
    person = resolve_url("people:person", key=holding.user_id)

    def act(at: datetime) -> tuple[str, str]:
        actions.end_holding(actor, holding, until=form.cleaned_data["on"], at=at)
        return person, _("Đã ghi ngày thôi giữ chức danh.")

    name = f"{holding.user.full_name}, {holding.position.name}"
    title = _("Thôi giữ chức danh: %(name)s") % {"name": name}
    word, position = _("Ghi ngày thôi"), holding.position
    return ask(request, Question(form=form, title=title, word=word, back=person, act=act, thing=position))


@form_page
def end_position(request: HttpRequest, key: int) -> HttpResponse:
    """End a position, with those that take over its work."""
    actor = manager(request)
    position = get_object_or_404(Position.objects.select_related("unit"), pk=key)
    form = _successors_form(request, position_choices(position, actor.standing.day), first_day(actor.standing.day))

    def act(at: datetime) -> tuple[str, str]:
        found = Position.objects.in_bulk([to for to, _part in form.shares()])
        successors = [actions.Share(found[to], part) for to, part in form.shares()]
        actions.end_position(actor, position, on=form.cleaned_data["on"], successors=successors, at=at)
        return _page(position), _("Đã kết thúc chức danh. Việc của chức danh chuyển sang nơi kế tiếp.")

    title = _("Kết thúc chức danh: %(name)s") % {"name": position.name}
    word, extra = _("Kết thúc"), {"pairs": True, "lines": form.lines}
    question = Question(form=form, title=title, word=word, back=_page(position), act=act, thing=position, extra=extra)
    return ask(request, question)


@form_page
def end_unit(request: HttpRequest, code: str) -> HttpResponse:
    """End a unit or body, with those that take over its work."""
    actor = manager(request)
    unit = get_object_or_404(Unit.objects.select_related("home"), code=code)
    day = actor.standing.day
    form = _successors_form(request, unit_choices(unit, day), first_day(day))

    def act(at: datetime) -> tuple[str, str]:
        found = Unit.objects.in_bulk([to for to, _part in form.shares()])
        successors = [actions.Share(found[to], part) for to, part in form.shares()]
        actions.end_unit(actor, unit, on=form.cleaned_data["on"], successors=successors, at=at)
        return page_of(unit), _("Đã kết thúc. Chức danh bên trong kết thúc cùng ngày; lịch sử giữ nguyên.")

    title = _("Kết thúc: %(name)s") % {"name": span_at(unit, day).name}
    word, extra = _("Kết thúc"), {"pairs": True, "lines": form.lines}
    question = Question(form=form, title=title, word=word, back=page_of(unit), act=act, thing=unit, extra=extra)
    return ask(request, question)


def _successors_form(
    request: HttpRequest, choices: Iterable[tuple[int, str]], initial: Mapping[str, object]
) -> EndWithSuccessorsForm:
    """The form with as many lines as it had; asked for more, it keeps what was typed and says nothing is wrong yet."""
    sent = request.POST.get("lines", "")
    lines = int(sent) if sent.isascii() and sent.isdigit() and len(sent) < 4 else SUCCESSORS
    if "more" in request.POST:
        return EndWithSuccessorsForm(choices, initial=request.POST.dict(), lines=lines + SUCCESSORS)
    return EndWithSuccessorsForm(choices, posted(request), initial=dict(initial), lines=lines)


def _page(position: Position) -> str:
    return resolve_url("people:position", key=position.pk)
