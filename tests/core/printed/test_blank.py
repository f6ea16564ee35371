from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from namro.core.printed import Header, IndexResult, LegalBasis, Place, Reading, Task, is_blank

NOTHING = Reading(doc_id="x")


def test_a_place_or_a_cited_law_alone_is_nothing_to_check() -> None:
    cited = LegalBasis(code="1/QĐ-UBND")
    assert is_blank(NOTHING)
    assert is_blank(replace(NOTHING, header=Header(at=Place(line=1)), legal_bases=(cited,)))


@pytest.mark.parametrize(
    "found",
    [
        {"header": Header(place="Suối Mây")},
        {"tasks": (Task(section="1", text="Lập sổ"),)},
        {"index_results": (IndexResult(index="CCHC", value=Decimal(1)),)},
    ],
    ids=lambda found: next(iter(found)),
)
def test_anything_recognised_is(found: dict[str, object]) -> None:
    assert not is_blank(Reading(doc_id="x", **found))
