"""What the pages of the organisation say, as finished text."""

from __future__ import annotations

from namro.apps.people.pages.group import GroupPage, group_page
from namro.apps.people.pages.person import PersonPage, person_page
from namro.apps.people.pages.position import PositionPage, position_page
from namro.apps.people.pages.unit import UnitPage, unit_page

__all__ = [
    "GroupPage",
    "PersonPage",
    "PositionPage",
    "UnitPage",
    "group_page",
    "person_page",
    "position_page",
    "unit_page",
]
