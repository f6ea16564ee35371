"""One clock: time is an argument everywhere but in `core/base/clock.py`."""

from __future__ import annotations

import ast

from tests.house.sources import modules

CLOCK = "core/base/clock.py"
READS_THE_CLOCK = {"now", "utcnow", "today", "time_ns"}
#: These convert a moment when they are given one, and read the clock when not.
READS_WITHOUT_ARGUMENT = {"localtime", "localdate", "gmtime"}
OWNERS = {"datetime", "date", "timezone", "time", "dt"}


def test_only_one_module_reads_the_system_clock() -> None:
    found = [
        f"{path}:{node.lineno}"
        for path, tree in modules().items()
        if path != CLOCK
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and reads_clock(node)
    ]
    assert found == []


def reads_clock(call: ast.Call) -> bool:
    called = call.func
    if not isinstance(called, ast.Attribute):
        return False
    owner = called.value
    name = owner.attr if isinstance(owner, ast.Attribute) else getattr(owner, "id", "")
    if name not in OWNERS:
        return False
    bare = called.attr in READS_WITHOUT_ARGUMENT and not call.args and not call.keywords
    return bare or called.attr in READS_THE_CLOCK or (name, called.attr) == ("time", "time")
