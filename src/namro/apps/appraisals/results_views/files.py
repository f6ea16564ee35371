"""What is made of results: the workbook, the act, one unit's notice, all notices. The seal holds here too."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from io import BytesIO
from typing import IO

from django.db import transaction
from django.http import FileResponse, Http404, HttpRequest, StreamingHttpResponse
from django.views.decorators.http import require_GET

from namro.apps.appraisals.queries.results import acts_of, running_table
from namro.apps.appraisals.result_papers import decision_of, notices_of, sheets_of_act
from namro.apps.appraisals.results_views.finding import Sight, check_newest, check_notice, check_open, find_ranked, seen
from namro.apps.assessments.actions.filling import subject_of
from namro.apps.assessments.actions.rounds import subject_of_round
from namro.apps.assessments.models import Assessment
from namro.apps.assessments.permissions import check_organises
from namro.apps.assessments.round_views.finding import find_round
from namro.apps.library.sending import guarded
from namro.apps.people.actions import record
from namro.apps.people.models import AuditEntry, User
from namro.apps.people.requests import signed_in
from namro.core.assessment.result_papers import ResultNotice
from namro.core.base.clock import system_clock
from namro.documents.writing.result_decision import decision_bytes
from namro.documents.writing.result_notice import notice_bytes, zipped_notices
from namro.documents.writing.results_workbook import write_results

#: Files larger than this go to the disk while they are made.
_IN_MEMORY = 4 * 1024 * 1024
_PAPERS = ("docx", "pdf")


def _sight(request: HttpRequest, key: str) -> Sight:
    """Return what the person sees of the round that the address names; `?lan=` names an act."""
    made = find_round(request, key)
    if made.alone:
        raise Http404
    acts = acts_of([made]).get(made.pk, [])
    return seen(signed_in(request), made, acts, number=request.GET.get("lan", ""))


@require_GET
def workbook(request: HttpRequest, key: str) -> FileResponse:
    """The rows of the page, with ranks, sources and domains."""
    sight = _sight(request, key)
    table = check_open(sight)
    target = _spooled()
    write_results(table, target)
    return _sent(request, sight, target, name=f"ket-qua-{table.year}{_mark(sight)}.xlsx")


@require_GET
def decision(request: HttpRequest, key: str, suffix: str) -> FileResponse:
    """The act with the table as its annex; a draft, for who runs the round, before there is one."""
    if suffix not in _PAPERS:
        raise Http404
    sight = _sight(request, key)
    table = check_open(sight)
    paper = decision_of(sight.round, table, signed_in(request).standing.day)
    content = BytesIO(decision_bytes(paper, f".{suffix}"))
    return _sent(request, sight, content, name=f"quyet-dinh-cong-bo-{table.year}{_mark(sight)}.{suffix}")


@require_GET
def notices(request: HttpRequest, key: str) -> StreamingHttpResponse:
    """The notices of all units, for who runs the round: all is read first, then each goes out when it is written."""
    sight, user = _sight(request, key), signed_in(request)
    check_organises(user, sight.round)
    check_newest(sight)
    table = check_open(sight)
    sheets = sheets_of_act(sight.round, sight.act)
    found = notices_of(sight.round, table, sheets, user.standing.day)
    named = [(f"thong-bao-{table.year}-{code}", one) for code, one in found]
    name = f"thong-bao-ket-qua-{table.year}{_mark(sight)}.zip"
    _recorded(user, sight, name)
    answer = StreamingHttpResponse(zipped_notices(named, made=system_clock()))
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return guarded(answer, "zip")


@require_GET
def notice(request: HttpRequest, year: int, code: str, suffix: str) -> FileResponse:
    """One unit's notice, for those who read its sheet."""
    if suffix not in _PAPERS:
        raise Http404
    user = signed_in(request)
    sheet, sight = find_ranked(request, year, code)
    check_notice(user, sheet, sight)
    found = next(_notices(sheet, sight, user), None)
    if found is None:
        raise Http404
    content = BytesIO(notice_bytes(found, f".{suffix}"))
    name = f"thong-bao-ket-qua-{year}-{code}{_mark(sight)}.{suffix}"
    with transaction.atomic():
        record(user, AuditEntry.Act.SHEET_DOWNLOADED, at=system_clock(), subject=subject_of(sheet), note=name)
    return guarded(FileResponse(content, as_attachment=True, filename=name), suffix)


def _notices(sheet: Assessment, sight: Sight, user: User) -> Iterator[ResultNotice]:
    made = sight.round
    table = seen(user, made, list(sight.acts), number=str(sight.act.number)).table if sight.act else running_table(made)
    if table is not None:
        for _code, found in notices_of(made, table, [sheet], user.standing.day):
            yield found


def _spooled() -> IO[bytes]:
    return tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY)


def _mark(sight: Sight) -> str:
    """What the name of a file says of the act: nothing for the first one."""
    if sight.act is None:
        return "-du-thao"
    return "" if sight.act.number == 1 else f"-lan-{sight.act.number}"


def _sent(request: HttpRequest, sight: Sight, content: IO[bytes], *, name: str) -> FileResponse:
    """Answer with a file; that something sealed left the house is recorded."""
    content.seek(0)
    if sight.act is None:
        _recorded(signed_in(request), sight, name)
    return guarded(FileResponse(content, as_attachment=True, filename=name), name.rpartition(".")[2])


def _recorded(user: User, sight: Sight, name: str) -> None:
    with transaction.atomic():
        subject = subject_of_round(sight.round)
        record(user, AuditEntry.Act.RESULTS_DOWNLOADED, at=system_clock(), subject=subject, note=name)
