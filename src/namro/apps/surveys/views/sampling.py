"""Samples: those I keep the list of, frames, the draw, drawing again, the files by which anybody can do it."""

from __future__ import annotations

import json

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from namro.apps.library import storage
from namro.apps.library.sending import guarded
from namro.apps.people.models import AuditEntry
from namro.apps.people.recording import record
from namro.apps.people.requests import signed_in
from namro.apps.surveys.actions.drawing import draw, drawn_again
from namro.apps.surveys.actions.framing import frame_from_dossiers
from namro.apps.surveys.methods import current_draw
from namro.apps.surveys.models import SampleRow, Survey
from namro.apps.surveys.pages.sample_page import home_rows, sample_page
from namro.apps.surveys.sample_forms import DrawForm, ListForm, PeriodForm
from namro.apps.surveys.sample_permissions import surveys_listed
from namro.apps.surveys.views.finding_sample import find_draw, find_listed
from namro.core.base.clock import system_clock
from namro.core.base.errors import NamroError

PER_PAGE = 20


@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """The samples that I keep the list of, and whether I have people to ask."""
    user = signed_in(request)
    page = Paginator(surveys_listed(user).order_by("-made_at", "-id"), PER_PAGE).get_page(request.GET.get("trang"))
    mine = SampleRow.objects.filter(enumerator=user, draw__current=True, called_at__isnull=False).exists()
    return render(request, "surveys/samples.html", {"page": page, "rows": home_rows(page.object_list), "mine": mine})


@require_GET
def sample(request: HttpRequest, code: str) -> HttpResponse:
    """One sample: its frames, how it was drawn, how to draw it."""
    return _shown(request, find_listed(request, code))


def _shown(
    request: HttpRequest,
    survey: Survey,
    *,
    period: PeriodForm | None = None,
    drawing: DrawForm | None = None,
    error: str = "",
) -> HttpResponse:
    made, frames = current_draw(survey), list(survey.frames.order_by("-id"))
    drawing = drawing or DrawForm(frames, again=made is not None)
    context = {
        "survey": survey, "page": sample_page(survey, made, frames), "error": error, "list": ListForm(),
        "period": period or PeriodForm(), "drawing": drawing if frames else None,
    }  # fmt: skip
    wrong = error or (period and period.errors) or drawing.errors
    return render(request, "surveys/sample.html", context, status=400 if wrong else 200)


@require_POST
def frame_dossiers(request: HttpRequest, code: str) -> HttpResponse:
    """A frame of the dossiers that were settled in a period."""
    survey, form = find_listed(request, code), PeriodForm(request.POST)
    if form.is_valid():
        try:
            made = frame_from_dossiers(
                signed_in(request), survey, form.cleaned_data["since"], form.cleaned_data["until"], at=system_clock()
            )
        except NamroError as fault:
            form.add_error(None, fault.message)
        else:
            messages.success(request, _("Đã lập khung mẫu %(rows)d hồ sơ.") % {"rows": made.rows})
            return redirect("samples:sample", code=code)
    return _shown(request, survey, period=form)


@require_POST
def draw_now(request: HttpRequest, code: str) -> HttpResponse:
    """Draw as the form says."""
    survey = find_listed(request, code)
    frames = list(survey.frames.order_by("-id"))
    form = DrawForm(frames, request.POST, again=survey.draws.exists())
    if form.is_valid():
        frame = next(one for one in frames if str(one.pk) == form.cleaned_data["frame"])
        try:
            made = draw(
                signed_in(request), survey, frame, form.plan(), at=system_clock(),
                reason=form.cleaned_data.get("reason", ""),
            )  # fmt: skip
        except NamroError as fault:
            form.add_error(None, fault.message)
        else:
            told = _("Đã rút %(drawn)d phiếu, %(reserve)d dự phòng.")
            messages.success(request, told % {"drawn": made.drawn, "reserve": made.reserve})
            return redirect("samples:sample", code=code)
    return _shown(request, survey, drawing=form)


@require_POST
def draw_again(request: HttpRequest, code: str) -> HttpResponse:
    """Draw again from the kept frame and compare row by row."""
    survey = find_listed(request, code)
    try:
        found = drawn_again(signed_in(request), find_draw(survey), at=system_clock())
    except NamroError as fault:
        return _shown(request, survey, error=fault.message)
    if found.same:
        told = _("Rút lại từ khung và hạt giống đã lưu: trùng hoàn toàn %(rows)d dòng.")
        messages.success(request, told % {"rows": found.rows})
        return redirect("samples:sample", code=code)
    told = _("Rút lại không trùng ở %(n)d chỗ: %(where)s. Dừng dùng mẫu này và báo quản trị.")
    shown = {"n": len(found.different), "where": ", ".join(found.different[:10])}
    return _shown(request, survey, error=told % shown)


@require_GET
def drawn_file(request: HttpRequest, code: str, name: str) -> HttpResponseBase:
    """The frame (`khung.csv`), the plan (`ke-hoach.json`) or the drawn rows (`mau.csv`): what drawing again needs."""
    survey = find_listed(request, code)
    made = find_draw(survey)
    if name == "khung.csv":
        path = storage.path_of(made.frame.sha256)
        if not path.exists():
            raise Http404
        answer: HttpResponseBase = FileResponse(path.open("rb"), as_attachment=True, filename=name)
    elif name == "ke-hoach.json":
        text = json.dumps(made.plan | {"digest": made.digest}, ensure_ascii=False, indent=2)
        answer = HttpResponse(text.encode())
    elif name == "mau.csv":
        answer = HttpResponse(_lines(made.pk).encode())
    else:
        raise Http404
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    record(
        signed_in(request), AuditEntry.Act.SURVEY_LIST, at=system_clock(), subject=survey.code, note=name,
        unit=survey.conductor_id,
    )  # fmt: skip
    return guarded(answer, name.rpartition(".")[2])


def _lines(key: int) -> str:
    rows = SampleRow.objects.filter(draw=key).order_by("cell__code", "reserve", "number")
    cells = rows.values_list(
        "frame_code", "reserve", "number", "cell__code", "cell__stratum", "cell__psu", "cell__weight", "cell__fpc"
    )
    head = "code,kind,number,cell,stratum,psu,weight,fpc"
    lines = (
        ",".join((_quoted(code), "R" if reserve else "S", *(("" if one is None else str(one)) for one in rest)))
        for code, reserve, *rest in cells
    )
    return "\n".join((head, *lines)) + "\n"


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"' if set(text) & {",", '"', "\n"} else text
