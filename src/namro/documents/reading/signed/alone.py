"""pyHanko begins an event loop of its own, which a thread that runs one already does not allow."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")


def alone(function: Callable[P, T], *args: P.args, **named: P.kwargs) -> T:
    """Call a function in a thread where nothing else runs; what it raises is raised here."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(function, *args, **named).result()
