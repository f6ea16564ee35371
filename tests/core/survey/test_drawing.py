"""Draws: the same again bit for bit, whatever the order of the frame; fair; by size."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from namro.core.base.errors import NamroError
from namro.core.survey.drawing import draw, draw_by_size, keys_of, numbers

FRAME = [f"hs-{n}" for n in range(200)]
STRATA = np.array([n % 3 for n in range(200)], dtype=np.int64)


def test_the_same_seed_gives_the_same_rows_for_ever() -> None:
    drawn = draw("12/BB ngày 20/11/2026", keys_of(FRAME), STRATA, [3, 2, 1], reserve=[1, 0, 0])
    assert [[FRAME[at] for at in one.chosen] for one in drawn] == [
        ["hs-153", "hs-24", "hs-9"],
        ["hs-100", "hs-85"],
        ["hs-38"],
    ]
    assert [FRAME[at] for at in drawn[0].reserve] == ["hs-189"]


def test_the_order_of_the_frame_changes_nobody() -> None:
    mixed = np.random.default_rng(1).permutation(200)
    keys = keys_of(FRAME)
    one = draw("a", keys, STRATA, [20, 20, 20])
    other = draw("a", keys[mixed], STRATA[mixed], [20, 20, 20])
    for first, second in zip(one, other, strict=True):
        assert first.chosen.tolist() == mixed[second.chosen].tolist()


def test_a_row_that_goes_moves_only_itself() -> None:
    keys, none = keys_of(FRAME), np.zeros(200, dtype=np.int64)
    (all_of_them,) = draw("a", keys, none, [50])
    gone = int(all_of_them.chosen[10])
    (left,) = draw("a", np.delete(keys, gone), np.delete(none, gone), [49])
    names = np.delete(np.arange(200), gone)
    assert names[left.chosen].tolist() == [at for at in all_of_them.chosen.tolist() if at != gone]


def test_every_row_is_as_likely() -> None:
    keys, none = np.arange(20, dtype=np.uint64), np.zeros(20, dtype=np.int64)
    times = np.zeros(20)
    for seed in range(4000):
        times[draw(str(seed), keys, none, [5])[0].chosen] += 1
    assert np.abs(times / 4000 - 0.25).max() < 5 * (0.25 * 0.75 / 4000) ** 0.5


@given(st.text(min_size=1).filter(lambda text: bool(text.strip())), st.integers(0, 2**63))
def test_neighbouring_keys_have_unrelated_numbers(seed: str, key: int) -> None:
    first, second = numbers(seed, np.array([key, key + 1], dtype=np.uint64))
    assert 8 < bin(int(first) ^ int(second)).count("1") < 56


def test_what_is_refused() -> None:
    keys = keys_of(FRAME)
    with pytest.raises(NamroError, match="hạt giống"):
        draw(" ", keys, STRATA, [1, 1, 1])
    with pytest.raises(NamroError, match="Tầng 2 có 67 dòng, không đủ 60 phiếu và 10 dự phòng"):
        draw("a", keys, STRATA, [1, 60, 1], reserve=[0, 10, 0])
    with pytest.raises(NamroError, match="mã “hs-1” hai lần"):
        keys_of([*FRAME, "hs-1"])
    with pytest.raises(NamroError, match="bằng 0 hoặc âm"):
        draw_by_size("a", keys[:2], [5, 0], 1)
    with pytest.raises(NamroError, match="không đủ 3"):
        draw_by_size("a", keys[:2], [5, 5], 3)


def test_clusters_come_as_often_as_they_are_large() -> None:
    measures = [10, 20, 30, 40]
    times = np.zeros(4)
    for seed in range(6000):
        times[draw_by_size(str(seed), np.arange(4, dtype=np.uint64), measures, 2)] += 1
    wanted = 2 * np.array(measures) / 100
    assert np.abs(times / 6000 - wanted).max() < 0.03


def test_what_is_larger_than_the_step_is_certain() -> None:
    keys = np.arange(5, dtype=np.uint64)
    for seed in range(50):
        drawn = draw_by_size(str(seed), keys, [1000, 10, 10, 10, 10], 3).tolist()
        assert drawn[0] == 0
        assert len(set(drawn)) == 3
    assert sorted(draw_by_size("a", keys, [1, 2, 3, 4, 5], 5).tolist()) == [0, 1, 2, 3, 4]
    assert draw_by_size("a", keys, [1, 2, 3, 4, 5], 0).tolist() == []
