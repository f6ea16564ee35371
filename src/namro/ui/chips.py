"""A mark that says with a shape and a word how something stands: colour alone never does."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Chip:
    """The name of an icon, the class that colours it, and words."""

    icon: str
    css: str
    words: str
