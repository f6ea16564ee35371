"""Paper forms typed by two people, and settled where they differ; answers of a workbook, all of it or nothing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from namro.apps.people.models import AuditEntry, User
from namro.apps.people.recording import record
from namro.apps.surveys.actions.fielding import check_in_field
from namro.apps.surveys.codes import digest_of
from namro.apps.surveys.filling import filled
from namro.apps.surveys.instruments import questions_of
from namro.apps.surveys.models import AccessCode, Channel, SampleRow, Survey, Typing
from namro.apps.surveys.receiving import Outcome, Sent, receive_all
from namro.apps.surveys.sample_permissions import check_list, is_measured
from namro.apps.surveys.typed_answers import Kept, TypedRow, compared
from namro.core.base.errors import NamroError
from namro.core.survey.fieldwork import disagreements


def check_type(user: User, survey: Survey) -> None:
    """Raise PermissionDenied when forms are not the person's to type: enumerators do, and who sees the list."""
    mine = SampleRow.objects.filter(enumerator=user, draw__survey=survey, draw__current=True)
    if is_measured(user, survey) or not mine.exists():
        check_list(user, survey)


def form_under(survey: Survey, text: str) -> AccessCode:
    """Return the form of a code that was printed for this survey. Raises NamroError."""
    found = AccessCode.objects.filter(survey=survey, digest=digest_of(text), sample_row__isnull=False).first()
    if found is None:
        raise NamroError(_("Không có phiếu mang mã này trong khảo sát. Đọc lại mã in góc trên phiếu."), code="code")
    if found.used_at is not None:
        raise NamroError(_("Phiếu mang mã này đã được nhận. Cất phiếu, chuyển phiếu tiếp theo."), code="used")
    return found


def type_form(user: User, survey: Survey, text: str, answers: Kept, *, at: datetime) -> Typing | None:
    """Keep what somebody typed of a form; the second typing that says the same ends it (None). Raises NamroError."""
    check_type(user, survey)
    check_in_field(survey, at)
    form = form_under(survey, text)
    with transaction.atomic():
        AccessCode.objects.select_for_update().get(pk=form.pk)
        made = _typed(user, survey, form, answers, at=at)
        note = _("Nhập phiếu giấy lần %(nth)d") % {"nth": made.nth}
        record(user, AuditEntry.Act.SURVEY_TYPED, at=at, subject=survey.code, note=note, unit=survey.conductor_id)
    if made.nth == Typing.SECOND and not made.differs:
        _send(survey, form, made, at=at)
        return None
    return made


def _typed(user: User, survey: Survey, form: AccessCode, answers: Kept, *, at: datetime) -> Typing:
    first = form.typings.order_by("nth").first()
    if first is None:
        return Typing.objects.create(code=form, nth=Typing.FIRST, answers=dict(answers), by=user, at=at)
    if form.typings.filter(nth=Typing.SECOND).exists():
        raise NamroError(_("Phiếu này đã nhập hai lần. Giải quyết ở danh sách bất đồng nếu còn."), code="typed")
    if first.by_id == user.pk:
        raise NamroError(_("Bạn đã nhập phiếu này lần một. Người khác nhập lần hai."), code="same_person")
    differs = list(disagreements(compared(questions_of(survey.instrument)), first.answers, answers))
    return Typing.objects.create(code=form, nth=Typing.SECOND, answers=dict(answers), differs=differs, by=user, at=at)


def settle(user: User, survey: Survey, key: int, chosen: Kept, *, at: datetime) -> None:
    """Settle a form typed differently twice: `chosen` has the answer that the paper shows for each such question.

    Raises NamroError.
    """
    check_list(user, survey)
    check_in_field(survey, at)
    with transaction.atomic():
        form = AccessCode.objects.select_for_update().filter(survey=survey, pk=key, used_at=None).first()
        second = form.typings.filter(nth=Typing.SECOND).first() if form else None
        if form is None or second is None or not second.differs:
            raise NamroError(_("Phiếu này không còn bất đồng. Mở lại danh sách."), code="gone")
        if form.typings.filter(nth=Typing.SETTLED).exists():
            raise NamroError(_("Phiếu này đã được giải quyết. Mở lại danh sách."), code="gone")
        answers = {item: text for item, text in second.answers.items() if item not in second.differs}
        answers |= {item: text for item, text in chosen.items() if item in second.differs and text}
        made = Typing.objects.create(code=form, nth=Typing.SETTLED, answers=answers, by=user, at=at)
        note = _("Giải quyết bất đồng %(count)d câu") % {"count": len(second.differs)}
        record(user, AuditEntry.Act.SURVEY_TYPED, at=at, subject=survey.code, note=note, unit=survey.conductor_id)
    _send(survey, form, made, at=at)


def _send(survey: Survey, form: AccessCode, made: Typing, *, at: datetime) -> None:
    _sent(survey, [(form, made.answers)], Channel.PAPER, made.by_id, at=at)


def _sent(
    survey: Survey, forms: Sequence[tuple[AccessCode, Kept]], channel: str, collector: int, *, at: datetime
) -> None:
    made = questions_of(survey.instrument)
    sent = [
        Sent(
            survey=survey.pk, unit=form.unit_id, key=form.digest[:40], channel=channel, answers=dict(answers),
            complete=not filled(made, answers).open, received_at=at, code=form.pk, stratum=form.stratum,
            psu=form.psu, collector=collector,
        )
        for form, answers in forms
    ]  # fmt: skip
    refused = sum(outcome not in (Outcome.KEPT, Outcome.KNOWN) for outcome in receive_all(sent))
    if refused:
        told = _("%(count)d phiếu vừa được nhận từ nơi khác; các phiếu còn lại đã ghi.")
        raise NamroError(told % {"count": refused}, code="used")


def write_answers(user: User, survey: Survey, rows: Sequence[TypedRow], *, name: str, at: datetime) -> int:
    """Keep the checked rows of a workbook in one transaction; return how many. Raises NamroError."""
    check_list(user, survey)
    check_in_field(survey, at)
    forms = AccessCode.objects.in_bulk([row.form for row in rows])
    given = [(forms[row.form], row.answers) for row in rows]
    _sent(survey, given, Channel.IMPORT, user.pk, at=at)
    note = _("%(name)s: %(count)d phiếu") % {"name": name, "count": len(rows)}
    record(user, AuditEntry.Act.SURVEY_TYPED, at=at, subject=survey.code, note=note, unit=survey.conductor_id)
    return len(rows)
