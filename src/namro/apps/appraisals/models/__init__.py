"""Rows of this app: what appraisers say, what layers add up to."""

from __future__ import annotations

from namro.apps.appraisals.models.opinions import Opinion, Tally

__all__ = ["Opinion", "Tally"]
