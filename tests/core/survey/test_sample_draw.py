"""A sample from a frame: the same bit for bit, weights that add up, stages, certain clusters, refusals."""

from __future__ import annotations

from collections import Counter, defaultdict
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest

from namro.core.base.errors import NamroError
from namro.core.base.faults import BrokenFile
from namro.core.survey.draw_plan import DrawPlan, Sizing, Stage, plan_of
from namro.core.survey.drawing import chances, draw_by_size, keys_of
from namro.core.survey.frame import Frame, frame_of, read_frame
from namro.core.survey.sample_draw import draw_sample, portioned

#: 3 communes of 4, 5 and 6 villages; the village v of the commune c has 10 · (v + 1) + c people.
PEOPLE = [
    (f"P{c}{v}-{n:03}", f"U{c}", "Tỉnh Ba", f"Xã {c}", f"Thôn {v}", "đất đai" if n % 3 else "hộ tịch")
    for c in range(3)
    for v in range(4 + c)
    for n in range(10 * (v + 1) + c)
]
FRAME = frame_of(PEOPLE)
BY_FIELD = DrawPlan(seed="BB 01/2026", strata=("commune", "group"), sizing=Sizing.GIVEN, given=120)
STAGED = DrawPlan(
    seed="BB 01/2026",
    strata=("province",),
    stages=(Stage("commune", 2), Stage("village", 3)),
    sizing=Sizing.GIVEN,
    given=60,
)
DIGEST = "27749761e45d8d3f5fd2f457d6f044b86689fd42c7c9b0ec90a05d3ece354f5f"


def test_the_draw_is_the_same_for_ever_whatever_the_order_of_the_frame() -> None:
    drawn = draw_sample(FRAME, STAGED)
    assert drawn.digest() == DIGEST
    again = draw_sample(frame_of(list(reversed(PEOPLE))), plan_of(STAGED.plain()))
    assert list(again.lines()) == list(drawn.lines())
    assert draw_sample(FRAME, plan_of(STAGED.plain() | {"seed": "BB 02/2026"})).digest() != DIGEST


def test_rows_at_once_have_the_weight_of_their_stratum() -> None:
    drawn = draw_sample(FRAME, BY_FIELD)
    chosen = [row for row in drawn.rows if not row.reserve]
    sizes = Counter(f"{row[3]} / {row[5]}" for row in PEOPLE)
    assert {told.name: told.population for told in drawn.strata} == sizes
    assert sum(told.drawn for told in drawn.strata) == len(chosen) == 120
    for told in drawn.strata:
        rows = [row for row in chosen if row.stratum == told.name]
        assert {row.weight for row in rows} == {told.population / told.drawn}
        assert {row.fpc for row in rows} == {told.population}
        assert len({row.psu for row in rows}) == told.drawn
    assert sum(row.weight for row in chosen) == pytest.approx(len(PEOPLE))


def test_clusters_carry_the_chances_of_all_stages() -> None:
    drawn = draw_sample(FRAME, STAGED)
    chosen = [row for row in drawn.rows if not row.reserve]
    assert len(chosen) == 60
    assert len({row.psu for row in chosen}) == 2
    assert len({row.cell for row in chosen}) == 6
    assert {row.fpc for row in chosen} == {None}
    assert (drawn.strata[0].clusters, drawn.strata[0].clusters_drawn) == (3, 2)
    assert drawn.lonely == ()
    totals = [
        sum(
            row.weight for row in draw_sample(FRAME, plan_of(STAGED.plain() | {"seed": str(n)})).rows if not row.reserve
        )
        for n in range(60)
    ]
    assert np.mean(totals) == pytest.approx(len(PEOPLE), rel=0.02)


def test_a_certain_cluster_is_a_stratum_of_its_own() -> None:
    rows = [(f"a{n}", "U", "T", "Xã lớn", "", "") for n in range(400)]
    rows += [(f"{c}-{n}", "U", "T", f"Xã {c}", "", "") for c in range(5) for n in range(20)]
    plan = DrawPlan(
        seed="x", strata=("province",), stages=(Stage("commune", 3),), sizing=Sizing.GIVEN, given=90, reserve=Decimal(0)
    )
    drawn = draw_sample(frame_of(rows), plan)
    large = [row for row in drawn.rows if row.stratum == "T / Xã lớn"]
    assert len(large) == len({row.psu for row in large})
    assert {row.fpc for row in large} == {400}
    assert {row.psu for row in drawn.rows if row.stratum == "T"} <= {f"T / Xã {c}" for c in range(5)}
    assert sum(row.weight for row in drawn.rows) == pytest.approx(500)


def test_villages_of_one_name_are_told_apart() -> None:
    plan = DrawPlan(seed="x", strata=("village",), sizing=Sizing.GIVEN, given=2, each=True)
    names = [told.name for told in draw_sample(FRAME, plan).strata]
    assert len(names) == len({row[3:5] for row in PEOPLE})
    assert names[0] == "Tỉnh Ba / Xã 0 / Thôn 0"


