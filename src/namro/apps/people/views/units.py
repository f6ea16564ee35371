"""Units and bodies are made, renamed, moved: forms of the administrator."""

from __future__ import annotations

from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, resolve_url
from django.utils.translation import gettext as _

from namro.apps.people import actions
from namro.apps.people.forms.making import MoveForm, NewUnitForm, RenameUnitForm
from namro.apps.people.models import Unit
from namro.apps.people.queries.choices import parent_choices
from namro.apps.people.queries.organisation import span_at
from namro.apps.people.views.asking import Question, ask, form_page, manager, posted


@form_page
def first(request: HttpRequest) -> HttpResponse:
    """Make what stands on top of the tree."""
    return _make(request, None, title=_("Lập đơn vị đứng đầu"))


@form_page
def new_unit(request: HttpRequest, code: str) -> HttpResponse:
    """Make a unit under another one."""
    under = get_object_or_404(Unit, code=code, home=None)
    return _make(request, under, title=_("Lập đơn vị trực thuộc %(name)s"))


@form_page
def new_body(request: HttpRequest, code: str) -> HttpResponse:
    """Make a body inside a unit."""
    home = get_object_or_404(Unit, code=code, home=None)
    return _make(request, home, title=_("Lập bộ phận của %(name)s"), body=True)


@form_page
def rename(request: HttpRequest, code: str) -> HttpResponse:
    """Give a unit or body another name from a day on."""
    actor = manager(request)
    unit = get_object_or_404(Unit.objects.select_related("home"), code=code)
    day = actor.standing.day
    now = span_at(unit, day)
    initial = {"name": now.name, "kind": now.kind, "on": day}
    form = RenameUnitForm(posted(request), initial=initial, body=unit.home is not None)

    def act(at: datetime) -> tuple[str, str]:
        values = form.cleaned_data
        actions.rename_unit(actor, unit, name=values["name"], kind=values["kind"], on=values["on"], at=at)
        return page_of(unit), _("Đã ghi tên mới. Trang của những ngày trước đó giữ tên cũ.")

    title = _("Đổi tên: %(name)s") % {"name": now.name}
    return ask(
        request, Question(form=form, title=title, word=_("Ghi tên mới"), back=page_of(unit), act=act, thing=unit)
    )


@form_page
def move(request: HttpRequest, code: str) -> HttpResponse:
    """Put a unit under another one from a day on."""
    actor = manager(request)
    unit = get_object_or_404(Unit, code=code, home=None)
    day = actor.standing.day
    form = MoveForm(parent_choices(unit, day), posted(request), initial={"on": day})

    def act(at: datetime) -> tuple[str, str]:
        to = Unit.objects.get(pk=form.cleaned_data["to"])
        actions.move_unit(actor, unit, to=to, on=form.cleaned_data["on"], at=at)
        return page_of(unit), _("Đã ghi nơi trực thuộc mới.")

    title = _("Chuyển trực thuộc: %(name)s") % {"name": span_at(unit, day).name}
    return ask(request, Question(form=form, title=title, word=_("Chuyển"), back=page_of(unit), act=act, thing=unit))


def page_of(unit: Unit) -> str:
    """The address of a unit, or of the unit of a body."""
    return resolve_url("people:unit", code=(unit.home or unit).code)


def _make(request: HttpRequest, under: Unit | None, *, title: str, body: bool = False) -> HttpResponse:
    actor = manager(request)
    form = NewUnitForm(posted(request), initial={"since": actor.standing.day}, body=body)

    def act(at: datetime) -> tuple[str, str]:
        made = actions.make_unit(actor, under=under, body=body, at=at, **form.cleaned_data)
        goal = page_of(made) + (
            f"?ngay={form.cleaned_data['since']:%Y-%m-%d}" if form.cleaned_data["since"] > at.date() else ""
        )
        return goal, _("Đã lập %(name)s.") % {"name": form.cleaned_data["name"]}

    if under:
        title = title % {"name": span_at(under, actor.standing.day).name}
    back = page_of(under) if under else resolve_url("people:organisation")
    return ask(request, Question(form=form, title=title, word=_("Lập"), back=back, act=act))
