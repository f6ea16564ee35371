"""A form about one lost point as it was sent: what was typed, the file that came along or is kept already."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.core.files.uploadedfile import UploadedFile
from django.db.models import Manager
from django.http import FileResponse, Http404, HttpRequest
from django.http.response import HttpResponseBase

from namro.apps.library import storage
from namro.apps.library.sending import guarded
from namro.apps.people.actions import record
from namro.apps.people.models import AuditEntry
from namro.apps.people.requests import signed_in
from namro.apps.people.sent import whole
from namro.apps.plans import remedy_files
from namro.apps.plans.deciding import Entry, Filled
from namro.apps.plans.pages.finding_form import FORM_NAMES, OTHER_NAMES, TEXTS, Deciding
from namro.core.base.clock import system_clock
from namro.core.improvement.decisions import DecisionRefused


@dataclass(frozen=True, slots=True)
class Sent:
    """The filled-in form; `token` carries its file into the next form, `wrong` says why an upload was not taken."""

    filled: Filled
    token: str = ""
    wrong: Mapping[str, str] = field(default_factory=dict)

    def again(self, refused: Mapping[str, str]) -> Deciding:
        """Return the form to fill in again."""
        filled = self.filled
        return Deciding(
            key=filled.key,
            version=filled.version,
            values={**filled.texts, "disposition": filled.disposition},
            refused=refused,
            token=self.token,
            file=filled.file.name if filled.file else "",
        )


def version_of(request: HttpRequest) -> int:
    """Return the version that a sent form was made of; 0, the oldest, when it does not say."""
    return whole(request.POST.get("version", "")) or 0


def remedy_file(request: HttpRequest, entries: Manager[Entry], seq: int, *, subject: str) -> HttpResponseBase:
    """Send the file of an entry, with a row of the audit record about its subject. Raises Http404."""
    entry = entries.filter(seq=seq).exclude(sha256="").first()
    if entry is None:
        raise Http404
    note = f"{entry.finding} {entry.file_name}"
    record(signed_in(request), AuditEntry.Act.PROOF_DOWNLOADED, at=system_clock(), subject=subject, note=note)
    file = storage.path_of(entry.sha256).open("rb")
    return guarded(FileResponse(file, as_attachment=True, filename=entry.file_name), "")


def sent_form(request: HttpRequest, about: str) -> Sent:
    """Return what was sent; `about` names what the points are of, for the files that forms carry."""
    user = signed_in(request)
    file = remedy_files.kept_by(request.POST.get(OTHER_NAMES["token"], ""), user, about)
    wrong: dict[str, str] = {}
    if isinstance(upload := request.FILES.get(FORM_NAMES["file"]), UploadedFile):
        try:
            file = remedy_files.take(upload)
        except DecisionRefused as fault:
            wrong = fault.by_field
    filled = Filled(
        key=request.POST.get("khoan", ""),
        disposition=request.POST.get(OTHER_NAMES["disposition"], ""),
        texts={name: str(request.POST.get(FORM_NAMES[name], "")) for name in TEXTS},
        version=version_of(request),
        file=file,
    )
    return Sent(filled, remedy_files.token(file, user, about) if file else "", wrong)
