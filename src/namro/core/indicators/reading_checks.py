"""The checks of an indicator, and the inputs of criteria sets that it writes."""

from __future__ import annotations

from collections.abc import Iterable

from namro.core.base.yamltree import Scalar
from namro.core.framework.fields import Fields, is_input_name
from namro.core.indicators.model import Check, CheckKind, From, Part, Then


def read_checks(fields: Fields, parts: set[str]) -> tuple[Check, ...]:
    """Read `checks:`."""
    found: list[Check] = []
    for item in fields.sequence("checks"):
        one = fields.inner(item, "checks")
        if one is None:
            continue
        kind = CheckKind(one.choice("kind", tuple(CheckKind), CheckKind.AT_MOST) or CheckKind.AT_MOST)
        jump = kind is CheckKind.JUMP
        alone = jump or kind is CheckKind.FALLS
        found.append(
            Check(
                kind=kind,
                then=Then(one.choice("then", tuple(Then), Then.WARN) or Then.WARN),
                left=_sides(one, "left", parts, required=True),
                right=_sides(one, "right", parts, required=not alone),
                more_than=one.number("more_than", required=jump, least=0),
                relative=one.flag("relative", default=True),
                message=one.text("message"),
            )
        )
        one.done()
    return tuple(found)


def _sides(one: Fields, key: str, parts: set[str], *, required: bool) -> tuple[str, ...]:
    found: list[str] = []
    for item in one.sequence(key, required=required):
        name = item.text.strip() if isinstance(item, Scalar) else ""
        if name not in parts:
            one.at(item.line, f"{key}: không có phần “{name}” trong parts. Có: {', '.join(sorted(parts))}.")
        found.append(name)
    return tuple(found)


def read_feeds(fields: Fields, parts: Iterable[Part]) -> tuple[tuple[str, str], ...]:
    """Read `feeds:`, inputs of criteria sets by name, each with the part that is written there."""
    group = fields.mapping("feeds")
    if group is None:
        return ()
    known = {part.id: part for part in parts}
    found: list[tuple[str, str]] = []
    for name in group.tree.items:
        part = group.text(name)
        if not is_input_name(name):
            group.fault(name, f"feeds: “{name}” không phải tên số liệu.")
        elif part and part not in known:
            group.fault(name, f"feeds: không có phần “{part}” trong parts. Có: {', '.join(sorted(known))}.")
        elif part and any(one.source is From.FACT and one.of == name for one in known.values()):
            group.fault(name, f"feeds: số liệu “{name}” vừa được đọc vừa được ghi. Hãy bỏ một phía.")
        elif part:
            found.append((name, part))
    return tuple(found)
