"""A source's file: handed in, its columns named, looked at, written or dropped."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

from django import forms
from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from namro.apps.feedback import incoming
from namro.apps.feedback.models import Upload, source_choices
from namro.apps.feedback.pages.bringing import bringing_page
from namro.apps.feedback.permissions import check_keep, keeps_for
from namro.apps.people.forms.fields import choice_field
from namro.apps.people.models import User
from namro.apps.people.requests import signed_in
from namro.apps.people.sent import whole
from namro.core.base.clock import system_clock
from namro.core.base.errors import NamroError, UnreadableDocument
from namro.core.base.faults import BrokenFile
from namro.core.service.feedback import rules
from namro.core.service.feedback_rows import CHANGED, NEW


class FileForm(forms.Form):
    """A workbook and where it comes from."""

    source = choice_field(gettext_lazy("Nguồn"), ())
    file = forms.FileField(
        label=gettext_lazy("Tệp Excel (.xlsx)"), widget=forms.FileInput(attrs={"accept": ".xlsx"}),
        error_messages={"required": gettext_lazy("Chưa chọn tệp."), "empty": gettext_lazy("Tệp rỗng. Chọn tệp khác.")},
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["source"] = choice_field(gettext_lazy("Nguồn"), source_choices())
        self.order_fields(("source", "file"))


@require_http_methods(["GET", "POST"])
def imports(request: HttpRequest) -> HttpResponse:
    """Hand a file in; it is kept apart to be looked at."""
    user = signed_in(request)
    unit = min(keeps_for(user), default=0)
    check_keep(user, unit)
    form = FileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            staged = _staged(user, unit, form.cleaned_data["source"], form.cleaned_data["file"])
        except BrokenFile as broken:
            form.add_error("file", str(broken.faults[0]))
        except (UnreadableDocument, NamroError) as refusal:
            form.add_error("file", refusal.message)
        else:
            return redirect("feedback:preview", key=staged.pk)
    return render(request, "feedback/imports.html", {"form": form}, status=400 if form.errors else 200)


def _staged(user: User, unit: int, source: str, file: UploadedFile) -> Upload:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "phan-anh.xlsx"
        with path.open("wb") as copy:
            for chunk in file.chunks():
                copy.write(chunk)
        return incoming.stage(user, unit, source, path, name=file.name or "", at=system_clock())


@require_http_methods(["GET", "POST"])
def preview(request: HttpRequest, key: int) -> HttpResponse:
    """What the columns mean and what the file does by that; corrected, written or dropped."""
    user = signed_in(request)
    found = get_object_or_404(Upload, pk=key, by=user)
    check_keep(user, found.unit_id)
    if "bo" in request.POST:
        found.delete()
        messages.success(request, _("Đã bỏ tệp. Không có gì được ghi."))
        return redirect("feedback:imports")
    columns, remembered = incoming.columns_for(found)
    if request.method == "POST":
        columns, remembered = _chosen(request, found), False
        if "nap" in request.POST and _written(request, user, found, columns):
            return redirect("feedback:board")
    outcome = incoming.preview(found, columns, user.standing.day)
    page = bringing_page(found, columns, outcome, remembered=remembered)
    return render(request, "feedback/preview.html", {"page": page}, status=400 if outcome.faults else 200)


def _chosen(request: HttpRequest, upload: Upload) -> dict[str, int]:
    """What the person chose; a column stands for one meaning, the first one that names it."""
    there, found = set(incoming.headings_in(upload)), dict[str, int]()
    for meaning in rules().columns:
        place = whole(request.POST.get(f"cot-{meaning}", ""))
        if place in there and place not in found.values():
            found[meaning] = place
    return found


def _written(request: HttpRequest, user: User, upload: Upload, columns: dict[str, int]) -> bool:
    try:
        done = incoming.write(user, upload, columns, seal=request.POST.get("seal", ""), at=system_clock())
    except BrokenFile:
        return False  # the page shows every fault
    except NamroError as refusal:
        messages.error(request, refusal.message)
        return False
    told = _("Đã nạp: %(new)d phản ánh mới, %(changed)d thay đổi.") if done.writes else _(
        "Tệp giống như đang có; không có gì phải ghi."
    )  # fmt: skip
    messages.success(request, told % {"new": done.count(NEW), "changed": done.count(CHANGED)} if done.writes else told)
    return True
