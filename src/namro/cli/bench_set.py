"""A set of 120 leaves that uses every kind of rule, and facts for it, from a seed: what `bench score` measures."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

LEAVES, DOMAINS, YEAR = 120, 8, 2025

_PROOF = "evidence: {required: true, signed: true}"
#: Kind, rule with {i} for the leaf's number, further keys of the leaf. Each leaf has 2 points.
_KINDS = (
    ("manual", "{{kind: manual}}", ""),
    ("yes_no", "{{kind: yes_no, input: yes_{i}}}", _PROOF),
    ("parts", "{{kind: parts, parts: [{{input: a_{i}, points: 0.5}}, {{input: b_{i}, points: 1.5}}]}}", ""),
    ("gate", "{{kind: gate, value: {{ratio: [done_{i}, all_{i}]}}, at_least: 1, loss: 0.5}}", ""),
    ("linear", "{{kind: linear, value: {{ratio: [done_{i}, all_{i}]}}, full_at: 0.95, zero_below: 0.5}}", ""),
    (
        "bands",
        "{{kind: bands, value: {{ratio: [done_{i}, all_{i}]}},"
        " steps: [{{from: 0.9, points: 2}}, {{from: 0.7, points: 1}}]}}",
        "",
    ),
    ("count", "{{kind: count, input: number_{i}, at_least: 2}}", ""),
    ("on_time", "{{kind: on_time, due: all_{i}, done_on_time: done_{i}}}", _PROOF),
    (
        "milestones",
        "{{kind: milestones, steps: [{{by: 08-25, input: m1_{i}, at_least: 60, points: 1}},"
        " {{by: 11-30, input: m2_{i}, at_least: 85, points: 1}}]}}",
        "",
    ),
    ("growth", "{{kind: growth, value: {{ratio: [done_{i}, all_{i}]}}, base: previous, at_least: 0.02}}", ""),
    ("zero_incidents", "{{kind: zero_incidents, input: number_{i}, each: 0.5}}", "applies_if: applies_{i}"),
    ("survey", "{{kind: survey, input: survey_{i}}}", "source: survey"),
    (
        "min_of",
        "{{kind: min_of, rules: [{{kind: on_time, due: all_{i}, done_on_time: done_{i}}},"
        " {{kind: count, input: number_{i}}}]}}",
        "",
    ),
    ("all_of", "{{kind: all_of, rules: [{{kind: yes_no, input: yes_{i}}}, {{kind: count, input: number_{i}}}]}}", ""),
)
_SURVEY = [name for name, _rule, _more in _KINDS].index("survey")


def set_text() -> str:
    """Return the set as a file's text."""
    lines = [
        "framework: do-toc-do",
        "edition: 2025-01-01",
        "title: Bộ tiêu chí để đo tốc độ",
        "level: commune",
        f"years: {{from: {YEAR}}}",
        f"scale: {{max: {2 * LEAVES}}}",
        "bands:",
        *(f"  - {{name: {name}, from: {start}}}" for name, start in (("Tốt", 80), ("Khá", 60), ("Yếu", 0))),
        "criteria:",
    ]
    for domain in range(DOMAINS):
        own = range(domain, LEAVES, DOMAINS)
        lines += [
            f'  - id: "{domain + 1}"',
            f"    name: Lĩnh vực {domain + 1}",
            f"    max: {2 * len(own)}",
            "    criteria:",
        ]
        lines += [_leaf(domain, number) for number in own]
    return "\n".join([*lines, _ADJUSTMENTS, ""])


_ADJUSTMENTS = """adjustments:
  bonus:
    cap: 5
    items: [{id: T1, name: Sáng kiến, rule: {kind: per_occurrence, input: initiatives, points: 0.5, cap: 3}}]
  penalty:
    items: [{id: P1, name: Nộp trễ, rule: {kind: per_day_late, input: days_late, points: 1, days: 2, beyond: 2}}]"""


def _kind_of(number: int) -> tuple[str, str, str]:
    """Kinds take turns; four leaves more are surveys, so that there are twelve to simulate."""
    turn = _SURVEY if number in (28, 56, 84, 112) else number % len(_KINDS)
    return _KINDS[turn]


def _leaf(domain: int, number: int) -> str:
    name, rule, more = _kind_of(number)
    tail = f", {more}".replace("{i}", str(number)) if more else ""
    leaf_id = f"{domain + 1}.{number + 1}"
    return f'      - {{id: "{leaf_id}", name: Mục {number + 1} ({name}), max: 2, rule: {rule.format(i=number)}{tail}}}'


def fact_rows(units: int, seed: int) -> Iterator[tuple[str, int, str, str]]:
    """Yield the facts of all units: those of the year, then what the base year needs."""
    random = Random(seed)  # noqa: S311  # figures to measure with, no secret
    for unit in range(units):
        name = f"Xã {unit + 1:04d}"
        for number in range(LEAVES):
            kind = _kind_of(number)[0]
            for key, value in _values(kind, number, number % DOMAINS, random):
                yield name, YEAR, key, value
            if kind == "growth":
                yield name, YEAR - 1, f"done_{number}", str(random.randint(40, 90))
                yield name, YEAR - 1, f"all_{number}", str(random.randint(90, 100))
        yield name, YEAR, "initiatives", str(random.randint(0, 8))
        yield name, YEAR, "days_late", str(random.choice((0, 0, 0, 1, 2, 3)))


def _values(kind: str, i: int, domain: int, random: Random) -> Iterator[tuple[str, str]]:
    leaf_id = f"{domain + 1}.{i + 1}"
    whole = random.randint(20, 400)
    part = whole if random.random() < 0.3 else random.randint(whole // 2, whole)
    if kind == "manual":
        yield f"points:{leaf_id}", str(random.randint(0, 8) / 4)
    if kind in ("yes_no", "all_of"):
        yield f"yes_{i}", random.choice(("true", "true", "false"))
    if kind == "parts":
        yield f"a_{i}", random.choice(("true", "false"))
        yield f"b_{i}", random.choice(("true", "false"))
    if kind in ("gate", "linear", "bands", "on_time", "growth", "min_of"):
        yield f"done_{i}", str(part)
        yield (
            f"all_{i}",
            str(whole if random.random() < 0.98 else 0) if kind not in ("on_time", "min_of") else str(whole),
        )
    if kind in ("count", "zero_incidents", "min_of", "all_of"):
        yield f"number_{i}", str(random.randint(0, 4))
    if kind == "zero_incidents":
        yield f"applies_{i}", random.choice(("true", "true", "true", "false"))
    if kind == "milestones":
        yield f"m1_{i}", f"{random.uniform(30, 100):.2f}"
        yield f"m2_{i}", f"{random.uniform(60, 100):.2f}"
    if kind == "survey":
        yield f"survey_{i}", f"{random.uniform(60, 100):.2f}"
        yield f"survey_{i}_se", f"{random.uniform(0.5, 3):.2f}"
    if kind in ("yes_no", "on_time"):
        yield f"evidence:{leaf_id}", random.choice(("signed", "signed", "signed", "present", "missing"))
