"""What a change of edition left to decide, with how much waits under each line; four queries."""

from __future__ import annotations

from django.db.models import Count

from namro.apps.assessments.models import Assessment, Assignment, Attached, Carried, Line


def carried_of(sheet: Assessment) -> tuple[list[Carried], dict[int, tuple[int, int, int]]]:
    """Return the lines, and how many typed lines, owners and pieces of proof wait under each, by its id."""
    rows = list(sheet.carried.select_related("decided_by", "edition").defer("edition__text"))
    counts = (
        dict(found.values("carried").annotate(count=Count("pk")).values_list("carried", "count"))
        for found in (
            Line.objects.filter(assessment=sheet, carried__isnull=False),
            Assignment.objects.filter(assessment=sheet, carried__isnull=False).exclude(owner_kind=""),
            Attached.objects.filter(assessment=sheet, carried__isnull=False, removed_at=None),
        )
    )
    lines, owners, proof = counts
    return rows, {row.pk: (lines.get(row.pk, 0), owners.get(row.pk, 0), proof.get(row.pk, 0)) for row in rows}
