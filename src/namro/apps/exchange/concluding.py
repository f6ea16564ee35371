"""From a notice of conclusion that was read to a meeting of a unit with its duties."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from namro.apps.exchange.bridge import passages_of
from namro.apps.exchange.corrected import reading_of
from namro.apps.exchange.finding import find_document
from namro.apps.exchange.models import ImportedDocument
from namro.apps.meetings.actions import save_meeting
from namro.apps.meetings.models import Meeting
from namro.apps.meetings.permissions import check_make, makes_for
from namro.apps.meetings.views.meeting import form_of, typed
from namro.apps.people.models import Unit, User
from namro.apps.people.queries.organisation import span_at
from namro.apps.people.requests import signed_in
from namro.core.base.clock import system_clock
from namro.core.base.errors import NamroError
from namro.core.improvement.concluded import concluded, sitting_in
from namro.core.printed.items import Reading

#: Kinds of documents whose duties are a meeting's.
CONCLUDING = ("thong_bao", "bien_ban", "ket_luan")
_TITLE = 400


def concludes(user: User, document: ImportedDocument) -> bool:
    """Whether the person may make a meeting of the document: it tells what was concluded in one."""
    kind = document.reading.get("header", {}).get("doc_type")
    return kind in CONCLUDING and bool(makes_for(user))


@require_http_methods(["GET", "POST"])
def make_meeting(request: HttpRequest, code: str) -> HttpResponse:
    """Ask when and where it was, then keep the meeting with the duties read; made before, lead to it."""
    user = signed_in(request)
    units = sorted(makes_for(user))
    check_make(user, units[0] if units else 0)
    document = find_document(request, code)
    unit = Unit.objects.get(pk=units[0])
    known = Meeting.objects.filter(unit=unit, source=document.code).first()
    if known is not None:
        return redirect("meetings:meeting", code=known.code)
    reading = reading_of(document)
    form = form_of(request, user, unit)
    form.initial |= {**_printed(document, reading), "kind": Meeting.Kind.THEMATIC, "previous": "", "present": ""}
    if form.is_valid():
        try:
            made = save_meeting(
                user, values=typed(form), at=system_clock(), unit=unit.pk, source=document.code,
                duties=concluded(reading),
            )  # fmt: skip
        except NamroError as fault:
            form.add_error(None, fault.message)
        else:
            messages.success(request, _("Đã lập cuộc họp với các kết luận trong văn bản. Chọn người nhận từng việc."))
            return redirect("meetings:meeting", code=made.code)
    context = {"form": form, "title": _("Lập cuộc họp từ văn bản"), "unit": span_at(unit, user.standing.day).name}
    return render(request, "meetings/form.html", context, status=400 if form.errors else 200)


def _printed(document: ImportedDocument, reading: Reading) -> dict[str, object]:
    """What the document says of the meeting itself: its title, when and where it was."""
    sitting = sitting_in(passage.text for passage in passages_of(document))
    found: dict[str, object] = {"title": (reading.header.title or "")[:_TITLE]}
    if sitting is not None:
        found |= {"on": sitting.at.date(), "at": f"{sitting.at:%H:%M}", "place": sitting.place}
    return found
