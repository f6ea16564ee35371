"""An instrument as an XLSForm, for ODK, KoboToolbox and the like."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from io import BytesIO

import xlsxwriter

from namro.core.framework.fields import written
from namro.core.survey.model import Instrument, Item, Part, Words, words_in
from namro.documents.workbooks.held import TEXT_ONLY
from namro.documents.workbooks.xlsform_columns import (
    BEGIN,
    CHOICES,
    END,
    LIST,
    OWN,
    OWN_COLUMNS,
    QUESTION,
    SETTINGS,
    SURVEY,
    label_columns,
    language_name,
)

_Row = tuple[str, ...]


def write_xlsform(instrument: Instrument) -> bytes:
    """Return the workbook: sheets survey, choices, settings, and one of our own."""
    labels = label_columns(instrument.languages, plain=_one_text(instrument))
    stream = BytesIO()
    with xlsxwriter.Workbook(stream, TEXT_ONLY) as book:
        head, text = book.add_format({"bold": True}), book.add_format({"num_format": "@", "valign": "top"})
        for name, heads, rows in (
            (SURVEY, ("type", "name", *labels.values()), _questions(instrument.index, labels)),
            (CHOICES, ("list_name", "name", *labels.values()), _choices(instrument, labels)),
            (SETTINGS, *_settings(instrument, plain="" in labels)),
            (OWN, OWN_COLUMNS, _own(instrument)),
        ):
            sheet = book.add_worksheet(name)
            sheet.set_column(0, len(heads) - 1, 28, text)
            for number, cells in enumerate([heads, *rows]):
                for place, cell in enumerate(cells):
                    sheet.write_string(number, place, cell, head if number == 0 else text)
            sheet.freeze_panes(1, 0)
    return stream.getvalue()


def _one_text(instrument: Instrument) -> bool:
    """Whether no text of the questions is said in several languages."""
    nodes = [one.text if isinstance(one, Item) else one.name for one in instrument.index.nodes()]
    return all(set(words) <= {""} for words in [*nodes, *(words for _value, words in instrument.scale.labels)])


def _labels(words: Words, labels: dict[str, str]) -> Iterator[str]:
    """Yield the text for each column; one text for all stands in the first column only."""
    for place, language in enumerate(labels):
        yield words.get(language, words.get("", "") if place == 0 else "")


def _questions(part: Part, labels: dict[str, str]) -> Iterator[_Row]:
    yield (BEGIN, part.code, *_labels(part.name, labels))
    for child in part.parts:
        if isinstance(child, Item):
            yield (QUESTION, child.code, *_labels(child.text, labels))
        else:
            yield from _questions(child, labels)
    yield (END, "", *("" for _column in labels))


def _choices(instrument: Instrument, labels: dict[str, str]) -> Iterator[_Row]:
    """Each level of the scale, then what says that nothing was answered; a number without a label is its own."""
    scale, known = instrument.scale, dict(instrument.scale.labels)
    for value in (*range(1, scale.most + 1), *scale.no_answer):
        yield (LIST, str(value), *_labels(known.get(value, {"": str(value)}), labels))


def _settings(instrument: Instrument, *, plain: bool) -> tuple[_Row, Iterable[_Row]]:
    heads: _Row = ("form_title", "form_id", "version")
    cells: _Row = (words_in(instrument.title), instrument.code, instrument.edition)
    if plain:
        return heads, [cells]
    return (*heads, "default_language"), [(*cells, language_name(instrument.languages[0]))]


def _own(instrument: Instrument) -> Iterator[_Row]:
    yield "formula", "", str(instrument.formula)
    yield "max", "", str(instrument.scale.most)
    if instrument.scale.no_answer:
        yield "no_answer", "", " ".join(map(str, instrument.scale.no_answer))
    for language in instrument.languages:
        yield "language", "", language
    for language, text in instrument.title.items():
        yield "title", language, text
    if instrument.about:
        yield "about", "", instrument.about
    for node in instrument.index.nodes():
        if node.weight != 1:
            yield "weight", node.code, written(node.weight)
