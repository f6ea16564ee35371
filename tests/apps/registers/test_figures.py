"""Figures through the door that the apps above use: journey 8's inspections, spans, over zero, tallies kept right."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from namro.apps.people.models import Role, User
from namro.apps.registers import actions
from namro.apps.registers.definitions import NoSuchRegister
from namro.apps.registers.figures import bases_from_rows, bases_of, figures_of, source_url
from namro.apps.registers.models import RegisterTally
from namro.core.base.clock import system_clock
from namro.core.registers import Figure
from tests.apps.registers.rows import INSPECTIONS, colleagues, home, inspected, register_of, today

YEAR = (date(today().year, 1, 1), date(today().year, 12, 31))


def distinct_people(rows: Sequence[User]) -> int:
    """The slow twin: people crossed off one by one."""
    left = list(rows)
    count = 0
    while left:
        count += 1
        left = [person for person in left if person.pk != left[0].pk]
    return count


def test_repeats_count_once_and_everybody_with_a_seat_is_the_denominator(cast: dict[str, User]) -> None:
    people = colleagues(home())
    chosen = [people[0], people[1], people[0], people[1]]
    for person in chosen:
        inspected(cast[Role.OFFICER], person)
    figure = figures_of(INSPECTIONS, "ty_le_nguoi", [home()], YEAR)[home()]
    assert (figure.numerator, figure.denominator) == (distinct_people(chosen), len(people))
    assert figure.value == Decimal(2) / len(people)
    assert figures_of(INSPECTIONS, "so_luot", [home()], YEAR)[home()] == Figure(Decimal(4), None, Decimal(4))


def test_without_rows_a_ratio_of_rows_has_no_value(cast: dict[str, User]) -> None:
    figure = figures_of(INSPECTIONS, "ty_le_khac_phuc", [home()], YEAR)[home()]
    assert figure == Figure(Decimal(0), Decimal(0), None)


def test_a_span_takes_the_rows_of_its_days_only(cast: dict[str, User]) -> None:
    person = colleagues(home())[0]
    first, second = date(today().year, 1, 1), date(today().year, 1, 2)
    inspected(cast[Role.OFFICER], person, first)
    inspected(cast[Role.OFFICER], person, second)
    counted = {
        span: figures_of(INSPECTIONS, "so_luot", [home()], span)[home()].value
        for span in ((first, first), (second, YEAR[1]), YEAR)
    }
    assert counted == {(first, first): 1, (second, YEAR[1]): 1, YEAR: 2}


def test_what_is_kept_of_a_year_is_what_its_rows_give(cast: dict[str, User]) -> None:
    people = colleagues(home())
    row = inspected(cast[Role.OFFICER], people[0])
    inspected(cast[Role.OFFICER], people[1], ket_qua="Có sai sót, đã khắc phục")
    register = register_of(INSPECTIONS)
    actions.remove_row(cast[Role.OFFICER], register, row, why="ghi trùng", at=system_clock())
    tally = RegisterTally.objects.get(register=INSPECTIONS, unit=home(), year=today().year)
    assert bases_of(tally) == bases_from_rows(register, {home(): home()}, YEAR)[home()]
    assert (tally.rows, tally.last) == (1, 2)


def test_an_unknown_register_or_figure_is_told(cast: dict[str, User]) -> None:
    with pytest.raises(NoSuchRegister, match="Không có sổ “khong-co”"):
        figures_of("khong-co", "so_luot", [home()], YEAR)
    with pytest.raises(NoSuchRegister, match=r"kiem-tra\.khong_co"):
        figures_of(INSPECTIONS, "khong_co", [home()], YEAR)


def test_the_number_of_queries_does_not_grow_with_the_units(cast: dict[str, User]) -> None:
    with CaptureQueriesContext(connection) as one:
        figures_of(INSPECTIONS, "ty_le_nguoi", [home()], YEAR)
    with CaptureQueriesContext(connection) as many:
        figures_of(INSPECTIONS, "ty_le_nguoi", [home(), *range(10_000, 10_100)], YEAR)
    assert len(many) <= len(one) + 1  # asking for the home commune is one


def test_the_source_is_the_list_of_those_days(cast: dict[str, User]) -> None:
    address = source_url(INSPECTIONS, home(), (date(2026, 1, 1), date(2026, 3, 31)))
    assert address == "/so/kiem-tra?don-vi=suoi-may&tu=2026-01-01&den=2026-03-31"
