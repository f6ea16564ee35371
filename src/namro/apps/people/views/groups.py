"""Groups are made, renamed, filled: forms of the administrator and of the unit's coordinator."""

from __future__ import annotations

from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, resolve_url
from django.utils.translation import gettext as _

from namro.apps.people import actions
from namro.apps.people.forms.making import GroupForm, MembersForm
from namro.apps.people.models import Group, Position, Unit, User
from namro.apps.people.permissions import check_group
from namro.apps.people.queries.choices import member_choices
from namro.apps.people.queries.organisation import span_at
from namro.apps.people.requests import signed_in
from namro.apps.people.views.asking import Question, ask, form_page, posted
from namro.apps.people.views.units import page_of


@form_page
def new(request: HttpRequest, code: str) -> HttpResponse:
    """Make a group of a unit."""
    actor = signed_in(request)
    unit = get_object_or_404(Unit, code=code, home=None)
    check_group(actor, unit.pk)
    form = GroupForm(posted(request))

    def act(at: datetime) -> tuple[str, str]:
        group = actions.make_group(actor, unit, name=form.cleaned_data["name"], at=at)
        return resolve_url("people:group_add", key=group.pk), _("Đã lập nhóm. Chọn chức danh vào nhóm.")

    title = _("Lập nhóm ở %(name)s") % {"name": span_at(unit, actor.standing.day).name}
    return ask(request, Question(form=form, title=title, word=_("Lập nhóm"), back=page_of(unit), act=act))


@form_page
def rename(request: HttpRequest, key: int) -> HttpResponse:
    """Give a group another name."""
    actor, group = _grouping(request, key)
    form = GroupForm(posted(request), initial={"name": group.name})

    def act(at: datetime) -> tuple[str, str]:
        actions.rename_group(actor, group, name=form.cleaned_data["name"], at=at)
        return _page(group), _("Đã ghi tên mới của nhóm.")

    title = _("Đổi tên: %(name)s") % {"name": group.name}
    return ask(
        request, Question(form=form, title=title, word=_("Ghi tên mới"), back=_page(group), act=act, thing=group)
    )


@form_page
def add(request: HttpRequest, key: int) -> HttpResponse:
    """Let positions into a group."""
    return _members(request, key, leaving=False)


@form_page
def remove(request: HttpRequest, key: int) -> HttpResponse:
    """Let positions leave a group."""
    return _members(request, key, leaving=True)


def _members(request: HttpRequest, key: int, *, leaving: bool) -> HttpResponse:
    actor, group = _grouping(request, key)
    day = actor.standing.day
    choices = member_choices(group, day, inside=leaving)
    form = MembersForm(choices, posted(request), initial={"on": day}, leaving=leaving)

    def act(at: datetime) -> tuple[str, str]:
        chosen = Position.objects.select_related("unit").filter(pk__in=form.cleaned_data["positions"])
        change = actions.remove_members if leaving else actions.add_members
        change(actor, group, positions=chosen.order_by("id"), on=form.cleaned_data["on"], at=at)
        return _page(group), _("Đã ghi người rời nhóm.") if leaving else _("Đã ghi người vào nhóm.")

    words = _("Bớt khỏi nhóm: %(name)s") if leaving else _("Thêm vào nhóm: %(name)s")
    word = _("Bớt khỏi nhóm") if leaving else _("Thêm vào nhóm")
    title = words % {"name": group.name}
    return ask(request, Question(form=form, title=title, word=word, back=_page(group), act=act, thing=group))


def _grouping(request: HttpRequest, key: int) -> tuple[User, Group]:
    actor = signed_in(request)
    group = get_object_or_404(Group, pk=key)
    check_group(actor, group.unit_id)
    return actor, group


def _page(group: Group) -> str:
    return resolve_url("people:group", key=group.pk)
