"""An invented survey in the field: drawn from the demo's dossiers, half of it asked, some who could not be reached."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import datetime, timedelta
from decimal import Decimal

from namro.apps.dossiers.models import Dossier
from namro.apps.people.models import Role, Unit, User
from namro.apps.people.queries.people import standing_of
from namro.apps.surveys.actions.drawing import draw
from namro.apps.surveys.actions.fielding import assign, paper_codes, set_quotas, visit
from namro.apps.surveys.actions.framing import frame_from_dossiers
from namro.apps.surveys.actions.rechecking import begin_recheck, note_recheck
from namro.apps.surveys.actions.typing import type_form
from namro.apps.surveys.codes import digest_of
from namro.apps.surveys.instruments import questions_of, shipped_row
from namro.apps.surveys.models import AccessCode, Channel, Draw, SampleRow, Survey, SurveyUnit
from namro.apps.surveys.receiving import Sent, receive_all
from namro.core.base.clock import VIETNAM, Clock
from namro.core.survey.draw_plan import DrawPlan, Sizing
from namro.core.survey.fieldwork import Outcome
from namro.core.survey.model import Instrument
from namro.demo.province import COMMUNES

#: Fieldwork began so many days ago, and goes on for as many more.
_DAYS = 14
_FORMS = 54
_MISSED = (Outcome.ABSENT, Outcome.LATER, Outcome.REFUSED, Outcome.MOVED)


def fill_survey(clock: Clock) -> None:
    """Set a survey up and carry half of it out, where there is none yet and dossiers to draw from."""
    if Survey.objects.filter(kind=Survey.Kind.SAMPLE).exists() or not Dossier.objects.exists():
        return
    at = clock()
    keeper, asking = (_person(name, at) for name in ("hoidong", "dieutra"))
    survey = _survey(keeper, at)
    today = at.astimezone(VIETNAM).date()
    frame = frame_from_dossiers(keeper, survey, today - timedelta(days=150), today - timedelta(days=_DAYS), at=at)
    plan = DrawPlan(
        seed=f"XSMB {today - timedelta(days=_DAYS):%d/%m/%Y}", strata=("commune",), sizing=Sizing.GIVEN, given=_FORMS,
        least=5, reserve=Decimal("0.25"),
    )  # fmt: skip
    made = draw(keeper, survey, frame, plan, at=at - timedelta(days=_DAYS))
    _ask(keeper, asking, made, at)


def _person(name: str, at: datetime) -> User:
    user = User.objects.get(username=name)
    user.standing = standing_of(user, at.astimezone(VIETNAM).date())
    return user


def _survey(keeper: User, at: datetime) -> Survey:
    today = at.astimezone(VIETNAM).date()
    made = Survey.objects.create(
        name=f"Hài lòng về dịch vụ hành chính cấp xã {today.year}", kind=Survey.Kind.SAMPLE,
        instrument=shipped_row("nam-yeu-to", at=at), conductor_id=min(keeper.standing.units(Role.COUNCIL)),
        field_from=today - timedelta(days=_DAYS), field_to=today + timedelta(days=_DAYS),
        state=Survey.State.COLLECTING, made_by=keeper, made_at=at, min_n=5,
    )  # fmt: skip
    units = Unit.objects.filter(code__in=COMMUNES)
    SurveyUnit.objects.bulk_create(SurveyUnit(survey=made, unit=unit) for unit in units)
    return made


def _ask(keeper: User, asking: User, made: Draw, at: datetime) -> None:
    dice = random.Random(2026)  # noqa: S311 - an invented survey, the same every time
    rows = list(made.rows.filter(reserve=False).select_related("cell").order_by("cell__code", "number"))
    assign(keeper, made, [row.pk for row in rows[: _FORMS - 6]], asking, at=at)
    questions = questions_of(made.survey.instrument)
    answered = [row for row in rows[: _FORMS - 6] if dice.random() < 0.6]
    _answer(made, answered, asking, questions, dice, at)
    rest = [row for row in rows[: _FORMS - 6] if row not in answered]
    for row in rest[:8]:
        visit(asking, row.pk, dice.choice(_MISSED), at=at)
    forms = paper_codes(keeper, made, asking, at=at)
    first = _said(questions, dice)
    changed = first | {questions.items[2].code: "1" if first.get(questions.items[2].code) != "1" else "2"}
    type_form(asking, made.survey, forms[0][1], first, at=at)
    type_form(keeper, made.survey, forms[0][1], changed, at=at)
    type_form(asking, made.survey, forms[1][1], _said(questions, dice), at=at)
    set_quotas(keeper, made.survey, {Channel.INTERVIEW: 36, Channel.PAPER: 12, Channel.PHONE: 6}, at=at)
    check = begin_recheck(keeper, made, Decimal("0.1"), f"PT {at:%d/%m/%Y}", at=at)
    again = check.rows.earliest("pk")
    note_recheck(keeper, again.pk, reached=True, confirmed=True, answers=dict.fromkeys(check.items, "4"), at=at)


def _answer(
    made: Draw, rows: Sequence[SampleRow], asking: User, questions: Instrument, dice: random.Random, at: datetime
) -> None:
    """Answers as they would have come in, over the days of fieldwork."""
    sent = []
    for place, row in enumerate(rows):
        when = at - timedelta(days=_DAYS - 1 - place * (_DAYS - 2) // len(rows), minutes=dice.randrange(400))
        channel = dice.choices((Channel.INTERVIEW, Channel.PHONE), (4, 1))[0]
        code = AccessCode.objects.create(
            survey=made.survey, digest=digest_of(f"demo{made.pk}{row.pk}"), unit_id=row.unit_id,
            stratum=row.cell.stratum, psu=row.cell.code, channel=channel, expires_at=at + timedelta(days=_DAYS),
        )  # fmt: skip
        SampleRow.objects.filter(pk=row.pk).update(code=code)
        sent.append(
            Sent(
                survey=made.survey_id, unit=row.unit_id, key=code.digest[:40], channel=channel,
                answers=_said(questions, dice), complete=True, received_at=when, code=code.pk, stratum=code.stratum,
                psu=code.psu, collector=asking.pk, started_at=when - timedelta(minutes=6), submitted_at=when,
            )
        )  # fmt: skip
    receive_all(sent)


def _said(questions: Instrument, dice: random.Random) -> dict[str, str]:
    most = questions.scale.most
    return {item.code: str(dice.choices(range(1, most + 1), range(1, 2 * most, 2))[0]) for item in questions.items}
