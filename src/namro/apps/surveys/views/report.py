"""The report of a survey as a file."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from namro.apps.library.sending import WRITTEN, guarded
from namro.apps.papers.letterheads import letterhead_of
from namro.apps.people.actions import record
from namro.apps.people.models import AuditEntry
from namro.apps.people.requests import signed_in
from namro.apps.surveys.models import Survey
from namro.apps.surveys.views.outcome import find, found_of
from namro.core.base.clock import system_clock
from namro.documents.writing.survey_report import survey_report


@require_GET
def report(request: HttpRequest, code: str, kind: str) -> HttpResponse:
    """The report with its charts; until the result is published it says that it is a draft."""
    user = signed_in(request)
    survey = find(user, code)
    if kind not in WRITTEN:
        raise Http404
    found = found_of(user, survey)
    today = user.standing.day
    official = letterhead_of(survey.conductor, today).official("BC", day=today)
    content = survey_report(found, official, kind, draft=survey.state != Survey.State.PUBLISHED)
    record(user, AuditEntry.Act.SURVEY_DOWNLOADED, at=system_clock(), subject=survey.name, note=kind,
           unit=survey.conductor_id)  # fmt: skip
    answer = guarded(HttpResponse(content), kind)
    answer.headers["Content-Disposition"] = f'attachment; filename="bao-cao-khao-sat-{survey.code}.{kind}"'
    return answer
