"""Weights of a draw: forms from outside it count for nothing and are told, silent strata are named."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from namro.apps.surveys.actions.fielding import paper_codes
from namro.apps.surveys.estimates import outcome_of
from namro.apps.surveys.forms_read import read_survey
from namro.apps.surveys.models import AccessCode, Draw, SampleRow
from namro.apps.surveys.weights import design_of
from tests.apps.surveys.asking import NOON, Cast, answered, code_for
from tests.apps.surveys.drawn import answers, enumerator, given_out, keeper


@pytest.fixture
def made(cast: Cast) -> Draw:
    """Three households of each of four villages, with forms of paper for all."""
    made = given_out(cast)
    paper_codes(keeper(cast), made, enumerator(cast), at=NOON)
    return made


def taken(made: Draw, rows: Iterable[SampleRow]) -> None:
    """The forms of some rows come in, answered alike."""
    for row in rows:
        given = answers(made.survey)
        cell = row.cell
        answered(made.survey, f"k{row.pk}", code_id=row.code_id, answers=given, stratum=cell.stratum, psu=cell.code)


def rows_of(made: Draw) -> list[SampleRow]:
    """Who is to be asked, in the order of strata."""
    asked = made.rows.filter(called_at__isnull=False).select_related("cell", "code")
    return list(asked.order_by("cell__stratum", "number"))


def test_forms_from_outside_the_draw_have_no_weight_and_are_told(made: Draw) -> None:
    taken(made, rows_of(made))
    beside = code_for(made.survey)
    assert beside
    code = AccessCode.objects.latest("pk")
    answered(made.survey, "ngoai", code_id=code.pk, answers=answers(made.survey, "1"))
    answered(made.survey, "khong-ma", answers=answers(made.survey, "1"))
    read = read_survey(made.survey)
    found = outcome_of(read)
    assert ("phiếu ngoài mẫu đã rút", 2) in found.left_out
    assert (found.issued, found.valid) == (12, len(read.valid) - 2)
    design = design_of(made.survey, read.valid)
    assert design is not None
    assert sum(one.weight for one in design.places.values()) == pytest.approx(80), "all households are stood for"
    assert "tầng không có phiếu nào" not in design.words


@pytest.mark.parametrize("silent", [0, 1, 3])
def test_a_silent_stratum_is_stood_for_by_the_one_beside_it_and_named(made: Draw, silent: int) -> None:
    rows = rows_of(made)
    strata = list(dict.fromkeys(row.cell.stratum for row in rows))
    taken(made, [row for row in rows if row.cell.stratum != strata[silent]])
    design = design_of(made.survey, read_survey(made.survey).valid)
    assert design is not None
    weights = {one.stratum: one.weight for one in design.places.values()}
    beside = strata[silent - 1] if silent else strata[1]
    assert {stratum: weight / min(weights.values()) for stratum, weight in weights.items()} == pytest.approx(
        {stratum: 2 if stratum == beside else 1 for stratum in strata if stratum != strata[silent]}
    )
    assert next(row.cell.stratum_name for row in rows if row.cell.stratum == strata[silent]) in design.words


def test_one_who_did_not_answer_is_stood_for_inside_the_stratum(made: Draw) -> None:
    rows = rows_of(made)
    taken(made, rows[1:])
    design = design_of(made.survey, read_survey(made.survey).valid)
    assert design is not None
    first = rows[0].cell.stratum
    for one in design.places.values():
        assert one.weight == pytest.approx(10 if one.stratum == first else 20 / 3)
