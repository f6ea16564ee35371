"""A sample drawn from an invented list of households, given to an enumerator."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from namro.apps.people.models import Role, User
from namro.apps.surveys.actions.drawing import draw
from namro.apps.surveys.actions.fielding import assign, paper_codes
from namro.apps.surveys.actions.framing import frame_from_list
from namro.apps.surveys.actions.rechecking import begin_recheck
from namro.apps.surveys.actions.typing import type_form
from namro.apps.surveys.framed import ListRow
from namro.apps.surveys.instruments import questions_of
from namro.apps.surveys.models import Draw, Frame, FrameUpload, Survey
from namro.core.base.clock import system_clock
from namro.core.survey.draw_plan import DrawPlan, Sizing
from namro.demo.province import HOME
from tests.apps.surveys.asking import NOON, Cast, stand, survey_of

#: Four villages of the commune, 20 households each.
HOUSES = [
    ListRow(f"H{v}{n:02}", HOME, "Tỉnh", "Xã Suối Mây", f"Thôn {v}", "", f"Số {n}, ngõ {v}")
    for v in range(1, 5)
    for n in range(20)
]
PLAN = DrawPlan(
    seed="XS 20/11/2026", strata=("village",), sizing=Sizing.GIVEN, given=12, least=3, reserve=Decimal("0.34")
)


def keeper(cast: Cast) -> User:
    """Who carries the survey out."""
    return stand(cast[Role.COUNCIL])


def enumerator(cast: Cast) -> User:
    """Who asks."""
    return stand(cast[Role.ENUMERATOR])


def framed(cast: Cast, *, at: datetime = NOON) -> Frame:
    """A survey with a frame of the list."""
    return frame_from_list(keeper(cast), survey_of(cast, at=at), "Danh sách hộ", HOUSES, at=at)


def drawn(cast: Cast, *, at: datetime = NOON) -> Draw:
    """Three households of each village with two in reserve."""
    frame = framed(cast, at=at)
    return draw(keeper(cast), frame.survey, frame, PLAN, at=at)


def given_out(cast: Cast, *, at: datetime = NOON) -> Draw:
    """The same, all of it given to the enumerator."""
    made = drawn(cast, at=at)
    keys = made.rows.filter(reserve=False).values_list("pk", flat=True)
    assign(keeper(cast), made, keys, enumerator(cast), at=at)
    return made


def answers(survey: Survey, value: str = "4", **changes: str) -> dict[str, str]:
    """Every question on the scale answered alike."""
    return {item.code: value for item in questions_of(survey.instrument).items} | changes


def typed_twice(cast: Cast, made: Draw, code: str, value: str = "4", *, at: datetime = NOON) -> None:
    """A form typed alike by two people."""
    for person in (enumerator(cast), keeper(cast)):
        type_form(person, made.survey, code, answers(made.survey, value), at=at)


def sample_places(cast: Cast) -> dict[str, object]:
    """What stands in the addresses of samples: one of each kind of row."""
    at = system_clock()
    made = given_out(cast, at=at)
    survey, keeping = made.survey, keeper(cast)
    forms = paper_codes(keeping, made, enumerator(cast), at=at)
    typed_twice(cast, made, forms[0][1], at=at)
    differing = answers(survey, "3", **{next(iter(answers(survey))): "1"})
    type_form(enumerator(cast), survey, forms[1][1], answers(survey, "3"), at=at)
    second = type_form(keeping, survey, forms[1][1], differing, at=at)
    check = begin_recheck(keeping, made, Decimal(1), "PT", at=at)
    content = {"headings": {"0": "Mã hộ", "1": "Thôn"}, "rows": [(2, {"0": "H1", "1": "Thôn 1"})], "left_out": []}
    upload = FrameUpload.objects.create(survey=survey, name="ho.xlsx", by=keeping, at=at, content=content)
    return {
        "sample": survey.code, "frame_file": upload.pk, "form_code": forms[2][1], "dispute": second and second.code_id,
        "recheck_row": check.rows.earliest("pk").pk, "sample_row": forms[2][0].pk,
    }  # fmt: skip
