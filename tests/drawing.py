"""How many examples Hypothesis draws: a part in `make test`, all in `make test-slow`."""

from __future__ import annotations

from hypothesis import settings

#: What a full run draws of a property that says nothing else.
FULL = 100
settings.register_profile("full", max_examples=FULL, deadline=None)
settings.register_profile("quick", max_examples=30, deadline=None)


def share(count: int) -> int:
    """Of so many examples, those that this run draws."""
    return max(10, count * settings.default.max_examples // FULL)
