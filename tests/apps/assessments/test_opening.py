"""Beginning a year and a round: sheets for all units, owners carried on, dates that are checked, more time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext

from namro.apps.assessments.actions.moving import move
from namro.apps.assessments.actions.opening import open_sheet
from namro.apps.assessments.actions.round_checks import NewRound
from namro.apps.assessments.actions.rounds import begin_due, change_times, extend, open_round
from namro.apps.assessments.models import Assessment, Extension, Round, StateEvent, Window
from namro.apps.assessments.queries.chosen import published_or_chosen
from namro.apps.assessments.queries.rounds import due_of
from namro.apps.frameworks.models import Edition
from namro.apps.indicators.models import Freeze
from namro.apps.indicators.sets import edition_for
from namro.apps.people.models import AuditEntry, OwnerKind, Owning, Role, Unit, UnitSpan, User
from namro.apps.people.queries.organisation import touch, unit_handovers
from namro.core.assessment.stages import Stage
from namro.core.base.clock import VIETNAM
from namro.core.base.errors import NamroError
from tests.apps.assessments.sheets import (
    DUE,
    NOW,
    SET,
    edition_in_force,
    filled,
    in_round,
    publish_set,
    ready,
    sheet_of,
    typed,
)

edition = pytest.fixture(autouse=True)(edition_in_force)


def october(day: int, hour: int = 8) -> datetime:
    return datetime(2026, 10, day, hour, tzinfo=VIETNAM)


TIMES = {
    Stage.SCORING: (october(1), DUE),
    Stage.APPRAISAL: (october(21), october(30, 17)),
    Stage.PUBLICATION: (october(31), october(31, 17)),
}


def communes(count: int) -> list[int]:
    """Return so many communes, made beside the one of the cast."""
    province = Unit.objects.get(code="tinh-van-son")
    made = [Unit.objects.get(code="suoi-may")]
    for n in range(1, count):
        unit = Unit.objects.create(code=f"xa-{n}")
        UnitSpan.objects.create(unit=unit, parent=province, kind="commune", name=f"Xã {n}", since=date(2025, 7, 1))
        made.append(unit)
    touch()
    return [unit.pk for unit in made]


def new_round(row: Edition, units: list[int], *, times: Mapping[Stage, tuple[datetime, datetime]] = TIMES) -> NewRound:
    return NewRound(
        organiser=Unit.objects.get(code="tinh-van-son"),
        year=2026,
        title="Chỉ số cải cách hành chính cấp xã năm 2026",
        edition=row,
        measured_from=date(2025, 12, 15),
        measured_to=date(2026, 11, 14),
        times=times,
        pools={"Xã": units},
        appraisers={"1": Unit.objects.get(code="so-noi-vu").pk},
        late_input="days_late",
    )


def test_a_year_begins_on_the_edition_before_as_provisional(cast: dict[str, User]) -> None:
    row = publish_set(cast, SET.replace("years: {from: 2026}", "years: {from: 2026, to: 2026}"))
    assert not sheet_of(cast, row).provisional
    made = sheet_of(cast, row, year=2027)
    assert made.provisional
    assert set(made.assignments.values_list("node_id", flat=True)) == {"1.1", "1.2", "1.3", "2.1", "2.2"}


def test_owners_and_full_points_are_carried_on(cast: dict[str, User]) -> None:
    row = publish_set(cast)
    first = sheet_of(cast, row)
    one = first.assignments.get(node_id="1.2")
    one.give(Owning(OwnerKind.PERSON, cast[Role.OFFICER].pk))
    one.expected = [{"id": "a", "text": "Báo cáo quý"}]
    one.due = date(2026, 10, 15)
    one.save()
    filled(cast[Role.COORDINATOR], first)
    second = sheet_of(cast, row, year=2027)
    rows = {row.node_id: row for row in second.assignments.all()}
    assert (rows["1.1"].due, rows["1.2"].due) == (None, date(2027, 10, 15))
    assert (rows["1.2"].owner_user, rows["1.2"].expected) == (cast[Role.OFFICER], one.expected)
    # 1.1 had 2 of 2 points; 1.2 3.5 of 4.
    assert {key for key, row in rows.items() if row.keeps} == {"1.1"}


@pytest.mark.parametrize("role", [Role.OFFICER, Role.LEADER, Role.COUNCIL, Role.WATCHER, Role.ADMIN])
def test_only_the_coordinator_begins_the_year(cast: dict[str, User], role: str) -> None:
    row = publish_set(cast)
    with pytest.raises(PermissionDenied):
        open_sheet(ready(cast[role]), Unit.objects.get(code="suoi-may"), 2026, row, at=NOW)
    assert not Assessment.objects.exists()


def test_a_second_sheet_and_a_set_of_another_level_are_refused(cast: dict[str, User]) -> None:
    row = publish_set(cast)
    sheet_of(cast, row)
    with pytest.raises(NamroError, match="đã có phiếu"):
        sheet_of(cast, row)
    other = publish_set(cast, SET.replace("phieu-thu", "phieu-so").replace("level: commune", "level: department"))
    with pytest.raises(NamroError, match="đúng cấp"):
        sheet_of(cast, other, year=2027)


def test_a_round_gives_every_unit_a_sheet(cast: dict[str, User]) -> None:
    row, units = publish_set(cast), communes(4)
    first = sheet_of(cast, row)
    typed(cast[Role.COORDINATOR], first, "1.1", "2")
    opened = open_round(ready(cast[Role.COUNCIL]), new_round(row, units), at=NOW)
    assert (opened.made, opened.joined, opened.other_edition) == (3, 1, ())
    sheets = list(Assessment.objects.filter(round=opened.round))
    assert {sheet.state for sheet in sheets} == {"scoring"}
    assert {sheet.unit_id for sheet in sheets} == set(units)
    assert [sheet.empty for sheet in sheets if sheet.pk != first.pk] == [3, 3, 3]
    first.refresh_from_db()
    assert (first.total, first.round) == (Decimal(2), opened.round)
    assert StateEvent.objects.filter(act="begin").count() == 4
    assert AuditEntry.objects.filter(act=AuditEntry.Act.ROUND_OPENED).count() == 1


def test_opening_asks_as_often_for_four_units_as_for_thirty(cast: dict[str, User]) -> None:
    row, units = publish_set(cast), communes(34)
    unit_handovers()  # in memory from here on
    counts = []
    for members in (units[:4], units[4:]):
        with CaptureQueriesContext(
            connection,
        ) as queries:
            open_round(ready(cast[Role.COUNCIL]), new_round(row, members), at=NOW)
        counts.append(len(queries))
    assert counts[1] - counts[0] in {0, 1}  # SQLite takes so many values at once and splits the longest insert


def test_before_its_hour_a_round_waits_and_the_worker_begins_it(cast: dict[str, User]) -> None:
    row, units = publish_set(cast), communes(2)
    opened = open_round(ready(cast[Role.COUNCIL]), new_round(row, units), at=october(1) - timedelta(hours=1))
    assert set(opened.round.sheets.values_list("state", flat=True)) == {"preparing"}
    assert begin_due(october(1) - timedelta(minutes=1)) == 0
    assert begin_due(october(1)) == 2
    assert begin_due(october(1)) == 0
    assert set(opened.round.sheets.values_list("state", flat=True)) == {"scoring"}


BAD = [
    ({"pools": {"Xã": []}}, "ít nhất một đơn vị"),
    ({"measured_to": date(2025, 1, 1)}, "Kỳ đo kết thúc trước"),
    ({"year": 2020}, "chấm năm 2020"),
    ({"times": {}}, "Tự chấm"),
    ({"times": {Stage.SCORING: (DUE, october(1))}}, "trước khi bắt đầu"),
    ({"times": TIMES | {Stage.APPRAISAL: (october(1) - timedelta(1), DUE)}}, "bắt đầu trước bước"),
]


@pytest.mark.parametrize(("change", "words"), BAD)
def test_a_round_that_cannot_be_is_refused_and_leaves_nothing(
    cast: dict[str, User], change: dict[str, object], words: str
) -> None:
    wanted = replace(new_round(publish_set(cast), communes(2)), **change)  # type: ignore[arg-type]
    with pytest.raises(NamroError, match=words):
        open_round(ready(cast[Role.COUNCIL]), wanted, at=NOW)
    assert not Round.objects.exists()
    assert not Assessment.objects.exists()


def test_a_unit_is_in_one_round_and_one_pool(cast: dict[str, User]) -> None:
    row, units = publish_set(cast), communes(2)
    wanted = replace(new_round(row, units), pools={"Xã": units, "Phường": units[:1]})
    with pytest.raises(NamroError, match="hai nhóm xếp hạng"):
        open_round(ready(cast[Role.COUNCIL]), wanted, at=NOW)
    open_round(ready(cast[Role.COUNCIL]), new_round(row, units), at=NOW)
    with pytest.raises(NamroError, match="đã ở trong kỳ"):
        open_round(ready(cast[Role.COUNCIL]), new_round(row, units), at=NOW)
    assert Round.objects.count() == 1


@pytest.mark.parametrize("role", [Role.OFFICER, Role.COORDINATOR, Role.LEADER, Role.WATCHER, Role.APPRAISER])
def test_only_the_council_opens_a_round_of_the_province(cast: dict[str, User], role: str) -> None:
    wanted = new_round(publish_set(cast), communes(1))
    with pytest.raises(PermissionDenied):
        open_round(ready(cast[role]), wanted, at=NOW)


def test_a_commune_alone_opens_its_own(cast: dict[str, User]) -> None:
    row, unit = publish_set(cast), Unit.objects.get(code="suoi-may")
    wanted = replace(new_round(row, [unit.pk]), organiser=unit, alone=True)
    opened = open_round(ready(cast[Role.COORDINATOR]), wanted, at=NOW)
    assert opened.round.alone
    with pytest.raises(PermissionDenied):
        open_round(ready(cast[Role.COUNCIL]), wanted, at=NOW)


def test_more_time_for_one_unit(cast: dict[str, User]) -> None:
    sheet = sheet_of(cast)
    in_round(cast, sheet)
    user = ready(cast[Role.COUNCIL])
    for until, reason, words in ((DUE, "Bão", "không sau hạn"), (october(22), " ", "lý do")):
        with pytest.raises(NamroError, match=words):
            extend(user, sheet, Stage.SCORING, until, reason=reason, at=NOW)
    with pytest.raises(PermissionDenied):
        extend(ready(cast[Role.COORDINATOR]), sheet, Stage.SCORING, october(22), reason="Bão", at=NOW)
    extend(user, sheet, Stage.SCORING, october(22), reason="Bão số 9", at=NOW)
    assert due_of(sheet, Stage.SCORING) == october(22)
    assert Extension.objects.count() == 1
    with pytest.raises(NamroError, match="không có bước"):
        extend(user, sheet, Stage.EXPLANATION, october(30), reason="Bão", at=NOW)


def test_an_extension_takes_in_again_what_was_refused_for_being_late(cast: dict[str, User]) -> None:
    sheet = sheet_of(cast)
    in_round(cast, sheet)
    filled(cast[Role.COORDINATOR], sheet)
    for role, name in ((Role.COORDINATOR, "lay"), (Role.LEADER, "approve"), (Role.COORDINATOR, "submit")):
        move(ready(cast[role]), sheet, name, at=october(22))
    move(ready(cast[Role.COUNCIL]), sheet, "refuse", said="Quá hạn 3 ngày", at=october(24))
    extend(ready(cast[Role.COUNCIL]), sheet, Stage.SCORING, october(26), reason="Chủ tịch đồng ý", at=october(24))
    sheet.refresh_from_db()
    assert sheet.state == "scoring"
    assert StateEvent.objects.get(act="readmit").reason == "Chủ tịch đồng ý"
    assert not Freeze.objects.filter(lifted_at=None).exists()
    assert (sheet.submitted_at, sheet.approved_by, sheet.days_late) == (None, None, None)
    typed(cast[Role.COORDINATOR], sheet, "1.1", "1", version=1, at=october(25))


def test_dates_are_changed_with_a_reason_by_whoever_saw_the_last_ones(cast: dict[str, User]) -> None:
    made = in_round(cast, sheet_of(cast))
    later = {Stage.SCORING: (october(1), october(25))}
    user = ready(cast[Role.COUNCIL])
    with pytest.raises(NamroError, match="lý do"):
        change_times(user, made, later, reason="", version=0, at=NOW)
    made = change_times(user, made, later, reason="Lùi theo công văn 12", version=0, at=NOW)
    assert Window.objects.get(round=made).closes_at == october(25)
    with pytest.raises(NamroError, match="sửa ở nơi khác"):
        change_times(user, made, later, reason="Lùi", version=0, at=NOW)
    with pytest.raises(PermissionDenied):
        change_times(ready(cast[Role.COORDINATOR]), made, later, reason="Lùi", version=1, at=NOW)


def test_the_set_of_the_round_scores_its_year_whatever_is_published_later(cast: dict[str, User]) -> None:
    sheet = sheet_of(cast)
    in_round(cast, sheet)
    newer = publish_set(cast, SET.replace("2025-12-01", "2026-09-01").replace("phieu-thu", "phieu-khac"))
    editions = published_or_chosen()
    chosen, later = edition_for(editions, "commune", 2026), edition_for(editions, "commune", 2027)
    assert chosen is not None
    assert later is not None
    assert (chosen.sha256, later.sha256) == (sheet.edition.sha256, newer.sha256)
    assert chosen.key != chosen.sha256, "results are computed again when a round chooses"
