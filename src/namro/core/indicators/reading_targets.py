"""Targets, milestones and the documents that set them."""

from __future__ import annotations

from namro.core.framework.fields import Fields, is_date
from namro.core.indicators.model import PERCENT, Milestone, Source, Target
from namro.core.indicators.periods import Grain

#: Keys of a bound, and the comparison each stands for.
_BOUNDS = {"at_least": ">=", "more_than": ">", "at_most": "<=", "less_than": "<"}


def read_source(fields: Fields, key: str) -> Source | None:
    """Read the document at a key: its words and its day."""
    group = fields.mapping(key)
    if group is None:
        return None
    source = Source(group.text("text", required=True), group.text("day"))
    if source.day and not is_date(f"{source.day}-01-01"[:10]):
        group.fault(
            "day", f"day: “{source.day}” không phải ngày có thật. Viết 2024-04-02, hoặc 2024-04 khi không rõ ngày."
        )
    group.done()
    return source


def read_target(fields: Fields, unit: str) -> Target | None:
    """Read `target:`, one bound."""
    group = fields.mapping("target")
    if group is None:
        return None
    target = _target(group, unit)
    group.done()
    return target


def read_milestones(fields: Fields, unit: str) -> tuple[Milestone, ...]:
    """Read `milestones:`, days of the year that exist, in their order."""
    found: list[Milestone] = []
    for item in fields.sequence("milestones"):
        one = fields.inner(item, "milestones")
        if one is None:
            continue
        day = one.day("by", required=True)
        target = _target(one, unit)
        one.done()
        if day == "02-29":
            one.fault("by", "by: 29/02 không có mỗi năm. Hãy viết 02-28.")
        elif day and target:
            if found and day <= found[-1].by:
                one.fault("by", "by: các mốc phải theo thứ tự ngày, mỗi ngày một mốc.")
            found.append(Milestone(day, target))
    return tuple(found)


def _target(group: Fields, unit: str) -> Target | None:
    written = [(key, op, group.number(key, least=0)) for key, op in _BOUNDS.items() if group.has(key)]
    for key in _BOUNDS:
        group.asked.add(key)
    per = group.choice("per", tuple(Grain))
    source = read_source(group, "source")
    if len(written) != 1:
        group.at(group.tree.line, f"ghi đúng một trong: {', '.join(_BOUNDS)}. Tỷ lệ viết phân số: 0.85 là 85 %.")
        return None
    key, op, bound = written[0]
    if unit == PERCENT and bound is not None and bound > 2:
        group.fault(key, f"{key}: tỷ lệ viết phân số, 0.85 là 85 %. Có phải {bound / 100}?")
    if per and unit == PERCENT:
        group.fault("per", "per: tỷ lệ không nhân lên theo kỳ. Hãy bỏ per.")
    return Target(bound, op, Grain(per) if per else None, source) if bound is not None else None
