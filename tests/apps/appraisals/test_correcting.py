"""Corrections after publication: new acts; what was published stays; refusals write nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from namro.apps.appraisals.actions.correcting import Correction, correct, foresee
from namro.apps.appraisals.models import Publication, PublishedResult, Tally
from namro.apps.appraisals.queries.published import moves_of
from namro.apps.appraisals.queries.unit_result import moved
from namro.apps.assessments.models import Line, LineEvent, Round
from namro.apps.people.models import AuditEntry, Role, User
from namro.core.assessment.opinions import Layer, Value
from namro.core.assessment.publishing import recompute
from namro.core.assessment.snapshot import read
from namro.core.base.errors import NamroError
from tests.apps.appraisals.released import DAY, SECOND, a_change, corrected, decided, published
from tests.apps.assessments.sheets import edition_in_force, ready

pytestmark = pytest.mark.django_db
in_force = pytest.fixture(autouse=True)(edition_in_force)


@pytest.fixture
def made(cast: dict[str, User]) -> Round:
    made = decided(cast)
    published(cast, made)
    return made


def _rows(publication: Publication) -> list[dict[str, Any]]:
    return list(publication.results.order_by("pk").values())


def test_a_correction_is_a_new_act_and_the_first_stays(cast: dict[str, User], made: Round) -> None:
    first = Publication.objects.get()
    kept = (bytes(first.snapshot), first.sha256, _rows(first))
    second = corrected(cast, made)
    assert (second.number, second.reason) == (2, "Kiến nghị của xã sau công bố")
    again = Publication.objects.get(number=1)
    assert (bytes(again.snapshot), again.sha256, _rows(again)) == kept
    for one in (again, second):
        assert recompute(read(bytes(one.snapshot), expected=one.sha256)) == []
    line = Line.objects.get(assessment=made.sheets.order_by("pk")[0], node_id="1.2")
    assert line.value(Layer.FINAL) == Value(Decimal(0))
    events = LineEvent.objects.filter(line=line, layer="final", field="points")
    assert [event.new for event in events] == ["0"]
    row = second.results.get(assessment=line.assessment_id)
    assert row.total_nano == Tally.objects.get(assessment=line.assessment_id, layer="final").total_nano
    assert row.total_nano < first.results.get(assessment=line.assessment_id).total_nano  # type: ignore[operator]
    assert second.sha256 in AuditEntry.objects.get(act=AuditEntry.Act.RESULTS_CORRECTED).note


def test_what_moved_is_readable_by_unit(cast: dict[str, User], made: Round) -> None:
    best = PublishedResult.objects.filter(rank=1).order_by("pk")[0]
    place = [sheet.pk for sheet in made.sheets.order_by("pk")].index(best.assessment_id)
    second = corrected(cast, made, a_change(made, place=place))
    moved = {move.unit: move for move in moves_of(second)}
    lowered = moved[best.unit_name]
    assert lowered.before.rank == 1
    assert lowered.after.rank == 2
    assert lowered.change is not None
    assert lowered.change < 0
    assert next(iter(moved)) == best.unit_name
    assert {move.after.pool for move in moved.values()} == {best.pool}
    raised = next(move for name, move in moved.items() if name != best.unit_name)
    assert (raised.before.rank, raised.after.rank, raised.change) == (2, 1, 0)
    assert moves_of(Publication.objects.get(number=1)) == []


def test_what_is_foreseen_is_what_happens_and_nothing_is_written(cast: dict[str, User], made: Round) -> None:
    change = a_change(made, "1.5", place=1)
    rows = foresee(ready(cast[Role.COUNCIL]), made, [change]).rows
    assert Publication.objects.count() == 1
    assert not LineEvent.objects.filter(layer="final").exists()
    second = corrected(cast, made, change)
    foreseen = {row.assessment_id: (row.total_nano, row.rank, row.rank_low, row.bands) for row in rows}
    happened = {row.assessment_id: (row.total_nano, row.rank, row.rank_low, row.bands) for row in second.results.all()}
    assert foreseen == happened


def test_a_computed_value_may_be_corrected_and_is_then_peoples_word(cast: dict[str, User], made: Round) -> None:
    second = corrected(cast, made, a_change(made, "2.5", node="2.1", cause="late"))
    assert recompute(read(bytes(second.snapshot))) == []


def _same(change: Correction, made: Round) -> Correction:
    value = Line.objects.get(assessment=change.sheet, node_id="1.2").value(Layer.FINAL)
    assert value is not None
    return replace(change, value=value)


@pytest.mark.parametrize(
    ("change", "reason", "said"),
    [
        ({}, "  ", "Chưa ghi lý do điều chỉnh"),
        ({"reason": " "}, "Kiến nghị", "1.2: chưa ghi vì sao"),
        ({"cause": ""}, "Kiến nghị", "chọn nguyên nhân"),
        ({"cause": "khong-co"}, "Kiến nghị", "không có nguyên nhân"),
        ({"value": Value(Decimal(9))}, "Kiến nghị", "ngoài khoảng"),
        ({"value": Value(Decimal("0.1"))}, "Kiến nghị", "bước chấm"),
        ({"node_id": "9.9"}, "Kiến nghị", "không có kết quả đã công bố"),
        ({"sheet": 0}, "Kiến nghị", "không có kết quả đã công bố"),
        ({"reason": "x" * 2001}, "Kiến nghị", "dài quá"),
    ],
)
def test_a_correction_that_cannot_be_is_refused(
    cast: dict[str, User], made: Round, change: dict[str, Any], reason: str, said: str
) -> None:
    wanted = replace(a_change(made), **change)
    with pytest.raises(NamroError, match=said):
        correct(ready(cast[Role.COUNCIL]), made, [wanted], act=SECOND, reason=reason, at=DAY + timedelta(1))
    assert Publication.objects.count() == 1
    assert not LineEvent.objects.filter(layer="final").exists()


def test_without_change_or_twice_the_same_is_refused(cast: dict[str, User], made: Round) -> None:
    change = a_change(made)
    for changes, said in (
        ([], "Chưa chọn tiêu chí"),
        ([_same(change, made)], "bằng điểm đã công bố"),
        ([change, change], "ghi hai lần"),
    ):
        with pytest.raises(NamroError, match=said):
            correct(ready(cast[Role.COUNCIL]), made, changes, act=SECOND, reason="Vì", at=DAY + timedelta(1))
    assert Publication.objects.count() == 1


def test_who_saw_an_older_publication_is_told(cast: dict[str, User], made: Round) -> None:
    corrected(cast, made)
    with pytest.raises(NamroError, match="vừa được điều chỉnh theo quyết định 9/QĐ-UBND"):
        correct(
            ready(cast[Role.COUNCIL]), made, [a_change(made, "1", place=1)], act=SECOND, reason="Vì",
            at=DAY + timedelta(1), seen=1,
        )  # fmt: skip
    assert Publication.objects.count() == 2


@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.LEADER, Role.APPRAISER, Role.ADMIN])
def test_a_units_people_correct_nothing(cast: dict[str, User], made: Round, role: str) -> None:
    with pytest.raises(PermissionDenied, match="cơ quan tổ chức"):
        correct(ready(cast[role]), made, [a_change(made)], act=SECOND, reason="Vì", at=DAY + timedelta(1))
    with pytest.raises(PermissionDenied, match="cơ quan tổ chức"):
        foresee(ready(cast[role]), made, [a_change(made)])


def test_what_was_not_published_is_not_corrected(cast: dict[str, User]) -> None:
    made = decided(cast)
    with pytest.raises(NamroError, match="chưa công bố"):
        corrected(cast, made)


def test_a_correction_moves_the_units_it_names_alone(cast: dict[str, User], made: Round) -> None:
    act = corrected(cast, made, a_change(made, "0"))
    told = {sheet.pk: moved(sheet, act) for sheet in made.sheets.order_by("pk")}
    assert told[made.sheets.order_by("pk")[0].pk]
    assert not all(told.values())
