"""The maker of mutants: what it changes, and what it leaves alone."""

from __future__ import annotations

from random import Random
from typing import Any

import pytest

from tests.documents.mutants import KINDS, mutants

TEXT = """KẾ HOẠCH

I. KẾT QUẢ

1. Nhận xét

**Nhiệm vụ số 1: Chỉ đạo: đạt 1/2 điểm**

1.1. Ban hành kế hoạch năm của xã, phân công cụ thể từng việc cho từng người: đạt 1/2 điểm, trừ 0,5 điểm

Biện pháp khắc phục: Giao đ/c Thắm ban hành kế hoạch trước ngày 10/4/2026.

| TT | Nhiệm vụ | Sản phẩm | Tiến độ |
|---|---|---|---|
| I | CHỈ ĐẠO | | |
| 1 | Họp | Biên bản | Hằng tháng |
"""
TRUTH: dict[str, Any] = {
    "criteria": [{"id": "1", "name": "Chỉ đạo"}, {"id": "1.1", "parent": "1"}, {"id": "A.I", "name": "CHỈ ĐẠO"}],
    "deductions": [{"criterion": "1.1", "reason": "minh chứng thiếu"}],
    "tasks": [{"text": "Giao đ/c Thắm ban hành kế hoạch", "lead": ["Thắm"]}],
}


def by_kind(seed: int) -> dict[str, Any]:
    return {mutant.kind: mutant for mutant in mutants(TEXT, TRUTH, seed=seed)}


def test_the_same_seed_gives_the_same_mutants() -> None:
    assert by_kind(3) == by_kind(3)
    assert by_kind(3) != by_kind(4)


def test_the_truth_handed_in_stays_as_it_is() -> None:
    list(mutants(TEXT, TRUTH, seed=1))
    assert TRUTH["criteria"][1] == {"id": "1.1", "parent": "1"}


def test_renumbering_shows_in_text_and_truth_alike() -> None:
    mutant = by_kind(1)["renumbered"]
    ids = [criterion["id"] for criterion in mutant.truth["criteria"]]
    field = int(ids[0])
    assert 2 <= field <= 4
    assert ids[1] == f"{field}.1"
    assert mutant.truth["criteria"][1]["parent"] == mutant.truth["deductions"][0]["criterion"].partition(".")[0]
    assert f"Nhiệm vụ số {field}: " in mutant.text
    assert f"\n{field}.1. Ban hành" in mutant.text
    assert "\n1. Nhận xét" in mutant.text
    assert f"| {ids[2].removeprefix('A.')} | CHỈ ĐẠO" in mutant.text


def test_columns_move_together() -> None:
    rows = [line for line in by_kind(1)["columns"].text.splitlines() if line.startswith("|")]
    head, _, _, task = [[cell.strip() for cell in row.strip("|").split("|")] for row in rows]
    assert head[0] == "TT"
    assert head != ["TT", "Nhiệm vụ", "Sản phẩm", "Tiến độ"]
    assert dict(zip(head, task, strict=True)) == {
        "TT": "1",
        "Nhiệm vụ": "Họp",
        "Sản phẩm": "Biên bản",
        "Tiến độ": "Hằng tháng",
    }


def test_noise_never_touches_digits() -> None:
    noisy = KINDS["ocr"](TEXT * 20, TRUTH, Random(5))[0]
    assert [c for c in noisy if c.isdigit()] == [c for c in TEXT * 20 if c.isdigit()]
    assert noisy != TEXT * 20


def test_split_lines_lose_no_word() -> None:
    for seed in range(20):
        for mutant in mutants(TEXT, TRUTH, seed=seed):
            if mutant.kind == "split":
                assert mutant.text.split() == TEXT.split()
                return
    pytest.fail("no line was split in twenty tries")


def test_synonyms_are_used_in_the_truth_too() -> None:
    said = {
        m.truth["tasks"][0]["text"] for s in range(20) for m in mutants(TEXT, TRUTH, seed=s) if m.kind == "synonyms"
    }
    assert said == {"Giao đ/c Thắm ban hành kế hoạch", "Phân công đồng chí Thắm ban hành kế hoạch"}
