"""Reads of the council: its sittings, what waits for it, what stands beside a criterion."""

from __future__ import annotations

from datetime import date

from django.db.models import Count, Prefetch, Q, QuerySet

from namro.apps.appraisals.models import Member, Motion, Sitting
from namro.apps.appraisals.permissions import JUDGED_IN
from namro.apps.assessments.models import Line, Round
from namro.apps.assessments.queries.attached import files_beside
from namro.apps.people.models import Holding, Role, User
from namro.apps.people.models.organisation import on_day
from namro.apps.people.queries.organisation import names_of
from namro.core.base.folding import fold

_NAME = 80


def sittings_of(made: Round) -> QuerySet[Sitting]:
    """Return the sittings of a round with their members at hand and `decided`, `open`; newest first."""
    return (
        Sitting.objects.filter(round=made)
        .prefetch_related(Prefetch("members", Member.objects.order_by("place")))
        .annotate(
            decided=Count("motions", filter=Q(motions__state=Motion.State.DECIDED)),
            waiting=Count("motions", filter=Q(motions__state=Motion.State.OPEN)),
        )
        .order_by("-number")
    )


def in_dispute(made: Round) -> QuerySet[Line]:
    """Return the lines of a round on which people differ and which no sitting has before it."""
    rows = Line.objects.filter(assessment__round=made, disputed=True, carried=None)
    rows = rows.filter(assessment__state__in=[state.value for state in JUDGED_IN])
    put = Motion.objects.filter(state=Motion.State.OPEN).values("line")
    return rows.exclude(pk__in=put).select_related("assessment__unit").order_by("assessment__unit__code", "node_id")


def motions_in(sitting: Sitting) -> QuerySet[Motion]:
    """Return the motions of a sitting in their order, with their lines and units at hand."""
    return sitting.motions.select_related("line__assessment__unit", "chosen").order_by("number")


def proof_beside(line: Line) -> list[tuple[str, str]]:
    """Return the proof of one line: code and words of each piece; one query."""
    rows = files_beside([line.assessment_id]).filter(evidence__attachments__node_id=line.node_id)
    found = rows.order_by("evidence__attachments__id").values_list(
        "evidence__code", "evidence__number", "evidence__abstract", "name"
    )
    return list(dict.fromkeys((code, (number or abstract or name)[:_NAME]) for code, number, abstract, name in found))


def council_seats(day: date) -> list[tuple[User, str, str]]:
    """Return who holds a position of the council on a day, by rank: account, position and its unit; two queries."""
    held = Holding.objects.filter(on_day(day), position__role=Role.COUNCIL).select_related("user", "position")
    rows = list(held.order_by("position__rank", "user__full_name"))
    names = names_of({row.position.unit_id for row in rows})
    return [(row.user, row.position.name, names[row.position.unit_id][1]) for row in rows]


def units_judged(made: Round) -> list[tuple[str, str]]:
    """Return the units whose sheets are being appraised: code and name, by name; two queries."""
    states = [state.value for state in JUDGED_IN]
    units = made.sheets.filter(state__in=states).values_list("unit_id", flat=True)
    return sorted(names_of(units).values(), key=lambda row: fold(row[1]))
