"""What the pages of meetings show."""

from __future__ import annotations

from namro.apps.meetings.pages.meeting import meeting_page
from namro.apps.meetings.pages.rows import meeting_rows

__all__ = ["meeting_page", "meeting_rows"]
