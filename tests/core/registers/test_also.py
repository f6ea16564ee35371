"""Records kept elsewhere as rows of a register: the key `also`, its faults, and what a record says as a row."""

from __future__ import annotations

import pytest

from namro.core.base.faults import BrokenFile
from namro.core.registers import Known, Type, check_row, shown
from tests.core.registers.small import TEXT, small

ALSO = (
    "also: {source: tasks_from_above, column: viec, fills: {text: ten, state: buoc},"
    " states: {open: cho, early: roi, on_time: roi, late: roi}}\n"
)
COLUMN = "  - {code: viec, title: Việc, type: record, indexed: true}\n"
WHOLE = TEXT.replace("columns:\n", f"{ALSO}columns:\n{COLUMN}", 1)


def test_a_record_becomes_a_row() -> None:
    register = small(WHOLE)
    assert register.also is not None
    assert register.also.row({"text": "Báo cáo", "state": "early", "owner": "|An"}) == {"ten": "Báo cáo", "buoc": "roi"}
    assert small().also is None


def test_a_row_names_a_record_by_what_the_form_offers() -> None:
    register = small(WHOLE)
    known = Known(records={"báo cáo quý": (("17", "Báo cáo quý"),)})
    typed = {"ngay": "01/02/2026", "ten": "A", "viec": "Báo cáo quý"}
    checked = check_row(register, typed, known)
    assert (checked.values["viec"], checked.faults) == ("17|Báo cáo quý", {})
    assert register.column("viec").type is Type.RECORD
    assert shown(register.column("viec"), "17|Báo cáo quý") == "Báo cáo quý"
    kept = check_row(register, typed, Known(), checked.values)
    assert kept.values["viec"] == "17|Báo cáo quý", "a record that is gone stays named"
    assert "không có việc “Báo cáo năm”" in check_row(register, {**typed, "viec": "Báo cáo năm"}, known).faults["viec"]


@pytest.mark.parametrize(
    ("was", "now", "told"),
    [
        (ALSO, "", "cột “viec” là record nhưng tệp không có also"),
        ("column: viec", "column: ten", "“ten” phải là một cột type: record"),
        (", type: record, indexed: true", ", type: record", "phải là cột record duy nhất và có indexed: true"),
        ("text: ten", "text: tne", "không có cột “tne”"),
        ("text: ten", "texts: ten", "không có khóa “texts”"),
        ("tasks_from_above", "tasks_from_abov", "Có phải “tasks_from_above”?"),
        ("late: roi", "late: xong", "“xong” không có trong bộ quy tắc"),
        (", late: roi", "", "late"),
    ],
)
def test_faults_of_also_are_told(was: str, now: str, told: str) -> None:
    assert was in WHOLE
    with pytest.raises(BrokenFile) as broken:
        small(WHOLE.replace(was, now, 1))
    assert told in broken.value.message
