"""Trying an edition out: typed texts into facts, facts into points. Nothing of it is stored.

A field is known by its key: `x:<input>` for the scored year, `g:<year>:<input>` for a base value.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from namro.core.base.errors import NamroError
from namro.core.base.numerals import typed_number
from namro.core.framework.model import Framework
from namro.core.framework.uses import on_time_pairs
from namro.core.scoring.fact_values import BadFact, Parser, base_parsers, parsers
from namro.core.scoring.facts import BaseValue, Facts, Value
from namro.core.scoring.fullest import fullest
from namro.core.scoring.numbers import plain
from namro.core.scoring.one import score
from namro.core.scoring.outcome import UnitScore
from namro.core.scoring.table import BaseKey
from namro.core.timetable import typed_token

Texts = dict[str, str]
_DAY = re.compile(r"\d{1,2}[/.-]\d{1,2}[/.-]\d{4}")
#: A longer text is no fact.
_LONGEST = 60


def now_key(name: str) -> str:
    """The key of an input of the scored year."""
    return f"x:{name}"


def base_key(year: int, name: str) -> str:
    """The key of a value of an earlier year."""
    return f"g:{year}:{name}"


@dataclass(frozen=True, slots=True)
class Tried:
    """Facts as typed: what could be read, what could not and why, by key."""

    facts: Facts
    errors: dict[str, str]


def full_texts(tree: Framework, year: int) -> Texts:
    """Return the texts with which the set gives what it can, bonus and penalties aside."""
    values, base = fullest(tree, year)
    texts = {now_key(name): _text(value) for name, value in values.items()}
    return texts | {base_key(of, name): _text(value) for (of, name), value in base.items()}


def posted_texts(posted: Mapping[str, str]) -> Texts:
    """Return what a form brings: the fields on the page over those that it carries along."""
    try:
        carried = json.loads(posted.get("giu", "{}"))
    except (ValueError, RecursionError):
        carried = {}
    kept = carried if isinstance(carried, dict) else {}
    texts = {key: value[:_LONGEST] for key, value in kept.items() if isinstance(value, str)}
    return texts | {key: _tidy(value) for key, value in posted.items() if key.startswith(("x:", "g:"))}


def carried_texts(posted: Mapping[str, str]) -> Texts:
    """Return the texts as they were before the form was changed."""
    return posted_texts({"giu": posted.get("giu", "{}")})


def known_texts(tree: Framework, year: int, texts: Texts) -> Texts:
    """Return the texts that the set reads, for the form to carry along."""
    known = {now_key(name) for name in parsers(tree)} | {base_key(of, name) for of, name in base_parsers(tree, year)}
    return {key: text for key, text in texts.items() if text and key in known}


def of_year(tree: Framework, year: int, texts: Texts) -> Texts:
    """Return the texts for this year: a base value not given for it is taken from the year that was tried before."""
    given = {key.split(":", 2)[2]: text for key, text in texts.items() if key.startswith("g:") and key.count(":") > 1}
    base = {base_key(of, name): given[name] for of, name in base_parsers(tree, year) if name in given}
    return base | texts


def try_out(tree: Framework, year: int, texts: Texts) -> Tried:
    """Read the texts; what the set does not use is passed over, what is empty is missing."""
    errors: dict[str, str] = {}
    values: dict[str, Value] = {}
    for name, parser in parsers(tree).items():
        value = _read(now_key(name), texts, parser, errors)
        if value is not None:
            values[name] = value
    base: dict[BaseKey, BaseValue] = {}
    for (of, name), parser in base_parsers(tree, year).items():
        found = _read(base_key(of, name), texts, parser, errors)
        if isinstance(found, Decimal):
            base[of, name] = BaseValue(found)
    for due, done in on_time_pairs(tree):
        whole, part = values.get(due), values.get(done)
        if isinstance(whole, Decimal) and isinstance(part, Decimal) and part > whole:
            words = _("Số đúng hạn không thể lớn hơn số phải làm (“%(due)s”). Sửa một trong hai.")
            errors[now_key(done)] = words % {"due": due}
    return Tried(Facts(year, values, base), errors)


def scored(tree: Framework, tried: Tried) -> UnitScore:
    """Return the points."""
    return score(tree, tried.facts)


def _read(key: str, texts: Texts, parser: Parser, errors: dict[str, str]) -> Value | None:
    text = texts.get(key, "")
    if not text:
        return None
    try:
        return parser(text)
    except BadFact as error:
        errors[key] = str(error)
        return None


def _tidy(text: str) -> str:
    """Write a typed number or day as facts are written; a day that does not exist stays for its message."""
    bare = text.strip()[:_LONGEST]
    if _DAY.fullmatch(bare):
        token = typed_token(bare)
        return token if token and not token.startswith("invalid:") else bare
    try:
        return f"{typed_number(bare):f}"
    except NamroError:
        return bare


def _text(value: Value) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return plain(value) if isinstance(value, Decimal) else value
