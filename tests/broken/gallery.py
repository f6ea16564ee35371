"""Broken criteria sets and facts: what is changed in a good file, and the words its message must hold."""

# ruff: noqa: E501
from __future__ import annotations

from dataclasses import dataclass

SET = """framework: vi-du-xa
edition: 2025-10-31
title: Bộ tiêu chí ví dụ cấp xã
level: commune
source: {document: 12/QĐ-UBND, date: 2025-10-31, issuer: UBND tỉnh Ví dụ}
years: {from: 2025, to: 2026}
scale: {max: 10, precision: 2, rounding: half_up, floor: 0, ceiling: 11}
not_applicable: exclude
ties: competition
bands:
  - {name: Tốt, from: 80}
  - {name: Khá, from: 50, requires: [{criterion: "1.1", at_least: 50}]}
criteria:
  - id: "1"
    name: Chỉ đạo
    max: 10
    criteria:
      - {id: "1.1", name: Kế hoạch, max: 2, rule: {kind: parts, parts: [{input: a, points: 0.5}, {input: b, points: 1.5}]}, evidence: {required: true, signed: true, before: 03-31}}
      - {id: "1.2", name: Báo cáo, max: 3, rule: {kind: on_time, due: due, done_on_time: done, when_zero: full}}
      - {id: "1.3", name: Hồ sơ, max: 3, rule: {kind: gate, value: {ratio: [ok, all]}, at_least: 0.8, loss: 1}}
      - {id: "1.4", name: Hài lòng, max: 2, rule: {kind: survey, input: sat, scale: 100}, source: survey}
adjustments:
  bonus: {cap: 10, items: [{id: T1, name: Sáng kiến, rule: {kind: per_occurrence, input: ideas, points: 1, cap: 3}}]}
  penalty: {items: [{id: P1, name: Trễ, rule: {kind: per_day_late, input: late, points: 1, days: 2, beyond: 2}}]}
"""

FACTS = """unit,year,input,value
A,2025,a,true
A,2025,b,false
A,2025,due,4
A,2025,done,3
A,2025,ok,88
A,2025,all,100
A,2025,sat,84.2
A,2025,evidence:1.1,signed
A,2025,evidence_date:1.1,2025-03-01
"""


@dataclass(frozen=True)
class Broken:
    """A good file with `old` made `new`: the line of the fault, the node named, and words of the message."""

    name: str
    old: str
    new: str
    line: int
    node: str
    words: tuple[str, ...]


