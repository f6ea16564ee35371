"""What is proposed for a criterion before anybody in the sitting speaks: what appraisers said, what the unit claims."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from namro.apps.appraisals.models import Motion, Opinion, Proposal
from namro.apps.assessments.bridge import nano
from namro.apps.people.queries.organisation import names_of
from namro.core.assessment.council import BY_CLAIM, BY_EXPLANATION
from namro.core.assessment.opinions import Layer, Value, lowers


def opinions_on(motions: Sequence[Motion]) -> dict[int, list[Opinion]]:
    """Return the opinions that stood when motions were put, by id of the motion, oldest first; one query.

    The chair's own word on a motion is its outcome, no opinion that was laid before it.
    """
    found: dict[int, list[Opinion]] = {motion.pk: [] for motion in motions}
    of_line: dict[tuple[int, str], list[Motion]] = {}
    for motion in motions:
        of_line.setdefault((motion.line_id, motion.layer), []).append(motion)
    rows = Opinion.objects.filter(line__in={motion.line_id for motion in motions}).select_related("by")
    for row in rows.order_by("pk"):
        for motion in of_line.get((row.line_id, row.layer), ()):
            if row.at <= motion.at:
                kept = [one for one in found[motion.pk] if one.by_id != row.by_id]
                found[motion.pk] = [*kept, row]
    return found


def departments_on(opinions: Iterable[Opinion]) -> dict[int, str]:
    """Return the names of the departments for which opinions were said, by id; one query."""
    wanted = {row.department_id for row in opinions if row.department_id is not None}
    return {key: name for key, (_code, name) in names_of(wanted).items()}


def who_said(opinion: Opinion, departments: dict[int, str]) -> str:
    """Return who said it, for paper and page: "Nguyễn Văn A (Sở Tư pháp)"."""
    department = departments.get(opinion.department_id or 0, "")
    return f"{opinion.by.full_name} ({department})" if department else opinion.by.full_name


def proposals_of(motions: Sequence[Motion]) -> list[Proposal]:
    """Return the first proposals of motions, not saved: each value once, with all who stand for it; two queries."""
    opinions = opinions_on(motions)
    departments = departments_on(row for rows in opinions.values() for row in rows)
    return [one for motion in motions for one in _proposals(motion, opinions[motion.pk], departments)]


def _proposals(motion: Motion, opinions: Sequence[Opinion], departments: dict[int, str]) -> list[Proposal]:
    found: dict[Value, Proposal] = {}
    for row in opinions:
        if row.value is None:
            continue
        one = found.setdefault(row.value, Proposal(motion=motion, points_nano=row.points_nano))
        one.cause, one.reason, one.request = row.cause, row.reason, row.request
        who = who_said(row, departments)
        one.proposer = f"{one.proposer}; {who}"[:400] if one.proposer else who
    for layer, who in ((Layer.SELF, BY_CLAIM), (Layer.EXPLAINED, BY_EXPLANATION)):
        value = motion.line.value(layer)
        if value is None or (layer is Layer.EXPLAINED and motion.layer != Layer.FINAL):
            continue
        one = found.setdefault(value, _of_unit(motion, value, layer))
        one.proposer = f"{one.proposer}; {who}"[:400] if one.proposer else who
    return list(found.values())


def _of_unit(motion: Motion, value: Value, layer: Layer) -> Proposal:
    """What the unit wants; in the second appraisal with the words of its explanation, lowered for the same cause."""
    points = None if value.points is None else nano(value.points)
    if layer is not Layer.EXPLAINED:
        return Proposal(motion=motion, points_nano=points)
    line = motion.line
    cause = line.appraised_cause if lowers(value, line.value(Layer.SELF)) else ""
    return Proposal(motion=motion, points_nano=points, cause=cause, reason=line.explained_reason)
