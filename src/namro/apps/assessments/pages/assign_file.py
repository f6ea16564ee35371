"""The year's assignment as it is printed."""

from __future__ import annotations

from namro.apps.assessments.models import Assessment
from namro.apps.assessments.pages.assign_page import Wanted, assign_page
from namro.apps.assessments.queries.assigned import assigned
from namro.apps.people.models import User
from namro.apps.people.queries.organisation import names_of, span_at
from namro.documents.writing.assignment import GivenDomain, GivenRow, GivenTable


def table_of(user: User, sheet: Assessment) -> GivenTable:
    """Return all rows of a sheet as they are printed."""
    span = span_at(sheet.unit, user.standing.day)
    parent = names_of([span.parent_id])[span.parent_id][1] if span.parent_id else ""
    page = assign_page(assigned(user, sheet), Wanted())
    return GivenTable(
        year=sheet.year,
        unit=f"UBND {span.name[0].lower()}{span.name[1:]}",
        parent=f"UBND {parent[0].lower()}{parent[1:]}" if parent else "",
        edition=page.edition,
        domains=tuple(
            GivenDomain(
                domain.id,
                domain.title,
                tuple(
                    GivenRow(
                        id=row.id, name=row.name, most=row.most, last=row.last, proof=row.expected, owner=row.owner,
                        due=row.due, keeps=row.keeps, note=row.note,
                    )
                    for row in domain.rows
                ),
            )
            for domain in page.domains
        ),
    )  # fmt: skip
