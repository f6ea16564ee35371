"""A facts file into checked rows; every fault at once, with its line."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from django.utils.translation import gettext as _

from namro.apps.indicators.sets import Inputs, in_force, inputs_of
from namro.apps.indicators.values import FIRST_YEAR, LAST_YEAR, bad_year, checked, checked_error, levels_of, not_scored
from namro.apps.people.models import Unit
from namro.core.base.faults import Faults
from namro.core.scoring.fact_values import BadFact
from namro.core.scoring.facts_csv import fact_rows

#: A checked text is remembered: most values of an input are the same few.
_REMEMBERED = 200_000
_ERROR = "_se"

#: unit, year, input, value, standard error
Row = tuple[int, int, str, str, str]


class RowReader:
    """Takes the rows of one file; `allowed` are the units whose facts the person may write (None: all)."""

    def __init__(self, faults: Faults, *, allowed: frozenset[int] | None, until: int) -> None:
        self.faults = faults
        self.allowed = allowed
        self.until = until
        self.editions = in_force()
        self.units: Mapping[str, int] = dict(Unit.objects.filter(home=None).values_list("code", "id"))
        self.levels: dict[int, dict[int, str]] = {}
        self.rows: dict[tuple[int, int, str], str] = {}
        self.errors: dict[tuple[int, int, str], tuple[int, str]] = {}
        self.inputs_by: dict[tuple[str, int], Inputs] = {}
        self.known: dict[tuple[str, int, str, str], str] = {}

    def read(self, path: Path) -> list[Row]:
        """Return all rows of the file. Raises BrokenFile with every fault."""
        for line, (code, year, name, text) in fact_rows(path, self.faults):
            if not text:
                continue
            try:
                self._take(line, code, year, name=name, text=text)
            except BadFact as error:
                self.faults.add(line, str(error))
        self._put_errors()
        if not self.rows and not self.faults.found:
            self.faults.add(0, _("tệp không có dòng số liệu nào. Mỗi dòng là unit,year,input,value."))
        self.faults.refuse()
        return [(*key, value, self.errors[key][1] if key in self.errors else "") for key, value in self.rows.items()]

    def _take(self, line: int, code: str, year: str, *, name: str, text: str) -> None:
        unit = self.units.get(code)
        if unit is None:
            raise BadFact(_("không có đơn vị mã “%(code)s”. Mã đơn vị xem ở trang Tổ chức.") % {"code": code[:40]})
        if self.allowed is not None and unit not in self.allowed:
            raise BadFact(_("không được ghi số liệu của đơn vị “%(code)s”, chỉ của đơn vị mình.") % {"code": code[:40]})
        if not (year.isascii() and year.isdigit() and FIRST_YEAR <= int(year) <= LAST_YEAR):
            raise bad_year(year)
        inputs, level = self._inputs(unit, int(year), code)
        key = (unit, int(year), name)
        stem = name.removesuffix(_ERROR)
        if stem != name and stem in inputs.parsers:
            self.errors[unit, int(year), stem] = (line, checked_error(text))
            return
        if key in self.rows:
            message = _("“%(name)s” của “%(code)s” năm %(year)s ghi hai lần. Hãy giữ một dòng.")
            raise BadFact(message % {"name": name, "code": code, "year": year})
        asked = (level, int(year), name, text)
        value = self.known.get(asked)
        if value is None:
            value = checked(name, text, inputs, typed=True)
            if len(self.known) < _REMEMBERED:
                self.known[asked] = value
        self.rows[key] = value

    def _inputs(self, unit: int, year: int, code: str) -> tuple[Inputs, str]:
        if year not in self.levels:
            self.levels[year] = levels_of(self.units.values(), year)
        level = self.levels[year].get(unit)
        if level is None:
            raise not_scored(code, year)
        if (level, year) not in self.inputs_by:
            self.inputs_by[level, year] = inputs_of(self.editions, level, year, until=self.until)
        return self.inputs_by[level, year], level

    def _put_errors(self) -> None:
        """A standard error belongs to a value of the same file."""
        for key, (line, _text) in self.errors.items():
            if key not in self.rows:
                message = _("“%(error)s” cần đi cùng dòng “%(name)s” trong cùng tệp.")
                self.faults.add(line, message % {"error": f"{key[2]}{_ERROR}", "name": key[2]})
