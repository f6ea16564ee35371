"""An invented criteria set that reads every kind of fact the tests write."""

from __future__ import annotations

from namro.apps.indicators.sets import Edition
from namro.core.framework.reading import parse_framework

TEXT = """framework: bo-thu
edition: 2024-12-01
title: Bộ tiêu chí để thử
level: commune
years: {from: 2025, to: 2026}
scale: {max: 20}
bands:
  - {name: Tốt, from: 80}
  - {name: Khá, from: 50}
  - {name: Yếu, from: 0}
criteria:
  - id: "1"
    name: Chỉ đạo, điều hành
    max: 8
    criteria:
      - {id: "1.1", name: Ban hành kế hoạch, max: 2, rule: {kind: parts, parts: [
          {input: plan_issued, points: 0.5, label: Ban hành đúng hạn},
          {input: plan_done, points: 1.5, label: Hoàn thành}]},
         evidence: {required: true, signed: true}, cite: "Điều 5"}
      - {id: "1.2", name: Báo cáo đúng hạn, max: 4, rule: {
          kind: on_time, due: reports_due, done_on_time: reports_on_time}}
      - {id: "1.3", name: Sáng kiến, max: 2, rule: {kind: manual, step: 0.5}}
  - id: "2"
    name: Cải cách thủ tục hành chính
    max: 12
    criteria:
      - {id: "2.1", name: Hồ sơ trực tuyến tăng, max: 4, rule: {
          kind: growth, value: {ratio: [online, dossiers]}, base: previous}}
      - {id: "2.2", name: Mức độ hài lòng, max: 4, source: survey, rule: {kind: survey, input: sipas}}
      - {id: "2.3", name: Không có phản ánh quá hạn, max: 4, rule: {kind: zero_incidents, input: complaints, each: 1}}
adjustments:
  bonus: {cap: 1, items: [{id: T1, name: Mô hình hay, rule: {kind: per_occurrence, input: models, points: 0.5}}]}
"""

EDITION = Edition(parse_framework(TEXT), "a" * 64)

#: A whole year of one unit, as text by input, and what it gives: 2 + 3 + 1.5 + 4 + 3.2 + 2 + 0.5 = 16.2 of 20.
YEAR = {
    "plan_issued": "true",
    "plan_done": "true",
    "evidence:1.1": "signed",
    "reports_due": "12",
    "reports_on_time": "9",
    "points:1.3": "1.5",
    "online": "80",
    "dossiers": "100",
    "sipas": "80",
    "complaints": "2",
    "models": "1",
}
BEFORE = {"online": "70", "dossiers": "100"}
