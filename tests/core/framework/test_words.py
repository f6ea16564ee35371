"""Every kind of rule and every demand for proof in one Vietnamese line."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings

from namro.core.framework import rules as r
from namro.core.framework.model import Evidence, Framework, Proof, Requirement
from namro.core.framework.uses import bearers, rule_uses
from namro.core.framework.words import day_words, evidence_words, requires_words, rule_words
from tests.core.framework.random_sets import frameworks
from tests.drawing import share

D = Decimal
RATIO = r.Ratio("n", "d")


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        (r.Manual(input="points:1"), "Điểm do người chấm ghi, bước 0,25"),
        (r.Manual(input="x", step=D("0.5")), "Điểm do người chấm ghi vào x, bước 0,5"),
        (r.Parts(parts=(r.Part("a", D("0.5"), "Ban hành"), r.Part("b", D(1)))),
         "Cộng từng phần: Ban hành 0,5 [a]; b 1 [b]"),
        (r.Gate(value=RATIO, at_least=D("0.955")), "Đạt ngưỡng: n / d từ 95,5 % trở lên"),
        (r.Gate(value="x", at_most=D(3), loss=D(1)), "Đạt ngưỡng: x không quá 3, không đạt trừ 1"),
        (r.Linear(value=RATIO, full_at=D("0.95"), zero_below=D("0.5"), when_zero="full"),
         "Theo tỷ lệ: n / d, đủ điểm từ 95 %, dưới 50 % thì 0; mẫu số bằng 0 thì đủ điểm"),
        (r.Bands(value=RATIO, steps=(r.Step(D("0.5"), D(1)), r.Step(D(1), D(2)))),
         "Theo bậc: n / d từ 50 %: 1; từ 100 %: 2"),
        (r.Count(input="x", at_least=D(2)), "Đủ số lượng: x từ 2 trở lên"),
        (r.Milestones(steps=(r.Milestone("06-30", "x", D(50), D(1)),)),
         "Theo mốc thời gian: đến 30/06 x từ 50: 1"),
        (r.Growth(base="previous", input="x", at_least=D(2), unit="percent"),
         "Tăng so với năm gốc: x so với năm trước, tăng từ 2 % trở lên"),
        (r.Growth(base="2020", value=RATIO, at_least=D("0.02")),
         "Tăng so với năm gốc: n / d so với năm 2020, tăng từ 2 % trở lên"),
        (r.ZeroIncidents(input="x", each=D("0.5")), "Không để xảy ra: x, mỗi vụ trừ 0,5"),
        (r.Survey(input="x", scale=D(5)), "Khảo sát: x trên thang 5"),
        (r.MinOf(rules=(r.YesNo(input="a"), r.YesNo(input="b"))),
         "Lấy mức thấp nhất trong: (Có hoặc không: a); (Có hoặc không: b)"),
        (r.PerOccurrence(input="x", points=D(1), cap=D(3)), "Theo số lần: x × 1, nhiều nhất 3"),
        (r.PerDayLate(input="x", points=D(1), days=D(2), beyond=None),
         "Theo số ngày chậm: x × 1, quá 2 ngày thì không xếp hạng"),
    ],
)  # fmt: skip
def test_rules(rule: r.Rule, words: str) -> None:
    assert rule_words(rule, "1") == words


def test_proof() -> None:
    proofs = (
        Proof(id="kh", text="Kế hoạch", kind="plan", issuer="UBND xã", signed="leader", before="03-31", part="a"),
        Proof(id="anh", kind="photo", min_count=3),
    )
    assert evidence_words(Evidence(required=False, before="12-31")) == "không bắt buộc, không sau 31/12"
    assert evidence_words(Evidence(items=proofs, on_missing="parts")) == (
        "bắt buộc, thiếu thì mất phần tương ứng, kh: Kế hoạch, kế hoạch, do UBND xã ban hành, cho phần a, "
        "có chữ ký số của lãnh đạo, không sau 31/03; anh: ảnh, từ 3 tệp"
    )
    assert evidence_words(None) == ""


def test_what_a_band_requires() -> None:
    asked = (Requirement(criterion="1.2", at_least=D(50)), Requirement(input="x", at_most=D(0)))
    assert requires_words(asked, {}) == "tiêu chí 1.2 từ 50 %; x không quá 0"
    assert requires_words(asked, {"x": "Vụ nhũng nhiễu"}).endswith("; Vụ nhũng nhiễu không quá 0")
    assert day_words("02-29") == "29/02"


@settings(deadline=None, max_examples=share(20), suppress_health_check=list(HealthCheck))
@given(frameworks())
def test_the_words_of_a_rule_name_its_inputs(framework: Framework) -> None:
    for bearer in bearers(framework):
        for rule in r.within(bearer.rule) if bearer.rule else ():
            words = rule_words(rule, bearer.id)
            own = {use.input for use in rule_uses(rule, bearer.id, None)} - {f"points:{bearer.id}"}
            assert all(name in words for name in own)
            assert "\n" not in words or isinstance(rule, r.Parts | r.MinOf | r.AllOf)
