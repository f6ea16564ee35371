"""Reads of sheets: which ones a person finds, and who answers for which row."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.db.models import OuterRef, QuerySet, Subquery

from namro.apps.assessments.models import Assessment, Assignment, Extension, StateEvent, Window
from namro.apps.assessments.permissions import readable_by
from namro.apps.people.models import User
from namro.apps.people.owners import owners_of
from namro.apps.people.permissions import Handovers
from namro.core.assessment.stages import Stage
from namro.core.improvement.owners import Owner

_AT_HAND = ("unit", "edition", "round", "pool")


def sheets_for(user: User, handovers: Handovers | None = None) -> QuerySet[Assessment]:
    """Return the sheets that the person may read, with what pages need at hand; the edition without its text."""
    rows = Assessment.objects.filter(readable_by(user, handovers=handovers))
    return rows.select_related(*_AT_HAND).defer("edition__text")


def with_due(rows: QuerySet[Assessment]) -> QuerySet[Assessment]:
    """Add until when self-scoring lasts: `given_until` by an extension, `closes_at` by the round (`due_of` asks so)."""
    given = Extension.objects.filter(assessment=OuterRef("pk"), stage=Stage.SCORING).order_by("-pk")
    window = Window.objects.filter(round=OuterRef("round"), stage=Stage.SCORING)
    return rows.annotate(
        given_until=Subquery(given.values("until")[:1]), closes_at=Subquery(window.values("closes_at")[:1])
    )


def with_last_act(rows: QuerySet[Assessment]) -> QuerySet[Assessment]:
    """Add the act that led to the state of now, its reason and who did it: "" or None without one."""
    last = StateEvent.objects.filter(assessment=OuterRef("pk")).order_by("-pk")
    return rows.annotate(
        last_act=Subquery(last.values("act")[:1]),
        last_reason=Subquery(last.values("reason")[:1]),
        last_person=Subquery(last.values("by__full_name")[:1]),
    )


def row_locked(sheet: Assessment) -> Assessment:
    """Return the sheet as it stands, held until the transaction ends: changes of one sheet wait for each other."""
    rows = Assessment.objects.select_for_update(of=("self",)).select_related(*_AT_HAND).defer("edition__text")
    return rows.get(pk=sheet.pk)


def assignments_of(sheet: Assessment) -> dict[str, Assignment]:
    """Return the assignments of a sheet by id of the node, with their owners at hand; one query."""
    rows = sheet.assignments.filter(carried=None)
    return {row.node_id: row for row in rows.select_related("owner_user", "owner_position", "owner_group")}


def owners_by_node(rows: Mapping[str, Assignment], day: date) -> dict[str, Owner]:
    """Return who answers for each of the rows on a day, by id of the node; rows of nobody are left out."""
    found = owners_of(rows.values(), today=day)
    return {node: found[row.pk] for node, row in rows.items() if row.pk in found}


def owner_of(sheet: Assessment, node_id: str, day: date) -> Owner | None:
    """Return who answers for a row on a day; three queries."""
    rows = sheet.assignments.filter(carried=None, node_id=node_id)
    found = list(rows.select_related("owner_user", "owner_position", "owner_group"))
    return next(iter(owners_of(found, today=day).values()), None)
