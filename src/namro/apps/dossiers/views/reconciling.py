"""The weekly list of what hangs open, and the paper book beside the system."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from namro.apps.dossiers.actions.counting import put_count
from namro.apps.dossiers.forms import CountForm
from namro.apps.dossiers.gone import gone
from namro.apps.dossiers.models import Answer, Procedure
from namro.apps.dossiers.pages.list_page import chips_of
from namro.apps.dossiers.permissions import can_note, units_seen
from namro.apps.dossiers.queries import names_of_procedures
from namro.apps.dossiers.reconciling import Entered, entered, hanging
from namro.apps.people.requests import signed_in
from namro.core.base.clock import VIETNAM, system_clock
from namro.core.base.errors import NamroError
from namro.ui.formats import NOTHING, day, moment, number

#: Dossiers asked about at once: a week's work at the desk.
_MOST = 40


@require_http_methods(["GET", "POST"])
def home(request: HttpRequest) -> HttpResponse:
    """What hangs open in a unit, with an answer for each; a count of the book is posted here too."""
    user, now = signed_in(request), system_clock()
    units = units_seen(user)
    code = request.POST.get("don-vi") or request.GET.get("don-vi", "")
    unit = next((node for node in units if node.code == code), None) or next(iter(units), None)
    context: dict[str, Any] = {"unit": unit, "units": units, "form": CountForm()}
    if unit is None:
        return render(request, "dossiers/open.html", context)
    if request.method == "POST":
        form = context["form"] = CountForm(request.POST)
        if form.is_valid():
            try:
                put_count(user, unit.id, **form.cleaned_data, at=now)
            except NamroError as refusal:
                form.add_error(None, refusal.message)
            else:
                messages.success(request, _("Đã ghi số của sổ."))
                return redirect(f"{reverse('dossiers:open')}?don-vi={unit.code}")
    rows = list(hanging(unit.id, now).order_by("limit_at", "id")[: _MOST + 1])
    names = names_of_procedures(rows)
    context["rows"] = [
        (row, names.get(row.procedure, row.procedure), _limit(row), chips_of(row, now)) for row in rows[:_MOST]
    ]
    context["more"] = len(rows) > _MOST
    context["notes"] = can_note(user, unit.id)
    context["answers"] = Answer.choices
    context["book"], context["share"] = _book(entered(unit.id, user.standing.day))
    context["gone"] = [
        (one.key, one.code, str(one.answer.label), day(one.at.astimezone(VIETNAM).date()), one.proof)
        for one in gone(unit.id, user.standing.day)
    ]
    context["fields"] = Procedure.objects.exclude(field="").values_list("field", flat=True).distinct().order_by("field")
    return render(request, "dossiers/open.html", context, status=400 if context["form"].errors else 200)


def _limit(row: Any) -> str:
    return moment(row.limit_at) if row.limit_at else NOTHING


def _book(found: list[Entered]) -> tuple[list[tuple[str, str, str, str, str]], str]:
    """The rows as text, and the share of all: days without a field only, so that nothing is counted twice."""
    rows = [
        (day(one.day), one.field or _("cả ngày"), _n(one.received), _n(one.entered), _share(one.entered, one.received))
        for one in found
    ]
    whole = [one for one in found if not one.field] or found
    return rows, _share(sum(one.entered for one in whole), sum(one.received for one in whole)) if found else ""


def _share(part: int, whole: int) -> str:
    return f"{number((Decimal(100 * part) / whole).quantize(Decimal('0.01')))} %" if whole else NOTHING


def _n(count: int) -> str:
    return number(Decimal(count))
