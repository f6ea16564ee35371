"""What an instrument is called in the sheets of an XLSForm, for both ways.

The sheet `namro` holds what XLSForm has no place for (the tree's weights, the formula, what counts as no answer); other
tools pass over a sheet they do not know.
"""

from __future__ import annotations

from collections.abc import Sequence

SURVEY, CHOICES, SETTINGS, OWN = "survey", "choices", "settings", "namro"
LIST = "scale"
ONE, MANY, TEXT = "select_one", "select_multiple", "text"
QUESTION = f"{ONE} {LIST}"
#: How forms say that at most so many options may be chosen.
AT_MOST = "count-selected(.) <= "
BEGIN, END = "begin_group", "end_group"
#: Columns of our own sheet: a line says one thing about the instrument or about one node.
OWN_COLUMNS = ("what", "code", "value")

_LANGUAGES = {"vi": "Tiếng Việt", "en": "English", "km": "ខ្មែរ", "hmn": "Hmoob", "tay": "Tày"}


def list_name(code: str) -> str:
    """Return the name of the list of options of a question; never that of the scale."""
    return f"{code}_list"


def label_columns(languages: Sequence[str], *, plain: bool) -> dict[str, str]:
    """Return the column for each language; `plain`: one text for all, in the column "label"."""
    if plain:
        return {"": "label"}
    return {language: f"label::{language_name(language)}" for language in languages}


def language_name(language: str) -> str:
    """Return "Tiếng Việt (vi)", as XLSForm names languages."""
    return f"{_LANGUAGES.get(language, language)} ({language})"
