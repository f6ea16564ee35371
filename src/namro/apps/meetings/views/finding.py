"""The meeting that an address names, if the person may read it."""

from __future__ import annotations

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from namro.apps.meetings.models import Conclusion, Meeting
from namro.apps.meetings.queries import conclusions_in, meetings_for
from namro.apps.people.requests import signed_in


def find_meeting(request: HttpRequest, code: str) -> Meeting:
    """Return the meeting. Raises Http404, as for a code that does not exist."""
    return get_object_or_404(meetings_for(signed_in(request)), code=code)


def find_conclusion(meeting: Meeting, key: int) -> Conclusion:
    """Return one of its conclusions. Raises Http404."""
    return get_object_or_404(conclusions_in(meeting), pk=key)