BROKEN_SETS = (
    Broken("anchor", "source: {", "source: &s {", 5, "", ("neo", "&s")),
    Broken("alias", "title: Bộ tiêu chí ví dụ cấp xã", "title: *x", 3, "", ("bí danh",)),
    Broken("merge key", "source: {", "source: {<<: {a: 1}, ", 5, "", ("<<",)),
    Broken("tag", "level: commune", "level: !!str commune", 4, "", ("thẻ",)),
    Broken("key twice", "ties: competition", "ties: competition\nties: dense", 10, "", ("hai lần", "dòng 9")),
    Broken("not YAML", "level: commune", "level: [commune", 5, "", ("YAML",)),
    Broken("two documents", "criteria:\n", "---\ncriteria:\n", 13, "", ("hai văn bản",)),
    Broken("unknown key", "ties:", "tie:", 9, "", ("tie", "ties")),
    Broken("off", "title: Bộ tiêu chí ví dụ cấp xã", "title: off", 3, "", ('"off"',)),
    Broken("no as a name", "name: Kế hoạch", "name: no", 18, "1.1", ('"no"',)),
    Broken("yes where true is meant", "required: true", "required: yes", 18, "1.1", ("true hoặc false",)),
    Broken("level", "level: commune", "level: xã", 4, "", ("level", "commune")),
    Broken("level missing", "level: commune\n", "", 1, "", ("level",)),
    Broken("edition", "edition: 2025-10-31", "edition: 2025-11-31", 2, "", ("2025-11-31",)),
    Broken("years turned", "to: 2026", "to: 2024", 6, "", ("2024",)),
    Broken("scale", "scale: {max: 10,", "scale: {max: 12,", 7, "", ("12", "10")),
    Broken("precision", "precision: 2", "precision: 2.5", 7, "", ("số nguyên",)),
    Broken("rounding", "rounding: half_up", "rounding: up", 7, "", ("half_up",)),
    Broken("NaN", "max: 3, rule: {kind: gate", "max: .nan, rule: {kind: gate", 20, "1.3", (".nan",)),
    Broken("infinity", "ceiling: 11", "ceiling: .inf", 7, "", (".inf",)),
    Broken("exponent", "cap: 10", "cap: 1e1", 23, "", ("số mũ",)),
    Broken("comma", "points: 0.5", "points: '0,5'", 18, "1.1", ("0.5",)),
    Broken("unquoted id", 'id: "1.1"', "id: 1.1", 18, "1.1", ('"1.1"',)),
    Broken("id twice", 'id: "1.2"', 'id: "1.1"', 19, "1.1", ("dòng 18",)),
    Broken("id of an item twice", "id: T1", 'id: "1.2"', 23, "1.2", ("dòng 19",)),
    Broken("children do not add up", "name: Báo cáo, max: 3", "name: Báo cáo, max: 4", 16, "1", ("10", "11")),
    Broken("parts do not add up", "points: 1.5", "points: 1", 18, "1.1", ("1.5", "2")),
    Broken("kind", "kind: parts", "kind: part", 18, "1.1", ("parts",)),
    Broken("parameter missing", "done_on_time: done, ", "", 19, "1.2", ("done_on_time",)),
    Broken("parameter unknown", "done_on_time: done", "done_on_time: done, cap: 2", 19, "1.2", ("cap",)),
    Broken("80 for 0.8", "at_least: 0.8", "at_least: 80", 20, "1.3", ("0.8",)),
    Broken("per cent sign", "at_least: 0.8", "at_least: 80%", 20, "1.3", ("0.8",)),
    Broken("loss above M", "loss: 1}", "loss: 4}", 20, "1.3", ("lớn hơn", "3")),
    Broken("negative", "loss: 1}", "loss: -1}", 20, "1.3", ("-1",)),
    Broken("both bounds", "at_least: 0.8", "at_least: 0.8, at_most: 0.9", 20, "1.3", ("at_least", "at_most")),
    Broken("ratio of three", "ratio: [ok, all]", "ratio: [ok, all, x]", 20, "1.3", ("hai tên",)),
    Broken("input name", "input: sat", "input: Sat", 21, "1.4", ("Sat", "a-z")),
    Broken(
        "adjustment kind on a leaf",
        "kind: survey, input: sat, scale: 100",
        "kind: per_occurrence, input: sat, points: 1",
        21,
        "1.4",
        ("adjustments",),
    ),
    Broken(
        "leaf kind without max",
        "kind: per_occurrence, input: ideas, points: 1, cap: 3",
        "kind: yes_no, input: ideas",
        23,
        "T1",
        ("max",),
    ),
    Broken(
        "name of no input",
        "beyond: 2}}]}\n",
        "beyond: 2}}]}\ninputs:\n  late: Ngày trễ\n  saat: Hài lòng\n",
        27,
        "",
        ("saat", "Có phải “sat”"),
    ),
    Broken("input named by nothing", "beyond: 2}}]}\n", "beyond: 2}}]}\ninputs:\n  sat:\n", 26, "", ("để trống",)),
    Broken(
        "name for no name",
        "beyond: 2}}]}\n",
        "beyond: 2}}]}\ninputs: {Số vụ: Số vụ}\n",
        25,
        "",
        ("không phải tên số liệu",),
    ),
    Broken("beyond missing", ", beyond: 2", "", 24, "P1", ("beyond",)),
    Broken(
        "both rule and children",
        "    criteria:\n",
        "    rule: {kind: yes_no, input: z}\n    criteria:\n",
        17,
        "1",
        ("criteria", "rule"),
    ),
    Broken(
        "neither", ", rule: {kind: on_time, due: due, done_on_time: done, when_zero: full}", "", 19, "1.2", ("rule",)
    ),
    Broken("day", "before: 03-31", "before: 11-31", 18, "1.1", ("11-31",)),
    Broken("bands rise", "from: 50", "from: 90", 12, "", ("giảm dần",)),
    Broken("band needs an unknown criterion", 'criterion: "1.1"', 'criterion: "9"', 12, "", ("9",)),
    Broken("empty value", "title: Bộ tiêu chí ví dụ cấp xã", "title:", 3, "", ("để trống",)),
    Broken(
        "evidence on a parent",
        "    criteria:\n",
        "    evidence: {signed: true}\n    criteria:\n",
        17,
        "1",
        ("minh chứng",),
    ),
)

