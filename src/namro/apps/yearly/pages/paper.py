"""A sheet in the words in which it is printed."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from namro.apps.papers.letterheads import LetterheadOf
from namro.apps.yearly.models import Correction
from namro.apps.yearly.pages.sheet_page import wanted_words
from namro.apps.yearly.pages.words import GROUPS, figure_words, posts_words, sheet_chip, value_words
from namro.apps.yearly.reading import Reading
from namro.core.base.clock import VIETNAM
from namro.core.improvement.yearly_figures import Figure, of_figure
from namro.core.improvement.yearly_paper import PaperCorrection, PaperFigure, PaperRow, YearPaper
from namro.ui.formats import day


def paper_of(found: Reading, *, year: int, head: LetterheadOf, today: date) -> YearPaper:
    """Return the sheet as it is printed; a closed one carries the day on which it was closed."""
    closed = found.closed
    return YearPaper(
        year=year,
        unit=head.body,
        parent=head.parent,
        place=head.place,
        name=found.stay.name,
        posts=posts_words(found.stay),
        standing=_standing(found, today),
        printed_on=closed.closed_at.astimezone(VIETNAM).date() if closed else today,
        closer=closed.closed_by.full_name if closed else "",
        groups=tuple((_(title), tuple(_figure(found, one) for one in ones)) for title, ones in GROUPS),
        corrections=tuple(
            PaperCorrection(one.text, wanted_words(one), one.said, _outcome(one))
            for one in found.corrections
            if one.outcome != Correction.Outcome.WITHDRAWN
        ),
    )


def _standing(found: Reading, today: date) -> str:
    words = sheet_chip(found.sheet).words
    if found.closed:
        return f"{words}, {day(found.closed.closed_at.astimezone(VIETNAM).date())}"
    return _("%(state)s, số liệu đến ngày %(day)s") % {"state": words, "day": day(today)}


def _figure(found: Reading, figure: Figure) -> PaperFigure:
    rows = tuple(
        PaperRow(row.text, day(row.on) if row.on else "", "; ".join(filter(None, (row.detail, _said(row.said)))))
        for row in of_figure(found.rows, figure)
    )
    return PaperFigure(figure_words(figure), value_words(found.figures.get(figure)), rows)


def _said(said: str) -> str:
    return _("đã sửa: %(why)s") % {"why": said} if said else ""


def _outcome(one: Correction) -> str:
    return ". ".join(filter(None, (one.get_outcome_display(), one.answer)))
