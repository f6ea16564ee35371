"""Rows through their acts: who may, what is refused, two people at once, removal with a reason, proof, history."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from namro.apps.library import actions as library
from namro.apps.library import attachments
from namro.apps.library.models import Evidence, EvidenceFile
from namro.apps.people.models import AuditEntry, Role, Unit, User
from namro.apps.registers import actions
from namro.apps.registers.actions import Conflict, RowRefused
from namro.apps.registers.models import RegisterKey, RegisterRow, RegisterTally, RowEvent
from namro.core.base.clock import system_clock
from namro.core.base.errors import NamroError
from namro.core.registers.rows import typed_again
from tests.apps.registers.rows import (
    INSPECTIONS,
    added,
    colleagues,
    home,
    inspected,
    inspection,
    register_of,
    spelt,
    standing,
    today,
)

LETTER = {
    "so_ky_hieu": "12/BC-UBND",
    "ngay_van_ban": f"{today():%d/%m/%Y}",
    "loai": "Báo cáo",
    "trich_yeu": "Báo cáo tháng",
    "noi_nhan": "Sở Nội vụ",
    "ky_so": "Chưa ký số",
    "gui_giay": "Không",
}


def letter(cast: dict[str, User], **others: str) -> RegisterRow:
    coordinator = cast[Role.COORDINATOR]
    return added(coordinator, "van-ban-di", LETTER | {"nguoi_ky": spelt(cast[Role.LEADER])} | others)


def changed(user: User, row: RegisterRow, version: int, **others: str) -> RegisterRow:
    register = register_of(row.register)
    typed = typed_again(register, row.data) | others
    return actions.change_row(standing(user), register, row, typed, version=version, at=system_clock())


def evidence(unit: int, user: User) -> Evidence:
    made = Evidence.objects.create(unit_id=unit, year=today().year, made_by=user, made_at=system_clock())
    EvidenceFile.objects.create(
        evidence=made, version=1, name="a.pdf", sha256="a" * 64, by=user, at=system_clock(), changed_at=system_clock()
    )
    return made


def test_a_row_gets_number_keys_history_tally_and_one_line_of_the_record(cast: dict[str, User]) -> None:
    person = colleagues(home())[0]
    row = inspected(cast[Role.OFFICER], person)
    assert (row.seq, row.version, row.date, row.lacks_proof) == (1, 1, today(), True)
    assert RegisterKey.objects.filter(row=row, column="nguoi", value=f"|{person.pk}").exists()
    assert list(row.events.values_list("kind", "by")) == [("made", cast[Role.OFFICER].pk)]
    tally = RegisterTally.objects.get(register=INSPECTIONS, unit=home(), year=today().year)
    assert (tally.rows, tally.lacking, tally.bases["so_luot"]) == (1, 1, "1")
    line = AuditEntry.objects.get(act=AuditEntry.Act.REGISTER_ROW_ADDED)
    assert (line.subject, line.unit_id) == (f"register:{row.code}", home())
    assert person.full_name in line.note


def test_faults_stand_beside_their_columns_and_nothing_is_written(cast: dict[str, User]) -> None:
    with pytest.raises(RowRefused) as refused:
        added(cast[Role.OFFICER], INSPECTIONS, inspection("Không Ai Cả", ket_qua="tuyệt vời"))
    assert set(refused.value.faults) == {"nguoi", "ket_qua"}
    assert not RegisterRow.objects.exists()
    assert not RegisterTally.objects.exists()


@pytest.mark.parametrize("role", [Role.WATCHER, Role.APPRAISER, Role.COUNCIL, Role.ADMIN, Role.ENUMERATOR])
def test_who_does_not_write_the_register_is_told_who_does(cast: dict[str, User], role: Role) -> None:
    with pytest.raises(PermissionDenied, match="Sổ này do công chức, đầu mối cải cách hành chính, lãnh đạo"):
        inspected(cast[role], colleagues(home())[0])


def test_another_commune_is_not_written_for(cast: dict[str, User]) -> None:
    elsewhere = Unit.objects.get(code="tinh-van-son").pk
    with pytest.raises(PermissionDenied):
        actions.add_row(
            standing(cast[Role.OFFICER]), register_of(INSPECTIONS), elsewhere, inspection("x"), at=system_clock()
        )


def test_a_unique_value_is_refused_with_the_row_that_has_it(cast: dict[str, User]) -> None:
    first = letter(cast)
    with pytest.raises(RowRefused, match=f"đã có ở dòng số 1 năm {today().year}"):
        letter(cast, so_ky_hieu="12/bc-ubnd")
    register = register_of("van-ban-di")
    coordinator = cast[Role.COORDINATOR]
    actions.remove_row(coordinator, register, first, why="ghi nhầm", at=system_clock())
    second = letter(cast)
    assert second.seq == 2
    with pytest.raises(RowRefused):
        actions.restore_row(coordinator, register, first, at=system_clock())


def test_two_people_who_change_different_columns_both_stand(cast: dict[str, User]) -> None:
    row = letter(cast)
    before = RegisterRow.objects.get(pk=row.pk)
    changed(cast[Role.COORDINATOR], before, 1, trich_yeu="Báo cáo quý")
    merged = changed(cast[Role.COORDINATOR], before, 1, noi_nhan="Sở Tư pháp")
    assert (merged.data["trich_yeu"], merged.data["noi_nhan"], merged.version) == ("Báo cáo quý", "Sở Tư pháp", 3)


def test_two_people_who_change_one_column_are_shown_both_values(cast: dict[str, User]) -> None:
    row = letter(cast)
    before = RegisterRow.objects.get(pk=row.pk)
    changed(cast[Role.COORDINATOR], before, 1, trich_yeu="Báo cáo quý", noi_nhan="Sở Y tế")
    with pytest.raises(Conflict) as conflict:
        changed(cast[Role.COORDINATOR], before, 1, trich_yeu="Báo cáo năm")
    (clash,) = conflict.value.clashes
    assert (clash.column, clash.theirs, clash.mine) == ("trich_yeu", "Báo cáo quý", "Báo cáo năm")
    assert conflict.value.merged["noi_nhan"] == "Sở Y tế"
    assert RegisterRow.objects.get(pk=row.pk).data["trich_yeu"] == "Báo cáo quý"


def test_a_row_that_moves_to_another_year_is_counted_there(cast: dict[str, User]) -> None:
    row = letter(cast)
    last = date(today().year - 1, 12, 31)
    moved = changed(cast[Role.COORDINATOR], row, 1, ngay_van_ban=f"{last:%d/%m/%Y}")
    tallies = RegisterTally.objects.filter(register="van-ban-di").order_by("year")
    assert [(tally.year, tally.rows) for tally in tallies] == [(last.year, 1), (today().year, 0)]
    assert moved.seq == 1


def test_saving_what_stands_changes_nothing(cast: dict[str, User]) -> None:
    row = letter(cast)
    assert changed(cast[Role.COORDINATOR], row, 1).version == 1
    assert row.events.count() == 1


def test_removal_asks_for_a_reason_and_keeps_the_row(cast: dict[str, User]) -> None:
    officer = cast[Role.OFFICER]
    row = inspected(officer, colleagues(home())[0])
    register = register_of(INSPECTIONS)
    with pytest.raises(NamroError, match="Chưa ghi lý do"):
        actions.remove_row(officer, register, row, why="  ", at=system_clock())
    removed = actions.remove_row(officer, register, row, why="ghi trùng", at=system_clock())
    assert (removed.removed_why, removed.data) == ("ghi trùng", row.data)
    assert not RegisterKey.objects.filter(row=row).exists()
    with pytest.raises(NamroError, match="đã bỏ rồi"):
        actions.remove_row(officer, register, row, why="nữa", at=system_clock())
    with pytest.raises(NamroError, match="Lấy lại rồi mới sửa"):
        changed(officer, removed, 2, noi_dung="khác")
    restored = actions.restore_row(officer, register, removed, at=system_clock())
    assert restored.removed_at is None
    assert list(row.events.values_list("kind", flat=True).order_by("id")) == ["made", "removed", "restored"]


def test_proof_counts_and_takes_the_mark_away(cast: dict[str, User]) -> None:
    officer = standing(cast[Role.OFFICER])
    row = inspected(officer, colleagues(home())[0])
    register = register_of(INSPECTIONS)
    paper = evidence(home(), officer)
    for _again in range(2):
        actions.attach_proof(officer, register, row, paper, at=system_clock())
    row.refresh_from_db()
    assert (row.proofs, row.lacks_proof) == (1, False)
    assert RegisterTally.objects.get(register=INSPECTIONS).lacking == 0
    actions.detach_proof(officer, register, row, paper, at=system_clock())
    row.refresh_from_db()
    assert (row.proofs, row.lacks_proof) == (0, True)
    assert row.events.filter(kind__in=[RowEvent.Kind.PROVED, RowEvent.Kind.UNPROVED]).count() == 2


def test_proof_of_another_unit_is_refused(cast: dict[str, User]) -> None:
    officer = cast[Role.OFFICER]
    row = inspected(officer, colleagues(home())[0])
    foreign = evidence(Unit.objects.get(code="tinh-van-son").pk, officer)
    with pytest.raises(NamroError, match="không có trong thư viện của đơn vị"):
        actions.attach_proof(officer, register_of(INSPECTIONS), row, foreign, at=system_clock())


def test_the_library_says_which_row_a_piece_proves_and_keeps_it(cast: dict[str, User]) -> None:
    officer = standing(cast[Role.OFFICER])
    row = inspected(officer, colleagues(home())[0])
    paper = evidence(home(), officer)
    actions.attach_proof(officer, register_of(INSPECTIONS), row, paper, at=system_clock())
    keeper = attachments.keeper()
    assert keeper is not None
    (place,) = keeper.places(officer, [paper.pk])[paper.pk]
    assert place.url == f"/so/{INSPECTIONS}/{row.code}"
    with pytest.raises(NamroError, match=f"đang gắn vào dòng 1/{today().year} của sổ"):
        library.remove(officer, paper, at=system_clock())
    actions.detach_proof(officer, register_of(INSPECTIONS), row, paper, at=system_clock())
    assert library.remove(officer, paper, at=system_clock()).removed_at is not None
