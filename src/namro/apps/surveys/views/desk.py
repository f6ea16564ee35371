"""What is done at the counter: slips, devices, the results of a month and the notice of them."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from namro.apps.library.sending import guarded
from namro.apps.papers.letterheads import letterhead_of
from namro.apps.people.actions import record
from namro.apps.people.models import AuditEntry, Role, Unit, User
from namro.apps.people.permissions import acts_for
from namro.apps.people.queries.organisation import names_of
from namro.apps.people.requests import signed_in
from namro.apps.people.sent import whole
from namro.apps.surveys.actions.desk import About, add_counter, give_slips, switch_counter
from namro.apps.surveys.codes import spelled
from namro.apps.surveys.desk_month import DeskMonth, Month, desk_month, dossier_links, month_named
from namro.apps.surveys.forms_setup import CounterForm, SlipsForm
from namro.apps.surveys.models import Counter, DossierLink, Survey
from namro.apps.surveys.pages.desk_page import bodies_of, figure_rows, group_tables, people_of
from namro.apps.surveys.permissions import check_conduct
from namro.apps.surveys.views.setting_up import find_survey, shown
from namro.core.base.clock import VIETNAM, system_clock
from namro.core.base.errors import NamroError
from namro.documents.writing.desk_notice import DeskTold, desk_paper
from namro.documents.writing.rendering import paper_bytes
from namro.documents.writing.survey_slips import Slip, SlipsTold, slips_pdf
from namro.ui.formats import day


def _find(request: HttpRequest, code: str) -> Survey:
    row = find_survey(request, code)
    if row.kind != Survey.Kind.DESK:
        raise Http404
    check_conduct(signed_in(request), row)
    return row


@never_cache
@require_POST
def slips(request: HttpRequest, code: str) -> HttpResponseBase:
    """Print slips: their codes stand in this file and nowhere else."""
    survey, at = _find(request, code), system_clock()
    today = at.astimezone(VIETNAM).date()
    form = SlipsForm(people_of(survey.conductor_id, today), bodies_of(survey.conductor_id), request.POST)
    if not form.is_valid():
        return shown(request, survey, slips=form)
    data = form.cleaned_data
    dossiers: list[str] = data["dossiers"]
    about = _about(data)
    try:
        count = len(dossiers) or data["count"]
        given = give_slips(signed_in(request), survey, count, about=about, expires_at=data["expires"], at=at)
    except NamroError as fault:
        form.add_error(fault.code if fault.code in form.fields else None, fault.message)
        return shown(request, survey, slips=form)
    content = _printed(request, survey, given, dossiers=dossiers, about=about, until=day(data["expires"].date()))
    answer = HttpResponse(content)
    answer.headers["Content-Disposition"] = f'attachment; filename="phieu-danh-gia-{at:%Y-%m-%d}.pdf"'
    return guarded(answer, "pdf")


def _about(data: dict[str, str]) -> About:
    """Of whom and of what; both come from choices of the unit's own."""
    user = User.objects.get(pk=data["officer"]) if data["officer"] else None
    return About(user=user, unit=Unit.objects.get(pk=data["office"]) if data["office"] else None)


def _printed(
    request: HttpRequest, survey: Survey, codes: Sequence[str], *, dossiers: Sequence[str], about: About, until: str
) -> bytes:
    names = names_of([key for key in (survey.conductor_id, about.unit and about.unit.pk) if key])
    whom = [about.user.full_name if about.user else "", names[about.unit.pk][1] if about.unit else ""]
    words = _("Về: %(whom)s") % {"whom": ", ".join(filter(None, whom))} if any(whom) else ""
    told = SlipsTold(
        body=names[survey.conductor_id][1], title=survey.name,
        how=_("Quét mã QR, hoặc mở địa chỉ dưới đây rồi nhập mã:"),
        address=request.build_absolute_uri(reverse("surveys:start")),
        foot=_("Dùng một lần, đến hết ngày %(day)s. Không hỏi họ tên. Không phải khảo sát SIPAS.") % {"day": until},
    )  # fmt: skip
    made = []
    for place, code in enumerate(codes):
        dossier = dossiers[place] if dossiers else ""
        address = request.build_absolute_uri(reverse("surveys:answer", args=[code]))
        label = _("Quét: gắn với hồ sơ %(code)s") % {"code": dossier} if dossier else ""
        query = f"?{urlencode({'ho-so': dossier})}" if dossier else ""
        made.append(Slip(spelled(code), address + query, words, label))
    return slips_pdf(told, made)


