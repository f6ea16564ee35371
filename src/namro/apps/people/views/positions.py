"""Positions are made, renamed, moved to another body: forms of the administrator."""

from __future__ import annotations

from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, resolve_url
from django.utils.translation import gettext as _

from namro.apps.people import actions
from namro.apps.people.forms.making import ChangePositionForm, MoveForm, NewPositionForm
from namro.apps.people.models import Position, Unit
from namro.apps.people.queries.choices import body_choices
from namro.apps.people.queries.organisation import span_at
from namro.apps.people.views.asking import Question, ask, form_page, manager, posted
from namro.apps.people.views.units import page_of


@form_page
def new(request: HttpRequest, code: str) -> HttpResponse:
    """Make a position in a unit or body."""
    actor = manager(request)
    unit = get_object_or_404(Unit.objects.select_related("home"), code=code)
    day = actor.standing.day
    form = NewPositionForm(posted(request), initial={"since": day})

    def act(at: datetime) -> tuple[str, str]:
        made = actions.make_position(actor, unit, at=at, **form.cleaned_data)
        return _page(made), _("Đã lập chức danh. Bổ nhiệm người giữ ở đây.")

    title = _("Lập chức danh ở %(name)s") % {"name": span_at(unit, day).name}
    return ask(request, Question(form=form, title=title, word=_("Lập"), back=page_of(unit), act=act))


@form_page
def change(request: HttpRequest, key: int) -> HttpResponse:
    """Give a position another name or number of people from a day on."""
    actor = manager(request)
    position = get_object_or_404(Position, pk=key)
    form = ChangePositionForm(
        posted(request), initial={"name": position.name, "seats": position.seats, "on": actor.standing.day}
    )

    def act(at: datetime) -> tuple[str, str]:
        actions.change_position(actor, position, at=at, **form.cleaned_data)
        return _page(position), _("Đã ghi. Việc, nhóm và người giữ ở nguyên với chức danh.")

    title = _("Đổi tên, số người: %(name)s") % {"name": position.name}
    question = Question(form=form, title=title, word=_("Ghi thay đổi"), back=_page(position), act=act, thing=position)
    return ask(request, question)


@form_page
def move(request: HttpRequest, key: int) -> HttpResponse:
    """Put a position into another body of its unit from a day on."""
    actor = manager(request)
    position = get_object_or_404(Position.objects.select_related("unit"), pk=key)
    day = actor.standing.day
    form = MoveForm(body_choices(position, day), posted(request), initial={"on": day})

    def act(at: datetime) -> tuple[str, str]:
        to = Unit.objects.get(pk=form.cleaned_data["to"])
        actions.move_position(actor, position, to=to, on=form.cleaned_data["on"], at=at)
        return _page(position), _("Đã ghi nơi mới. Việc, nhóm và người giữ đi cùng chức danh.")

    title = _("Chuyển bộ phận: %(name)s") % {"name": position.name}
    question = Question(form=form, title=title, word=_("Chuyển"), back=_page(position), act=act, thing=position)
    return ask(request, question)


def _page(position: Position) -> str:
    return resolve_url("people:position", key=position.pk)
