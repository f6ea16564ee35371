"""Instruments as their list says them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from namro.apps.people.models import User
from namro.apps.people.queries.organisation import names_of
from namro.apps.surveys.instrument_permissions import instruments_seen
from namro.apps.surveys.models import Instrument, Survey
from namro.apps.surveys.permissions import seen_by
from namro.core.survey.model import words_in
from namro.core.survey.reading import shipped_instruments
from namro.ui.chips import Chip

_STATES = {
    Instrument.State.DRAFT: Chip("circle-dashed", "warn", ""),
    Instrument.State.PUBLISHED: Chip("circle-check", "good", ""),
}


@dataclass(frozen=True, slots=True)
class InstrumentRow:
    """An edition in the list; `used` counts the surveys that the person sees."""

    url: str
    title: str
    code: str
    edition: str
    unit: str
    chip: Chip
    used: int


def state_chip(row: Instrument | None) -> Chip:
    """Return how far an instrument is; None is one of the program."""
    if row is None or row.unit_id is None:
        return Chip("books", "line", _("có sẵn"))
    known = _STATES[Instrument.State(row.state)]
    return Chip(known.icon, known.css, str(Instrument.State(row.state).label))


def own_instruments(user: User) -> QuerySet[Instrument]:
    """Those that are not shipped with this release, the newest first; older editions of the program's are there too."""
    shipped = Q(code="", edition="")
    for made in shipped_instruments().values():
        shipped |= Q(code=made.code, edition=made.edition)
    rows = _counted(user).filter(instruments_seen(user)).exclude(shipped)
    return rows.order_by("-made_at", "-id")


def _counted(user: User) -> QuerySet[Instrument]:
    seen = Survey.objects.filter(seen_by(user)).values("pk")
    used = Count("surveys", filter=Q(surveys__in=seen), distinct=True)
    return Instrument.objects.defer("text").annotate(used=used)


def own_rows(rows: Iterable[Instrument]) -> list[InstrumentRow]:
    """Return the rows of a page; one query for the names of units."""
    listed = list(rows)
    names = names_of({one.unit_id for one in listed if one.unit_id})
    return [
        _row(one.code, one.edition, one.title, names[one.unit_id][1] if one.unit_id else "", one, vars(one)["used"])
        for one in listed
    ]


def shipped_rows(user: User) -> list[InstrumentRow]:
    """Return those that come with the program; one query for how often they are used."""
    shipped = shipped_instruments()
    used = {(one.code, one.edition): vars(one)["used"] for one in _counted(user).filter(code__in=shipped)}
    return [
        _row(code, one.edition, words_in(one.title), "", None, used.get((code, one.edition), 0))
        for code, one in shipped.items()
    ]


def _row(code: str, edition: str, title: str, unit: str, row: Instrument | None, used: int) -> InstrumentRow:
    url = reverse("instruments:one", args=[code, edition])
    return InstrumentRow(url, title, code, edition, unit, state_chip(row), used)
