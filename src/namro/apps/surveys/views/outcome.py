"""What surveys found: the list, one result, its forms, citizens' words, publishing it, the page for everybody."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as _mark
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from namro.apps.library.sending import guarded
from namro.apps.people.actions import record
from namro.apps.people.models import AuditEntry, User
from namro.apps.people.queries.organisation import names_of
from namro.apps.people.requests import signed_in
from namro.apps.people.sent import whole
from namro.apps.surveys.actions.releasing import can_release, decide_forms, look_over, release
from namro.apps.surveys.estimates import DOMAINS, UNIT, outcome_of
from namro.apps.surveys.forms_read import ReadSurvey, read_survey
from namro.apps.surveys.methods import methods_of
from namro.apps.surveys.models import Quote, Survey, SurveyResult
from namro.apps.surveys.pages.cleaning_page import (
    DOUBTED,
    chosen_forms,
    exclusion_rows,
    form_rows,
    item_choices,
    tabs,
    words_rows,
)
from namro.apps.surveys.pages.outcome_page import outcome_page
from namro.apps.surveys.pages.survey_rows import survey_rows
from namro.apps.surveys.permissions import can_read_answers, check_read_answers, is_sealed, seen_by
from namro.core.base.clock import VIETNAM, system_clock
from namro.core.base.errors import NamroError
from namro.core.base.folding import writable
from namro.core.survey.outcome import Outcome, from_plain
from namro.documents.workbooks.to_table import write_table

_PAGE = 50
#: Words are read one by one.
_WORDS = 12
_HEADS = (
    _mark("Phiếu"),
    _mark("Đơn vị"),
    _mark("Cách trả lời"),
    _mark("Nhận lúc"),
    _mark("Lý do"),
    _mark("Ai loại"),
    _mark("Lúc"),
    _mark("Vì sao"),
)


def find(user: User, code: str) -> Survey:
    """Return a survey that the person sees. Raises Http404."""
    rows = Survey.objects.filter(seen_by(user)).select_related("instrument", "conductor", "made_by")
    return get_object_or_404(rows, code=code[:40])


def found_of(user: User, survey: Survey, *, domain: str = UNIT) -> Outcome:
    """Return the result: what was published, else what the forms say now. Raises PermissionDenied, NamroError."""
    kept = SurveyResult.objects.filter(survey=survey).first()
    if kept is not None and domain == UNIT:
        return from_plain(kept.content)
    check_read_answers(user, survey, user.standing.day)
    return outcome_of(read_survey(survey), domain=domain)


@require_GET
def surveys(request: HttpRequest) -> HttpResponse:
    """The surveys that the person sees, the newest first."""
    user = signed_in(request)
    rows = Survey.objects.filter(seen_by(user)).exclude(state=Survey.State.DRAFT).select_related("conductor")
    page = Paginator(rows.order_by("-field_to", "-id"), _PAGE).get_page(request.GET.get("trang"))
    context = {"page": page, "rows": survey_rows(page.object_list, user.standing.day)}
    return render(request, "surveys/outcomes.html", context)


@require_GET
def result(request: HttpRequest, code: str) -> HttpResponse:
    """What a survey found; while it is sealed, until when."""
    user = signed_in(request)
    survey = find(user, code)
    domain = request.GET.get("theo", UNIT)
    reads = can_read_answers(user, survey, user.standing.day)
    kept = SurveyResult.objects.filter(survey=survey).select_related("by").first()
    context = {
        "survey": survey, "reads": reads, "domains": [(key, words, key == domain) for key, words in DOMAINS.items()],
        "releases": reads and kept is None and can_release(user, survey), "kept": kept,
    }  # fmt: skip
    if kept is None and not reads:
        check_if_over(user, survey)
        return render(request, "surveys/outcome_sealed.html", context)
    try:
        found = found_of(user, survey, domain=domain if domain in DOMAINS and reads else UNIT)
    except NamroError as fault:
        return render(request, "surveys/outcome_sealed.html", {**context, "fault": fault.message})
    context["page"] = outcome_page(found)
    return render(request, "surveys/outcome.html", context)


def check_if_over(user: User, survey: Survey) -> None:
    """Raise PermissionDenied where not the seal keeps the result back but who the person is."""
    if not is_sealed(survey, user.standing.day):
        check_read_answers(user, survey, user.standing.day)


@require_http_methods(["GET", "POST"])
def cleaning(request: HttpRequest, code: str) -> HttpResponse:
    """The forms with their reasons; leave some out or take them in again, with a reason."""
    user = signed_in(request)
    survey = find(user, code)
    check_read_answers(user, survey, user.standing.day)
    chosen = request.GET.get("loc", DOUBTED)
    if request.method == "POST":
        keys, counts = request.POST.getlist("phieu")[:_PAGE], request.POST.get("lam") == "giu"
        try:
            done = decide_forms(
                user, survey, keys, counts=counts, why=writable(request.POST.get("ly-do", "")), at=system_clock()
            )
        except NamroError as fault:
            messages.error(request, fault.message)
        else:
            said = _("Đã giữ %(n)d phiếu.") if counts else _("Đã loại %(n)d phiếu; câu trả lời vẫn lưu nguyên.")
            messages.success(request, said % {"n": len(done)})
        return redirect(f"{request.path}?loc={chosen}")
    read = read_survey(survey)
    page = Paginator(chosen_forms(read, chosen), _PAGE).get_page(request.GET.get("trang"))
    context = {
        "survey": survey, "tabs": tabs(read, chosen), "page": page, "query": f"loc={chosen}",
        "rows": form_rows(list(page.object_list), _unit_names(read)), "open": survey.state != Survey.State.PUBLISHED,
        "received": len(read.forms), "valid": len(read.valid), "left_out": read.left_out,
    }  # fmt: skip
    return render(request, "surveys/cleaning.html", context)


def _unit_names(read: ReadSurvey) -> dict[int, str]:
    return {pk: name for pk, (_code, name) in names_of({one.row.unit_id for one in read.forms}).items()}


@require_GET
def left_out(request: HttpRequest, code: str) -> HttpResponse:
    """Every form that does not count, with who, when and why."""
    user = signed_in(request)
    survey = find(user, code)
    check_read_answers(user, survey, user.standing.day)
    read = read_survey(survey)
    content = write_table([_(head) for head in _HEADS], exclusion_rows(read, _unit_names(read)), sheet=_("Phiếu loại"))
    record(user, AuditEntry.Act.SURVEY_DOWNLOADED, at=system_clock(), subject=survey.name, unit=survey.conductor_id)
    answer = guarded(HttpResponse(content), "xlsx")
    answer.headers["Content-Disposition"] = f'attachment; filename="phieu-loai-{survey.code}.xlsx"'
    return answer


@require_http_methods(["GET", "POST"])
def words(request: HttpRequest, code: str) -> HttpResponse:
    """What citizens wrote: somebody reads it, masks what is left, says of what it speaks and whether it is shown."""
    user = signed_in(request)
    survey = find(user, code)
    check_read_answers(user, survey, user.standing.day)
    read = read_survey(survey)
    choices = item_choices(read)
    if request.method == "POST":
        try:
            done = look_over(user, survey, _said(request, {key for key, _name in choices}), at=system_clock())
        except NamroError as fault:
            messages.error(request, fault.message)
        else:
            messages.success(request, _("Đã duyệt %(n)d lời.") % {"n": done})
        return redirect(request.get_full_path())
    quotes = {
        (one.submission_id, one.question): one for one in Quote.objects.filter(survey=survey).select_related("by")
    }
    page = Paginator(words_rows(read, quotes), _WORDS).get_page(request.GET.get("trang"))
    context = {
        "survey": survey, "page": page, "rows": page.object_list, "choices": choices,
        "open": survey.state != Survey.State.PUBLISHED, "looked": len(quotes),
    }  # fmt: skip
    return render(request, "surveys/words.html", context)


def _said(request: HttpRequest, items: set[str]) -> dict[tuple[int, str], tuple[str, str, bool]]:
    found = {}
    for name in request.POST.getlist("loi")[:_PAGE]:
        key, _colon, question = name.partition(":")
        if (number := whole(key)) is None:
            continue
        item = request.POST.get(f"cau-{name}", "")
        text = writable(request.POST.get(f"loi-{name}", ""))
        found[number, question[:64]] = (text, item if item in items else "", f"hien-{name}" in request.POST)
    return found


@require_POST
def publish(request: HttpRequest, code: str) -> HttpResponse:
    """Publish the result for good."""
    user = signed_in(request)
    survey = find(user, code)
    try:
        release(user, survey, at=system_clock())
    except NamroError as fault:
        messages.error(request, fault.message)
    else:
        messages.success(request, _("Đã công bố. Trang công khai xem được không cần đăng nhập."))
    return redirect("satisfaction:result", code=code)


@login_not_required
@require_GET
def public(request: HttpRequest, code: str) -> HttpResponse:
    """The result of a survey that was published, for everybody: no login, nothing kept of who reads."""
    kept = SurveyResult.objects.filter(survey__code=code[:40], survey__state=Survey.State.PUBLISHED)
    row = kept.select_related("survey__conductor").first()
    if row is None:
        raise Http404
    context = {
        "page": outcome_page(from_plain(row.content)), "at": row.at, "survey": row.survey,
        "methods": methods_of(row.survey, row.at.astimezone(VIETNAM).date()),
        "conductor": names_of([row.survey.conductor_id])[row.survey.conductor_id][1],
    }  # fmt: skip
    return render(request, "surveys/outcome_public.html", context)
