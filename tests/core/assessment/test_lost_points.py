"""Where points of a settled sheet went: the coded cause, else what the criterion's source says of itself."""

from __future__ import annotations

from decimal import Decimal

from namro.core.assessment.lost_points import by_cause, cause_words, lost_points
from namro.core.framework.reading import parse_framework
from namro.core.scoring.claimed import claimed
from namro.core.scoring.facts import Facts

TEXT = """framework: mat-diem
edition: 2025-01-01
title: Mất điểm
level: commune
years: {from: 2025}
scale: {max: 20}
criteria:
  - {id: "1", name: Kế hoạch, max: 4, rule: {kind: manual}}
  - {id: "2", name: Báo cáo, max: 4, rule: {kind: manual}}
  - {id: "3", name: Sáng kiến, max: 4, rule: {kind: manual}}
  - {id: "4", name: Đúng hạn, max: 4, source: computed, rule: {kind: linear, value: {ratio: [done, owed]}}}
  - {id: "5", name: Hài lòng, max: 4, source: survey, rule: {kind: survey, input: sipas}}
adjustments:
  penalty: {items: [{id: T1, name: Nộp trễ, rule: {
    kind: per_day_late, input: days_late, points: 1, days: 3, beyond: not_ranked}}]}
"""


def test_every_loss_has_a_cause_and_they_add_up() -> None:
    framework = parse_framework(TEXT)
    facts = Facts(
        2025, {name: Decimal(n) for name, n in (("done", 3), ("owed", 4), ("sipas", 75), ("days_late", 1))}, {}
    )
    points = {"1": Decimal(4), "2": Decimal(3), "3": Decimal(1)}
    score = claimed(framework, facts, points).score
    lost = list(lost_points(framework, score, {"2": "not_signed"}, {"2": Decimal(4), "3": Decimal(1)}))
    assert {one.node: (one.points, one.cause) for one in lost} == {
        "2": (Decimal(1), "not_signed"),
        "3": (Decimal(3), "own"),
        "4": (Decimal(1), "computed"),
        "5": (Decimal(1), "survey"),
        "T1": (Decimal(1), "penalty"),
    }
    assert sum(one.points for one in lost) == framework.scale.max - score.total
    assert next(iter(by_cause(iter(lost)))) == "own"
    assert cause_words("survey") == "Kết quả khảo sát"
    assert cause_words("not_signed") != "not_signed"
