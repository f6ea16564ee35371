"""Figures and tables: typed, checked, added; text carried over; the tables of states."""

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from namro.core.base.errors import NamroError
from namro.core.base.states import StateTable
from namro.core.reporting.carrying import Mark, carried, marked
from namro.core.reporting.outline import Figure
from namro.core.reporting.reading import shipped_types
from namro.core.reporting.states import CONTRIBUTION, REPORT, Role, State
from namro.core.reporting.values import (
    Value,
    added,
    cells_from,
    changed_since,
    faults_of,
    merged,
    plain_cells,
    plain_value,
    sentences_of,
    share_of,
    totals_of,
    typed_number,
    value_from,
)

D = Decimal
SHARE = Figure(id="share", name="Tỷ lệ", share=True)
COUNT = Figure(id="count", name="Số")
_TABLE = shipped_types()["KSTTHC"].editions[-1].outline.table("table_06")
assert _TABLE is not None
TABLE = _TABLE
ROW = {"online": 70, "direct": 25, "carried_over": 5, "early": 60, "on_time": 20, "late": 2, "open_in_time": 17}


def cells(**changes: int) -> dict[str, dict[str, Decimal]]:
    return {"Hộ tịch": {name: D(number) for name, number in {**ROW, "open_late": 1, **changes}.items()}}


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1.204", D(1204)),
        ("58,5", D("58.5")),
        (" 12 ", D(12)),
        ("", None),
        ("1.234.567", D(1234567)),
        ("8.5", D("8.5")),
    ],
)
def test_numbers_as_people_type_them(text: str, number: Decimal | None) -> None:
    assert typed_number(text, "Hồ sơ") == number


@pytest.mark.parametrize("text", ["mười", "1/2", "-3", "9" * 20, "=1+1", "0," + "1" * 5000, "1e9", "NaN"])
def test_what_is_no_number_is_named(text: str) -> None:
    with pytest.raises(NamroError, match="Hồ sơ tiếp nhận"):
        typed_number(text, "Hồ sơ tiếp nhận")


def test_table_06_agrees_when_received_is_handled_and_open() -> None:
    assert list(faults_of(TABLE, cells())) == []
    assert list(faults_of(TABLE, cells(late=3))) == [
        "Hộ tịch: Tổng tiếp nhận bằng đã giải quyết cộng đang giải quyết; đang ghi 100 và 101. "
        "Sửa số hoặc ghi rõ lý do."
    ]


def test_what_was_carried_over_is_what_was_open_before() -> None:
    before = {"hộ  tịch": {"open_in_time": D(4), "open_late": D(2)}}
    assert "đang ghi 5 và 6" in next(iter(faults_of(TABLE, cells(), before)))
    assert list(faults_of(TABLE, cells(), {"Đất đai": {"open_late": D(2)}})) == []


def test_tables_are_added_cell_by_cell() -> None:
    found = added([cells(), {"HỘ TỊCH": {"online": D(30)}, "Đất đai": {"online": D(1)}}])
    assert found["Hộ tịch"]["online"] == 100
    assert totals_of(found)["online"] == 101


def test_shares_are_merged_by_their_parts_never_as_a_mean() -> None:
    found = merged(SHARE, [share_of(D(1), D(1)), share_of(D(0), D(3)), Value()])
    assert found.value == 25
    assert found.words(SHARE) == "25% (1/4)"
    assert merged(COUNT, [Value(value=D(2)), Value(), Value(value=D(3))]).value == 5
    assert not merged(SHARE, [Value(value=D(50)), share_of(D(1), D(2))]).known, "a share without its parts"
    assert not merged(Figure(id="s", name="Điểm", adds=False), [Value(value=D(2))]).known


def test_nothing_to_divide_by_is_no_share() -> None:
    assert not share_of(D(0), D(0)).known
    assert Value().words(SHARE) == ""


def test_a_sentence_needs_all_its_figures() -> None:
    figures = {"count": COUNT, "share": SHARE}
    says = ["Có {count} việc.", "Đạt {share}."]
    assert list(sentences_of(says, figures, {"count": Value(value=D(1204))})) == ["Có 1.204 việc."]


def test_figures_are_kept_as_they_were() -> None:
    value = share_of(D(14), D(16), origin="Việc đã giao", url="/bang")
    assert value_from(plain_value(value)) == value
    assert cells_from(plain_cells(cells())) == cells()
    assert changed_since([SHARE], {"share": value}, {"share": value}) == ()
    (changed,) = changed_since([SHARE, COUNT], {"share": value}, {"share": share_of(D(15), D(16))})
    assert (changed.then.words(SHARE), changed.now.words(SHARE)) == ("87,5% (14/16)", "93,75% (15/16)")


def test_carried_text_shows_what_is_old_what_is_gone_and_what_is_new() -> None:
    found = marked("Đã ban hành 3 văn bản. Không có vướng mắc.", "Đã ban hành 5 văn bản. Không có vướng mắc.")
    assert [(piece.mark, piece.text) for piece in found] == [
        (Mark.OLD, "Đã ban hành "),
        (Mark.GONE, "3"),
        (Mark.NEW, "5"),
        (Mark.OLD, " văn bản. Không có vướng mắc."),
    ]


@pytest.mark.parametrize(
    ("before", "now", "kept", "sentences"),
    [
        ("Một việc. Hai việc.", "Một việc. Ba việc.", 1, 2),
        ("Một việc.\nHai việc.", "Một  việc. Hai việc.", 2, 2),
        ("Đạt 58.5 điểm.", "Đạt 58.5 điểm.", 1, 1),
        ("", "Mới.", 0, 1),
        ("Cũ.", "", 0, 0),
    ],
)
def test_sentences_that_stand_as_they_stood_are_counted(before: str, now: str, kept: int, sentences: int) -> None:
    found = carried(before, now)
    assert (found.kept, found.sentences) == (kept, sentences)
    assert found.untouched is (0 < sentences == kept)


def test_only_the_leader_approves_and_only_what_was_sent_is_received() -> None:
    with pytest.raises(NamroError, match="Chỉ lãnh đạo"):
        REPORT.after(State.SUBMITTED, "approve", {Role.COORDINATOR})
    with pytest.raises(NamroError, match="Chỉ ghi đã nhận khi “Đã gửi”"):
        REPORT.after(State.APPROVED, "receive", {Role.UPPER})
    with pytest.raises(NamroError, match="cần bổ sung gì"):
        REPORT.after(State.SENT, "send_back", {Role.UPPER}, said=" ")
    assert REPORT.after(State.SENT, "send_back", {Role.UPPER}, said="Thiếu biểu") == State.WRITING
    assert CONTRIBUTION.acts_open(CONTRIBUTION.acts[0].sources[0], {Role.OWNER}) == ("give",)


@pytest.mark.parametrize("table", [REPORT, CONTRIBUTION])
def test_the_diagrams_of_the_page_are_made_from_the_tables(table: StateTable[Any, Any]) -> None:
    page = (Path(__file__).parents[3] / "docs" / "reports.md").read_text("utf-8")
    assert f"```mermaid\n{table.diagram()}\n```" in page, table.diagram()
