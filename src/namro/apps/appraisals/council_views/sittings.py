"""Sittings of a round's council: the list, a new one, one with its attendance, its end and its minutes."""

from __future__ import annotations

from io import BytesIO

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from namro.apps.appraisals.actions.sittings import close_sitting, open_sitting, set_attendance, subject_of
from namro.apps.appraisals.council_views.finding import find_chaired, find_sitting, version_in
from namro.apps.appraisals.forms.council import CloseForm, SittingForm, first_moment
from namro.apps.appraisals.minutes import minutes_of
from namro.apps.appraisals.models import Sitting
from namro.apps.appraisals.pages.council_page import line_rows, motion_rows, sitting_page, sitting_rows
from namro.apps.appraisals.queries.council import council_seats, in_dispute, motions_in, sittings_of, units_judged
from namro.apps.assessments.models import Round
from namro.apps.frameworks.trees import tree_of
from namro.apps.library.sending import guarded
from namro.apps.people.actions import record
from namro.apps.people.models import AuditEntry, User
from namro.apps.people.queries.organisation import names_of
from namro.apps.people.requests import signed_in
from namro.core.assessment.council import Duty, Presence, proposed_rule
from namro.core.base.clock import system_clock
from namro.core.base.errors import NamroError
from namro.documents.writing.minutes import minutes_bytes

PER_PAGE = 20


@require_GET
def sittings(request: HttpRequest, key: str) -> HttpResponse:
    """The sittings of a round, newest first, and how many criteria wait for one."""
    made = find_chaired(request, key)
    page = Paginator(sittings_of(made), PER_PAGE).get_page(request.GET.get("trang"))
    context = {"round": made, "page": page, "rows": sitting_rows(page, key), "waiting": in_dispute(made).count()}
    return render(request, "appraisals/sittings.html", context)


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest, key: str) -> HttpResponse:
    """Open a sitting: when, where, who sits there."""
    user, made = signed_in(request), find_chaired(request, key)
    seats = council_seats(user.standing.day)
    names = {one.pk: one.full_name for one, _title, _body in seats}
    if request.method == "POST":
        form = SittingForm(request.POST, accounts=names)
        if form.is_valid():
            data = form.cleaned_data
            try:
                sitting = open_sitting(user, made, data["plan"], seats=data["seats"], at=system_clock())
            except NamroError as refusal:
                form.add_error(None, refusal.message)
            else:
                messages.success(request, _("Đã mở phiên họp. Ghi điểm danh, rồi đưa tiêu chí vào biểu quyết."))
                return redirect("appraisals:sitting", key=key, code=sitting.code)
    else:
        form = SittingForm(accounts=names, initial=_proposed(made, seats))
    context = {"round": made, "form": form}
    return render(request, "appraisals/sitting_new.html", context, status=400 if form.errors else 200)


def _proposed(made: Round, holders: list[tuple[User, str, str]]) -> dict[str, object]:
    """What the form begins with: the members of the last sitting, else who holds a position of the council."""
    now = system_clock()
    rule = proposed_rule(now.date())
    found: dict[str, object] = {**first_moment("held", now)}
    found |= {"percent": rule.percent, "over": "over" if rule.over else "least"}
    last = sittings_of(made).first()
    seats: list[tuple[str, str, str, str, int | None]]
    if last is None:
        seats = [(one.full_name, title, body, Duty.MEMBER.value, one.pk) for one, title, body in holders]
    else:
        found |= {"place": last.place, "percent": last.quorum_percent, "over": "over" if last.quorum_over else "least"}
        seats = [(one.name, one.title, one.body, one.duty, one.user_id) for one in last.members.all()]
    for place, seat in enumerate(seats):
        found |= {f"{name}_{place}": value for name, value in zip(_SEAT, seat, strict=True)}
    return found


_SEAT = ("name", "title", "body", "duty", "user")


@require_GET
def one(request: HttpRequest, key: str, code: str) -> HttpResponse:
    """One sitting."""
    return sitting_answer(request, find_sitting(request, key, code))


def sitting_answer(request: HttpRequest, sitting: Sitting, form: CloseForm | None = None) -> HttpResponse:
    """Show a sitting; `form` is the one that was refused."""
    made, framework = sitting.round, tree_of(sitting.round.edition)
    motions = Paginator(motions_in(sitting), PER_PAGE).get_page(request.GET.get("trang"))
    waiting = Paginator(in_dispute(made), PER_PAGE).get_page(request.GET.get("cho")) if not sitting.closed else None
    lines = list(waiting) if waiting else []
    units = {one.line.assessment.unit_id for one in motions} | {one.assessment.unit_id for one in lines}
    names = {unit: name for unit, (_code, name) in names_of(units).items()}
    context = {
        "round": made,
        "sitting": sitting,
        "page": sitting_page(sitting, list(sitting.members.order_by("place"))),
        "motions": motions,
        "rows": motion_rows(motions, framework, names, place=(made.code, sitting.code)),
        "waiting": waiting,
        "lines": line_rows(lines, framework, names, made.year),
        "units": [] if sitting.closed else units_judged(made),
        "form": form or CloseForm(initial=first_moment("ended", system_clock())),
    }
    status = 400 if form is not None and form.errors else 200
    return render(request, "appraisals/sitting.html", context, status=status)


@require_POST
def attendance(request: HttpRequest, key: str, code: str) -> HttpResponse:
    """Write who takes part."""
    sitting = find_sitting(request, key, code)
    known = {kind.value: kind for kind in Presence}
    sent = {
        member: known[request.POST[f"m{member}"]]
        for member in sitting.members.values_list("pk", flat=True)
        if request.POST.get(f"m{member}") in known
    }
    try:
        set_attendance(signed_in(request), sitting, sent, version=version_in(request), at=system_clock())
    except NamroError as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, _("Đã ghi điểm danh."))
    return redirect("appraisals:sitting", key=key, code=code)


@require_POST
def close(request: HttpRequest, key: str, code: str) -> HttpResponse:
    """End the sitting: from here on its minutes stay."""
    sitting, form = find_sitting(request, key, code), CloseForm(request.POST)
    if form.is_valid() and form.ended is not None:
        try:
            close_sitting(
                signed_in(request), sitting, ended_at=form.ended, version=version_in(request), at=system_clock()
            )
        except NamroError as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, _("Phiên họp đã kết thúc. Biên bản đã lập, không sửa được nữa."))
            return redirect("appraisals:sitting", key=key, code=code)
    return sitting_answer(request, sitting, form)


@require_GET
def minutes(request: HttpRequest, key: str, code: str, suffix: str) -> FileResponse:
    """The minutes of a sitting that has ended; that they left the house is recorded."""
    sitting = find_sitting(request, key, code)
    if suffix not in ("docx", "pdf") or not sitting.closed:
        raise Http404
    content = minutes_bytes(minutes_of(sitting), f".{suffix}")
    name = f"bien-ban-hoi-dong-{sitting.round.year}-phien-{sitting.number}.{suffix}"
    with transaction.atomic():
        subject = subject_of(sitting)
        record(signed_in(request), AuditEntry.Act.MINUTES_DOWNLOADED, at=system_clock(), subject=subject, note=name)
    return guarded(FileResponse(BytesIO(content), as_attachment=True, filename=name), suffix)
