"""One report: its page, its way, its head, who contributes, its files, what its figures were counted from."""

from __future__ import annotations

from datetime import date

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as _mark
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from namro.apps.library.sending import guarded
from namro.apps.people.owning import choices_of, owning_of, value_of
from namro.apps.people.requests import signed_in
from namro.apps.people.sent import whole
from namro.apps.plans.typed import typed_day
from namro.apps.reports import actions
from namro.apps.reports.forms import HeadForm, initial_of
from namro.apps.reports.gathering import asked_of, content_of, edition_of, lacking_of, unit_name
from namro.apps.reports.models import Report
from namro.apps.reports.pages.report_page import report_page
from namro.apps.reports.permissions import check_coordinate
from namro.apps.reports.queries import contributions_of, owners_by_row
from namro.apps.reports.sources import source_of
from namro.apps.reports.views.finding import find_report
from namro.apps.reports.writing import paper_of
from namro.core.base.clock import system_clock
from namro.core.base.errors import NamroError
from namro.core.base.folding import fold
from namro.core.reporting.periods import period_of
from namro.core.reporting.reading import shipped_types
from namro.documents.writing.periodic import KINDS

#: What is told after a button.
_TOLD = {
    "submit": _mark("Đã trình lãnh đạo; số liệu được chốt lúc này."),
    "withdraw": _mark("Đã rút lại để sửa."),
    "approve": _mark("Đã duyệt. Tải tệp, ký và gửi, rồi ghi ngày gửi."),
    "return": _mark("Đã trả lại để sửa."),
    "reopen": _mark("Đã mở lại để sửa."),
    "receive": _mark("Đã ghi nhận báo cáo."),
    "send_back": _mark("Đã đề nghị đơn vị báo cáo lại."),
}


@require_GET
def one(request: HttpRequest, code: str) -> HttpResponse:
    """The page of a report."""
    return show(request, find_report(request, code))


def show(request: HttpRequest, report: Report, *, status: int = 200) -> HttpResponse:
    """Answer with the page."""
    user = signed_in(request)
    rows = contributions_of([report.pk])
    content = content_of(report, rows, today=user.standing.day)
    owners = owners_by_row(rows, user.standing.day)
    page = report_page(report, rows, content, user=user, owners=owners, unit=unit_name(report))
    return render(request, "reports/report.html", {"page": page}, status=status)


@require_POST
def move(request: HttpRequest, code: str) -> HttpResponse:
    """Take a button of the way from draft to received."""
    report, sent = find_report(request, code), request.POST
    act, user = sent.get("act", ""), signed_in(request)
    lacking = _lacking(report, user.standing.day) if act == "submit" else ()
    if lacking and not sent.get("thieu"):
        messages.error(
            request,
            _("Chưa trình: %(n)s mục chưa góp (%(titles)s). Bấm “Vẫn trình” nếu không chờ.")
            % {"n": len(lacking), "titles": "; ".join(lacking)},
        )
        return redirect("reports:report", code=code)
    try:
        actions.move(
            user,
            report,
            act,
            said=_("Chưa góp: %(titles)s") % {"titles": "; ".join(lacking)} if lacking else sent.get("said", ""),
            number=sent.get("number", ""),
            version=whole(sent.get("version", "")) or 0,
            at=system_clock(),
        )
    except NamroError as fault:
        messages.error(request, fault.message)
    else:
        messages.success(request, _(_TOLD[act]))
        if act == "send_back":
            return redirect("reports:units")
    return redirect("reports:report", code=code)


def _lacking(report: Report, today: date) -> tuple[str, ...]:
    rows = contributions_of([report.pk])
    return lacking_of(report, rows, owners_by_row(rows, today), today)


