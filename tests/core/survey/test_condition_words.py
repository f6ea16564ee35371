"""Conditions as people read them on paper."""

from __future__ import annotations

import pytest

from namro.core.survey.condition_text import parse_condition
from namro.core.survey.condition_words import condition_words
from namro.core.survey.reading import parse_instrument, shipped_instruments
from tests.core.survey.three_blocks import THREE_BLOCKS

INSTRUMENT = parse_instrument(THREE_BLOCKS)
SAID = {
    "${used} = 'yes'": "câu “Có đi không” chọn “Có”",
    "${used} != 'dk'": "câu “Có đi không” không chọn “Không nhớ”",
    "${q1} <= 2": "câu “Biển” chọn mức “2” trở xuống",
    "${q1} < 5": "câu “Biển” chọn mức dưới “Rất hài lòng”",
    "${q1} >= 4 and ${why} != ''": "câu “Biển” chọn mức “4” trở lên và câu “Vì sao?” có trả lời",
    "${q1} > 1 or ${why} = ''": "câu “Biển” chọn mức trên “Rất không hài lòng” hoặc câu “Vì sao?” không trả lời",
    "selected(${wish}, 'c') and (${used} = 'no' or ${used} = 'dk')": (
        "câu “Mong gì” chọn “Công khai” và (câu “Có đi không” chọn “Không” hoặc câu “Có đi không” chọn “Không nhớ”)"
    ),
    "not(${used} = 'no')": "không đúng là (câu “Có đi không” chọn “Không”)",
}


@pytest.mark.parametrize("text", SAID)
def test_in_words(text: str) -> None:
    assert condition_words(parse_condition(text), INSTRUMENT) == SAID[text]


def test_by_the_number_on_a_form() -> None:
    said = condition_words(parse_condition("${used} = 'yes' and ${q1} = 9"), INSTRUMENT, called={"used": "câu 1"})
    assert said == "câu 1 chọn “Có” và câu “Biển” chọn “9”"


def test_every_shipped_condition_can_be_said() -> None:
    for instrument in shipped_instruments().values():
        for one in instrument.asked():
            for condition in one.conditions:
                assert "chọn" in condition_words(condition, instrument)
