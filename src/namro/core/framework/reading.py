"""A criteria-set file into a `Framework`, or all its faults at once. The format: docs/criteria-sets.md."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

from namro.core.base.errors import unopened
from namro.core.base.faults import BrokenFile, Fault, Faults
from namro.core.base.yamltree import LONGEST, Mapping, Tree, read_tree
from namro.core.framework.checks import check_whole
from namro.core.framework.fields import Fields, is_input_name
from namro.core.framework.model import (
    LEVELS,
    POLICIES,
    ROUNDINGS,
    TIES,
    Act,
    Adjustment,
    Band,
    Framework,
    Requirement,
    Scale,
)
from namro.core.framework.reading_nodes import Seen, read_adjustment, read_nodes

#: Totals and percentages are settled to 9 decimals; further digits show as zeros, and so many nobody reads.
_MOST_DIGITS = Decimal(30)


def read_framework(path: Path) -> Framework:
    """Read a criteria-set file. Raises `BrokenFile` with every fault, or `NamroError` when there is no such file."""
    try:
        data = path.read_bytes() if path.stat().st_size <= 4 * LONGEST else b""
    except OSError as error:
        raise unopened(path, error) from error
    if not data and path.stat().st_size:
        raise BrokenFile(path.name, [Fault(0, "", "tệp quá lớn, không phải bộ tiêu chí.")])
    return parse_framework(decoded(data, name=path.name), name=path.name)


def decoded(data: bytes, *, name: str) -> str:
    """Return the text of a criteria-set file. Raises `BrokenFile` when it is not UTF-8."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise BrokenFile(name, [Fault(line, "", "không phải UTF-8. Hãy lưu lại tệp với mã UTF-8.")]) from error


def parse_framework(text: str, *, name: str = "bộ tiêu chí") -> Framework:
    """Read the text of a criteria set; `name` stands in messages. Raises `BrokenFile` with every fault."""
    faults = Faults(name)
    return framework_of(read_tree(text, faults), faults)


def framework_of(tree: Tree | None, faults: Faults) -> Framework:
    """Read a set from its tree, wherever that comes from. Raises `BrokenFile`, with faults noted before too."""
    framework = None
    if isinstance(tree, Mapping):
        framework, whole = _framework(Fields(tree, faults))
        if whole:
            named = tree.items.get("inputs")
            check_whole(framework, faults, label_lines=named.lines if isinstance(named, Mapping) else {})
    elif tree is not None:
        faults.add(tree.line, "tệp phải bắt đầu bằng các khóa “framework:”, “edition:”, …")
    faults.refuse()
    assert framework is not None
    return framework


def _framework(fields: Fields) -> tuple[Framework, bool]:
    """Return the set, and whether all of its nodes could be read."""
    seen = Seen(fields.faults)
    first, last = _years(fields.mapping("years", required=True))
    scale = _scale(fields.mapping("scale", required=True))
    framework = Framework(
        framework=fields.text("framework", required=True),
        edition=fields.date("edition", required=True),
        title=fields.text("title", required=True),
        level=fields.choice("level", LEVELS) or _missing_level(fields),
        first_year=first,
        last_year=last,
        source=_act(fields.mapping("source")),
        scale=scale,
        not_applicable=fields.choice("not_applicable", POLICIES, "exclude") or "exclude",
        ties=fields.choice("ties", TIES, "competition") or "competition",
        bands=_bands(fields),
        criteria=read_nodes(fields.sequence("criteria", required=True), fields, seen),
        **_adjustments(fields.mapping("adjustments"), seen),
        inputs=_inputs(fields.mapping("inputs")),
    )
    fields.done()
    return framework, not seen.dropped and "criteria" in fields.tree.items


def _missing_level(fields: Fields) -> str:
    if not fields.has("level"):
        fields.fault("level", f"thiếu khóa “level”: {', '.join(LEVELS)}.")
    return ""


def _years(fields: Fields | None) -> tuple[int, int | None]:
    if fields is None:
        return 0, None
    first = fields.number("from", required=True, least=1900, whole=True)
    last = fields.number("to", least=1900, whole=True)
    fields.done()
    if first is not None and last is not None and last < first:
        fields.fault("to", f"to: {last} trước from: {first}. Hãy sửa cho đúng thứ tự.")
    return int(first or 0), None if last is None else int(last)


def _scale(fields: Fields | None) -> Scale:
    if fields is None:
        return Scale(max=Decimal(0))
    maximum = fields.number("max", required=True, least=0)
    precision = fields.number("precision", least=0, whole=True)
    floor, ceiling = fields.number("floor"), fields.number("ceiling")
    rounding = fields.choice("rounding", ROUNDINGS, "half_up") or "half_up"
    fields.done()
    if precision is not None and precision > _MOST_DIGITS:
        fields.fault("precision", f"precision: nhiều nhất {_MOST_DIGITS} chữ số.")
        precision = None
    digits = 2 if precision is None else int(precision)
    line = fields.tree.lines.get("max", fields.tree.line)
    return Scale(
        line=line, max=maximum or Decimal(0), precision=digits, rounding=rounding, floor=floor, ceiling=ceiling
    )


def _act(fields: Fields | None) -> Act:
    if fields is None:
        return Act()
    act = Act(document=fields.text("document"), date=fields.date("date"), issuer=fields.text("issuer"))
    fields.done()
    return act


def _inputs(fields: Fields | None) -> tuple[tuple[str, str], ...]:
    """Read what inputs are called in words."""
    if fields is None:
        return ()
    for key in fields.tree.items:
        if not is_input_name(key):
            fields.fault(key, f"inputs: “{key}” không phải tên số liệu. Chỉ dùng a-z, 0-9 và _.")
    return tuple((key, fields.text(key)) for key in fields.tree.items)


def _bands(fields: Fields) -> tuple[Band, ...]:
    found: list[Band] = []
    for tree in fields.sequence("bands"):
        inner = fields.inner(tree, "bands")
        if inner is None:
            continue
        start = inner.number("from", required=True)
        name = inner.text("name", required=True)
        requires = _requires(inner)
        inner.done()
        if start is None:
            continue
        if found and start >= found[-1].start:
            inner.fault("from", "bands: các mức from phải giảm dần hẳn, bậc cao nhất viết trước.")
        found.append(Band(name=name, start=start, requires=requires))
    return tuple(found)


def _requires(fields: Fields) -> tuple[Requirement, ...]:
    found = []
    for tree in fields.sequence("requires"):
        inner = fields.inner(tree, "requires")
        if inner is None:
            continue
        name = inner.input("input", required=False)
        criterion = inner.text("criterion")
        least, most = inner.number("at_least"), inner.number("at_most")
        inner.done()
        if inner.has("input") == inner.has("criterion"):
            inner.fault("input", "requires: ghi đúng một trong hai khóa input, criterion.")
        if inner.has("at_least") == inner.has("at_most"):
            inner.fault("at_least", "requires: ghi đúng một trong hai khóa at_least, at_most.")
        line = inner.tree.line
        found.append(Requirement(input=name, criterion=criterion, at_least=least, at_most=most, line=line))
    return tuple(found)


def _adjustments(fields: Fields | None, seen: Seen) -> dict[str, Adjustment]:
    if fields is None:
        return {}
    both = {key: read_adjustment(fields.mapping(key), seen) for key in ("bonus", "penalty")}
    fields.done()
    return both
