"""The same short ways as for sheets."""

from __future__ import annotations

from tests.apps.assessments.conftest import edition, home, write

__all__ = ["edition", "home", "write"]
