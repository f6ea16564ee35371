"""What stands around a unit's papers: seen by everybody, changed by coordinator and administrator."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from namro.apps.papers.actions import seen_of, set_letterhead
from namro.apps.papers.forms import TEXTS, LetterheadForm
from namro.apps.papers.letterheads import LetterheadOf, letterhead_of
from namro.apps.papers.models import Letterhead
from namro.apps.papers.permissions import can_edit, check_edit
from namro.apps.people.models import Unit
from namro.apps.people.queries.organisation import span_at
from namro.apps.people.queries.people import seats_in
from namro.apps.people.requests import signed_in
from namro.apps.people.sent import whole
from namro.core.base.clock import system_clock
from namro.core.base.errors import NamroError
from namro.documents.writing.decree import decree_30
from namro.documents.writing.official import closing_part, letterhead_part


@require_http_methods(["GET", "POST"])
def letterhead(request: HttpRequest, code: str) -> HttpResponse:
    """The letterhead of a unit as it prints today, and the form that changes it."""
    user = signed_in(request)
    unit = get_object_or_404(Unit, code=code, home=None)
    now, row = letterhead_of(unit, user.standing.day), unit.letterheads.filter(until=None).first()
    posted = request.POST if request.method == "POST" else None
    form = LetterheadForm(
        seats_in(unit.pk, user.standing.day), posted, initial={**_initial(now, row), "since": user.standing.day}
    )
    seen = seen_of(row)
    if posted is not None:
        check_edit(user, unit.pk)
        sent = whole(posted.get("seen", ""))
        if form.is_valid():
            try:
                set_letterhead(
                    user, unit, since=form.cleaned_data["since"], values=form.values(), signers=form.signers(),
                    seen=-1 if sent is None else sent, at=system_clock(),
                )  # fmt: skip
            except NamroError as fault:
                form.add_error(None, fault.message)
            else:
                messages.success(request, _("Đã ghi phần đầu văn bản."))
                return redirect("papers:letterhead", code=code)
    context = {
        "form": form, "unit": unit, "name": span_at(unit, user.standing.day).name, "seen": seen, "row": row,
        "edits": can_edit(user, unit.pk), "printed": _printed(now),
    }  # fmt: skip
    return render(request, "papers/letterhead.html", context, status=400 if form.errors else 200)


def _initial(now: LetterheadOf, row: Letterhead | None) -> dict[str, Any]:
    """What is in force; without a row what the organisation says by itself."""
    if row is None:
        return {"body": now.body, "parent": "", "place": now.place, "head": "", "filing": "Lưu: VT"}
    signers = {
        key: value
        for place, signer in enumerate(row.signers.all(), 1)
        for key, value in ((f"signer_{place}", signer.position_id), (f"capacity_{place}", signer.capacity))
    }
    return {**{name: getattr(row, name) for name in TEXTS}, **signers}


def _printed(now: LetterheadOf) -> dict[str, Any]:
    """The lines as a plan would print them, for looking."""
    official, layout = now.official("KH"), decree_30()
    (names, nation), (number, place) = letterhead_part(official, layout).rows
    ((recipients, signing),) = closing_part(official, layout).rows
    return {
        "names": names, "nation": nation, "number": number, "place": place, "recipients": recipients,
        "signing": signing, "others": now.signers[1:],
    }  # fmt: skip
