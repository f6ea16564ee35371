"""One piece of evidence."""

from __future__ import annotations

from collections.abc import Mapping

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from namro.apps.library import attachments, queries
from namro.apps.library.bridge import remarks_on
from namro.apps.library.describing import described
from namro.apps.library.finding import find_evidence
from namro.apps.library.forms import DescriptionForm
from namro.apps.library.intake import text_of
from namro.apps.library.models import Evidence, EvidenceFile
from namro.apps.library.pages.evidence_page import (
    Found,
    Preview,
    blocks_preview,
    evidence_page,
    no_preview,
    picture_preview,
)
from namro.apps.library.permissions import can_write
from namro.apps.library.twins import twins_told
from namro.apps.people.models import User
from namro.apps.people.queries.organisation import span_at
from namro.apps.people.requests import signed_in

#: Changes shown of the description, the newest first.
_PAST = 50


@require_GET
def evidence(request: HttpRequest, code: str) -> HttpResponse:
    """What a piece is: `?ban=` shows an earlier version, `?trang=` other pages of it."""
    return page_of(request, find_evidence(request, code))


def page_of(
    request: HttpRequest,
    found: Evidence,
    *,
    form: DescriptionForm | None = None,
    error: str = "",
    where: str = "",
    typed: Mapping[str, str] | None = None,
    status: int = 200,
) -> HttpResponse:
    """Answer with the page; `error` is the reason why a form of the part `where` was refused."""
    user = signed_in(request)
    versions = list(found.files.select_related("evidence", "by").order_by("-version"))
    shown = _shown(versions, request.GET.get("ban", ""))
    (piece,) = queries.pieces_of([shown])
    typed = typed or {"duong-dan": piece.link}
    context = {
        "page": evidence_page(_all_of(user, found, piece, shown=shown, versions=versions), _preview(request, shown)),
        "form": form or DescriptionForm(initial={**described(found), "version": found.version}),
        "writes": can_write(user, found.unit_id),
        "error": error,
        "where": where,
        "typed": typed,
    }
    return render(request, "library/evidence.html", context, status=status)


def _all_of(
    user: User, found: Evidence, piece: queries.Piece, *, shown: EvidenceFile, versions: list[EvidenceFile]
) -> Found:
    keeper = attachments.keeper()
    others = twins_told(user, [piece]).get(piece.id, ())
    return Found(
        evidence=found,
        piece=piece,
        shown=shown,
        versions=versions,
        changes=list(found.changes.select_related("by").order_by("-version", "id")[:_PAST]),
        unit=span_at(found.unit, user.standing.day).name,
        others=others,
        places=keeper.places(user, [piece.id]).get(piece.id, ()) if keeper else None,
        remarks=remarks_on(piece, others),
    )


def _shown(versions: list[EvidenceFile], asked: str) -> EvidenceFile:
    for row in versions:
        if str(row.version) == asked or (not asked and row.current):
            return row
    raise Http404


def _preview(request: HttpRequest, shown: EvidenceFile) -> Preview:
    pictures = picture_preview(shown, shown.evidence.code, request.GET.get("trang"))
    if pictures:
        return pictures
    text = text_of(shown)
    return blocks_preview(text) if text else no_preview(shown)