@require_POST
def counters(request: HttpRequest, code: str) -> HttpResponse:
    """Set a device up, or switch one on (`bat`) or off (`tat`) by its key."""
    survey, user, at = _find(request, code), signed_in(request), system_clock()
    for word, wanted in (("bat", True), ("tat", False)):
        if word in request.POST:
            row = get_object_or_404(survey.counters.select_related("survey"), pk=whole(request.POST[word]) or 0)
            return _switched(request, user, row, wanted=wanted)
    form = CounterForm(people_of(survey.conductor_id, user.standing.day), bodies_of(survey.conductor_id), request.POST)
    if not form.is_valid():
        return shown(request, survey, counter=form)
    try:
        add_counter(user, survey, form.cleaned_data["name"], about=_about(form.cleaned_data), at=at)
    except NamroError as fault:
        form.add_error(fault.code if fault.code in form.fields else None, fault.message)
        return shown(request, survey, counter=form)
    messages.success(request, _("Đã thêm thiết bị. Mở địa chỉ của nó trên máy đặt tại quầy."))
    return redirect("surveys:survey", code=code)


def _switched(request: HttpRequest, user: User, row: Counter, *, wanted: bool) -> HttpResponse:
    try:
        switch_counter(user, row, wanted=wanted, at=system_clock())
    except NamroError as fault:
        return shown(request, row.survey, error=fault.message)
    messages.success(request, _("Đã bật thiết bị.") if wanted else _("Đã tắt thiết bị."))
    return redirect("surveys:survey", code=row.survey.code)


@require_GET
def month(request: HttpRequest, code: str, month: str) -> HttpResponse:
    """What people said during a month."""
    survey, user = _find(request, code), signed_in(request)
    wanted = _month(month)
    found = desk_month(survey, wanted, officers=acts_for(user, survey.conductor_id, Role.LEADER))
    today = user.standing.day
    context = {
        "survey": survey, "month": found, "word": wanted.word, "name": _name(wanted), "rows": figure_rows(found),
        "tables": group_tables(found), "over": wanted.is_over(today),
        "links": [_linked(one) for one in dossier_links(survey, wanted)],
        "conductor": names_of([survey.conductor_id])[survey.conductor_id][1],
    }  # fmt: skip
    return render(request, "surveys/month.html", context)


def _linked(link: DossierLink) -> tuple[str, str, int]:
    """The dossier, the day, how many questions got one of the two lowest levels."""
    low = sum(1 for one in link.submission.answers.values() if one in ("1", "2"))
    return link.dossier, day(link.submission.received_at.astimezone(VIETNAM).date()), low


@require_GET
def notice(request: HttpRequest, code: str, month: str, suffix: str) -> HttpResponseBase:
    """The notice of a month that is over, to be signed and posted."""
    survey, user = _find(request, code), signed_in(request)
    wanted = _month(month)
    if suffix not in {"docx", "pdf"} or not wanted.is_over(user.standing.day):
        raise Http404
    found = desk_month(survey, wanted, officers=False)
    content = paper_bytes(desk_paper(_told(survey, found)), f".{suffix}")
    note = _("%(name)s: thông báo tháng %(month)s") % {"name": survey.name, "month": _name(wanted)}
    record(user, AuditEntry.Act.SURVEY_DOWNLOADED, at=system_clock(), subject=survey.code, note=note,
           unit=survey.conductor_id)  # fmt: skip
    answer = HttpResponse(content)
    answer.headers["Content-Disposition"] = f'attachment; filename="danh-gia-tai-quay-{wanted.word}.{suffix}"'
    return guarded(answer, suffix)


def _told(survey: Survey, found: DeskMonth) -> DeskTold:
    opening = _(
        "Trong tháng %(month)s, %(received)d lượt đánh giá được gửi tại Bộ phận Một cửa, %(valid)d phiếu hợp lệ. "
        "Kết quả:"
    ) % {"month": _name(found.month), "received": found.received, "valid": found.valid}
    notes = (
        _("Chỉ số từ 0 đến 100, tính theo bộ câu hỏi “%(title)s”.") % {"title": survey.instrument.title},
        _("Người trả lời tự chọn trả lời, không phải mẫu ngẫu nhiên: kết quả không phải Chỉ số hài lòng (SIPAS), không "
          "so với kết quả khảo sát chọn mẫu."),
        _("Nội dung có dưới %(n)d trả lời chỉ ghi số trả lời.") % {"n": survey.min_n},
    )  # fmt: skip
    rows = [one for one in figure_rows(found) if one.depth < 2]
    return DeskTold(
        official=letterhead_of(survey.conductor, found.month.after).official("TB", day=found.month.after),
        month=_("tháng %(month)s") % {"month": _name(found.month)}, opening=opening,
        figures=tuple((one.name, str(one.n), one.value) for one in rows), notes=notes,
    )  # fmt: skip


def _month(text: str) -> Month:
    found = month_named(text)
    if found is None:
        raise Http404
    return found


def _name(month: Month) -> str:
    return f"{month.number:02d}/{month.year}"
