"""The same set and the same short ways as for facts."""

from __future__ import annotations

from tests.apps.indicators.conftest import edition, home, write

__all__ = ["edition", "home", "write"]
