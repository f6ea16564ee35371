"""Spot checks of a unit: a draw, the short form of each dossier, the end."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from namro.apps.dossiers.queries import names_of_procedures
from namro.apps.officers.actions.spot import close_check, digest_of, draw_check, frame_of, put_found
from namro.apps.officers.models import SpotCheck, SpotItem
from namro.apps.officers.permissions import check_follow, units_followed
from namro.apps.officers.views.months import asked_unit
from namro.apps.people.models import Unit, User
from namro.apps.people.queries.organisation import names_of
from namro.apps.people.requests import signed_in
from namro.core.base.clock import system_clock
from namro.core.base.errors import NamroError
from namro.core.service.spot_check import ANSWER_WORDS, form
from namro.ui.formats import day, moment

PER_PAGE = 20
_DAYS = ("%d/%m/%Y", "%Y-%m-%d")
_NO_DAY = {"invalid": gettext_lazy("Ghi ngày như 16/10/2026.")}


class DrawForm(forms.Form):
    """A draw."""

    first = forms.DateField(label=gettext_lazy("Tiếp nhận từ ngày"), input_formats=_DAYS, error_messages=_NO_DAY)
    last = forms.DateField(label=gettext_lazy("Đến ngày"), input_formats=_DAYS, error_messages=_NO_DAY)
    size = forms.IntegerField(
        label=gettext_lazy("Số hồ sơ"), min_value=1, error_messages={"invalid": gettext_lazy("Ghi một số nguyên.")}
    )
    seed = forms.CharField(label=gettext_lazy("Hạt giống"), max_length=80)


@require_http_methods(["GET", "POST"])
def home(request: HttpRequest) -> HttpResponse:
    """The checks of a unit, and a new draw."""
    user, now = signed_in(request), system_clock()
    unit = _unit(request, user)
    drawing = DrawForm(request.POST or None, initial=_usual(now))
    if request.method == "POST" and drawing.is_valid():
        try:
            row = draw_check(user, unit, **drawing.cleaned_data, at=now)
        except NamroError as refusal:
            drawing.add_error(None, refusal.message)
        else:
            messages.success(request, _("Đã rút %(n)d hồ sơ.") % {"n": row.size})
            return redirect("officers:spot", row.code)
    rows = SpotCheck.objects.filter(unit=unit).order_by("-at", "-id").select_related("by")
    page = Paginator(rows.annotate(seen=Count("items", filter=~Q(items__answers={}))), PER_PAGE)
    shown = page.get_page(request.GET.get("trang"))
    context = {
        "form": drawing, "unit": unit.code, "name": names_of([unit.pk])[unit.pk][1], "page": shown,
        "rows": [(one, f"{day(one.first)} – {day(one.last)}", moment(one.at)) for one in shown],
        "query": f"don-vi={unit.code}",
    }  # fmt: skip
    return render(request, "officers/spots.html", context, status=400 if drawing.errors else 200)


def _usual(now: datetime) -> dict[str, str]:
    """A draw of the month so far, with a seed that nobody chose."""
    return {
        "first": f"{now:01/%m/%Y}",
        "last": f"{now:%d/%m/%Y}",
        "size": "10",
        "seed": f"{now:%Y%m%d}-{now.microsecond:06d}",
    }


@require_http_methods(["GET", "POST"])
def show(request: HttpRequest, code: str) -> HttpResponse:
    """One check: its dossiers with the form; what was found is posted here."""
    user = signed_in(request)
    row = get_object_or_404(SpotCheck.objects.select_related("unit", "by"), code=code)
    check_follow(user, row.unit_id)
    error, at_item = "", 0
    if request.method == "POST":
        item = get_object_or_404(row.items.select_related("dossier"), pk=_key(request.POST.get("ho-so", "")))
        answers = {one.code: request.POST.get(f"c-{one.code}", "") for one in form().questions}
        try:
            put_found(user, item, answers, request.POST.get("ghi-chu", ""), at=system_clock())
        except NamroError as refusal:
            error, at_item = refusal.message, item.pk
        else:
            messages.success(request, _("Đã ghi hồ sơ %(code)s.") % {"code": item.dossier.code})
            return redirect(f"{reverse('officers:spot', args=[code])}#ho-so-{item.place + 1}")
    return render(request, "officers/spot.html", _context(row, error, at_item), status=400 if error else 200)


def _context(row: SpotCheck, error: str, at_item: int) -> dict[str, Any]:
    items = list(row.items.select_related("dossier", "by").order_by("place"))
    names = names_of_procedures([one.dossier for one in items])
    left = sum(1 for one in items if not one.answers)
    return {
        "row": row, "error": error, "days": f"{day(row.first)} – {day(row.last)}", "left": left,
        "name": names_of([row.unit_id])[row.unit_id][1], "at": moment(row.at),
        "same": digest_of([one for one, _key in frame_of(row.unit_id, row.first, row.last)]) == row.frame_digest,
        "answers": [(one.value, _(words)) for one, words in ANSWER_WORDS.items()],
        "items": [
            (one, names.get(one.dossier.procedure, one.dossier.procedure), _lines(one), one.pk == at_item)
            for one in items
        ],
        "register": form().register.code,
    }  # fmt: skip


def _lines(item: SpotItem) -> list[tuple[str, str, str]]:
    return [(one.code, one.title, str(item.answers.get(one.code, ""))) for one in form().questions]


@require_POST
def close(request: HttpRequest, code: str) -> HttpResponse:
    """End a check: its result goes into the inspection register."""
    user = signed_in(request)
    row = get_object_or_404(SpotCheck, code=code)
    try:
        close_check(user, row, at=system_clock())
    except NamroError as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, _("Đã ghi kết quả vào sổ kiểm tra. Gắn biên bản cho các dòng đó."))
    return redirect("officers:spot", code)


def _unit(request: HttpRequest, user: User) -> Unit:
    unit = asked_unit(request, units_followed(user))
    check_follow(user, unit.pk if unit else 0)
    assert unit is not None
    return unit


def _key(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 18 else 0
