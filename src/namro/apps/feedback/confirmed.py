"""Conduct that was found true by an act, wholly or partly: nothing else of feedback counts against anybody."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.utils.translation import gettext as _

from namro.apps.feedback.models import Item
from namro.core.service.feedback import CONDUCT, CONFIRMED, OUTCOME_WORDS, Outcome

#: First and last day of the acts, both included.
Span = tuple[date, date]


@dataclass(frozen=True, slots=True, kw_only=True)
class Confirmed:
    """One confirmed item and the act that says so."""

    code: str
    subject: str
    outcome: str
    act_number: str
    act_on: date

    @property
    def act(self) -> str:
        """ "văn bản 12/KL ngày 12/09/2026, đúng một phần"."""
        words = OUTCOME_WORDS[Outcome(self.outcome)].lower()
        act = _("văn bản %(number)s ngày %(day)s") % {"number": self.act_number, "day": f"{self.act_on:%d/%m/%Y}"}
        return f"{act}, {words}"


def confirmed_of(users: Collection[int], span: Span, unit: int | None = None) -> dict[int, list[Confirmed]]:
    """Return what was confirmed about officers by acts inside a span, by the id of the account; one query."""
    found: dict[int, list[Confirmed]] = {user: [] for user in users}
    for about, one in _rows(Q(about_user__in=list(users)), span, unit):
        if about in found:
            found[about].append(one)
    return found


def confirmed_in(unit: int, span: Span) -> list[Confirmed]:
    """Return what was confirmed in a unit by acts inside a span, whoever it is about; one query."""
    return [one for _about, one in _rows(Q(), span, unit)]


def _rows(wanted: Q, span: Span, unit: int | None) -> list[tuple[int | None, Confirmed]]:
    rows = Item.objects.filter(wanted, kind=CONDUCT, outcome__in=CONFIRMED, act_on__range=span)
    if unit is not None:
        rows = rows.filter(unit=unit)
    return [
        (one.about_user_id, Confirmed(code=one.code, subject=one.subject, outcome=one.outcome,
                                      act_number=one.act_number, act_on=one.act_on))
        for one in rows.order_by("act_on", "id") if one.act_on
    ]  # fmt: skip
