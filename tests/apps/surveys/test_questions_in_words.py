"""When a question is asked, in words, for pages without a script and for paper."""

from __future__ import annotations

from namro.apps.surveys.pages.questions import groups_of
from namro.core.survey.reading import parse_instrument
from tests.core.survey.three_blocks import THREE_BLOCKS


def said(language: str) -> dict[str, str]:
    groups = groups_of(parse_instrument(THREE_BLOCKS), language)
    return {question.code: question.only_if for group in groups for question in group.questions}


def test_every_skip_rule_is_said() -> None:
    found = said("vi")
    assert found["why"] == "Chỉ trả lời nếu câu “Biển” chọn mức “2” trở xuống"
    assert found["q3"] == "Chỉ trả lời nếu câu “Đã góp ý” chọn “Có” và câu “q2” có trả lời"
    assert found["q1"] == "Chỉ trả lời nếu đã chọn “Có” ở câu “Có đi không”"
    assert found["used"] == ""


def test_other_languages_have_a_sentence_for_all() -> None:
    assert said("en")["why"] == "Bỏ qua nếu không phải trường hợp của ông/bà."
