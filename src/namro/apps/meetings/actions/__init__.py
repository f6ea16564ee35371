"""What people do with meetings: one transaction and one line of the audit record each."""

from __future__ import annotations

from namro.apps.meetings.actions.concluding import drop_conclusion, set_conclusion, take_quota
from namro.apps.meetings.actions.giving import give_tasks
from namro.apps.meetings.actions.holding import MeetingConflict, end_meeting, save_meeting

__all__ = [
    "MeetingConflict",
    "drop_conclusion",
    "end_meeting",
    "give_tasks",
    "save_meeting",
    "set_conclusion",
    "take_quota",
]
