"""A short way to have a commune's sheet in appraisal, and to say things about it."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

from namro.apps.appraisals.actions.explaining import Explanation, explain
from namro.apps.appraisals.actions.judging import Judgement, judge
from namro.apps.assessments.actions.moving import move
from namro.apps.assessments.models import Assessment, DomainAppraiser, Line, Window
from namro.apps.indicators.actions import NewFact, Origin, write_facts
from namro.apps.indicators.models import Producer
from namro.apps.people.models import Holding, Role, User
from namro.core.assessment.opinions import Value, Verdict
from namro.core.assessment.stages import Stage
from tests.apps.assessments.sheets import DUE, NOW, finished, in_round, ready, sheet_of

#: The second appraisal ends then.
END = DUE + timedelta(days=60)


def in_appraisal(cast: dict[str, User]) -> Assessment:
    """A sheet that was handed in with 2 + 3.5 + 1 points and is being appraised; domain 1 is the department's."""
    sheet = sheet_of(cast)
    made = in_round(cast, sheet)
    DomainAppraiser.objects.create(round=made, node_id="1", department_id=department_of(cast[Role.APPRAISER]))
    for place, stage in enumerate((Stage.APPRAISAL, Stage.EXPLANATION, Stage.REAPPRAISAL)):
        begins = DUE + timedelta(days=1 + 20 * place)
        Window.objects.create(round=made, stage=stage, opens_at=begins, closes_at=begins + timedelta(days=18))
    sheet = finished(cast, sheet)
    return move(ready(cast[Role.COUNCIL]), sheet, "appraise", at=NOW)


def department_of(user: User) -> int:
    """The unit in which an appraiser works."""
    unit = Holding.objects.select_related("position__unit").get(user=user, position__role=Role.APPRAISER).position.unit
    return unit.home_id or unit.pk


def surveyed(cast: dict[str, User], sheet: Assessment, value: str = "80") -> None:
    """Give the survey its result."""
    fact = NewFact(sheet.unit_id, sheet.year, "sipas", value)
    write_facts(ready(cast[Role.ADMIN]), [fact], origin=Origin(Producer.SURVEY, "thu"), as_of=NOW.date(), at=NOW)


def line_of(sheet: Assessment, node: str) -> Line:
    """The line as it stands."""
    return Line.objects.get(assessment=sheet, node_id=node, carried=None)


def judged(
    user: User,
    sheet: Assessment,
    node: str,
    points: str | None,
    *,
    cause: str = "",
    reason: str = "",
    request: str = "",
) -> Line:
    """One person decides on one criterion."""
    line = line_of(sheet, node)
    verdict = Verdict(Value(None if points is None else Decimal(points)), cause, reason, request)
    return judge(ready(user), [Judgement(line.pk, verdict, line.version)], at=NOW)[0]


def explained(user: User, sheet: Assessment, node: str, reason: str, points: str | None = None) -> Line:
    """The unit explains one criterion."""
    said = Explanation(node, reason, line_of(sheet, node).version, None if points is None else Decimal(points))
    return explain(ready(user), sheet, said, at=NOW)
