"""Surveys are set up, opened and closed. Each act is one transaction and one line of the audit record."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from namro.apps.people.actions import record
from namro.apps.people.models import AuditEntry, User
from namro.apps.people.queries.organisation import unit_handovers
from namro.apps.surveys.models import Survey, SurveyUnit
from namro.apps.surveys.permissions import check_conduct, check_conduct_for
from namro.core.base.errors import NamroError
from namro.core.base.spans import with_origins

#: What may follow what, by the word in the form.
_STEPS = {"mo": (Survey.State.DRAFT, Survey.State.COLLECTING), "dong": (Survey.State.COLLECTING, Survey.State.CLOSED)}


@transaction.atomic
def new_survey(
    user: User, conductor: int, *, kind: str, units: Collection[int], values: Mapping[str, Any], at: datetime
) -> Survey:
    """Set a survey up. Raises NamroError for units that cannot be and for a time that is over."""
    check_conduct_for(user, conductor)
    measured = {conductor} if kind == Survey.Kind.DESK else set(units)
    if not measured:
        raise NamroError(_("Chưa chọn đơn vị được đánh giá. Chọn ít nhất một đơn vị."), code="units")
    own = with_origins({conductor}, unit_handovers(), user.standing.day)
    if kind == Survey.Kind.SAMPLE and measured & own:
        raise NamroError(
            _("Đơn vị không tự khảo sát chọn mẫu chính mình: mẫu do nơi được đánh giá chọn thì không ai tin. "
              "Để đơn vị khác tổ chức, hoặc lập đánh giá tại quầy."),
            code="units",
        )  # fmt: skip
    if values["field_to"] < values["field_from"]:
        raise NamroError(_("Ngày kết thúc trước ngày bắt đầu. Sửa một trong hai ngày."), code="field_to")
    if values["field_to"] < user.standing.day:
        raise NamroError(_("Ngày kết thúc đã qua. Chọn ngày sắp tới."), code="field_to")
    row = Survey.objects.create(conductor_id=conductor, kind=kind, made_by=user, made_at=at, **values)
    SurveyUnit.objects.bulk_create([SurveyUnit(survey=row, unit_id=unit) for unit in sorted(measured)])
    record(user, AuditEntry.Act.SURVEY_SET, at=at, subject=row.code, note=row.name, unit=conductor)
    return row


@transaction.atomic
def move_survey(user: User, survey: Survey, step: str, *, at: datetime) -> Survey:
    """Open a survey (`mo`) or end its collecting (`dong`). Raises NamroError where it is not at that point."""
    check_conduct(user, survey)
    row = Survey.objects.select_for_update().get(pk=survey.pk)
    before, after = _STEPS[step]
    if row.state != before:
        state = Survey.State(row.state).label
        raise NamroError(_("Khảo sát đang ở trạng thái “%(state)s”. Tải lại trang.") % {"state": state}, code="state")
    row.state, row.version = after, row.version + 1
    row.save(update_fields=["state", "version"])
    note = f"{row.name}: {Survey.State(after).label}"
    record(user, AuditEntry.Act.SURVEY_SET, at=at, subject=row.code, note=note, unit=row.conductor_id)
    return row
