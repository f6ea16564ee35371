"""Beginning the report of a period: its days are fixed, words of the time before are carried over."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from namro.apps.people.models import AuditEntry, Unit, User
from namro.apps.reports.actions.events import told
from namro.apps.reports.levels import owed_once
from namro.apps.reports.models import Contribution, Keeper, Report
from namro.apps.reports.permissions import check_coordinate
from namro.core.base.clock import VIETNAM
from namro.core.base.errors import NamroError
from namro.core.reporting.obligations import Obligation
from namro.core.reporting.outline import Section
from namro.core.reporting.periods import period_of
from namro.core.reporting.reading import shipped_types


@transaction.atomic
def start(user: User, unit: Unit, type_id: str, period: str, *, at: datetime) -> tuple[Report, bool]:
    """Return the unit's report of a period, begun now unless it is there; True when it was begun.

    Raises `NamroError` for a report that the unit does not owe, and before its period has begun.
    """
    check_coordinate(user, unit.pk)
    made = shipped_types().get(type_id)
    if made is None:
        raise NamroError(_("Không có loại báo cáo này. Chọn trong lịch báo cáo."), code="type")
    owed = owed_once(unit, made, period_of(period))
    Unit.objects.select_for_update().get(pk=unit.pk)  # who presses a moment later finds the report of the first
    found = Report.objects.filter(unit=unit, type_id=made.id, period=owed.period.key).first()
    if found is not None:
        return found, False
    if owed.days.window[0] > at.astimezone(VIETNAM).date():
        raise NamroError(
            _("Kỳ %(period)s lấy số liệu từ ngày %(day)s. Bắt đầu báo cáo từ ngày ấy.")
            % {"period": owed.period.words, "day": f"{owed.days.window[0]:%d/%m/%Y}"},
            code="early",
        )
    before = _before(unit, owed)
    report = Report.objects.create(
        unit=unit,
        type_id=made.id,
        edition=owed.edition.since,
        level=owed.level,
        period=owed.period.key,
        window_from=owed.days.window[0],
        window_last=owed.days.window[1],
        named=owed.days.named,
        due=owed.days.due,
        internal=owed.days.internal,
        to=owed.to,
        head={name: value for name, value in before.head.items() if name not in ("number", "dated")} if before else {},
        before=before,
        created_by=user,
        created_at=at,
    )
    _begin_sections(report, owed, before)
    told(user, report, "start", at=at, line=AuditEntry.Act.REPORT_BEGUN)
    return report, True


def _before(unit: Unit, owed: Obligation) -> Report | None:
    """The newest report of the type about an earlier window: its words are carried over.

    A quarter's words go on in the half year's, so that kinds of periods do not matter.
    """
    rows = Report.objects.filter(unit=unit, type_id=owed.type.id, window_last__lt=owed.days.window[1])
    return rows.order_by("-window_last", "-id").first()


def _begin_sections(report: Report, owed: Obligation, before: Report | None) -> None:
    keepers = {row.section: row for row in Keeper.objects.filter(unit=report.unit_id, type_id=report.type_id)}
    old = {row.section: row for row in before.contributions.all()} if before else {}
    rows = [
        _row(report, section, place, keepers.get(section.id), old.get(section.id))
        for place, section in enumerate(owed.edition.outline.written)
    ]
    Contribution.objects.bulk_create(rows)


def _row(report: Report, section: Section, place: int, keeper: Keeper | None, old: Contribution | None) -> Contribution:
    words = old.text if old else ""
    row = Contribution(report=report, section=section.id, place=place, text=words, carried=words)
    if keeper is not None:
        row.owner_kind, row.owner_user_id = keeper.owner_kind, keeper.owner_user_id
        row.owner_position_id, row.owner_group_id = keeper.owner_position_id, keeper.owner_group_id
    return row
