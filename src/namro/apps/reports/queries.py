"""Reads of reports. The number of queries does not grow with the number of rows."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date

from django.db.models import Min, Q, QuerySet

from namro.apps.people.models import Holding, Role, Unit, User, on_day
from namro.apps.people.owners import owners_of
from namro.apps.reports.models import Contribution, Report
from namro.apps.reports.permissions import readable_by
from namro.core.base.clock import VIETNAM
from namro.core.improvement.owners import Owner, Share, delivered
from namro.core.reporting.states import Given, State


def reports_for(user: User) -> QuerySet[Report]:
    """The reports that the person may read, with their units."""
    return Report.objects.filter(readable_by(user)).select_related("unit", "before")


def contributions_of(reports: Collection[int]) -> list[Contribution]:
    """The sections of reports in order, with owners and pieces; two queries."""
    rows = Contribution.objects.filter(report__in=list(reports) or [0]).order_by("report", "place")
    people = rows.select_related("report__unit", "owner_user", "owner_position", "owner_group", "by")
    return list(people.prefetch_related("pieces__user"))


def owners_by_row(rows: Iterable[Contribution], today: date) -> dict[int, Owner]:
    """The owner of each section that has one; two queries, a third where a position has ended."""
    return owners_of(rows, today=today)


def share_of_section(row: Contribution, owner: Owner | None, today: date) -> Share:
    """Return what is there of what a section owes: of a group each member's piece ("19/22" and three names).

    Members are those who are here on the day of contributions.
    """
    if owner is None:
        return Share(int(row.state == Given.GIVEN), 1)
    on = row.report.internal or today
    if row.owner_kind == "each":
        return delivered(owner, [str(one.user_id) for one in row.pieces.all() if one.given_on], on)
    missing = () if row.state == Given.GIVEN else owner.holders(today)
    return Share(int(row.state == Given.GIVEN), 1, missing)


def coordinators_of(unit: Unit, today: date) -> str:
    """The names of a unit's coordinators; one query."""
    held = Holding.objects.filter(
        Q(position__unit=unit) | Q(position__unit__home=unit), on_day(today), position__role=Role.COORDINATOR
    )
    return ", ".join(held.order_by("since", "id").values_list("user__full_name", flat=True))


def missing_of(reports: Iterable[Report], today: date) -> dict[int, str]:
    """Who still owes sections of reports that are being written, by report: names, or the section's place."""
    writing = [one.pk for one in reports if one.state == State.WRITING]
    rows = contributions_of(writing)
    owners = owners_by_row(rows, today)
    found: dict[int, dict[str, None]] = {}
    for row in rows:
        share = share_of_section(row, owners.get(row.pk), today)
        names = [person.name for person in share.missing]
        if share.done < share.owed and not names:
            names = [owners[row.pk].name] if row.pk in owners else []
        found.setdefault(row.report_id, {}).update(dict.fromkeys(names))
    return {key: ", ".join(names) for key, names in found.items() if names}


def kept_since(unit: Unit, today: date) -> date:
    """Return the day on which a unit began to keep its reports here; today where it has none. One query."""
    first = Report.objects.filter(unit=unit).aggregate(first=Min("created_at"))["first"]
    return first.astimezone(VIETNAM).date() if first else today
