"""Criteria sets for the tests: two editions of an invented one, and domains as published."""

from __future__ import annotations

from decimal import Decimal

from namro.core.framework.model import Framework, Node, Scale
from namro.core.framework.reading import parse_framework
from namro.core.framework.rules import Manual

HEAD = """\
framework: vi-du-xa
edition: {edition}
title: Bộ tiêu chí ví dụ cấp xã
level: commune
years: {{from: {year}}}
scale: {{max: {total}}}
"""

OLD = (
    HEAD.format(edition="2024-10-31", year=2024, total=10)
    + """\
bands:
  - {name: Tốt, from: 80}
  - {name: Khá, from: 65}
criteria:
  - id: "1"
    name: Chỉ đạo, điều hành
    max: 6
    criteria:
      - {id: "1.1", name: Ban hành kế hoạch, max: 2, rule: {kind: yes_no, input: plan}}
      - {id: "1.2", name: Báo cáo đúng hạn, max: 3, rule: {kind: on_time, due: due, done_on_time: done}}
      - {id: "1.3", name: Sáng kiến, max: 1, rule: {kind: manual}}
  - id: "2"
    name: Thủ tục hành chính
    max: 4
    criteria:
      - {id: "2.1", name: Báo cáo đúng hạn, max: 1, rule: {kind: manual}}
      - {id: "2.2", name: Trả kết quả đúng hạn, max: 3, evidence: {signed: true},
         rule: {kind: linear, value: {ratio: [kept, all]}}}
adjustments:
  bonus: {items: [{id: T1, name: Sáng kiến cấp tỉnh, rule: {kind: per_occurrence, input: ideas, points: 1}}]}
"""
)

#: One criterion is put in front of the reports, two leave, one goes to another domain, the rules of one change.
NEW = (
    HEAD.format(edition="2025-10-31", year=2025, total=12)
    + """\
bands:
  - {name: Xuất sắc, from: 90}
  - {name: Khá, from: 70}
criteria:
  - id: "1"
    name: Chỉ đạo, điều hành
    max: 6
    criteria:
      - {id: "1.1", name: Ban hành kế hoạch, max: 2, rule: {kind: yes_no, input: plan}}
      - {id: "1.2", name: Kiểm tra, max: 1, rule: {kind: yes_no, input: inspected}}
      - {id: "1.3", name: Báo cáo đúng hạn, max: 3, rule: {kind: on_time, due: due, done_on_time: done, mode: all}}
  - id: "2"
    name: Thủ tục hành chính
    max: 6
    criteria:
      - {id: "2.1", name: Báo cáo đúng hạn, max: 2, rule: {kind: manual}}
      - {id: "2.2", name: Trả kết quả Đúng hạn., max: 3, rule: {kind: linear, value: {ratio: [kept, all]}}}
      - {id: "2.3", name: Sáng kiến, max: 1, rule: {kind: manual}}
adjustments:
  bonus: {cap: 2, items: [{id: T2, name: Sáng kiến cấp tỉnh, rule: {kind: per_occurrence, input: ideas, points: 1}}]}
  penalty: {items: [{id: P1, name: Nộp trễ, rule: {kind: per_day_late, input: late, points: 1, days: 2, beyond: 3}}]}
"""
)


def old_edition() -> Framework:
    return parse_framework(OLD)


def new_edition() -> Framework:
    return parse_framework(NEW)


#: Domains of decision 2948/QĐ-BNV of 2017-12-28: name and points, for provinces and for ministries.
PROVINCES_2017 = (
    ("Chỉ đạo, điều hành CCHC", "10"),
    ("Xây dựng và thực hiện VBQPPL tại tỉnh", "10"),
    ("Cải cách TTHC", "14.5"),
    ("Cải cách tổ chức bộ máy", "11"),
    ("Đội ngũ công chức viên chức", "16"),
    ("Cải cách tài chính công", "7"),
    ("Hiện đại hóa hành chính", "16"),
    ("Tác động của CCHC", "15.5"),
)
MINISTRIES_2017 = (
    ("Chỉ đạo, điều hành CCHC", "12"),
    ("Xây dựng và thực hiện thể chế của bộ", "17"),
    ("Cải cách TTHC", "16"),
    ("Cải cách tổ chức bộ máy", "13"),
    ("Đội ngũ công chức viên chức", "17"),
    ("Cải cách tài chính công", "7.5"),
    ("Hiện đại hóa hành chính", "17.5"),
)


def domains(rows: tuple[tuple[str, str], ...]) -> Framework:
    """A set of top nodes only, numbered from 1, points given by hand."""
    nodes = tuple(
        Node(id=str(place), name=name, max=Decimal(points), rule=Manual(input=f"points:{place}"))
        for place, (name, points) in enumerate(rows, 1)
    )
    total = sum((node.max for node in nodes), Decimal(0))
    return Framework(
        framework="2948",
        edition="2017-12-28",
        title="2948/QĐ-BNV",
        level="province",
        first_year=2017,
        scale=Scale(max=total),
        criteria=nodes,
    )
