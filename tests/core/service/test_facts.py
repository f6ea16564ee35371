"""Facts made of counts: the scoring of criteria sets finds the same points for every metric."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from namro.core.base.points import round_points
from namro.core.base.yamlfile import data_text
from namro.core.framework.reading import parse_framework
from namro.core.scoring.one import score
from namro.core.scoring.table import table_of
from namro.core.service.facts import facts_of
from namro.core.service.index import COMPUTED, service_index
from namro.core.service.points import Count, unit_points

INDEX = service_index()
SET = parse_framework(data_text(f"frameworks/{INDEX.criteria_set}/{INDEX.set_edition}.yaml"))
CODES = [metric.code for metric in INDEX.metrics.values() if metric.form in COMPUTED]


def test_counts_and_the_score_of_the_online_group_become_facts() -> None:
    rows = [
        Count(unit="A", code="PROGRESS_ON_TIME", numerator=9, denominator=10, score=Decimal(17)),
        Count(unit="A", code="DOSSIER_RECEIVING_SATISFACTION", numerator=-2, denominator=5),
        Count(unit="A", code="ELECTRONIC_CERTIFIED_COPY", score=Decimal("1.5")),
        Count(unit="A", code="PAY_DOSSIER", score=Decimal(3)),
        Count(unit="A", code="CLGQ", score=Decimal("9.61")),
        Count(unit="A", code="TTTT", score=Decimal("5")),
    ]
    assert facts_of(unit_points(INDEX, "A", rows)) == {
        "progress_on_time": 9,
        "progress_all": 10,
        "dossiers_satisfied": 0,
        "dossiers_satisfaction_all": 5,
        "certified_copy_share": Decimal("0.75"),
        "points:ONLINE_GROUP": Decimal("9.61"),
    }


@given(st.dictionaries(st.sampled_from(CODES), st.tuples(st.integers(0, 400), st.integers(1, 400))))
def test_the_criteria_set_gives_the_same_points(figures: dict[str, tuple[int, int]]) -> None:
    rows = [Count(unit="A", code=code, numerator=part, denominator=whole) for code, (part, whole) in figures.items()]
    own = unit_points(INDEX, "A", rows)
    scored = score(SET, table_of(2026, {"A": dict(facts_of(own))}).of("A"))
    for code in figures:
        assert round_points(scored.criteria[code].points) == own.metrics[code].score
