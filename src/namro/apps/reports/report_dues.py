"""What people owe to reports, for reminders: contributions that are missing, reports that are not sent."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from namro.apps.chasing.dues import Asked, Due
from namro.apps.people.models import Holding, Role, on_day
from namro.apps.reports.gathering import edition_of
from namro.apps.reports.models import Contribution, Report
from namro.apps.reports.news import called
from namro.apps.reports.queries import owners_by_row, share_of_section
from namro.core.reporting.states import OUT, Given, State

#: What is that long overdue is nobody's daily reminder any more.
_OVER = timedelta(days=400)


def dues_of_reports(asked: Asked) -> Iterator[Due]:
    """Yield contributions that are missing and reports that were begun and not sent."""
    rows = Report.objects.exclude(state__in=list(OUT)).filter(due__gte=asked.today - _OVER)
    if asked.units is not None:
        rows = rows.filter(unit__in=list(asked.units))
    reports = {one.pk: one for one in rows}
    yield from _contributions(reports, asked)
    yield from _sendings(reports, asked)


def _contributions(reports: dict[int, Report], asked: Asked) -> Iterator[Due]:
    writing = [key for key, one in reports.items() if one.state == State.WRITING and one.internal]
    found = Contribution.objects.filter(report__in=writing).exclude(state=Given.GIVEN).exclude(owner_kind="")
    rows = list(
        found.select_related("report", "owner_user", "owner_position", "owner_group").prefetch_related("pieces__user")
    )
    owners = owners_by_row(rows, asked.today)
    for row in rows:
        report, owner = row.report, owners.get(row.pk)
        share = share_of_section(row, owner, asked.today)
        if owner is None or not share.missing or report.internal is None:
            continue
        section = edition_of(report).outline.section(row.section)
        yield Due(
            key=f"gop:{report.code}:{row.section}",
            text=_("Góp “%(section)s” cho %(report)s")
            % {"section": section.title if section else row.section, "report": called(report)},
            due=report.internal,
            unit=report.unit_id,
            people=tuple(int(person.key) for person in share.missing),
            who=", ".join(person.name for person in share.missing),
            url=reverse("reports:section", args=[report.code, row.section]),
            kind=_("Phần góp báo cáo"),
            version=row.version,
        )


def _sendings(reports: dict[int, Report], asked: Asked) -> Iterator[Due]:
    units = {one.unit_id for one in reports.values()}
    seats = Q(position__unit__in=units or {0}) | Q(position__unit__home__in=units or {0})
    held = Holding.objects.filter(seats, on_day(asked.today), position__role__in=(Role.COORDINATOR, Role.LEADER))
    people: dict[tuple[int, str], list[tuple[int, str]]] = {}
    for row in held.select_related("position__unit", "user").order_by("id"):
        unit = row.position.unit.home_id or row.position.unit_id
        people.setdefault((unit, row.position.role), []).append((row.user_id, row.user.full_name))
    for report in reports.values():
        if report.due is None:
            continue
        turn = Role.LEADER if report.state == State.SUBMITTED else Role.COORDINATOR
        who = people.get((report.unit_id, turn), [])
        yield Due(
            key=f"bc:{report.code}",
            text=(_("Duyệt %(report)s") if turn == Role.LEADER else _("Gửi %(report)s")) % {"report": called(report)},
            due=report.due,
            unit=report.unit_id,
            people=tuple(key for key, _name in who),
            who=", ".join(name for _key, name in who),
            url=reverse("reports:report", args=[report.code]),
            kind=_("Báo cáo"),
            version=report.version,
        )
