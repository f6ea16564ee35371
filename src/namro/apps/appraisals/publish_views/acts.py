"""One publication: the act as it was, its snapshot to take away, and computed again on the spot."""

from __future__ import annotations

from io import BytesIO

from django.core.exceptions import PermissionDenied
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from namro.apps.appraisals.actions.publishing import can_publish
from namro.apps.appraisals.models import Publication
from namro.apps.appraisals.pages.act_page import Again, again_of, changed_rows, move_rows
from namro.apps.appraisals.queries.published import changes_of, moves_of, publications_of
from namro.apps.assessments.models import Round
from namro.apps.assessments.permissions import readable_by
from namro.apps.assessments.round_views.finding import find_round
from namro.apps.frameworks.trees import tree_of
from namro.apps.library.sending import guarded
from namro.apps.people.actions import record
from namro.apps.people.models import AuditEntry, User
from namro.apps.people.requests import signed_in
from namro.core.assessment.publishing import recompute
from namro.core.assessment.snapshot import BadSnapshot, read
from namro.core.base.clock import system_clock
from namro.ui.formats import day, moment


def can_take_snapshot(user: User, made: Round) -> bool:
    """Whether the person may have the snapshot, which holds every unit's lines."""
    return can_publish(user, made) or user.standing.is_admin


def check_take_snapshot(user: User, made: Round) -> None:
    """Raise PermissionDenied with who may."""
    if not can_take_snapshot(user, made):
        raise PermissionDenied(
            _("Bản chụp có điểm từng tiêu chí của mọi đơn vị. Chỉ cơ quan tổ chức kỳ và quản trị tải và tính lại.")
        )


def _find(made: Round, number: int) -> Publication:
    return get_object_or_404(publications_of(made), number=number)


@require_http_methods(["GET", "POST"])
def one(request: HttpRequest, key: str, number: int) -> HttpResponse:
    """The act; POST computes its results again from the snapshot, nothing is written."""
    user, made = signed_in(request), find_round(request, key)
    row = _find(made, number)
    again = None
    if request.method == "POST":
        check_take_snapshot(user, made)
        again = _again(row)
    names = dict(row.results.values_list("assessment", "unit_name"))
    context = {
        "round": made,
        "row": row,
        "date": day(row.act_date),
        "at": moment(row.at),
        "results": len(names),
        "changed": changed_rows(tree_of(made.edition), changes_of(row, readable_by(user, "line__assessment__")), names),
        "moves": move_rows(moves_of(row, readable_by(user, "assessment__"))),
        "takes": can_take_snapshot(user, made),
        "runs": can_publish(user, made),
        "again": again,
    }
    return render(request, "appraisals/published.html", context)


def _again(row: Publication) -> Again:
    try:
        snapshot = read(bytes(row.snapshot), expected=row.sha256)
        return again_of(snapshot, recompute(snapshot))
    except BadSnapshot as refusal:
        return Again(same=False, refusal=refusal.message)


@require_GET
def snapshot(request: HttpRequest, key: str, number: int) -> FileResponse:
    """The snapshot as it is kept, packed."""
    user, made = signed_in(request), find_round(request, key)
    check_take_snapshot(user, made)
    row = _find(made, number)
    note = f"{row.act_number}, {row.sha256}"
    record(user, AuditEntry.Act.SNAPSHOT_DOWNLOADED, at=system_clock(), subject=made.title, note=note)
    name = f"cong-bo-{made.year}-{made.code}-{row.number}.json.gz"
    answer = FileResponse(BytesIO(bytes(row.snapshot)), as_attachment=True, filename=name)
    return guarded(answer, "gz")
