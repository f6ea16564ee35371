"""Criteria before a sitting: put, proposed for, voted on, settled, withdrawn."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from namro.apps.appraisals.actions.voting import (
    cast_votes,
    propose,
    put_motions,
    recorded_votes,
    result_of,
    settle_motion,
    withdraw_motion,
)
from namro.apps.appraisals.council_views.finding import find_motion, find_sitting, version_in
from namro.apps.appraisals.forms.council import ProposalForm
from namro.apps.appraisals.minutes import held_of
from namro.apps.appraisals.models import Motion
from namro.apps.appraisals.pages.motion_page import ABSTAINS, motion_page
from namro.apps.appraisals.queries.council import proof_beside
from namro.apps.assessments.models import Line, Round
from namro.apps.people.requests import signed_in
from namro.core.assessment.council import Presence
from namro.core.base.clock import system_clock
from namro.core.base.errors import NamroError

#: A number longer than this is no id of ours.
_DIGITS = 18


@require_POST
def put(request: HttpRequest, key: str, code: str) -> HttpResponse:
    """Lay criteria before the sitting: those that are ticked, or one by unit and id."""
    sitting = find_sitting(request, key, code)
    try:
        lines = [int(text) for text in request.POST.getlist("line") if _is_id(text)]
        if not lines and request.POST.get("criterion", "").strip():
            lines = [_named_line(request, sitting.round)]
        made = put_motions(signed_in(request), sitting, lines, at=system_clock())
    except NamroError as refusal:
        messages.error(request, refusal.message)
        return redirect("appraisals:sitting", key=key, code=code)
    if len(made) == 1:
        return redirect("appraisals:motion", key=key, code=code, number=made[0].number)
    messages.success(request, _("Đã đưa %(count)d tiêu chí ra xét.") % {"count": len(made)})
    return redirect("appraisals:sitting", key=key, code=code)


def _named_line(request: HttpRequest, made: Round) -> int:
    unit, node = request.POST.get("unit", "").strip()[:80], request.POST["criterion"].strip()[:64]
    rows = Line.objects.filter(assessment__round=made, assessment__unit__code=unit, node_id=node, carried=None)
    found = rows.values_list("pk", flat=True).first()
    if found is None:
        raise NamroError(
            _("Không có tiêu chí “%(id)s” của đơn vị này trong kỳ. Xem mã ở phiếu của đơn vị.") % {"id": node},
            code="line",
        )
    return found


def _is_id(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= _DIGITS


@require_GET
def one(request: HttpRequest, key: str, code: str, number: int) -> HttpResponse:
    """One criterion before the council."""
    return _answer(request, find_motion(request, key, code, number=number))


def _answer(
    request: HttpRequest,
    motion: Motion,
    form: ProposalForm | None = None,
    *,
    typed: dict[int, str] | None = None,
    status: int = 200,
) -> HttpResponse:
    sitting = motion.sitting
    numbers = list(sitting.motions.order_by("number").values_list("number", flat=True))
    place = numbers.index(motion.number)
    page = motion_page(
        motion,
        held_of(sitting, [motion]),
        members=list(sitting.members.order_by("place")),
        recorded=recorded_votes(motion),
        result=result_of(motion),
        typed=typed or {},
        proof=proof_beside(motion.line),
    )
    context = {
        "round": sitting.round,
        "sitting": sitting,
        "page": page,
        "before": numbers[place - 1] if place else None,
        "after": numbers[place + 1] if place + 1 < len(numbers) else None,
        "form": form or ProposalForm(),
        "abstains": ABSTAINS,
    }
    return render(request, "appraisals/motion.html", context, status=status)


@require_POST
def vote(request: HttpRequest, key: str, code: str, number: int) -> HttpResponse:
    """Write the votes of the present ballot; `rest` is the vote of all who are not named."""
    motion = find_motion(request, key, code, number=number)
    rest = request.POST.get("rest", "")
    here = motion.sitting.members.exclude(presence=Presence.ABSENT).values_list("pk", flat=True)
    typed = {member: request.POST.get(f"m{member}", "") or rest for member in here}
    votes = {member: int(text) or None for member, text in typed.items() if _is_id(text)}
    try:
        cast_votes(signed_in(request), motion, votes, version=version_in(request), at=system_clock())
    except NamroError as refusal:
        messages.error(request, refusal.message)
        status = 409 if refusal.code == "conflict" else 400
        return _answer(request, find_motion(request, key, code, number=number), typed=typed, status=status)
    messages.success(request, _("Đã ghi phiếu."))
    return redirect("appraisals:motion", key=key, code=code, number=number)


@require_POST
def add(request: HttpRequest, key: str, code: str, number: int) -> HttpResponse:
    """Add a proposal."""
    motion, form = find_motion(request, key, code, number=number), ProposalForm(request.POST)
    if form.is_valid():
        data = form.cleaned_data
        try:
            propose(
                signed_in(request), motion, data["verdict"], proposer=data["proposer"], version=version_in(request),
                at=system_clock(),
            )  # fmt: skip
        except NamroError as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, _("Đã thêm đề xuất."))
            return redirect("appraisals:motion", key=key, code=code, number=number)
    return _answer(request, find_motion(request, key, code, number=number), form, status=400)


@require_POST
def settle(request: HttpRequest, key: str, code: str, number: int) -> HttpResponse:
    """Write the outcome into the unit's sheet as the chair's word."""
    motion = find_motion(request, key, code, number=number)

    def act() -> None:
        said = request.POST.get("said", "")
        settle_motion(signed_in(request), motion, said=said, version=version_in(request), at=system_clock())

    return _done(request, act, motion, _("Đã chốt và ghi vào phiếu của đơn vị."))


@require_POST
def withdraw(request: HttpRequest, key: str, code: str, number: int) -> HttpResponse:
    """Take the criterion out of the sitting."""
    motion = find_motion(request, key, code, number=number)

    def act() -> None:
        why = request.POST.get("said", "")
        withdraw_motion(signed_in(request), motion, why=why, version=version_in(request), at=system_clock())

    return _done(request, act, motion, _("Đã rút nội dung này."))


def _done(request: HttpRequest, act: Callable[[], None], motion: Motion, words: str) -> HttpResponse:
    try:
        act()
    except NamroError as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, words)
    sitting = motion.sitting
    return redirect("appraisals:motion", key=sitting.round.code, code=sitting.code, number=motion.number)
