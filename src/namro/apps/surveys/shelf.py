"""The instruments that somebody may read, those shipped with the program among them whether they are rows or not."""

from __future__ import annotations

from dataclasses import dataclass

from namro.apps.people.models import User
from namro.apps.surveys.instrument_permissions import instruments_seen
from namro.apps.surveys.instruments import questions_of, shipped_text
from namro.apps.surveys.models import Instrument
from namro.core.survey.model import Instrument as Questions
from namro.core.survey.reading import shipped_instruments


@dataclass(frozen=True, slots=True)
class OnShelf:
    """An instrument with its text; `row` is None for one of the program that no survey has taken yet."""

    made: Questions
    text: str
    row: Instrument | None

    @property
    def draft(self) -> bool:
        """Whether no survey may ask with it yet."""
        return self.row is not None and self.row.state == Instrument.State.DRAFT

    @property
    def choice(self) -> str:
        """How the form of a new survey names it."""
        shipped = shipped_instruments().get(self.made.code)
        if shipped is not None and shipped.edition == self.made.edition:
            return f"co-san:{self.made.code}"
        return f"rieng:{self.row.pk}" if self.row else ""


def found_on_shelf(user: User, code: str, edition: str) -> OnShelf | None:
    """Return an instrument that the person may read. One query."""
    row = Instrument.objects.filter(instruments_seen(user), code=code, edition=edition).select_related("unit").first()
    if row is not None:
        return OnShelf(questions_of(row), row.text, row)
    made = shipped_instruments().get(code)
    return OnShelf(made, shipped_text(code), None) if made is not None and made.edition == edition else None
