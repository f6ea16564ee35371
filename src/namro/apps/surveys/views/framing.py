"""A list of households handed in as a frame: looked at, its columns named, written or dropped."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from pathlib import Path

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from namro.apps.library import storage
from namro.apps.people.requests import signed_in
from namro.apps.people.sent import whole
from namro.apps.surveys import frame_uploads
from namro.apps.surveys.actions.fielding import bring_places
from namro.apps.surveys.forms_common import keep_upload
from namro.apps.surveys.framed import NEEDED, meanings, places_in, rows_of_file
from namro.apps.surveys.models import FrameUpload, Survey
from namro.apps.surveys.sample_forms import ListForm, PlacesForm
from namro.apps.surveys.views.finding_sample import find_draw, find_listed
from namro.core.base.clock import system_clock
from namro.core.base.errors import NamroError, UnreadableDocument
from namro.core.base.faults import BrokenFile

_TOLD, _SAMPLE = 200, 3


@require_http_methods(["GET", "POST"])
def upload(request: HttpRequest, code: str) -> HttpResponse:
    """Hand a list in; it is kept apart to be looked at."""
    survey = find_listed(request, code)
    form = ListForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            staged = _staged(request, survey, form.cleaned_data["file"])
        except BrokenFile as broken:
            form.add_error("file", str(broken.faults[0]))
        except (UnreadableDocument, NamroError) as refusal:
            form.add_error("file", refusal.message)
        else:
            return redirect("samples:frame_preview", code=code, key=staged.pk)
    return render(
        request, "surveys/frame_upload.html", {"survey": survey, "form": form}, status=400 if form.errors else 200
    )


def _staged(request: HttpRequest, survey: Survey, file: UploadedFile) -> FrameUpload:
    with storage.waiting_room() as room:
        path = keep_upload(file, room)
        return frame_uploads.stage_list(
            signed_in(request), survey, path, name=Path(file.name or "").name[:200], at=system_clock()
        )


@require_http_methods(["GET", "POST"])
def preview(request: HttpRequest, code: str, key: int) -> HttpResponse:
    """What the columns mean and what the list gives by that; corrected, written or dropped."""
    survey, user = find_listed(request, code), signed_in(request)
    found = get_object_or_404(FrameUpload, pk=key, survey=survey, by=user)
    if "bo" in request.POST:
        found.delete()
        messages.success(request, _("Đã bỏ danh sách. Không có gì được ghi."))
        return redirect("samples:sample", code=code)
    chosen = _chosen(request, found) if request.method == "POST" else frame_uploads.guessed(found)
    error = ""
    if "nap" in request.POST:
        try:
            made = frame_uploads.write_list(user, found, chosen, at=system_clock())
        except BrokenFile:
            pass  # its faults stand on the page
        except NamroError as fault:
            error = fault.message
        else:
            messages.success(request, _("Đã lập khung mẫu %(rows)d dòng.") % {"rows": made.rows})
            return redirect("samples:sample", code=code)
    return _shown(request, survey, found, chosen, error)


def _chosen(request: HttpRequest, found: FrameUpload) -> dict[str, int]:
    headings = frame_uploads.headings_in(found)
    typed = {meaning: whole(request.POST.get(f"cot-{meaning}", "")) for meaning in meanings()}
    return {meaning: place for meaning, place in typed.items() if place is not None and place in headings}


def _shown(
    request: HttpRequest, survey: Survey, found: FrameUpload, chosen: Mapping[str, int], error: str
) -> HttpResponse:
    said, headings = frame_uploads.listed(found, chosen), frame_uploads.headings_in(found)
    places = sorted(headings)
    context = {
        "survey": survey, "upload": found, "error": error, "count": len(said.rows), "fault_count": len(said.faults),
        "faults": [str(fault) for fault in said.faults[:_TOLD]], "more": max(0, len(said.faults) - _TOLD),
        "choices": [
            {"name": f"cot-{meaning}", "words": words[0], "needed": meaning in NEEDED,
             "options": [(place, headings[place], chosen.get(meaning) == place) for place in places]}
            for meaning, words in meanings().items()
        ],
        "units": sorted(Counter(row.commune for row in said.rows).items()),
        "headings": [headings[place] for place in places],
        "left_out": found.content["left_out"],
        "sample": [
            [str(cells.get(place, "")) for place in places] for _n, cells in frame_uploads.rows_in(found)[:_SAMPLE]
        ],
    }  # fmt: skip
    return render(request, "surveys/frame_preview.html", context, status=400 if said.faults or error else 200)


@require_http_methods(["GET", "POST"])
def places(request: HttpRequest, code: str) -> HttpResponse:
    """Where those who were drawn are found, of a file of the provincial system; of others nothing is kept."""
    survey = find_listed(request, code)
    made = find_draw(survey)
    form = PlacesForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            with storage.waiting_room() as room:
                rows = rows_of_file(keep_upload(file, room))
            found = places_in(rows, Path(file.name or "").name[:120])
            count = bring_places(signed_in(request), made, found, at=system_clock())
        except BrokenFile as broken:
            form.add_error("file", str(broken.faults[0]))
        except (UnreadableDocument, NamroError) as refusal:
            form.add_error("file", refusal.message)
        else:
            told = _("Đã ghi nơi gặp của %(n)d người; %(others)d mã khác trong tệp không thuộc mẫu nên không giữ.")
            messages.success(request, told % {"n": count, "others": len(found) - count})
            return redirect("samples:people", code=code)
    context = {"survey": survey, "form": form}
    return render(request, "surveys/places.html", context, status=400 if form.errors else 200)
