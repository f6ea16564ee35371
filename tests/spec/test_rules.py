"""Every kind of rule does what its table says, exactly and on arrays."""

from __future__ import annotations

import pytest

from namro.core.framework.kinds import KINDS
from namro.core.scoring.numbers import settled
from tests.spec.manual import PAGE, page
from tests.spec.table import TABLES, Case, cases, run


def test_every_kind_has_its_table() -> None:
    assert list(TABLES) == list(KINDS)
    assert all(len(table["cases"]) >= 3 for table in TABLES.values())


@pytest.mark.parametrize("case", cases(), ids=lambda case: f"{case.kind}: {case.title}")
def test_case(case: Case) -> None:
    outcome, points, state = run(case)
    assert (settled(outcome.points), outcome.state) == (settled(case.points), case.state)
    assert (round(points, 9), state) == (float(case.points), case.state)
    assert case.why in outcome.why


def test_the_manual_is_made_of_these_tables() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), "run `python -m tests.spec.manual`"
