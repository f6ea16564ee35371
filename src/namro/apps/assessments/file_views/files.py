"""What is made of a sheet: the page of its files, the report, the workbook, the package."""

from __future__ import annotations

import tempfile
from io import BytesIO
from typing import IO

from django.db import transaction
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from namro.apps.assessments.actions.filling import subject_of
from namro.apps.assessments.actions.results_back import can_write_results
from namro.apps.assessments.actions.rounds import can_open
from namro.apps.assessments.forms.files import FileForm
from namro.apps.assessments.models import Assessment, Incoming
from namro.apps.assessments.pages.sheet_head import acts_of, chip_of_state, closed_of, deadline_of
from namro.apps.assessments.permissions import works_for
from namro.apps.assessments.queries.shown import due_at_hand
from namro.apps.assessments.score_sheet import score_sheet_of
from namro.apps.assessments.sheet_views.finding import find_sheet
from namro.apps.library.sending import guarded
from namro.apps.library.storage import path_of
from namro.apps.people.actions import record
from namro.apps.people.models import AuditEntry, User
from namro.apps.people.queries.organisation import names_of
from namro.apps.people.requests import signed_in
from namro.core.assessment.stages import HANDED_IN, OPEN, State
from namro.core.base.clock import system_clock
from namro.documents.workbooks import sheet_to_workbook
from namro.documents.writing.dossier import dossier_bytes
from namro.documents.writing.package import write_package

#: A package larger than this goes to the disk while it is made.
_IN_MEMORY = 8 * 1024 * 1024


@require_GET
def files(request: HttpRequest, year: int, code: str) -> HttpResponse:
    """Everything that can be made of a sheet, and what can be brought back."""
    return files_page(request, find_sheet(request, year, code))


def files_page(request: HttpRequest, sheet: Assessment, form: FileForm | None = None) -> HttpResponse:
    """Show the page; `form` is the one that was refused."""
    user, now = signed_in(request), system_clock()
    made, state = sheet.round, State(sheet.state)
    context = {
        "sheet": sheet,
        "name": names_of([sheet.unit_id])[sheet.unit_id][1],
        "chip": chip_of_state(sheet),
        "closed": closed_of(sheet),
        "deadline": deadline_of(sheet, due_at_hand(sheet), now),
        "draft": state not in HANDED_IN and sheet.approved_at is None,
        "works": works_for(user, sheet),
        "brings": works_for(user, sheet) and state in OPEN,
        "alone": made is not None and made.alone,
        "starts": made is None and can_open(user, sheet.unit, alone=True),
        "results": can_write_results(user, sheet),
        "acts": acts_of(user, sheet),
        "waiting": _waiting(user, sheet),
        "form": form or workbook_form(),
    }
    status = 400 if form is not None and form.errors else 200
    return render(request, "assessments/sheet_files.html", context, status=status)


def _waiting(user: User, sheet: Assessment) -> list[tuple[str, str]]:
    """What the person brought and has neither written nor dropped: address and name."""
    place = [sheet.year, sheet.unit.code]
    return [
        (
            reverse("assessments:offline", args=[*place, one.code])
            if one.kind == Incoming.Kind.OFFLINE
            else f"{reverse('assessments:sheet_results', args=place)}?tep={one.code}",
            f"{one.get_kind_display()}: {one.name}",
        )
        for one in Incoming.objects.filter(assessment=sheet, by=user).order_by("pk")
    ]


def workbook_form(request: HttpRequest | None = None) -> FileForm:
    """The box for a filled workbook."""
    sent = (request.POST, request.FILES) if request is not None else (None, None)
    return FileForm(*sent, label=_("Tệp .xlsx đã điền"), accept=".xlsx")


@require_GET
def dossier(request: HttpRequest, year: int, code: str, suffix: str) -> FileResponse:
    """The report of the self-assessment; a draft until the leader has approved."""
    user, sheet = signed_in(request), find_sheet(request, year, code)
    if suffix not in ("docx", "pdf"):
        raise Http404
    content, _said = dossier_bytes(score_sheet_of(sheet, user.standing.day), f".{suffix}")
    return _sent(user, sheet, BytesIO(content), name=f"bao-cao-tu-cham-{year}-{code}.{suffix}")


@require_GET
def workbook(request: HttpRequest, year: int, code: str) -> FileResponse:
    """The sheet to be filled in without the network."""
    user, sheet = signed_in(request), find_sheet(request, year, code)
    content = sheet_to_workbook(score_sheet_of(sheet, user.standing.day))
    return _sent(user, sheet, BytesIO(content), name=f"phieu-{year}-{code}.xlsx")


@require_GET
def package(request: HttpRequest, year: int, code: str) -> FileResponse:
    """Scores, list and proof for another scoring system.

    It is made on the disk before the first byte goes out: a failure then is a page of its own, never half a ZIP.
    """
    user, sheet = signed_in(request), find_sheet(request, year, code)
    target = tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115 - the answer closes it
    write_package(score_sheet_of(sheet, user.standing.day), _opened, target, made=system_clock())
    target.seek(0)
    return _sent(user, sheet, target, name=f"goi-nop-{year}-{code}.zip")


def _opened(sha256: str) -> IO[bytes]:
    return path_of(sha256).open("rb")


def _sent(user: User, sheet: Assessment, content: IO[bytes], *, name: str) -> FileResponse:
    """Answer with a file; that it left the house is recorded."""
    with transaction.atomic():
        record(user, AuditEntry.Act.SHEET_DOWNLOADED, at=system_clock(), subject=subject_of(sheet), note=name)
    return guarded(FileResponse(content, as_attachment=True, filename=name), name.rpartition(".")[2])
