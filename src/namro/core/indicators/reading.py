"""Definitions of indicators from YAML, with every fault at once. The format: docs/indicators.md."""

from __future__ import annotations

from collections.abc import Mapping as Map

from namro.core.base.faults import Faults
from namro.core.base.yamltree import Mapping, read_tree
from namro.core.framework.fields import Fields
from namro.core.indicators.model import (
    CONTROLLERS,
    FIELDS,
    HIGHER,
    LATEST,
    LOWER,
    PERCENT,
    SUM,
    SURE,
    UNITS,
    Indicator,
    Source,
    Variant,
)
from namro.core.indicators.periods import Grain, Window
from namro.core.indicators.reading_checks import read_checks, read_feeds
from namro.core.indicators.reading_parts import read_parts
from namro.core.indicators.reading_targets import read_milestones, read_source, read_target

_LEVELS = ("commune", "department", "province")


def parse_windows(text: str, *, name: str) -> dict[str, Window]:
    """Read the windows of data. Raises `BrokenFile` with every fault."""
    faults = Faults(name)
    found: dict[str, Window] = {}
    for fields in _listed(text, faults, "windows"):
        window = Window(
            fields.identifier(),
            fields.text("name", required=True),
            int(fields.number("first_day", least=1, whole=True) or 1),
            fields.text("basis"),
        )
        if window.first_day > 28:
            fields.fault("first_day", "first_day: tháng 2 không có ngày này. Viết từ 1 đến 28.")
        fields.done()
        found[window.id] = window
    faults.refuse()
    return found


def parse_indicators(text: str, *, name: str, windows: Map[str, Window]) -> tuple[Indicator, ...]:
    """Read the indicators of one file; `name` stands in messages. Raises `BrokenFile` with every fault."""
    faults = Faults(name)
    found: dict[str, Indicator] = {}
    for fields in _listed(text, faults, "indicators"):
        indicator = _indicator(fields, windows)
        if indicator.id in found:
            fields.fault("id", f"mã “{indicator.id}” đã dùng ở trên. Mỗi chỉ tiêu một mã.")
        found[indicator.id] = indicator
    faults.refuse()
    return tuple(found.values())


def _listed(text: str, faults: Faults, key: str) -> list[Fields]:
    tree = read_tree(text, faults)
    if not isinstance(tree, Mapping):
        if tree is not None:
            faults.add(tree.line, f"tệp phải bắt đầu bằng dòng “{key}:”.")
        faults.refuse()
        return []
    whole = Fields(tree, faults)
    found = [whole.inner(item, key) for item in whole.sequence(key, required=True)]
    whole.done()
    return [one for one in found if one is not None]


def _indicator(fields: Fields, windows: Map[str, Window]) -> Indicator:
    fields.node = fields.identifier()
    if fields.node and not fields.node.replace("_", "").isalnum():
        fields.fault("id", f"id: “{fields.node}” chỉ dùng a-z, 0-9 và _.")
    parts = read_parts(fields)
    known = {part.id for part in parts}
    unit = _choice(fields, "unit", UNITS)
    over = fields.choice("over_periods", (SUM, LATEST), SUM) or SUM
    window = _choice(fields, "window", windows)
    made = Indicator(
        id=fields.node,
        name=fields.text("name", required=True),
        field=_choice(fields, "field", FIELDS),
        unit=unit,
        better=fields.choice("better", (HIGHER, LOWER), HIGHER) or HIGHER,
        window=windows.get(window, Window("", "")),
        grain=Grain(fields.choice("grain", tuple(Grain), Grain.MONTH) or Grain.MONTH),
        over_periods=over,
        parts=parts,
        variants=_variants(fields, known, unit),
        source=read_source(fields, "source") or Source(""),
        sure=_choice(fields, "sure", SURE),
        note=fields.text("note"),
        controllable_by=fields.words("controllable_by", CONTROLLERS) or ("commune",),
        levels=fields.words("levels", _LEVELS) or ("commune",),
        target=read_target(fields, unit),
        milestones=read_milestones(fields, unit),
        checks=read_checks(fields, known),
        feeds=read_feeds(fields, parts),
    )
    if not fields.has("source"):
        fields.at(fields.tree.line, "thiếu khóa “source”: ghi văn bản nêu chỉ tiêu này, dạng {text: …, day: …}.")
    fields.done()
    return made


def _choice(fields: Fields, key: str, options: Map[str, object]) -> str:
    if not fields.has(key):
        fields.at(fields.tree.line, f"thiếu khóa “{key}”. Hãy viết một trong: {', '.join(options)}.")
    return fields.choice(key, tuple(options), next(iter(options))) or next(iter(options))


def _variants(fields: Fields, parts: set[str], unit: str) -> tuple[Variant, ...]:
    found: dict[str, Variant] = {}
    for item in fields.sequence("variants", required=True):
        one = fields.inner(item, "variants")
        if one is None:
            continue
        variant = Variant(
            id=one.identifier(),
            name=one.text("name", required=True),
            numerator=one.text("numerator", required=True),
            denominator=one.text("denominator"),
            source=read_source(one, "source"),
            may_exceed=one.flag("may_exceed", default=False),
        )
        for key in ("numerator", "denominator"):
            named = getattr(variant, key)
            if named and named not in parts:
                one.fault(key, f"{key}: không có phần “{named}” trong parts. Có: {', '.join(sorted(parts))}.")
        if unit == PERCENT and not variant.denominator:
            one.at(one.tree.line, "tỷ lệ phải có mẫu số. Hãy ghi denominator, hoặc đổi unit.")
        if variant.id in found:
            one.fault("id", f"biến thể “{variant.id}” ghi hai lần. Hãy giữ một.")
        one.done()
        found[variant.id] = variant
    return tuple(found.values())
