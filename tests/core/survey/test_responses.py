"""Answers from files: what counts as an answer, and what is said of bad rows."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from namro.core.base.errors import NamroError
from namro.core.base.faults import BrokenFile
from namro.core.survey.answers import Sample
from namro.core.survey.reading import parse_instrument
from namro.core.survey.responses_csv import read_responses
from tests.core.survey.test_instruments import GOOD

INSTRUMENT = parse_instrument(GOOD)


def read(folder: Path, text: str) -> Sample:
    path = folder / "phieu.csv"
    path.write_text(text, "utf-8")
    return read_responses(path, INSTRUMENT)


def test_columns_stand_in_any_order_and_others_are_passed_over(tmp_path: Path) -> None:
    found = read(tmp_path, "q3,ghi chú,unit,q1,q2\n5,x,B,1,\n9,y,A,4.0, 2 \n")
    assert found.units == ("A", "B")
    assert found.unit.tolist() == [1, 0]
    assert {code: found.answers[code].tolist() for code in ("q1", "q2", "q3")} == {
        "q1": [1, 4],
        "q2": [0, 2],
        "q3": [5, 0],
    }
    assert found.weight.tolist() == [1, 1]
    assert found.psu.tolist() == [0, 1], "each row is a PSU"
    assert np.isnan(found.fpc).all()


def test_codes_of_psus_count_inside_their_stratum(tmp_path: Path) -> None:
    head = "unit,q1,q2,q3,stratum,psu,weight,fpc\n"
    found = read(tmp_path, head + "A,1,1,1,n,1,2,10\nA,1,1,1,m,1,2,7\nA,1,1,1,n,2,0,10\nA,1,1,1,n,1,1,10\n")
    assert found.psu.tolist() == [0, 2, 1, 0]
    assert found.psus_of_strata.tolist() == [2, 1]
    assert found.fpc.tolist() == [10, 7]


ROW = "unit,q1,q2,q3\n"
DESIGN = "unit,q1,q2,q3,stratum,psu,weight,fpc\n"
BAD = {
    "no column": ("unit,q1,q2\nA,1,1\n", "thiếu cột q3"),
    "semicolons": ("unit;q1;q2;q3\n", "dấu chấm phẩy"),
    "a column twice": ("unit,q1,q1,q2,q3\n", "ghi hai lần"),
    "off the scale": (ROW + "A,1,1,6\n", "dòng 2: q3: “6” ngoài thang. Viết 1 đến 5, để trống, hoặc 9."),
    "zero": (ROW + "A,1,0,1\n", "q2: “0” ngoài thang"),
    "between two": (ROW + "A,1,2.5,1\n", "q2: “2.5” ngoài thang"),
    "words": (ROW + "A,tốt,1,1\n", "q1: “tốt” ngoài thang"),
    "no unit": (ROW + ",1,1,1\n", "thiếu tên đơn vị"),
    "too many cells": (ROW + "A,1,1,1,7\n", "thừa cột"),
    "no weight": (DESIGN + "A,1,1,1,s,p,,9\n", "weight: để trống"),
    "negative weight": (DESIGN + "A,1,1,1,s,p,-1,9\n", "weight: “-1” không dùng được"),
    "weight without end": (DESIGN + "A,1,1,1,s,p,inf,9\n", "weight: “inf” không dùng được"),
    "no psu": (DESIGN + "A,1,1,1,s,,1,9\n", "thiếu psu"),
    "no stratum": (DESIGN + "A,1,1,1,,p,1,9\n", "thiếu stratum"),
    "fpc below the PSUs seen": (DESIGN + "A,1,1,1,s,p,1,1\nA,1,1,1,s,q,1,1\n", "mẫu đã có 2 cụm"),
    "two fpc": (DESIGN + "A,1,1,1,s,p,1,9\nA,1,1,1,s,q,1,8\n", "dòng 3: fpc: tầng “s” có nhiều số khác nhau"),
    "fpc here and there": (DESIGN + "A,1,1,1,s,p,1,9\nA,1,1,1,s,q,1,\n", "có nhiều số khác nhau"),
    "fpc zero": (DESIGN + "A,1,1,1,s,p,1,0\n", "fpc: “0” không dùng được"),
    "an open quote": (ROW + 'A,"1,1,1\n', "không đọc được dòng CSV"),
}


@pytest.mark.parametrize("name", BAD)
def test_what_is_said_of_bad_rows(tmp_path: Path, name: str) -> None:
    text, said = BAD[name]
    with pytest.raises(BrokenFile) as refused:
        read(tmp_path, text)
    assert said in refused.value.message


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(NamroError, match="không có tệp này"):
        read_responses(tmp_path / "khong-co.csv", INSTRUMENT)
