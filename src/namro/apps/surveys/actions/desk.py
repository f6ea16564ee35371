"""Codes and devices of the counter. Each act is one transaction and one line of the audit record."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from namro.apps.people.actions import record
from namro.apps.people.models import AuditEntry, Unit, User
from namro.apps.surveys.codes import digest_of, new_codes
from namro.apps.surveys.models import AccessCode, Channel, Counter, Survey
from namro.apps.surveys.permissions import check_conduct
from namro.core.base.errors import NamroError

#: So many slips are printed at once.
MOST_SLIPS = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """Of whom and of which body people are asked; nobody in particular where empty."""

    user: User | None = None
    unit: Unit | None = None


@transaction.atomic
def give_slips(
    user: User, survey: Survey, count: int, *, about: About, expires_at: datetime, at: datetime
) -> Sequence[str]:
    """Make codes for so many slips and return them: they stand on the paper and nowhere else."""
    _check_desk(user, survey)
    if not 1 <= count <= MOST_SLIPS:
        raise NamroError(_("Mỗi lần in từ 1 đến %(n)d phiếu.") % {"n": MOST_SLIPS}, code="count")
    if expires_at <= at:
        raise NamroError(_("Hạn dùng mã đã qua. Chọn ngày sắp tới."), code="expires")
    codes = list(new_codes(count))
    rows = [
        AccessCode(survey=survey, digest=digest_of(code), unit_id=survey.conductor_id, channel=Channel.SLIP,
                   about_user=about.user, about_unit=about.unit, batch=f"{at:%Y%m%d%H%M%S}", expires_at=expires_at)
        for code in codes
    ]  # fmt: skip
    AccessCode.objects.bulk_create(rows, batch_size=200)
    _told(user, survey, AuditEntry.Act.SURVEY_CODES, _("%(n)d phiếu") % {"n": count}, at=at)
    return codes


@transaction.atomic
def add_counter(user: User, survey: Survey, name: str, *, about: About, at: datetime) -> Counter:
    """Set a device up. Raises NamroError where one has the name."""
    _check_desk(user, survey)
    if survey.counters.filter(name=name).exists():
        raise NamroError(_("Đã có thiết bị tên “%(name)s”. Đặt tên khác.") % {"name": name}, code="name")
    row = Counter.objects.create(survey=survey, unit_id=survey.conductor_id, name=name, about_user=about.user,
                                 about_unit=about.unit, made_at=at)  # fmt: skip
    _told(user, survey, AuditEntry.Act.SURVEY_COUNTER, name, at=at)
    return row


@transaction.atomic
def switch_counter(user: User, counter: Counter, *, wanted: bool, at: datetime) -> None:
    """Switch a device on or off."""
    _check_desk(user, counter.survey)
    Counter.objects.filter(pk=counter.pk).update(open=wanted)
    note = f"{counter.name}: {_('bật') if wanted else _('tắt')}"
    _told(user, counter.survey, AuditEntry.Act.SURVEY_COUNTER, note, at=at)


def _check_desk(user: User, survey: Survey) -> None:
    check_conduct(user, survey)
    if survey.kind != Survey.Kind.DESK or survey.state != Survey.State.COLLECTING:
        raise NamroError(_("Chỉ in mã, đặt thiết bị khi đánh giá tại quầy đang thu phiếu."), code="state")


def _told(user: User, survey: Survey, act: AuditEntry.Act, note: str, *, at: datetime) -> None:
    record(user, act, at=at, subject=survey.code, note=f"{survey.name}: {note}", unit=survey.conductor_id)