BROKEN_FACTS = (
    Broken("unknown input", "A,2025,ok,88", "A,2025,okk,88", 6, "", ("okk", "ok")),
    Broken("same fact twice", "A,2025,ok,88", "A,2025,ok,88\nA,2025,ok,88", 7, "", ("ok", "hai lần")),
    Broken("number for a flag", "A,2025,a,true", "A,2025,a,3", 2, "1.1", ("true hoặc false",)),
    Broken("flag for a number", "A,2025,ok,88", "A,2025,ok,true", 6, "1.3", ("số",)),
    Broken("negative count", "A,2025,due,4", "A,2025,due,-4", 4, "1.2", ("âm",)),
    Broken("more done than due", "A,2025,done,3", "A,2025,done,5", 5, "1.2", ("5", "4")),
    Broken("survey above its scale", "A,2025,sat,84.2", "A,2025,sat,101", 8, "1.4", ("100",)),
    Broken("exponent", "A,2025,ok,88", "A,2025,ok,1e2", 6, "1.3", ("số mũ",)),
    Broken("comma", "A,2025,sat,84.2", 'A,2025,sat,"84,2"', 8, "1.4", ("84.2",)),
    Broken("NaN", "A,2025,ok,88", "A,2025,ok,NaN", 6, "1.3", ("NaN",)),
    Broken("infinity", "A,2025,ok,88", "A,2025,ok,inf", 6, "1.3", ("inf",)),
    Broken("proof", "evidence:1.1,signed", "evidence:1.1,yes", 9, "", ("signed",)),
    Broken("date of proof", "2025-03-01", "2025-02-30", 10, "", ("2025-02-30",)),
    Broken("year", "A,2025,ok,88", "A,25,ok,88", 6, "", ("25",)),
    Broken("no unit", "A,2025,ok,88", ",2025,ok,88", 6, "", ("unit",)),
    Broken("decimal comma splits a row", "A,2025,ok,88", "A,2025,ok,88,5", 6, "", ("thừa cột", "dấu chấm")),
    Broken(
        "second of a value that could not be used", "A,2025,ok,88", "A,2025,ok,x\nA,2025,ok,88", 7, "", ("hai lần",)
    ),
    Broken("other digits than 0 to 9", "A,2025,ok,88", "A,2025,ok,８８", 6, "1.3", ("không phải số",)),
    Broken("too long a number", "A,2025,ok,88", "A,2025,ok,0." + 45 * "3", 6, "1.3", ("dài quá",)),
    Broken("header", "unit,year,input,value", "unit,year,input", 1, "", ("value",)),
    Broken("semicolons", "unit,year,input,value", "unit;year;input;value", 1, "", ("dấu phẩy",)),
    Broken("short row", "A,2025,ok,88", "A,2025,ok", 6, "", ("thiếu cột",)),
    Broken("proof of no criterion", "evidence:1.1,signed", "evidence:9.9,signed", 9, "", ("evidence:9.9",)),
)
