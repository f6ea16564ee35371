"""Naming who contributes which section; the next report of the type starts from it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from namro.apps.people.models import Owning, User
from namro.apps.people.owning import value_of
from namro.apps.reports.actions.events import told
from namro.apps.reports.models import Contribution, Keeper, Report
from namro.apps.reports.permissions import check_coordinate


@transaction.atomic
def name_owners(user: User, report: Report, owners: Mapping[str, Owning], *, at: datetime) -> list[str]:
    """Set the owners of sections by their ids and return those that changed."""
    check_coordinate(user, report.unit_id)
    changed = []
    for row in Contribution.objects.select_for_update().filter(report=report, section__in=owners):
        old = value_of(row)
        row.give(owners[row.section])
        if value_of(row) == old:
            continue
        row.version += 1
        row.save(update_fields=["owner_kind", "owner_user", "owner_position", "owner_group", "version"])
        _keep(row, owners[row.section])
        changed.append(row.section)
    if changed:
        told(user, report, "name", at=at, said=", ".join(changed))
    return changed


def _keep(row: Contribution, owning: Owning) -> None:
    report = row.report
    keeper = Keeper.objects.filter(unit=report.unit_id, type_id=report.type_id, section=row.section).first()
    keeper = keeper or Keeper(unit_id=report.unit_id, type_id=report.type_id, section=row.section)
    keeper.give(owning)
    keeper.save()
