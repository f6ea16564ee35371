"""Cells of a sheet: what is kept, what is a fault, what is refused, and two people on one cell."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied

from namro.apps.assessments.actions.filling import Cell, CellConflict, edition_mark, fill, write_words
from namro.apps.assessments.models import Assessment, Line, LineEvent
from namro.apps.assessments.standing import standing_of
from namro.apps.indicators.actions import NewFact, Origin, write_facts
from namro.apps.indicators.models import Producer
from namro.apps.people.models import AuditEntry, OwnerKind, Owning, Role, User
from namro.core.base.errors import NamroError
from tests.apps.assessments.sheets import NOW, edition_in_force, filled, ready, sheet_of, typed

edition = pytest.fixture(autouse=True)(edition_in_force)


@pytest.fixture
def sheet(cast: dict[str, User]) -> Assessment:
    return sheet_of(cast)


def test_points_are_kept_and_the_total_follows(cast: dict[str, User], sheet: Assessment) -> None:
    after = typed(cast[Role.COORDINATOR], sheet, "1.2", "3,5")
    assert after.claimed.score.criteria["1"].points == Decimal("3.5")
    sheet.refresh_from_db()
    assert (sheet.total, sheet.empty) == (Decimal("3.5"), 2)
    line = Line.objects.get(assessment=sheet)
    assert (line.claimed, line.version, line.by) == (Decimal("3.5"), 1, cast[Role.COORDINATOR])
    event = LineEvent.objects.get(line=line)
    assert (event.field, event.old, event.new) == ("points", "", "3.5")
    assert AuditEntry.objects.filter(act=AuditEntry.Act.SHEET_FILLED, note="1.2").count() == 1


def test_the_same_again_writes_nothing(cast: dict[str, User], sheet: Assessment) -> None:
    typed(cast[Role.COORDINATOR], sheet, "1.2", "3,5")
    typed(cast[Role.COORDINATOR], sheet, "1.2", "3.50", version=1)
    assert Line.objects.get(assessment=sheet).version == 1
    assert LineEvent.objects.count() == 1


def test_an_emptied_cell_is_empty_not_zero(cast: dict[str, User], sheet: Assessment) -> None:
    typed(cast[Role.COORDINATOR], sheet, "1.2", "0")
    assert Line.objects.get(assessment=sheet).claimed == 0
    typed(cast[Role.COORDINATOR], sheet, "1.2", " ", version=1)
    assert Line.objects.get(assessment=sheet).claimed is None
    sheet.refresh_from_db()
    assert sheet.empty == 3


@pytest.mark.parametrize(
    ("text", "code", "words"), [("1,05", "off_step", "1,00"), ("4,5", "above", "Vượt tối đa 4,00")]
)
def test_points_out_of_bounds_are_kept_as_a_fault(
    cast: dict[str, User], sheet: Assessment, text: str, code: str, words: str
) -> None:
    after = typed(cast[Role.COORDINATOR], sheet, "1.2", text)
    fault = after.claimed.faults["1.2"]
    assert fault.code == code
    assert words in fault.message
    assert Line.objects.get(assessment=sheet).claimed == Decimal(text.replace(",", "."))
    assert after.claimed.score.total <= 4


@pytest.mark.parametrize("text", ["một", "1,5,2", "1e3", "NaN", "∞", "9" * 30, "0,0000000001", "2000000"])
def test_what_is_no_number_of_points_is_refused(cast: dict[str, User], sheet: Assessment, text: str) -> None:
    with pytest.raises(NamroError) as refused:
        typed(cast[Role.COORDINATOR], sheet, "1.2", text)
    assert f"“{text}” không phải số điểm" in str(refused.value)
    assert not Line.objects.exists()


@pytest.mark.parametrize(("node", "words"), [("2.1", "số liệu"), ("2.2", "điều tra xã hội học")])
def test_computed_and_survey_cells_are_closed(cast: dict[str, User], sheet: Assessment, node: str, words: str) -> None:
    with pytest.raises(NamroError, match=words):
        typed(cast[Role.COORDINATOR], sheet, node, "1")
    assert not Line.objects.exists()


@pytest.mark.parametrize("node", ["1", "9.9", ""])
def test_only_leaves_and_items_have_cells(cast: dict[str, User], sheet: Assessment, node: str) -> None:
    with pytest.raises(NamroError, match="không có mục"):
        typed(cast[Role.COORDINATOR], sheet, node, "1")


def test_not_applicable_takes_the_points_away_and_points_take_it_away(cast: dict[str, User], sheet: Assessment) -> None:
    user = cast[Role.COORDINATOR]
    typed(user, sheet, "1.3", "1")
    cells = [Cell("1.3", "not_applicable", "1", 1), Cell("1.3", "reason", "Xã không có chợ", 1)]
    after = fill(ready(user), sheet, cells, at=NOW)
    line = Line.objects.get(assessment=sheet)
    assert (line.claimed, line.not_applicable, line.reason) == (None, True, "Xã không có chợ")
    assert after.claimed.score.excluded == 2
    after = typed(user, sheet, "1.3", "0,5", version=2)
    line.refresh_from_db()
    assert (line.claimed, line.not_applicable, line.reason) == (Decimal("0.5"), False, "Xã không có chợ")
    assert after.claimed.score.excluded == 0


def test_not_applicable_without_a_reason_is_a_fault(cast: dict[str, User], sheet: Assessment) -> None:
    after = typed(cast[Role.COORDINATOR], sheet, "1.3", "1", field="not_applicable")
    assert after.claimed.faults["1.3"].code == "no_reason"


def test_two_people_on_one_cell_see_both_values(cast: dict[str, User], sheet: Assessment) -> None:
    row = sheet.assignments.get(node_id="1.2")
    row.give(Owning(OwnerKind.PERSON, cast[Role.OFFICER].pk))
    row.save()
    typed(cast[Role.OFFICER], sheet, "1.2", "3")
    with pytest.raises(CellConflict) as conflict:
        typed(cast[Role.COORDINATOR], sheet, "1.2", "2")
    (theirs,) = conflict.value.theirs
    assert (theirs.new, theirs.by) == ("3", cast[Role.OFFICER])
    assert Line.objects.get(assessment=sheet).claimed == 3
    # Another field of the same row is no conflict, nor is the same value, nor what was seen.
    typed(cast[Role.COORDINATOR], sheet, "1.2", "Đủ 12 báo cáo", field="explanation")
    typed(cast[Role.COORDINATOR], sheet, "1.2", "3,0")
    typed(cast[Role.COORDINATOR], sheet, "1.2", "2", version=2)
    assert Line.objects.get(assessment=sheet).claimed == 2


def test_a_conflict_in_one_cell_writes_no_other(cast: dict[str, User], sheet: Assessment) -> None:
    row = sheet.assignments.get(node_id="1.2")
    row.give(Owning(OwnerKind.PERSON, cast[Role.OFFICER].pk))
    row.save()
    typed(cast[Role.OFFICER], sheet, "1.2", "3")
    cells = [Cell("1.1", "points", "1", 0), Cell("1.2", "points", "2", 0)]
    with pytest.raises(CellConflict):
        fill(ready(cast[Role.COORDINATOR]), sheet, cells, at=NOW)
    assert list(Line.objects.values_list("node_id", flat=True)) == ["1.2"]


def test_who_may_fill_what(cast: dict[str, User], sheet: Assessment) -> None:
    for role in (Role.OFFICER, Role.LEADER, Role.WATCHER, Role.APPRAISER, Role.COUNCIL, Role.ADMIN):
        with pytest.raises(PermissionDenied, match="người được giao"):
            typed(cast[role], sheet, "1.2", "3")
    row = sheet.assignments.get(node_id="1.2")
    row.give(Owning(OwnerKind.PERSON, cast[Role.OFFICER].pk))
    row.save()
    typed(cast[Role.OFFICER], sheet, "1.2", "3")
    with pytest.raises(PermissionDenied):
        typed(cast[Role.OFFICER], sheet, "1.1", "1")


@pytest.mark.parametrize("state", ["waiting", "approved", "submitted", "published", "not_appraised"])
def test_a_locked_sheet_says_why_and_who_opens_it(cast: dict[str, User], sheet: Assessment, state: str) -> None:
    Assessment.objects.filter(pk=sheet.pk).update(state=state)
    with pytest.raises(NamroError) as locked:
        typed(cast[Role.COORDINATOR], sheet, "1.2", "3")
    assert locked.value.code == "locked"
    assert len(str(locked.value).split(". ")) == 2
    assert not Line.objects.exists()


def test_facts_move_the_total(cast: dict[str, User], sheet: Assessment) -> None:
    filled(cast[Role.COORDINATOR], sheet)
    facts = [NewFact(sheet.unit_id, 2026, "on_time", "90"), NewFact(sheet.unit_id, 2026, "dossiers", "100")]
    origin = Origin(Producer.PERSON)
    write_facts(ready(cast[Role.COORDINATOR]), facts, origin=origin, as_of=NOW.date(), at=NOW + timedelta(hours=1))
    standing = standing_of(Assessment.objects.select_related("edition", "unit").get(pk=sheet.pk))
    assert standing.claimed.score.criteria["2.1"].points == Decimal("7.2")
    assert standing.claimed.score.total == Decimal("13.7")
    assert standing.claimed.open["2"].closed == 1


def test_the_order_of_cells_does_not_matter(cast: dict[str, User], sheet: Assessment) -> None:
    user = ready(cast[Role.COORDINATOR])
    fill(user, sheet, [Cell("1.3", "not_applicable", "1", 0), Cell("1.3", "points", "1", 0)], at=NOW)
    line = Line.objects.get(assessment=sheet)
    assert (line.claimed, line.not_applicable) == (None, True)


def test_texts_are_kept_as_every_file_and_database_holds_them(cast: dict[str, User], sheet: Assessment) -> None:
    typed(cast[Role.COORDINATOR], sheet, "1.2", "Dòng một\r\ndòng\0hai\x0b\ud800.", field="explanation")
    assert Line.objects.get(assessment=sheet).explanation == "Dòng một\ndòng hai ."
    # The same text as a form without script and a workbook send it: nothing to write.
    typed(cast[Role.COORDINATOR], sheet, "1.2", "Dòng một\ndòng hai .", field="explanation", version=1)
    assert LineEvent.objects.count() == 1


def test_words_too_long_are_refused_not_cut(cast: dict[str, User], sheet: Assessment) -> None:
    user = ready(cast[Role.COORDINATOR])
    with pytest.raises(NamroError, match="8000"):
        write_words(user, sheet, difficulties="a" * 8001, proposals="", version=sheet.version, at=NOW)
    write_words(user, sheet, difficulties="a" * 8000, proposals=" b\0 ", version=sheet.version, at=NOW)
    sheet.refresh_from_db()
    assert (len(sheet.difficulties), sheet.proposals) == (8000, "b")


def test_two_browsers_of_one_person_see_both_values_too(cast: dict[str, User], sheet: Assessment) -> None:
    typed(cast[Role.COORDINATOR], sheet, "1.2", "1")
    typed(cast[Role.COORDINATOR], sheet, "1.2", "2", version=1)
    with pytest.raises(CellConflict) as refused:
        typed(cast[Role.COORDINATOR], sheet, "1.2", "3", version=1)
    assert [event.new for event in refused.value.theirs] == ["2"]
    assert Line.objects.get(assessment=sheet).claimed == 2


def test_a_form_made_of_another_edition_is_refused_whole(cast: dict[str, User], sheet: Assessment) -> None:
    with pytest.raises(NamroError) as refused:
        fill(ready(cast[Role.COORDINATOR]), sheet, [Cell("1.2", "points", "3", 0)], at=NOW, edition="f" * 16)
    assert refused.value.code == "edition"
    assert not Line.objects.exists()
    fill(ready(cast[Role.COORDINATOR]), sheet, [Cell("1.2", "points", "3", 0)], at=NOW, edition=edition_mark(sheet))
    assert Line.objects.get().claimed == 3


def test_a_version_that_never_was_is_refused(cast: dict[str, User], sheet: Assessment) -> None:
    typed(cast[Role.COORDINATOR], sheet, "1.2", "3")
    with pytest.raises(NamroError, match="Tải lại trang"):
        typed(cast[Role.COORDINATOR], sheet, "1.2", "2", version=99)
    assert Line.objects.get().claimed == 3