@require_POST
def send(request: HttpRequest, code: str) -> HttpResponse:
    """Note the sending, with its day and number."""
    report, sent, user = find_report(request, code), request.POST, signed_in(request)
    try:
        actions.send(
            user,
            report,
            on=typed_day(sent.get("on", ""), user.standing.day.year),
            number=sent.get("number", ""),
            version=whole(sent.get("version", "")) or 0,
            at=system_clock(),
        )
    except NamroError as fault:
        messages.error(request, fault.message)
    else:
        messages.success(request, _("Đã ghi ngày gửi. Cấp trên đọc được báo cáo từ lúc này."))
    return redirect("reports:report", code=code)


@require_http_methods(["GET", "POST"])
def head(request: HttpRequest, code: str) -> HttpResponse:
    """Recipients, signer and place."""
    report, user = find_report(request, code), signed_in(request)
    check_coordinate(user, report.unit_id)
    form = HeadForm(request.POST or None, initial=initial_of(report))
    if request.method == "POST" and form.is_valid():
        try:
            actions.set_head(user, report, form.values(), version=form.cleaned_data["version"], at=system_clock())
        except NamroError as fault:
            form.add_error(None, fault.message)
        else:
            messages.success(request, _("Đã lưu phần đầu và nơi nhận."))
            return redirect("reports:report", code=code)
    context = {"form": form, "report": report, "name": shipped_types()[report.type_id].name}
    return render(request, "reports/head.html", context, status=400 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def owners(request: HttpRequest, code: str) -> HttpResponse:
    """Who contributes which section."""
    report, user = find_report(request, code), signed_in(request)
    check_coordinate(user, report.unit_id)
    choices = choices_of(report.unit_id, user.standing.day)
    rows = contributions_of([report.pk])
    if request.method == "POST":
        sent = {row.section: request.POST.get(f"muc-{row.section}", value_of(row)) for row in rows}
        unknown = [value for value in sent.values() if value != "0" and choices.find(value) is None]
        kept = {value_of(row) for row in rows}
        if any(value not in kept for value in unknown):
            messages.error(request, _("Có người không còn ở đơn vị. Chọn lại trong danh sách."))
        else:
            given = {key: owning_of(value) for key, value in sent.items()}
            actions.name_owners(user, report, given, at=system_clock())
            messages.success(request, _("Đã lưu phân công. Kỳ sau dùng lại phân công này."))
            return redirect("reports:report", code=code)
    outline = edition_of(report).outline
    titles = {section.id: section.title for section in outline.written}
    context = {
        "report": report,
        "name": shipped_types()[report.type_id].name,
        "rows": [(row.section, titles.get(row.section, row.section), value_of(row)) for row in rows],
        "choices": list(choices.of_owners()),
    }
    return render(request, "reports/owners.html", context)


@require_GET
def file(request: HttpRequest, code: str, kind: str) -> HttpResponseBase:
    """The report as a file: as it was frozen, or as it is now with the mark of a draft."""
    report, user = find_report(request, code), signed_in(request)
    if kind not in KINDS:
        raise Http404
    content = content_of(report, contributions_of([report.pk]), today=user.standing.day)
    paper = paper_of(report, content, user.standing.day)
    stream = actions.take_report(user, report, paper, kind=kind, at=system_clock())
    name = f"Bao-cao-{report.type_id.lower()}-{report.period}-{slugify(fold(unit_name(report)))}.{kind}"
    return guarded(FileResponse(stream, as_attachment=True, filename=name), kind)


@require_GET
def behind(request: HttpRequest, code: str, figure: str) -> HttpResponse:
    """What a figure is counted from."""
    report, user = find_report(request, code), signed_in(request)
    outline = edition_of(report).outline
    found = next((item for item in outline.figures if item.id == figure), None)
    source = source_of(found.source) if found else None
    if found is None or source is None:
        raise Http404
    rows = source.behind(asked_of(report, user.standing.day), found.ref)
    value = content_of(report, contributions_of([report.pk]), today=user.standing.day).values.get(figure)
    context = {
        "report": report,
        "name": shipped_types()[report.type_id].name,
        "period": period_of(report.period).words,
        "figure": found,
        "rows": rows[:500],
        "count": len(rows),
        "words": value.words(found) if value else "–",
    }
    return render(request, "reports/behind.html", context)
