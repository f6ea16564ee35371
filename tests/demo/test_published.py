"""The demo's finished year: published by an act whose snapshot gives the same again."""

from __future__ import annotations

import pytest

from namro.apps.appraisals.models import Publication
from namro.core.assessment.publishing import recompute
from namro.core.assessment.snapshot import read
from tests.demo.test_evidence import filled, roots

__all__ = ["filled", "roots"]


@pytest.mark.slow
def test_last_year_was_published_corrected_and_computes_to_the_same(filled: None) -> None:
    publication, correction = Publication.objects.order_by("number")
    assert (publication.act_number, publication.number) == ("5120/QĐ-UBND", 1)
    assert (correction.act_number, correction.number) == ("118/QĐ-UBND", 2)
    assert recompute(read(bytes(correction.snapshot), expected=correction.sha256)) == []
    rows = list(publication.results.all())
    assert len(rows) == publication.round.sheets.count() > 4
    assert {row.rank for row in rows if row.pool == "Xã"} >= {1, 2}
    assert recompute(read(bytes(publication.snapshot), expected=publication.sha256)) == []
