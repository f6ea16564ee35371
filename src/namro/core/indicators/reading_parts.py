"""The parts of an indicator: named figures with their sources, none made of itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from namro.core.base.yamltree import Scalar
from namro.core.framework.fields import Fields, is_input_name
from namro.core.indicators.model import COUNTABLE, FIRST, LATEST, SIDES, SUM, TYPED, From, Part

#: Keys that say more about a source, by source; `of` is what is asked of it.
_OF_NEEDED = frozenset({From.REGISTER, From.TASKS, From.REPORTS, From.BOOK, From.FACT, From.IMPORT, *COUNTABLE})


def read_parts(fields: Fields) -> tuple[Part, ...]:
    """Read `parts:`, a mapping by id; parts that name others are checked for strangers and circles."""
    group = fields.mapping("parts", required=True)
    if group is None:
        return ()
    found: dict[str, Part] = {}
    for name, tree in group.tree.items.items():
        one = group.inner(tree, f"parts.{name}")
        if one is None:
            continue
        if not is_input_name(name):
            group.fault(name, f"parts: “{name}” không phải tên. Chỉ dùng a-z, 0-9 và _.")
        found[name] = _part(name, one)
    for name, part in found.items():
        for other in (*part.plus, *part.minus):
            if other not in found:
                group.fault(name, f"parts: “{name}” gộp từ “{other}”, phần này không có.")
        if _circles(name, found):
            group.fault(name, f"parts: “{name}” gộp vòng tròn lại chính nó. Hãy bỏ một phần trong vòng.")
    return tuple(found.values())


def _part(name: str, one: Fields) -> Part:
    source = From(one.choice("from", tuple(From), From.ENTRY) or From.ENTRY)
    part = Part(
        id=name,
        name=one.text("name", required=True),
        source=source,
        of=one.text("of", required=source in _OF_NEEDED),
        side=one.choice("side", SIDES, "value") or "value",
        number=one.number("number", required=source is From.VALUE),
        plus=tuple(_names(one, "plus")),
        minus=tuple(_names(one, "minus")),
        over=one.choice("over_periods", (SUM, LATEST, FIRST), "") or "",
        unit=one.text("unit"),
        counted=_counted(one, source),
    )
    if source is From.PARTS and not part.plus:
        one.at(one.tree.line, "phần gộp phải có plus: danh sách các phần cộng lại.")
    if source is not From.PARTS and (part.plus or part.minus):
        one.at(one.tree.line, "plus, minus chỉ dùng khi from: parts.")
    if source is From.REGISTER and part.of.count(".") != 1:
        one.fault("of", "of: viết sổ và số liệu của sổ, cách nhau dấu chấm, ví dụ inspections.people.")
    if part.side != "value" and source in TYPED:
        one.fault("side", "side chỉ dùng với nguồn có tử số, mẫu số riêng (register, tasks, reports).")
    one.done()
    return part


def _counted(one: Fields, source: From) -> str:
    text = one.text("counted")
    if not text:
        return ""
    kind, _dot, of = text.partition(".")
    known = sorted(COUNTABLE)
    if source is not From.ENTRY:
        one.fault("counted", "counted chỉ dùng khi from: entry; số khác đã do máy hỏi nguồn.")
    elif kind not in known or not of:
        one.fault("counted", f"counted: viết nguồn và số đếm, như dossiers.late. Nguồn: {', '.join(known)}.")
    else:
        return text
    return ""


def _names(fields: Fields, key: str) -> Iterator[str]:
    for item in fields.sequence(key):
        if isinstance(item, Scalar):
            yield item.text.strip()
        else:
            fields.at(item.line, f"{key}: mỗi dòng là tên một phần.")


def _circles(name: str, parts: dict[str, Part]) -> bool:
    waiting: list[str] = [name]
    seen: set[str] = set()
    while waiting:
        part = parts.get(waiting.pop())
        others: Iterable[str] = (*part.plus, *part.minus) if part else ()
        if name in others:
            return True
        waiting += [other for other in others if other not in seen]
        seen.update(others)
    return False
