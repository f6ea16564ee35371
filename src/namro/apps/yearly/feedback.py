"""Feedback on somebody's conduct that an act confirmed; what was unfounded or is open counts nothing."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from namro.apps.feedback.confirmed import confirmed_of
from namro.apps.yearly.sources import Entry


class ConfirmedFeedback:
    """The items of the follow-up book. No address: who reads a sheet does not read the book."""

    def entries_of(self, unit: int, people: Collection[int], year: int) -> dict[int, list[Entry]]:
        """Return what was confirmed by acts of a year by the id of the account; one query."""
        found = confirmed_of(people, (date(year, 1, 1), date(year, 12, 31)), unit)
        return {
            person: [Entry(ref=one.code, text=one.subject, on=one.act_on, detail=one.act) for one in many]
            for person, many in found.items()
        }
