"""Two chairs at the same moment, on real connections: one of them is told, nothing is half done."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import pytest
from django.db import connection

from namro.apps.appraisals.actions.judging import Judgement, judge
from namro.apps.appraisals.actions.sittings import close_sitting
from namro.apps.appraisals.actions.voting import put_motions, settle_motion
from namro.apps.appraisals.models import Motion, Opinion
from namro.apps.assessments.actions.moving import move
from namro.apps.assessments.models import Assessment, LineEvent
from namro.apps.people.models import AuditEntry, Role, User
from namro.core.assessment.opinions import Layer, Value, Verdict
from namro.demo.filling import fill_people
from tests.apps.appraisals.judging import in_appraisal, judged, line_of
from tests.apps.appraisals.sitting import disputed, later, opened, put, voted
from tests.apps.assessments.sheets import NOW, edition_in_force, ready
from tests.apps.plans.test_two_at_once import at_once

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def in_force(transactional_db: None) -> Iterator[None]:
    yield from edition_in_force()


@pytest.fixture
def people(transactional_db: None) -> dict[str, User]:
    if connection.vendor == "sqlite":
        pytest.skip("SQLite lets one writer in at a time: there is nothing to race for")
    accounts = fill_people("mot-mat-khau-de-thu", lambda: NOW, communes=1)
    users = User.objects.in_bulk([account.username for account in accounts], field_name="username")
    return {account.role: users[account.username] for account in accounts}


@pytest.fixture
def sheet(people: dict[str, User]) -> Assessment:
    made = in_appraisal(people)
    disputed(people, made)
    return made


def test_one_outcome_is_written_once(people: dict[str, User], sheet: Assessment) -> None:
    motion = put(people, opened(people, sheet), line_of(sheet, "1.1"))
    voted(people, motion, ["1", "1", "1", "2"])
    motion.refresh_from_db()
    chair = ready(people[Role.COUNCIL])

    def settle() -> object:
        return settle_motion(chair, motion, version=motion.version, at=later(3))

    before = AuditEntry.objects.filter(act=AuditEntry.Act.JUDGED).count()
    assert at_once(settle, settle) == ["conflict"]
    line = line_of(sheet, "1.1")
    assert not line.disputed
    assert Opinion.objects.filter(settles=True).count() == 1
    assert LineEvent.objects.filter(line=line, layer=Layer.APPRAISED, field="points", new="1").count() == 1
    assert AuditEntry.objects.filter(act=AuditEntry.Act.JUDGED).count() == before + 1


def test_a_criterion_is_put_to_one_of_two_sittings(people: dict[str, User], sheet: Assessment) -> None:
    one, other = opened(people, sheet), opened(people, sheet)
    chair, line = ready(people[Role.COUNCIL]), line_of(sheet, "1.1")
    refused = at_once(*(lambda to=to: put_motions(chair, to, [line.pk], at=later(1)) for to in (one, other)))
    assert refused == ["conflict"]
    assert Motion.objects.count() == 1


def test_a_sitting_is_not_closed_over_what_is_put(people: dict[str, User], sheet: Assessment) -> None:
    sitting, line = opened(people, sheet), line_of(sheet, "1.1")
    chair = ready(people[Role.COUNCIL])
    refused = at_once(
        lambda: put_motions(chair, sitting, [line.pk], at=later(1)),
        lambda: close_sitting(chair, sitting, ended_at=later(9), version=sitting.version, at=later(9)),
    )
    sitting.refresh_from_db()
    assert refused in (["conflict"], ["closed"])
    assert sitting.closed is (refused == ["closed"])
    assert Motion.objects.count() == (0 if sitting.closed else 1)


def test_two_chairs_settle_the_same_criterion(people: dict[str, User], sheet: Assessment) -> None:
    chair, line = ready(people[Role.COUNCIL]), line_of(sheet, "1.1")
    other = User.objects.create(username="hoidong2", full_name="Người chủ trì thứ hai")
    other.standing = chair.standing
    said = Judgement(line.pk, Verdict(Value(Decimal(1)), "not_signed", "Chưa ký số"), line.version)
    assert at_once(*(lambda who=who: judge(who, [said], at=later(1)) for who in (chair, other))) == ["conflict"]
    assert Opinion.objects.filter(settles=True).count() == 1


def test_a_word_that_comes_while_the_sheet_moves_on_is_told_or_counts(
    people: dict[str, User], sheet: Assessment
) -> None:
    chair = ready(people[Role.COUNCIL])
    for node, points in (("1.1", "2"), ("1.2", "3.5"), ("1.3", "1")):
        judged(chair, sheet, node, points)
    line = line_of(sheet, "1.3")
    said = Judgement(line.pk, Verdict(Value(Decimal("0.5")), "late", "Nộp trễ"), line.version)
    refused = at_once(lambda: judge(chair, [said], at=later(1)), lambda: move(chair, sheet, "explain", at=later(1)))
    line.refresh_from_db()
    assert refused in ([], ["state"])
    assert line.value(Layer.APPRAISED) == Value(Decimal(1) if refused else Decimal("0.5"))
