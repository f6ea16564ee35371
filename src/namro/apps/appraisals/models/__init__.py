"""Rows of this app: what appraisers say, what layers add up to, what was published."""

from __future__ import annotations

from namro.apps.appraisals.models.council import Attendance, Ballot, Member, Motion, Proposal, Sitting
from namro.apps.appraisals.models.opinions import Opinion, Tally
from namro.apps.appraisals.models.publication import Publication, PublishedResult

__all__ = [
    "Attendance",
    "Ballot",
    "Member",
    "Motion",
    "Opinion",
    "Proposal",
    "Publication",
    "PublishedResult",
    "Sitting",
    "Tally",
]
