"""An instrument as an XLSForm, for ODK, KoboToolbox and the like."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from io import BytesIO

import xlsxwriter

from namro.core.framework.fields import written
from namro.core.survey.condition_text import condition_text
from namro.core.survey.model import Instrument, Item, Part, words_in
from namro.core.survey.questions import Block, Kind, Question, Words
from namro.core.survey.validity import Validity
from namro.documents.workbooks.held import TEXT_ONLY
from namro.documents.workbooks.xlsform_columns import (
    AT_MOST,
    BEGIN,
    CHOICES,
    END,
    LIST,
    MANY,
    ONE,
    OWN,
    OWN_COLUMNS,
    QUESTION,
    SETTINGS,
    SURVEY,
    TEXT,
    label_columns,
    language_name,
    list_name,
)

_Row = tuple[str, ...]


def write_xlsform(instrument: Instrument) -> bytes:
    """Return the workbook: sheets survey, choices, settings, and one of our own."""
    labels = label_columns(instrument.languages, plain=_one_text(instrument))
    stream = BytesIO()
    with xlsxwriter.Workbook(stream, TEXT_ONLY) as book:
        head, text = book.add_format({"bold": True}), book.add_format({"num_format": "@", "valign": "top"})
        for name, heads, rows in (
            (SURVEY, *_survey(instrument, labels)),
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
    texts = [one.text if isinstance(one, Item) else one.name for one in instrument.index.nodes()]
    texts += [block.name for block in (*instrument.before, *instrument.after)]
    for question in instrument.questions:
        texts += [question.text, *(option.text for option in question.options)]
    texts += [words for _value, words in instrument.scale.labels]
    return all(set(words) <= {""} for words in texts)


def _labels(words: Words, labels: dict[str, str]) -> Iterator[str]:
    """Yield the text for each column; one text for all stands in the first column only."""
    for place, language in enumerate(labels):
        yield words.get(language, words.get("", "") if place == 0 else "")


def _survey(instrument: Instrument, labels: dict[str, str]) -> tuple[_Row, list[_Row]]:
    """Return the heads and rows of the questions; columns nobody uses are left out."""
    extra = ("relevant", "constraint")
    rows = [(line, cells) for section in instrument.sections for line, cells in _group(section, labels)]
    used = [name for name in extra if any(name in cells for _line, cells in rows)]
    return ("type", "name", *labels.values(), *used), [
        (*line, *(cells.get(name, "") for name in used)) for line, cells in rows
    ]


_Line = tuple[_Row, dict[str, str]]


def _group(group: Part | Block, labels: dict[str, str]) -> Iterator[_Line]:
    """Yield a group's rows, each with its cells of columns that not every form has."""
    yield (BEGIN, group.code, *_labels(group.name, labels)), _relevant(group)
    for child in group.questions if isinstance(group, Block) else group.in_order():
        if isinstance(child, Part):
            yield from _group(child, labels)
        else:
            kind = QUESTION if isinstance(child, Item) else _kind(child)
            most = child.most if isinstance(child, Question) else None
            bound = {"constraint": f"{AT_MOST}{most}"} if most is not None else {}
            yield (kind, child.code, *_labels(child.text, labels)), _relevant(child) | bound
    yield (END, "", *("" for _column in labels)), {}


def _kind(question: Question) -> str:
    if question.kind is Kind.TEXT:
        return TEXT
    return f"{ONE if question.kind is Kind.ONE else MANY} {list_name(question.code)}"


def _relevant(node: Part | Block | Item | Question) -> dict[str, str]:
    return {"relevant": condition_text(node.relevant)} if node.relevant is not None else {}


def _choices(instrument: Instrument, labels: dict[str, str]) -> Iterator[_Row]:
    """Each level of the scale, then what says that nothing was answered; a number without a label is its own. After
    them the options of each question.
    """
    scale, known = instrument.scale, dict(instrument.scale.labels)
    for value in (*range(1, scale.most + 1), *scale.no_answer):
        yield (LIST, str(value), *_labels(known.get(value, {"": str(value)}), labels))
    for question in instrument.questions:
        for option in question.options:
            yield (list_name(question.code), option.code, *_labels(option.text, labels))


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
    for question in instrument.questions:
        if question.no_answer:
            yield "no_answer", question.code, " ".join(question.no_answer)
    for key, value in _validity(instrument.validity):
        yield "validity", key, value


def _validity(rules: Validity) -> Iterator[tuple[str, str]]:
    if rules.blanks is not None:
        yield "blanks", written(rules.blanks)
    for key, number in (("straight", rules.straight), ("seconds", rules.seconds)):
        if number is not None:
            yield key, str(number)
    for key, on in (("duplicates", rules.duplicates), ("staff", rules.staff)):
        if on:
            yield key, "true"
    if rules.burst is not None:
        yield "burst", f"{rules.burst.answers} {rules.burst.minutes}"
    if rules.excludes:
        yield "excludes", " ".join(rules.excludes)
