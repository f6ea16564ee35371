"""What the pages of the organisation say, as finished text."""

from __future__ import annotations

from namro.apps.people.pages.person import PersonPage, person_page
from namro.apps.people.pages.position import PositionPage, position_page
from namro.apps.people.pages.unit import UnitPage, unit_page

__all__ = ["PersonPage", "PositionPage", "UnitPage", "person_page", "position_page", "unit_page"]
