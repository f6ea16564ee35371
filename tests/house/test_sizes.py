"""Small rooms: nobody should have to scroll for long."""

from __future__ import annotations

import ast
from statistics import median

from tests.house.sources import PACKAGE, modules

MODULE_LINES = 400
MODULE_MEDIAN = 120
FUNCTION_LINES = 60
MOST_FUNCTIONS_LINES = 40


def function_lengths() -> dict[str, int]:
    return {
        f"{path}:{node.lineno} {node.name}": (node.end_lineno or node.lineno) - node.lineno + 1
        for path, tree in modules().items()
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    }


def module_lengths() -> dict[str, int]:
    return {path: len((PACKAGE / path).read_text("utf-8").splitlines()) for path in modules()}


def test_no_module_is_long() -> None:
    assert {p: n for p, n in module_lengths().items() if n > MODULE_LINES} == {}


def test_most_modules_are_short() -> None:
    rooms = [n for path, n in module_lengths().items() if not path.endswith("__init__.py")]
    assert median(rooms) <= MODULE_MEDIAN


def test_no_function_is_long() -> None:
    assert {name: n for name, n in function_lengths().items() if n > FUNCTION_LINES} == {}


def test_nearly_all_functions_are_short() -> None:
    lengths = function_lengths()
    long = {name: n for name, n in lengths.items() if n > MOST_FUNCTIONS_LINES}
    assert len(long) <= 0.05 * len(lengths), long


def test_no_room_of_odds_and_ends() -> None:
    banned = {"utils", "util", "helpers", "helper", "manager", "managers", "common", "misc"}
    assert [p for p in modules() if banned & set(p.removesuffix(".py").split("/"))] == []
