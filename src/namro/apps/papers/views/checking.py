"""The page that says which layout rules a Word file breaks; the file is not kept."""

from __future__ import annotations

import tempfile
from pathlib import Path

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from namro.apps.papers.forms import WordFileForm
from namro.apps.people.requests import signed_in
from namro.core.base.errors import UnreadableDocument
from namro.documents.layout_check import Finding, check_layout


@require_http_methods(["GET", "POST"])
def check(request: HttpRequest) -> HttpResponse:
    """Take a file, tell what to mend."""
    signed_in(request)
    posted = request.method == "POST"
    form = WordFileForm(request.POST if posted else None, request.FILES if posted else None)
    context: dict[str, object] = {"form": form}
    if posted and form.is_valid():
        file: UploadedFile = form.cleaned_data["file"]
        try:
            findings = _checked(file)
        except UnreadableDocument as fault:
            form.add_error("file", fault.message)
        else:
            wrong = [one for one in findings if not one.is_warning]
            warned = [one for one in findings if one.is_warning]
            context |= {"name": file.name, "wrong": wrong, "warned": warned, "checked": True}
    return render(request, "papers/check.html", context, status=400 if form.errors else 200)


def _checked(file: UploadedFile) -> tuple[Finding, ...]:
    """Lay the file in a folder that is gone afterwards; its name from outside is never a path."""
    with tempfile.TemporaryDirectory() as room:
        path = Path(room) / f"van-ban{Path(file.name or '').suffix.lower()[:10] or '.docx'}"
        with path.open("wb") as target:
            for chunk in file.chunks():
                target.write(chunk)
        return check_layout(path)
