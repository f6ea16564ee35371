"""Results that documents print: who keeps documents says which there are and how they are read."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext_noop as _mark

from namro.apps.people.models import User
from namro.core.printed import Reading
from namro.core.survey.published import PrintedValue, factor_code

INDEX = "SIPAS"

#: A stored name, whatever language the page is read in.
_OVERALL = _mark("Hài lòng chung")


@dataclass(frozen=True, slots=True)
class Printed:
    """A document that the person may read: its code, title, reading with corrections."""

    code: str
    title: str
    reading: Reading


@dataclass(frozen=True, slots=True)
class PrintedYear:
    """The factors that a document prints of one year."""

    document: str
    title: str
    year: int
    values: tuple[PrintedValue, ...]


Finder = Callable[[User, str], Sequence[Printed]]


class _Registered:
    """The one who finds documents: one by its code, else the newest that print such results."""

    finder: Finder = staticmethod(lambda _user, _code: ())


def find_documents_with(finder: Finder) -> None:
    """Register who finds the documents of a person that print results."""
    _Registered.finder = staticmethod(finder)


def printed_results(user: User, code: str = "") -> list[PrintedYear]:
    """Return the results that documents of the person print, year by year; of one document where a code is given."""
    return [one for found in _Registered.finder(user, code) for one in printed_in(found)]


def printed_in(document: Printed) -> list[PrintedYear]:
    """Return what one document prints; a factor that it prints twice counts once."""
    years: dict[int, dict[str, PrintedValue]] = {}
    for one in document.reading.index_results:
        if one.index != INDEX or one.value is None or one.year is None or not 0 <= one.value <= 100:
            continue
        name = (one.subject or "").strip() or _OVERALL
        code = factor_code(name)
        years.setdefault(one.year, {}).setdefault(code, PrintedValue(factor=code, name=name[:300], value=one.value))
    return [PrintedYear(document.code, document.title, year, tuple(values.values())) for year, values in years.items()]
