"""The reminder letter: choosing what goes in, looking at it, taking it away."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from namro.apps.chasing.letters import (
    BELOW,
    OWN,
    Chosen,
    Signer,
    late_works,
    letter_of,
    note_letter,
    signers_of,
    usual_answer,
)
from namro.apps.chasing.pages import letter_page
from namro.apps.chasing.permissions import check_write_letter, issuers_of, units_under
from namro.apps.library.sending import guarded
from namro.apps.people.models import User
from namro.apps.people.requests import signed_in
from namro.apps.people.sent import whole
from namro.apps.plans.days import remedied_day
from namro.core.base.clock import system_clock
from namro.core.base.errors import NamroError
from namro.core.base.folding import writable
from namro.core.improvement.reminder_letter import ReminderLetter
from namro.documents.writing.reminder_letter import letter_bytes

_FILES = ("docx", "pdf")
_NOTE = 1000
_KEY = 120


@require_http_methods(["GET", "POST"])
def write(request: HttpRequest) -> HttpResponse:
    """Late work with boxes to tick; `lam` says what to do with the ticked ones: look, or a file."""
    user = signed_in(request)
    sent = request.POST if request.method == "POST" else request.GET
    only = sent.get("chi", "")[:_KEY]
    unit = _unit(user, sent.get("don-vi", ""), below=bool(only))
    scope = BELOW if only or sent.get("pham-vi") == BELOW else OWN
    found, signers = late_works(user, unit, scope, only=only), signers_of(unit, user.standing.day)
    letter: ReminderLetter | None = None
    error = ""
    if request.method == "POST":
        try:
            chosen = _chosen(request, user, unit, scope=scope, signers=signers)
            letter = letter_of(user, chosen, found)
        except NamroError as refusal:
            error = refusal.message
        else:
            suffix = request.POST.get("lam", "")
            if suffix in _FILES:
                return _file(user, chosen, letter, suffix)
    page = letter_page(user, unit, scope, found=found, signers=signers, sent=request.POST, letter=letter, error=error)
    return render(request, "chasing/letter.html", {"page": page, "only": only}, status=400 if error else 200)


def _unit(user: User, text: str, *, below: bool) -> int:
    issuers = issuers_of(user)
    if below:  # whoever writes for several units writes down from one that has units below
        issuers = sorted(issuers, key=lambda key: not units_under(user, key))
    if not issuers:
        raise PermissionDenied(_("Chỉ đầu mối, lãnh đạo của đơn vị lập công văn đôn đốc của đơn vị đó."))
    unit = whole(text) if text else issuers[0]
    check_write_letter(user, unit or 0)
    return unit or 0


def _chosen(request: HttpRequest, user: User, unit: int, *, scope: str, signers: list[Signer]) -> Chosen:
    today = user.standing.day
    signer = next((one for one in signers if one.key == request.POST.get("ky")), None)
    return Chosen(
        unit=unit,
        scope=scope,
        keys=frozenset(request.POST.getlist("viec")),
        answer_by=remedied_day(request.POST.get("tra-loi", ""), today=today) or usual_answer(today),
        signer=signer,
        note=writable(request.POST.get("ghi-them", ""))[:_NOTE].strip(),
    )


def _file(user: User, chosen: Chosen, letter: ReminderLetter, suffix: str) -> HttpResponse:
    content = letter_bytes(letter, f".{suffix}")
    note_letter(user, chosen, letter, at=system_clock())
    answer = guarded(HttpResponse(content), suffix)
    answer["Content-Disposition"] = f'attachment; filename="cong-van-don-doc-{letter.as_of:%Y-%m-%d}.{suffix}"'
    return answer