def test_a_stratum_left_with_one_psu_is_named() -> None:
    rows = [(f"a{n}", "U", "T", "Xã lớn", "", "") for n in range(400)]
    rows += [(f"{c}-{n}", "U", "T", f"Xã {c}", "", "") for c in range(5) for n in range(20)]
    plan = DrawPlan(seed="x", strata=("province",), stages=(Stage("commune", 2),), sizing=Sizing.GIVEN, given=40)
    assert draw_sample(frame_of(rows), plan).lonely == ("T",)
    alone = DrawPlan(seed="x", strata=("commune",), sizing=Sizing.GIVEN, given=2, each=True)
    one = frame_of([("a", "U", "T", "Xã A", "", ""), ("b", "U", "T", "Xã B", "", ""), ("c", "U", "T", "Xã B", "", "")])
    assert draw_sample(one, alone).lonely == ()  # everybody of it was taken


def test_replacements_come_from_the_same_cell_in_their_order() -> None:
    drawn = draw_sample(FRAME, plan_of(STAGED.plain() | {"reserve": "0.5"}))
    by_cell: dict[tuple[str, bool], list[int]] = defaultdict(list)
    for row in drawn.rows:
        by_cell[row.cell, row.reserve].append(row.number)
        code = drawn.codes[drawn.rows.index(row)]
        assert FRAME.labels["village"][FRAME.codes.index(code)] == row.cell.rpartition(" / ")[2]
    assert all(numbers == list(range(1, len(numbers) + 1)) for numbers in by_cell.values())
    assert sum(row.reserve for row in drawn.rows) >= 25
    assert not {c for c, r in zip(drawn.codes, drawn.rows, strict=True) if r.reserve} & {
        c for c, r in zip(drawn.codes, drawn.rows, strict=True) if not r.reserve
    }


def test_chances_are_those_of_the_draw() -> None:
    measures, size = [5, 10, 40, 20, 25], 3
    odds, keys = chances(measures, size), keys_of(["a", "b", "c", "d", "e"])
    assert odds == [Fraction(1, 6), Fraction(1, 3), 1, Fraction(2, 3), Fraction(5, 6)]
    times = np.zeros(5)
    for seed in range(3000):
        times[draw_by_size(str(seed), keys, measures, size)] += 1
    assert np.abs(times / 3000 - np.array([float(one) for one in odds])).max() < 0.05


@pytest.mark.parametrize(
    ("whole", "shares", "most", "expected"),
    [
        (10, [1, 1, 1], [9, 9, 9], [4, 3, 3]),
        (10, [5, 1, 1], [3, 9, 9], [3, 4, 3]),
        (3, [100, 1, 1], [2, 5, 5], [1, 1, 1]),
        (50, [1, 1], [4, 6], [4, 6]),
    ],
)
def test_portions(whole: int, shares: list[int], most: list[int], expected: list[int]) -> None:
    assert portioned(whole, [Fraction(one) for one in shares], most) == expected


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"seed": " "}, "hạt giống"),
        ({"strata": ["district"]}, "Không có cấp"),
        ({"strata": ["commune"]}, "Một cấp chỉ dùng một lần"),
        ({"strata": ["village"], "stages": [{"level": "commune", "take": 2}]}, "Tầng phải ở trên cụm"),
        ({"stages": [{"level": "village", "take": 2}, {"level": "commune", "take": 2}]}, "từ trên xuống"),
        ({"stages": [{"level": "group", "take": 2}]}, "nơi chốn"),
        ({"stages": [{"level": "commune", "take": 1}]}, "2 cụm"),
        ({"given": 0}, "Ghi số phiếu"),
        ({"reserve": "1.5"}, "dự phòng"),
        ({"given": 3}, "không đủ"),
        ({"given": 5000}, "chỉ có"),
        ({"sizing": "by heart"}, "Kế hoạch rút mẫu thiếu hoặc sai"),
    ],
)
def test_a_plan_that_cannot_be_is_refused(changes: dict[str, object], said: str) -> None:
    with pytest.raises(NamroError, match=said):
        draw_sample(FRAME, plan_of(STAGED.plain() | changes))


def test_a_level_that_the_frame_does_not_know_is_refused() -> None:
    bare = frame_of([(f"hs{n}", "U", "", "Xã A", "", "") for n in range(9)])
    with pytest.raises(NamroError, match="không ghi tỉnh"):
        draw_sample(bare, STAGED)


def test_sizes_hold_for_each_stratum_or_for_all() -> None:
    for_each = DrawPlan(seed="x", strata=("commune",), each=True)
    assert [told.drawn for told in draw_sample(FRAME, for_each).strata] == [80, 112, 143]
    margin = DrawPlan(seed="x", sizing=Sizing.MARGIN, error=Decimal("0.05"), effect=Decimal("1.5"))
    (told,) = draw_sample(FRAME, margin).strata
    assert told.name == "toàn bộ"
    assert told.drawn == 262


def test_a_frame_file_comes_back_as_it_went(tmp_path: Path) -> None:
    path = tmp_path / "khung.csv"
    path.write_text(FRAME.text(), "utf-8")
    read = read_frame(path)
    assert read == FRAME
    assert read.digest() == FRAME.digest()
    path.write_text("code,unit\na,U\n,U\na,U\n", "utf-8")
    with pytest.raises(BrokenFile) as broken:
        read_frame(path)
    assert [fault.line for fault in broken.value.faults] == [3, 4]
    path.write_text("code\n", "utf-8")
    with pytest.raises(BrokenFile, match="không có dòng nào"):
        read_frame(path)
    assert not Frame((), (), {"province": ()}).has("province")
