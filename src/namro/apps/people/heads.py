"""Heads of the audit record that stand outside it: in what was published, and printed there for everybody.

An app that publishes registers what gives its heads when it is made ready; the check of the record asks them all.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from namro.core.sealing import Head

Source = Callable[[], Iterable[Head]]

_sources: list[Source] = []


def register(source: Source) -> Callable[[], None]:
    """Have a source of published heads asked by every check; what is returned takes it out again."""
    _sources.append(source)
    return lambda: _sources.remove(source)


def published_heads() -> list[Head]:
    """Return the heads of all publications."""
    return [head for source in _sources for head in source()]
