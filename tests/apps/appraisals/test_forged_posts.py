"""Addresses and forms that nobody offered: another department's lines, another round's, forged versions, late words."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from namro.apps.appraisals.models import Motion, Opinion
from namro.apps.assessments.actions.moving import move
from namro.apps.assessments.models import Assessment, Line, Round, Window
from namro.apps.people.models import AuditEntry
from namro.core.assessment.stages import Stage, State
from namro.core.base.clock import system_clock
from tests.apps.appraisals.judging import line_of
from tests.apps.appraisals.stage_world import World, world_in
from tests.apps.assessments.sheets import NOW, edition_in_force

pytestmark = pytest.mark.django_db
in_force = pytest.fixture(autouse=True)(edition_in_force)
EXPLAIN = "/phieu/2026/suoi-may/giai-trinh"


@pytest.fixture
def world(db: None) -> World:
    """The appraisal has begun, nobody has said anything."""
    made = world_in(State.SUBMITTED)
    move(made.people["council"], made.sheet, "appraise", at=NOW)
    return made


def post(world: World, who: str, address: str, **sent: object) -> Any:
    client = Client()
    client.force_login(world.people[who])
    return client.post(address.format(round=world.round.code), sent)


def accepted(line: Line, **more: object) -> dict[str, object]:
    return {"dong": line.pk, "xet": "chap-nhan", "ban": line.version, **more}


def elsewhere(world: World) -> Line:
    """A line of the other unit's sheet in a round of another year, in appraisal as well."""
    made = Round.objects.get(pk=world.round.pk)
    made.pk, made.code, made.year, made._state.adding = None, "ky-khac", 2025, True
    made.save()
    unit = Assessment.objects.exclude(pk=world.sheet.pk).get().unit
    sheet = Assessment.objects.create(
        unit=unit, year=2025, edition=world.sheet.edition, round=made, state=State.APPRAISAL, state_at=NOW
    )
    return Line.objects.create(assessment=sheet, node_id="1.2", self_nano=0, by=world.people["coordinator"], at=NOW)


def test_a_department_judges_nothing_of_another_by_its_id(world: World) -> None:
    answer = post(world, "department", "/tham-dinh/{round}/xet", **accepted(line_of(world.sheet, "2.1")))
    assert answer.status_code == 403
    assert "Chỉ cơ quan này và Hội đồng thẩm định xét được" in answer.content.decode()
    assert not Opinion.objects.exists()


def test_hidden_fields_accept_nothing_of_another_department_or_round(world: World) -> None:
    lines = [line_of(world.sheet, "2.1"), elsewhere(world)]
    sent = {"d": [f"{line.pk}:{line.version}" for line in lines]}
    for place in ("tc=1.2", "don-vi=suoi-may"):
        answer = post(world, "department", f"/tham-dinh/{{round}}/chap-nhan?{place}", **sent)
        assert answer.status_code == 200
        assert "Chưa chọn tiêu chí nào" in answer.content.decode()
    assert post(world, "department", "/tham-dinh/{round}/chap-nhan?tc=2.1", **sent).status_code == 403
    assert not Opinion.objects.exists()


def test_lines_of_another_round_and_of_a_draft_are_not_there(world: World) -> None:
    other = elsewhere(world)
    assert post(world, "council", "/tham-dinh/{round}/xet", **accepted(other)).status_code == 404
    line = line_of(world.sheet, "1.2")
    Assessment.objects.filter(pk=world.sheet.pk).update(state=State.SCORING)
    for who in ("department", "council"):
        assert post(world, who, "/tham-dinh/{round}/xet", **accepted(line)).status_code == 404
    assert not Opinion.objects.exists()


@pytest.mark.parametrize("version", ["", "-1", "999", "9" * 40, "một", "1;drop"])
def test_a_forged_version_writes_nothing(world: World, version: str) -> None:
    sent = accepted(line_of(world.sheet, "1.2"), ban=version)
    assert post(world, "department", "/tham-dinh/{round}/xet", **sent).status_code in (400, 409)
    assert not Opinion.objects.exists()


@pytest.mark.parametrize("line", ["", "0", "-1", "9" * 17, "9" * 40, "một"])
def test_a_line_that_is_none_is_not_there(world: World, line: str) -> None:
    sent = {**accepted(line_of(world.sheet, "1.2")), "dong": line}
    assert post(world, "council", "/tham-dinh/{round}/xet", **sent).status_code == 404


def test_only_the_unit_explains_and_of_it_only_who_answers_for_the_row(db: None) -> None:
    world = world_in(State.EXPLANATION)
    line = line_of(world.sheet, "1.2")
    sent = {"muc": "1.2", "phien-ban": line.version, "diem": "3", "loi-giai-trinh": "Chèn vào"}
    answers = {who: post(world, who, EXPLAIN, **sent).status_code for who in world.people}
    unit, others = ("officer", "leader", "watcher"), ("department", "other department", "council", "admin")
    assert {who: answers[who] for who in (*unit, *others)} == dict.fromkeys((*unit, *others), 403)
    assert (answers["other unit"], answers["enumerator"]) == (404, 404)
    assert Line.objects.filter(explained_reason="Chèn vào").count() == 1, "coordinator or owner, whoever was first"


def test_words_after_the_hour_are_refused_and_stay_in_the_box(db: None) -> None:
    world = world_in(State.EXPLANATION)
    Window.objects.filter(stage=Stage.EXPLANATION).update(closes_at=system_clock() - timedelta(minutes=1))
    line = line_of(world.sheet, "1.2")
    sent = {"muc": "1.2", "phien-ban": line.version, "diem": "3", "loi-giai-trinh": "Gửi muộn"}
    answer = post(world, "coordinator", EXPLAIN, **sent)
    assert answer.status_code == 400
    assert "Hết hạn giải trình lúc" in answer.content.decode()
    assert not Line.objects.filter(explained_reason="Gửi muộn").exists()


def test_a_sitting_takes_nothing_of_another_round(db: None) -> None:
    world = world_in(State.APPRAISAL)
    other, before = elsewhere(world), Motion.objects.count()
    assert world.sitting is not None
    answer = post(world, "council", f"/hoi-dong/{{round}}/{world.sitting.code}/dua-vao", line=other.pk)
    assert answer.status_code == 302
    assert Motion.objects.count() == before


def test_the_record_says_which_criterion_was_judged_and_not_what_came_of_it(db: None) -> None:
    world_in(State.DECIDED)
    notes = AuditEntry.objects.filter(act__in=["judged", "explained"]).order_by("pk").values_list("note", flat=True)
    assert [note for note in notes if note.startswith("1.2")] == ["1.2 thẩm định", "1.2", "1.2 kết quả"]
