"""Rows are given out: to whom, until when, with what proof; many at once, by whom, and two people at once."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from namro.apps.assessments.actions.assigning import AssignmentConflict, Edit, assign
from namro.apps.assessments.expecting import typed_pieces
from namro.apps.assessments.models import Assessment, AssignmentChange
from namro.apps.people.models import AuditEntry, OwnerKind, Owning, Position, Role, User
from namro.core.assessment.stages import State
from namro.core.base.errors import NamroError
from tests.apps.assessments.giving import YEAR, sheet_of
from tests.apps.assessments.sheets import NOW, edition_in_force, ready

edition = pytest.fixture(autouse=True)(edition_in_force)
ROWS = ("1.1", "1.2")


@pytest.fixture
def sheet(cast: dict[str, User]) -> Assessment:
    """The commune's sheet."""
    return sheet_of(cast)


def act(user: User, sheet: Assessment, edit: Edit, ids: tuple[str, ...] = ROWS) -> list[str]:
    return [row.node_id for row in assign(ready(user), sheet, ids, edit=edit, at=NOW)]


def test_many_rows_at_once_with_one_line_of_the_record(cast: dict[str, User], sheet: Assessment) -> None:
    AuditEntry.objects.all().delete()
    seat = Position.objects.filter(unit__home=sheet.unit).earliest("id")
    values = {"owner": Owning(OwnerKind.POSITION, seat.pk), "due": date(YEAR, 10, 30), "keeps": True, "note": " gấp "}
    assert act(cast[Role.COORDINATOR], sheet, Edit(values)) == ["1.1", "1.2"]
    rows = sheet.assignments.filter(node_id__in=ROWS)
    assert set(rows.values_list("owner_position", "due", "keeps", "note")) == {
        (seat.pk, date(YEAR, 10, 30), True, "gấp")
    }
    assert sheet.assignments.get(node_id="2.1").due is None
    entry = AuditEntry.objects.get()
    assert (entry.act, entry.note, entry.subject) == ("sheet_assigned", "1.1, 1.2", f"phieu:{YEAR}:suoi-may")
    assert AssignmentChange.objects.filter(assignment__node_id="1.1").count() == 4
    assert act(cast[Role.COORDINATOR], sheet, Edit(values)) == []
    assert AuditEntry.objects.count() == 1


def test_the_units_own_proof_stands_for_the_editions(cast: dict[str, User], sheet: Assessment) -> None:
    pieces = typed_pieces(
        [
            {"id": "ke-hoach", "text": "Kế hoạch", "kind": "plan", "before": "31/3"},
            {"text": "Ảnh", "kind": "photo"},
            {},
        ],
        year=YEAR,
    )
    assert [piece["id"] for piece in pieces] == ["ke-hoach", "dv1"]
    act(cast[Role.COORDINATOR], sheet, Edit({"expected": pieces}), ("1.2",))
    change = AssignmentChange.objects.get(field="expected")
    assert change.old == "Kế hoạch kiểm tra (trước 15/03); Báo cáo quý (từ 4 tệp)"
    assert change.new == "Kế hoạch (trước 31/03); Ảnh"
    act(cast[Role.COORDINATOR], sheet, Edit({"expected": None}), ("1.2",))
    assert sheet.assignments.get(node_id="1.2").expected is None


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ({"before": "31/2"}, "day"),
        ({"min_count": "0,5"}, "count"),
        ({"kind": "x"}, "kind"),
        ({"text": "a" * 301}, "long"),
    ],
)
def test_proof_that_cannot_be(row: dict[str, str], code: str) -> None:
    with pytest.raises(NamroError) as refused:
        typed_pieces([{"text": "Kế hoạch", **row}], year=YEAR)
    assert refused.value.code == code


def test_two_people_on_one_field(cast: dict[str, User], sheet: Assessment) -> None:
    second = cast[Role.ADMIN]
    seen = {"1.1": 0, "1.2": 0}
    act(cast[Role.COORDINATOR], sheet, Edit({"due": date(YEAR, 10, 1)}, seen), ("1.1",))
    AssignmentChange.objects.update(by=second)  # as if the other one had written it
    mine = Edit({"due": date(YEAR, 11, 1), "note": "xem lại"}, seen)
    with pytest.raises(AssignmentConflict) as clash:
        act(cast[Role.COORDINATOR], sheet, mine)
    assert {key: [change.new for change in changes] for key, changes in clash.value.theirs.items()} == {
        "1.1": ["01/10/2026"]
    }
    assert sheet.assignments.get(node_id="1.2").due is None  # nothing was written
    act(cast[Role.COORDINATOR], sheet, Edit(mine.values, seen, {"1.1": {"due"}}))
    rows = dict(sheet.assignments.filter(node_id__in=ROWS).values_list("node_id", "due"))
    assert rows == {"1.1": date(YEAR, 10, 1), "1.2": date(YEAR, 11, 1)}
    assert sheet.assignments.get(node_id="1.1").note == "xem lại"


def test_another_field_of_the_same_row_is_no_conflict(cast: dict[str, User], sheet: Assessment) -> None:
    act(cast[Role.COORDINATOR], sheet, Edit({"due": date(YEAR, 10, 1)}), ("1.1",))
    AssignmentChange.objects.update(by=cast[Role.ADMIN])
    act(cast[Role.COORDINATOR], sheet, Edit({"note": "a"}, {"1.1": 0}), ("1.1",))
    assert sheet.assignments.values_list("due", "note").get(node_id="1.1") == (date(YEAR, 10, 1), "a")


@pytest.mark.parametrize("role", [role for role in Role if role != Role.COORDINATOR])
def test_only_the_coordinator_gives_rows_out(cast: dict[str, User], sheet: Assessment, role: str) -> None:
    with pytest.raises(PermissionDenied):
        act(cast[role], sheet, Edit({"note": "a"}))
    assert not AssignmentChange.objects.exists()


@pytest.mark.parametrize(
    ("values", "ids", "code"),
    [
        ({"owner": Owning(OwnerKind.PERSON, 10**6)}, ROWS, "owner"),
        ({"due": date(YEAR - 1, 12, 31)}, ROWS, "due"),
        ({"note": "a" * 1001}, ROWS, "long"),
        ({"note": "a"}, ("9.9",), "gone"),
        ({"note": "a"}, (), "nothing"),
    ],
)
def test_what_cannot_be_is_refused_with_nothing_written(
    cast: dict[str, User], sheet: Assessment, values: dict[str, object], ids: tuple[str, ...], code: str
) -> None:
    with pytest.raises(NamroError) as refused:
        act(cast[Role.COORDINATOR], sheet, Edit(values), ids)
    assert refused.value.code == code
    assert not AssignmentChange.objects.exists()


@pytest.mark.parametrize("state", State)
def test_a_sheet_that_was_handed_in_stays_as_it_is(cast: dict[str, User], sheet: Assessment, state: State) -> None:
    sheet.state = state
    sheet.save()
    if state in {State.PREPARING, State.SCORING, State.WAITING, State.APPROVED}:
        assert act(cast[Role.COORDINATOR], sheet, Edit({"note": "a"})) == list(ROWS)
        return
    with pytest.raises(NamroError) as refused:
        act(cast[Role.COORDINATOR], sheet, Edit({"note": "a"}))
    assert refused.value.code == "locked"
