"""Results that come back: rows of a reading on the nodes of an edition."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from namro.core.assessment.results import lowered, results_from
from namro.core.framework.model import Adjustment, Framework, Item
from namro.core.framework.rules import PerOccurrence
from namro.core.printed.items import Criterion, IndexResult, Question, Reading
from tests.core.invented_score_sheet import edition_of, suoi_may_sheet
from tests.core.invented_sheet import criterion, lost

SHEET = suoi_may_sheet()
EDITION: Framework = edition_of(SHEET)
CRITERIA = (
    criterion("1", "Chỉ đạo, điều hành cải cách hành chính", "4/5"),
    criterion("1.1", "Ban hành kế hoạch cải cách hành chính năm và kế hoạch tuyên truyền đúng thời hạn", "2/2"),
    criterion("1.2", "Thực hiện chế độ báo cáo định kỳ", "0,5/1,5"),
    criterion("1.3", "Kiểm tra công tác cải cách hành chính", "1,5/1,5"),
    criterion("2", "Cải cách thủ tục hành chính", "5,75/6"),
    criterion("2.1", "Tỷ lệ hồ sơ giải quyết đúng hạn", "3,75/4"),
    criterion("2.2", "Rà soát thủ tục hành chính", "1/1"),
    criterion("2.3", "Công khai thủ tục hành chính", "1/1"),
    criterion("3", "Mức độ hài lòng của người dân, tổ chức", "2,5/3"),
    criterion("3.1", "Hài lòng về sự phục vụ hành chính", "2,5/3"),
)
TOTAL = IndexResult(index="CCHC", value=Decimal("12.25"), max=Decimal(14), unit="điểm")
READING = Reading(
    doc_id="ket-qua",
    criteria=CRITERIA,
    index_results=(TOTAL,),
    deductions=(lost("1.2", "1", "Thiếu báo cáo quý II"), lost("1.2/b", "0,5", "Gửi muộn", at="1.2")),
)


def reading(**changes: Criterion) -> Reading:
    """The reading with criteria changed, by "c1_2" for 1.2."""
    by_id = {name[1:].replace("_", "."): made for name, made in changes.items()}
    return replace(READING, criteria=tuple(by_id.get(c.id, c) for c in CRITERIA))


def test_rows_with_reasons_and_totals() -> None:
    found = results_from(READING, EDITION)
    assert {node: row.points for node, row in found.rows.items()} == {c.id: c.achieved for c in CRITERIA}
    assert found.rows["1.2"].reason == "Thiếu báo cáo quý II; Gửi muộn"
    assert (found.printed_total, found.computed_total) == (Decimal("12.25"), Decimal("12.25"))
    assert (found.unmatched, found.missing, found.faults) == ((), (), ())
    assert lowered(SHEET, found) == {"1.2": Decimal("0.5")}


def test_other_numbers_are_found_by_their_name() -> None:
    found = results_from(reading(c2_3=replace(CRITERIA[7], id="2.4")), EDITION)
    assert found.rows["2.3"].points == 1
    assert found.missing == ()


def test_a_number_with_another_name_is_not_taken() -> None:
    stranger = replace(CRITERIA[7], name="Ứng dụng công nghệ thông tin")
    found = results_from(reading(c2_3=stranger), EDITION)
    assert found.unmatched == (stranger,)
    assert found.missing == ("2.3",)


def test_the_exact_name_outweighs_a_number_with_a_similar_one() -> None:
    """The province left one criterion out and counts on: 2.2 is printed where the edition has 2.3."""
    two, three = CRITERIA[6], CRITERIA[7]
    found = results_from(reading(c2_2=replace(three, id="2.2"), c2_3=replace(two, id="2.3")), EDITION)
    assert found.rows["2.2"].points == two.achieved
    assert found.rows["2.3"].points == three.achieved
    assert found.unmatched == ()


def test_one_name_under_two_parents_is_told_apart_by_the_parent() -> None:
    twice = tuple(replace(row, name="Kế hoạch") if row.node_id in ("1.1", "2.3") else row for row in SHEET.rows)
    edition = edition_of(suoi_may_sheet(rows=twice))
    printed = {"c1_1": ("1/a", "0,5/2", "1"), "c2_3": ("2/b", "1/1", "2")}
    changes = {key: replace(criterion(n, "Kế hoạch", p), parent=above) for key, (n, p, above) in printed.items()}
    found = results_from(reading(**changes), edition)
    assert (found.rows["1.1"].points, found.rows["2.3"].points) == (Decimal("0.5"), 1)


def test_totals_that_do_not_add_up_are_told_beside_each_other() -> None:
    found = results_from(reading(c1_3=criterion("1.3", CRITERIA[3].name, "1/1,5")), EDITION)
    assert (found.printed_total, found.computed_total) == (Decimal("12.25"), Decimal("11.75"))
    assert [str(fault) for fault in found.faults] == [
        "mục “1”: văn bản in 4, cộng các mục con được 3,5. Hãy đối chiếu từng mục con.",
        "tổng điểm in 12,25, cộng các tiêu chí được 11,75. Hãy đối chiếu từng tiêu chí với văn bản.",
    ]


def test_only_lowered_criteria_printed_leave_the_sum_to_the_parents() -> None:
    found = results_from(replace(READING, criteria=tuple(c for c in CRITERIA if c.id not in ("1.1", "2.1"))), EDITION)
    assert found.missing == ("1.1", "2.1")
    assert found.computed_total == Decimal("12.25")


def test_faults_of_single_rows() -> None:
    found = results_from(
        reading(
            c1_1=criterion("1.1", CRITERIA[1].name, "2,5/2"),
            c1_3=criterion("1.3", CRITERIA[3].name, "1,5/2"),
            c2_1=criterion("2.1", CRITERIA[5].name, "?/4", "0,25"),
            c2_2=criterion("2.2", CRITERIA[6].name, "?/1"),
            c2_3=replace(CRITERIA[7], second_value=Decimal("0.5")),
        ),
        EDITION,
    )
    told = [str(fault) for fault in found.faults]
    assert "mục “1.1”: điểm in 2,5 lớn hơn điểm tối đa 2. Hãy đối chiếu văn bản." in told
    assert any(line.startswith("mục “1.3”: văn bản in điểm tối đa 2, bộ tiêu chí là 1,5.") for line in told)
    assert "mục “2.2”: có trong văn bản nhưng không đọc được điểm. Hãy nhập tay." in told
    assert "mục “2.3”: văn bản in thêm điểm 0,5. Hãy chọn điểm được công nhận." in told
    assert found.rows["2.1"].points == Decimal("3.75")
    assert found.missing == ("2.2",)


def item(key: str, name: str, most: str | None = None) -> Item:
    rule = PerOccurrence(input="x", points=Decimal(1))
    return Item(id=key, name=name, rule=rule, max=None if most is None else Decimal(most))


#: The edition with bonus and penalty items; one name has figures in it, one stands in another.
WITH_ITEMS = replace(
    EDITION,
    bonus=Adjustment(
        items=(
            item("T1", "Sáng kiến được tỉnh công nhận", "1"),
            item("T2", "Việc sớm hạn từ 30 %, không việc nào trễ"),
            item("T3", "Khen thưởng"),
            item("T4", "Khen thưởng của Thủ tướng"),
        ),
        cap=Decimal(2),
    ),
    penalty=Adjustment(items=(item("P1", "Chậm báo cáo theo yêu cầu"),)),
)


def outside(text: str) -> Question:
    """A sentence that the reader only asks about."""
    return Question(kind="points", where="3.1", found=text, message="…")


def with_lines(*texts: str, rows: tuple[Criterion, ...] = (), total: str = "12.25") -> Reading:
    index = replace(TOTAL, value=Decimal(total))
    lines = tuple(map(outside, texts))
    return replace(READING, criteria=CRITERIA + rows, questions=lines, index_results=(index,))


def test_bonus_and_penalty_rows_of_a_table_are_found_by_name() -> None:
    """The table counts them on as parts of the criterion above."""
    rows = (
        criterion("3.1/a", "Sáng kiến được tỉnh công nhận", "0,5/1"),
        replace(criterion("3.1/b", "Điểm trừ: Chậm báo cáo theo yêu cầu", "?/?", "-0,25"), note="Quý III"),
    )
    found = results_from(with_lines(rows=rows, total="12.5"), WITH_ITEMS)
    assert found.rows["T1"].points == Decimal("0.5")
    assert (found.rows["P1"].points, found.rows["P1"].reason) == (Decimal("0.25"), "Quý III")
    assert (found.unmatched, found.lines) == ((), ())
    assert found.faults == ()  # 12.25 + 0.5 − 0.25


@pytest.mark.parametrize(
    ("line", "points"),
    [
        ("Điểm thưởng: Sáng kiến được tỉnh công nhận: 0,5 điểm", {"T1": "0.5"}),
        ("Điểm cộng: Việc sớm hạn từ 30 %, không việc nào trễ: 1,5", {"T2": "1.5"}),
        ("Điểm thưởng: Khen thưởng của Thủ tướng: 1/2 điểm", {"T4": "1"}),
        ("Điểm thưởng: khen thưởng 1 điểm", {"T3": "1"}),
        ("Điểm phạt: Chậm báo cáo theo yêu cầu, 2 lần: trừ 0,5 điểm", {"P1": "0.5"}),
    ],
)
def test_a_sentence_names_its_item(line: str, points: dict[str, str]) -> None:
    found = results_from(with_lines(line), WITH_ITEMS)
    own = {key: str(row.points) for key, row in found.rows.items() if key in {"T1", "T2", "T3", "T4", "P1"}}
    assert own == points
    assert found.lines == ()


def test_what_names_no_item_is_listed_for_a_person() -> None:
    lines = ("Điểm thưởng: 1,5 điểm", "Điểm cộng: 1 điểm do có mô hình hay")
    found = results_from(with_lines(*lines), WITH_ITEMS)
    assert found.lines == lines
    assert not {"T1", "T2", "T3", "T4", "P1"} & set(found.rows)
    stranger = criterion("3.1/a", "Được tặng cờ", "1/1")
    assert results_from(with_lines(rows=(stranger,)), WITH_ITEMS).unmatched == (stranger,)


def test_an_item_with_two_figures_or_too_many_points_is_asked_about() -> None:
    two = "Điểm thưởng: Sáng kiến được tỉnh công nhận: 0,5 điểm; 0,25 điểm"
    found = results_from(with_lines(two), WITH_ITEMS)
    assert "T1" not in found.rows
    assert f"mục “T1”: “{two}”: không đọc được một số điểm. Hãy nhập tay." in [str(one) for one in found.faults]
    found = results_from(with_lines("Điểm thưởng: Sáng kiến được tỉnh công nhận: 3 điểm"), WITH_ITEMS)
    told = [str(one) for one in found.faults]
    assert "mục “T1”: điểm in 3 lớn hơn điểm tối đa 1. Hãy đối chiếu văn bản." in told


def test_nothing_read_is_nothing_matched() -> None:
    found = results_from(Reading(doc_id="trong"), EDITION)
    assert (found.rows, found.computed_total, len(found.missing)) == ({}, None, 7)
