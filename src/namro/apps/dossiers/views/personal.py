"""Fields about applicants: the administrator's page, and the values of one dossier."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from namro.apps.dossiers.actions.personal import MOST_DAYS, look_at, turn_off, turn_on
from namro.apps.dossiers.models import Personal, PersonalField, PersonalValue
from namro.apps.dossiers.permissions import check_catalogue, check_note
from namro.apps.dossiers.views.finding import find_dossier
from namro.apps.people.requests import signed_in
from namro.core.base.clock import system_clock
from namro.core.base.errors import NamroError
from namro.ui.formats import day, moment


@require_http_methods(["GET", "POST"])
def fields(request: HttpRequest) -> HttpResponse:
    """What is kept of applicants, why, how long: nothing, unless it was turned on here."""
    user, now = signed_in(request), system_clock()
    check_catalogue(user)
    error = ""
    if request.method == "POST":
        try:
            if "tat" in request.POST:
                count = turn_off(user, get_object_or_404(PersonalField, pk=_whole(request.POST["tat"])), at=now)
                messages.success(request, _("Đã tắt trường, xóa %(n)d giá trị.") % {"n": count})
            else:
                said = request.POST
                turn_on(
                    user, said.get("truong", ""), purpose=said.get("muc-dich", ""), days=_whole(said.get("ngay", "")),
                    at=now,
                )  # fmt: skip
                messages.success(request, _("Đã bật trường."))
        except NamroError as refusal:
            error = refusal.message
        else:
            return redirect("dossiers:personal")
    rows = PersonalField.objects.select_related("by").order_by("-at", "-id")[:100]
    context = {
        "on": [(one, moment(one.at)) for one in rows if one.ended_at is None],
        "off": [(one, moment(one.at), moment(one.ended_at)) for one in rows if one.ended_at is not None],
        "choices": Personal.choices, "error": error, "most": MOST_DAYS, "typed": request.POST,
        "purpose": request.POST.get("muc-dich", ""),
    }  # fmt: skip
    return render(request, "dossiers/personal.html", context, status=400 if error else 200)


@require_http_methods(["GET", "POST"])
def values(request: HttpRequest, key: int) -> HttpResponse:
    """The values of one dossier, hidden until somebody asks for them; that is put on record."""
    user = signed_in(request)
    row = find_dossier(user, key)
    check_note(user, row.unit_id)
    kept = PersonalValue.objects.filter(dossier=row).select_related("kept_as").order_by("kept_as__field")
    shown = look_at(user, row, at=system_clock()) if request.method == "POST" else None
    context = {
        "row": row, "shown": shown is not None,
        "values": [(one, day(one.until)) for one in (kept if shown is None else shown)],
    }  # fmt: skip
    return render(request, "dossiers/personal_values.html", context)


def _whole(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else 0
