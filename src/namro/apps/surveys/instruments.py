"""Instruments by their rows: read once each, and those of the program taken in as rows when they are used."""

from __future__ import annotations

from datetime import datetime
from hashlib import sha256
from importlib.resources import files

from namro.apps.surveys.models import Instrument
from namro.core.survey.model import Instrument as Questions
from namro.core.survey.model import words_in
from namro.core.survey.reading import parse_instrument, shipped_instruments

#: Rows that are asked for often have their text left in the database: `.defer("instrument__text")`.
_MOST_KEPT = 64
_parsed: dict[str, Questions] = {}


def questions_of(row: Instrument) -> Questions:
    """Return what the text of an instrument says; the text of one that is in memory is not read."""
    found = _parsed.get(row.sha256)
    if found is None:
        if len(_parsed) >= _MOST_KEPT:
            _parsed.clear()
        found = _parsed[row.sha256] = parse_instrument(row.text)
    return found


def shipped_text(code: str) -> str:
    """Return the file of an instrument that comes with the program."""
    return (files("namro.data") / "instruments" / f"{code}.yaml").read_text("utf-8")


def shipped_row(code: str, *, at: datetime) -> Instrument:
    """Return the row of an instrument that comes with the program, made when it is missing. Raises KeyError."""
    made = shipped_instruments()[code]
    text = shipped_text(code)
    values = {
        "title": words_in(made.title)[:300],
        "text": text,
        "sha256": sha256(text.encode()).hexdigest(),
        "state": Instrument.State.PUBLISHED,
        "made_at": at,
    }
    row, _fresh = Instrument.objects.get_or_create(code=made.code, edition=made.edition, defaults=values)
    return row
