"""What is done to a survey that is over: forms decided about, words looked at, the result published for good."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import partial

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from namro.apps.people.actions import record
from namro.apps.people.models import AuditEntry, Role, User
from namro.apps.surveys.estimates import outcome_of
from namro.apps.surveys.forms_read import read_survey
from namro.apps.surveys.models import FormDecision, Quote, Submission, Survey, SurveyResult
from namro.apps.surveys.news import results_changed
from namro.apps.surveys.permissions import check_read_answers
from namro.core.base.clock import VIETNAM
from namro.core.base.errors import NamroError
from namro.core.survey.outcome import to_plain


def can_release(user: User, survey: Survey) -> bool:
    """Whether the person may publish the result: who leads the unit that carries the survey out, or the council."""
    return survey.conductor_id in user.standing.units(Role.LEADER, Role.COUNCIL)


def _open(user: User, survey: Survey, at: datetime) -> Survey:
    """Return the survey, locked, where its forms may still be decided about. Raises PermissionDenied, NamroError."""
    held = Survey.objects.select_for_update().get(pk=survey.pk)
    check_read_answers(user, held, at.astimezone(VIETNAM).date())
    if held.state == Survey.State.PUBLISHED:
        raise NamroError(
            _("Kết quả đã công bố nên không đổi nữa. Sai sót thì công bố một đợt khảo sát đính chính."),
            code="published",
        )
    return held


@transaction.atomic
def decide_forms(
    user: User, survey: Survey, keys: Sequence[str], *, counts: bool, why: str, at: datetime
) -> list[FormDecision]:
    """Leave forms out, or take them in again, with a reason; the answers themselves stay as they came. NamroError."""
    survey = _open(user, survey, at)
    if not why.strip():
        raise NamroError(_("Chưa ghi lý do. Ghi vì sao loại hoặc giữ các phiếu này."), code="why")
    known = set(Submission.objects.filter(survey=survey, key__in=keys).values_list("key", flat=True))
    if not known:
        raise NamroError(_("Chưa chọn phiếu nào. Đánh dấu ở đầu dòng rồi bấm lại."), code="nothing")
    rows = FormDecision.objects.bulk_create(
        FormDecision(survey=survey, key=key, counts=counts, why=why.strip()[:300], by=user, at=at)
        for key in sorted(known)
    )
    note = _("%(n)d phiếu: %(why)s") % {"n": len(rows), "why": why.strip()}
    record(user, AuditEntry.Act.FORMS_DECIDED, at=at, subject=survey.name, note=note, unit=survey.conductor_id)
    return rows


@transaction.atomic
def look_over(
    user: User, survey: Survey, said: Mapping[tuple[int, str], tuple[str, str, bool]], *, at: datetime
) -> int:
    """Keep what somebody says of citizens' words: the text to show, its item, whether it is shown; return how many.

    `said` goes by submission and question. Raises NamroError for words that are to be shown and are empty.
    """
    survey = _open(user, survey, at)
    known = set(
        Submission.objects.filter(survey=survey, pk__in=[pk for pk, _code in said]).values_list("pk", flat=True)
    )
    rows = [(key, values) for key, values in said.items() if key[0] in known]
    for (submission, question), (text, item, shown) in rows:
        if shown and not text.strip():
            raise NamroError(_("Lời để hiện không được trống. Bỏ dấu “hiện” hoặc ghi lại lời."), code="text")
        Quote.objects.update_or_create(
            submission_id=submission,
            question=question,
            defaults={
                "survey": survey, "text": text.strip()[:2000], "item": item, "shown": shown, "by": user, "at": at
            },
        )  # fmt: skip
    if rows:
        note = _("%(n)d lời, hiện %(shown)d") % {"n": len(rows), "shown": sum(one[1][2] for one in rows)}
        record(user, AuditEntry.Act.WORDS_LOOKED_AT, at=at, subject=survey.name, note=note, unit=survey.conductor_id)
    return len(rows)


@transaction.atomic
def release(user: User, survey: Survey, *, at: datetime) -> SurveyResult:
    """Publish the result as it is now, for good. Raises PermissionDenied, NamroError where there is nothing to show."""
    if not can_release(user, survey):
        raise PermissionDenied(_("Chỉ lãnh đạo đơn vị tổ chức khảo sát, hội đồng công bố kết quả. Trình lãnh đạo."))
    survey = _open(user, survey, at)
    outcome = outcome_of(read_survey(survey))
    if outcome.overall is None or outcome.overall.estimate is None:
        raise NamroError(
            _("Chưa đủ %(n)d phiếu hợp lệ có trả lời nên chưa có kết quả để công bố.") % {"n": survey.min_n}, code="few"
        )
    made = SurveyResult.objects.create(survey=survey, content=to_plain(outcome), by=user, at=at)
    survey.state = Survey.State.PUBLISHED
    survey.save(update_fields=["state"])
    record(user, AuditEntry.Act.SURVEY_RELEASED, at=at, subject=survey.name, unit=survey.conductor_id)
    units = list(survey.units.values_list("unit", flat=True))
    for unit in units:
        told = partial(results_changed.send, SurveyResult, unit=unit, years=[survey.field_to.year], actor=user, at=at)
        transaction.on_commit(told)
    return made
