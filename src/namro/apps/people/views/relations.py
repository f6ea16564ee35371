"""Who appraises a unit, and its official codes: forms of the administrator."""

from __future__ import annotations

from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from namro.apps.people import actions
from namro.apps.people.forms.making import AppraiserForm, CodeForm
from namro.apps.people.models import LOCAL, Unit
from namro.apps.people.queries.organisation import span_at, tree_on
from namro.apps.people.queries.relations import appraised_below, appraiser_choices
from namro.apps.people.views.asking import Question, ask, form_page, manager, posted
from namro.apps.people.views.units import page_of


@form_page
def appraiser(request: HttpRequest, code: str) -> HttpResponse:
    """Let somebody else appraise a commune, or all communes under a unit, from a day on."""
    actor = manager(request)
    unit = get_object_or_404(Unit, code=code, home=None)
    day = actor.standing.day
    now = span_at(unit, day)
    alone = now.kind in LOCAL
    form = AppraiserForm(appraiser_choices(day), posted(request), initial={"on": day})

    def act(at: datetime) -> tuple[str, str]:
        values = form.cleaned_data
        below = [node.id for node in appraised_below(tree_on(values["on"]), unit.pk)]
        if not below:
            raise actions.OrganisationError(_("Ngày đó không có xã, phường, đặc khu nào ở đây. Chọn ngày khác."))
        by = Unit.objects.get(pk=values["appraiser"])
        changed = actions.change_appraiser(actor, below, of=unit, appraiser=by, on=values["on"], at=at)
        said = _("Đã ghi cơ quan thẩm định của %(n)d đơn vị. Những ngày trước đó giữ như cũ.")
        return page_of(unit), said % {"n": len(changed)}

    if alone:
        title = _("Cơ quan thẩm định: %(name)s") % {"name": now.name}
    else:
        count = len(appraised_below(tree_on(day), unit.pk))
        title = _("Cơ quan thẩm định của %(n)d xã, phường, đặc khu: %(name)s") % {"n": count, "name": now.name}
    return ask(
        request,
        Question(form=form, title=title, word=_("Ghi cơ quan thẩm định"), back=page_of(unit), act=act, thing=unit),
    )


@form_page
def official_code(request: HttpRequest, code: str) -> HttpResponse:
    """Give a unit another official code from a day on."""
    actor = manager(request)
    unit = get_object_or_404(Unit, code=code, home=None)
    day = actor.standing.day
    form = CodeForm(posted(request), initial={"on": day})

    def act(at: datetime) -> tuple[str, str]:
        actions.change_code(actor, unit, at=at, **form.cleaned_data)
        return page_of(unit), _("Đã ghi mã. Những ngày trước đó giữ mã cũ.")

    title = _("Mã chính thức: %(name)s") % {"name": span_at(unit, day).name}
    return ask(request, Question(form=form, title=title, word=_("Ghi mã"), back=page_of(unit), act=act, thing=unit))
