"""Acts on a sheet: what must be ready, who may, what a late hand-in costs, and what stays as it is afterwards."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

import pytest
from django.db import transaction

from namro.apps.assessments.actions.moving import NotFinished, move
from namro.apps.assessments.actions.results_back import Final, write_results
from namro.apps.assessments.models import Assessment, Extension, StateEvent
from namro.apps.indicators.actions import NewFact, Origin, write_facts
from namro.apps.indicators.models import Fact, Freeze, Producer
from namro.apps.indicators.values import FactsRefused
from namro.apps.people.models import AuditEntry, Role, User
from namro.core.base.clock import VIETNAM
from namro.core.base.errors import NamroError
from tests.apps.assessments.sheets import NOW, edition_in_force, filled, in_round, ready, sheet_of, typed

edition = pytest.fixture(autouse=True)(edition_in_force)


@pytest.fixture
def sheet(cast: dict[str, User]) -> Assessment:
    made = sheet_of(cast)
    in_round(cast, made)
    return made


def act(user: User, sheet: Assessment, name: str, *, said: str = "", at: datetime = NOW) -> Assessment:
    return move(ready(user), sheet, name, said=said, at=at)


def approved(cast: dict[str, User], sheet: Assessment) -> None:
    filled(cast[Role.COORDINATOR], sheet)
    act(cast[Role.COORDINATOR], sheet, "lay")
    act(cast[Role.LEADER], sheet, "approve")


def october(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 10, day, hour, minute, tzinfo=VIETNAM)


def test_laid_approved_handed_in(cast: dict[str, User], sheet: Assessment) -> None:
    approved(cast, sheet)
    done = act(cast[Role.COORDINATOR], sheet, "submit", at=october(20, 16, 59))
    assert (done.state, done.days_late, done.approved_by) == ("submitted", 0, cast[Role.LEADER])
    assert (done.submitted_by, done.submitted_at) == (cast[Role.COORDINATOR], october(20, 16, 59))
    events = list(StateEvent.objects.order_by("pk").values_list("act", "before", "after"))
    assert events == [
        ("lay", "scoring", "waiting"),
        ("approve", "waiting", "approved"),
        ("submit", "approved", "submitted"),
    ]
    assert AuditEntry.objects.filter(act=AuditEntry.Act.SHEET_MOVED).count() == 3
    freeze = Freeze.objects.get(unit=sheet.unit, year=2026, lifted_at=None)
    assert freeze.reason == "Phiếu tự chấm đã nộp"


def test_an_unfinished_sheet_is_not_laid(cast: dict[str, User], sheet: Assessment) -> None:
    typed(cast[Role.COORDINATOR], sheet, "1.2", "3,5")
    with pytest.raises(NotFinished) as refused:
        act(cast[Role.COORDINATOR], sheet, "lay")
    assert refused.value.rows == ("1.1", "1.3")
    assert "Còn 2 tiêu chí trống: 1.1, 1.3." in str(refused.value)
    filled(cast[Role.COORDINATOR], sheet)
    typed(cast[Role.COORDINATOR], sheet, "1.1", "2,5", version=1)
    with pytest.raises(NotFinished, match="Vượt tối đa") as refused:
        act(cast[Role.COORDINATOR], sheet, "lay")
    assert refused.value.rows == ("1.1",)
    sheet.refresh_from_db()
    assert sheet.state == "scoring"
    assert not StateEvent.objects.exists()


#: Moment of handing in → days late, or None: not taken.
LATE = [
    (october(20, 17), 0),
    (october(20, 17, 1), 1),
    (october(21, 8), 1),
    (october(22, 8, 5), 2),
    (october(23, 8), None),
]


@pytest.mark.parametrize(("at", "days"), LATE)
def test_a_late_hand_in_is_counted_and_written_as_a_fact(
    cast: dict[str, User], sheet: Assessment, at: datetime, days: int | None
) -> None:
    approved(cast, sheet)
    if days is None:
        with pytest.raises(NamroError) as refused, transaction.atomic():
            act(cast[Role.COORDINATOR], sheet, "submit", at=at)
        assert refused.value.code == "too_late"
        assert "gia hạn" in str(refused.value)
        assert not Freeze.objects.exists()
        return
    done = act(cast[Role.COORDINATOR], sheet, "submit", at=at)
    assert done.days_late == days
    fact = Fact.objects.get(unit=sheet.unit, input="days_late", superseded_by=None)
    assert fact.value == str(days)
    # 2 + 3.5 + 1 typed, less a point a day.
    done.refresh_from_db()
    assert done.total == 6.5 - days


def test_an_extension_moves_the_limit(cast: dict[str, User], sheet: Assessment) -> None:
    approved(cast, sheet)
    Extension.objects.create(
        assessment=sheet, stage="scoring", until=october(23, 17), reason="Bão số 9", by=cast[Role.COUNCIL], at=NOW
    )
    assert act(cast[Role.COORDINATOR], sheet, "submit", at=october(23, 8)).days_late == 0


def test_handed_back_it_is_open_again_and_its_facts_too(cast: dict[str, User], sheet: Assessment) -> None:
    approved(cast, sheet)
    act(cast[Role.COORDINATOR], sheet, "submit", at=october(19, 8))
    with pytest.raises(NamroError, match="Hãy ghi lý do trả phiếu"):
        act(cast[Role.COUNCIL], sheet, "hand_back")
    done = act(cast[Role.COUNCIL], sheet, "hand_back", said="Thiếu phụ lục")
    assert (done.state, done.approved_by, done.submitted_at, done.days_late) == ("scoring", None, None, None)
    assert not Freeze.objects.filter(lifted_at=None).exists()
    assert StateEvent.objects.get(act="hand_back").reason == "Thiếu phụ lục"
    typed(cast[Role.COORDINATOR], sheet, "1.1", "1", version=1)


def test_refused_after_it_was_handed_in_and_taken_in_again_its_facts_are_open(
    cast: dict[str, User], sheet: Assessment
) -> None:
    approved(cast, sheet)
    act(cast[Role.COORDINATOR], sheet, "submit", at=october(21, 8))
    act(cast[Role.COUNCIL], sheet, "refuse", said="Sai kỳ đánh giá")
    act(cast[Role.COUNCIL], sheet, "readmit", said="Đã nộp đúng")
    assert not Freeze.objects.filter(lifted_at=None).exists()
    act(cast[Role.COORDINATOR], sheet, "lay")
    act(cast[Role.LEADER], sheet, "approve")
    act(cast[Role.COORDINATOR], sheet, "submit", at=october(22, 8))
    assert Fact.objects.get(unit=sheet.unit, input="days_late", superseded_by=None).value == "2"


def test_an_act_that_is_none_is_refused_in_words(cast: dict[str, User], sheet: Assessment) -> None:
    with pytest.raises(NamroError, match="không có việc “xoa”"):
        act(cast[Role.COORDINATOR], sheet, "xoa")


@pytest.mark.parametrize(
    ("role", "name"),
    [
        (Role.OFFICER, "lay"),
        (Role.LEADER, "lay"),
        (Role.COORDINATOR, "approve"),
        (Role.COUNCIL, "approve"),
        (Role.WATCHER, "approve"),
        (Role.OFFICER, "submit"),
        (Role.COORDINATOR, "hand_back"),
        (Role.LEADER, "hand_back"),
        (Role.ADMIN, "approve"),
    ],
)
def test_acts_of_others_are_refused(cast: dict[str, User], sheet: Assessment, role: str, name: str) -> None:
    filled(cast[Role.COORDINATOR], sheet)
    state = {"lay": "scoring", "approve": "waiting", "submit": "approved", "hand_back": "submitted"}[name]
    Assessment.objects.filter(pk=sheet.pk).update(state=state)
    with pytest.raises(NamroError) as refused:
        act(cast[role], sheet, name, said="vì vậy")
    assert refused.value.code == "role"
    sheet.refresh_from_db()
    assert sheet.state == state


def test_a_commune_alone_does_every_act_itself(cast: dict[str, User], sheet: Assessment) -> None:
    made = sheet.round
    assert made is not None
    made.alone, made.organiser = True, sheet.unit
    made.save()
    approved(cast, sheet)
    way = ["submit", "appraise", "explain", "reappraise", "decide", "publish"]
    for name in way:
        act(cast[Role.COORDINATOR], sheet, name, at=october(20, 8))
    sheet.refresh_from_db()
    assert sheet.state == "published"


def test_the_survey_comes_after_the_hand_in_and_is_closed_by_the_decision(
    cast: dict[str, User], sheet: Assessment
) -> None:
    def write(name: str, value: str) -> None:
        user = ready(cast[Role.COORDINATOR])
        fact = NewFact(sheet.unit_id, 2026, name, value)
        write_facts(user, [fact], origin=Origin(Producer.PERSON), as_of=NOW.date(), at=NOW)

    approved(cast, sheet)
    act(cast[Role.COORDINATOR], sheet, "submit", at=october(19, 8))
    write("sipas", "80")
    with pytest.raises(FactsRefused, match="đã khóa"):
        write("dossiers", "100")
    act(cast[Role.COUNCIL], sheet, "appraise")
    given = {node: Final(Decimal(points)) for node, points in (("1.1", "2"), ("1.2", "3.5"), ("1.3", "1"))}
    write_results(ready(cast[Role.COUNCIL]), sheet, given, source="Biên bản thẩm định", at=NOW)
    act(cast[Role.COUNCIL], sheet, "decide")
    with pytest.raises(FactsRefused, match="Điểm đã chốt"):
        write("sipas", "90")
    assert Freeze.objects.filter(unit=sheet.unit, lifted_at=None).count() == 1
