"""The text of a value, checked by the sets in force and put into the one way of writing it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from difflib import get_close_matches

from django.db.models import Q
from django.utils.translation import gettext as _

from namro.apps.indicators.models import INPUT_LENGTH, VALUE_LENGTH, Producer
from namro.apps.indicators.sets import LEVEL_OF, Inputs
from namro.apps.people.models import UnitSpan
from namro.core.base.errors import NamroError
from namro.core.scoring.fact_values import BadFact
from namro.core.scoring.facts import Value

#: Producers whose inputs are typed by people: a name that no set uses is a slip there.
TYPED = frozenset({Producer.IMPORT, Producer.PERSON})
FIRST_YEAR, LAST_YEAR = 2000, 2099


def bad_year(text: str) -> BadFact:
    """Return the refusal of a year that facts cannot be of."""
    message = _("năm “%(year)s” không dùng được. Viết năm từ %(first)d đến %(last)d.")
    return BadFact(message % {"year": text[:20], "first": FIRST_YEAR, "last": LAST_YEAR})


def not_scored(unit: str, year: int) -> BadFact:
    """Return the refusal of facts of a unit that is not there, or not scored, in a year."""
    message = _("năm %(year)d đơn vị %(unit)s chưa có, đã kết thúc hoặc không thuộc diện chấm điểm.")
    return BadFact(message % {"year": year, "unit": unit})


class FactsRefused(NamroError):
    """Values that cannot be used; `faults` are sentences by the place of the fact in what was given."""

    def __init__(self, faults: Mapping[int, str], *, code: str = "facts") -> None:
        self.faults = dict(faults)
        super().__init__("\n".join(self.faults.values()), code=code)


def levels_of(units: Iterable[int], year: int) -> dict[int, str]:
    """Return the level of each unit as it last was in a year, those that are scored only; one query."""
    in_year = Q(since__lte=date(year, 12, 31)) & (Q(until=None) | Q(until__gt=date(year, 1, 1)))
    rows = UnitSpan.objects.filter(in_year, unit__in=set(units), unit__home=None)
    found = {unit: LEVEL_OF.get(kind) for unit, kind in rows.order_by("since").values_list("unit_id", "kind")}
    return {unit: level for unit, level in found.items() if level}


def checked(name: str, text: str, inputs: Inputs, *, typed: bool) -> str:
    """Return the text as it is stored; "" stays "". Raises BadFact with what to write instead."""
    if not name or len(name) > INPUT_LENGTH:
        raise BadFact(
            _("tên số liệu “%(name)s” không dùng được. Tên có từ 1 đến %(most)d ký tự.")
            % {"name": name[:40], "most": INPUT_LENGTH}
        )
    parser = inputs.parsers.get(name)
    if parser is None and typed and inputs.parsers:
        near = get_close_matches(name, inputs.parsers, 1)
        cure = _("Có phải “%(name)s”?") % {"name": near[0]} if near else _("Xem tên ở trang Số liệu.")
        raise BadFact(_("không bộ tiêu chí nào dùng số liệu “%(name)s”. %(cure)s") % {"name": name[:60], "cure": cure})
    if len(text) > VALUE_LENGTH:
        raise BadFact(
            _("%(name)s: giá trị dài quá %(most)d ký tự. Hãy rút gọn.") % {"name": name, "most": VALUE_LENGTH}
        )
    if parser is None or not text:
        return text
    try:
        return written(parser(text), flag=name in inputs.flags)
    except BadFact as error:
        raise BadFact(f"{name}: {error}") from error


def written(value: Value, *, flag: bool = False) -> str:
    """Write a value so that equal values are equal texts; `flag`: a number here can only mean true or false."""
    if isinstance(value, bool) or flag:
        return "true" if value else "false"
    if isinstance(value, Decimal):
        text = format(value, "f")
        text = text.rstrip("0").rstrip(".") if "." in text else text
        return "0" if text in {"-0", ""} else text
    return value


def checked_error(text: str) -> str:
    """Return a standard error as it is stored. Raises BadFact."""
    whole, _dot, rest = text.partition(".")
    if text and not (text.isascii() and whole.isdigit() and (rest.isdigit() or "." not in text)):
        raise BadFact(
            _("sai số chuẩn “%(text)s” không dùng được. Viết số từ 0 trở lên, dấu chấm thập phân.")
            % {"text": text[:20]}
        )
    return written(Decimal(text)) if text else ""
