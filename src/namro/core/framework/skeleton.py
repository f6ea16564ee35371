"""A set to begin with: small, commented, and good as it stands."""

from __future__ import annotations

from datetime import date

from namro.core.base.yamlfile import data_text
from namro.core.framework.writing import text_scalar


def skeleton(name: str, today: date) -> str:
    """Return the text of a first set called `name`, dated today, for the scores of this year on."""
    text = data_text("skeleton_set.yaml")
    text = text.replace("framework: vi-du-xa ", f"framework: {text_scalar(name)} ", 1)
    text = text.replace("edition: 2025-01-01", f"edition: {today.isoformat()}", 1)
    return text.replace("years: {from: 2025}", f"years: {{from: {today.year}}}", 1)
