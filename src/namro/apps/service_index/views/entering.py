"""Typing what the portal showed of one unit."""

from __future__ import annotations

from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from namro.apps.people.requests import signed_in
from namro.apps.service_index.actions.entering import Shown, write_scores
from namro.apps.service_index.forms import ScoresForm
from namro.apps.service_index.pages.entry_page import entry_groups
from namro.apps.service_index.permissions import check_enter
from namro.apps.service_index.portal import Portal, portal_of
from namro.apps.service_index.views.finding import asked_period, find_unit
from namro.core.base.clock import system_clock
from namro.core.base.errors import NamroError
from namro.core.service.index import service_index


@require_http_methods(["GET", "POST"])
def enter(request: HttpRequest, code: str) -> HttpResponse:
    """Type the portal's figures of a period; `?ky=`."""
    user = signed_in(request)
    period = asked_period(request, user.standing.day)
    node, _units = find_unit(user, code)
    check_enter(user, node.id)
    index = service_index()
    portal = portal_of([node.id], period).get(node.id, Portal())
    known = {**portal.foreign, **portal.figures}
    first = {"as_of": user.standing.day, "source": portal.source}
    form = ScoresForm(request.POST if request.method == "POST" else None, index=index, known=known, initial=first)
    if form.is_bound and form.is_valid():
        figures = form.figures()
        if form.is_valid():
            said = {code: figure for code, figure in figures.items() if figure is not None or code in known}
            shown = Shown(form.cleaned_data["as_of"], form.cleaned_data["source"])
            try:
                count = write_scores(user, {node.id: said}, period, shown, at=system_clock())
            except NamroError as refusal:
                form.add_error("as_of" if refusal.code == "as_of" else None, refusal.message)
            else:
                messages.success(
                    request, _("Đã ghi %(n)d số của Cổng.") % {"n": count} if count else _("Không đổi gì.")
                )
                return redirect(f"{reverse('service_index:unit', args=[node.code])}?{urlencode({'ky': period.name})}")
    context = {"form": form, "unit": node, "period": period, "groups": entry_groups(form, index)}
    return render(request, "service_index/enter.html", context, status=400 if form.errors else 200)
