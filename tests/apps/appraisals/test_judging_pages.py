"""The appraiser's pages: one criterion of all units, one unit, disputes, many at once; who may open them."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from namro.apps.appraisals.models import Opinion
from namro.apps.assessments.models import Assessment
from namro.apps.people.models import Role, User
from tests.apps.appraisals.judging import in_appraisal, judged, line_of
from tests.apps.assessments.sheets import edition_in_force

pytestmark = pytest.mark.django_db
in_force = pytest.fixture(autouse=True)(edition_in_force)
Browsers = Callable[[str], Client]


@pytest.fixture
def sheet(cast: dict[str, User]) -> Assessment:
    return in_appraisal(cast)


def base(sheet: Assessment) -> str:
    assert sheet.round is not None
    return f"/tham-dinh/{sheet.round.code}"


def sent(sheet: Assessment, node: str, act: str, **fields: str) -> dict[str, str]:
    """What the form of a line sends."""
    line = line_of(sheet, node)
    return {"dong": str(line.pk), "ban": str(line.version), "xet": act, "tu": "tieu-chi", **fields}


def test_a_criterion_shows_every_unit_with_its_claim(browser_of: Browsers, sheet: Assessment) -> None:
    text = browser_of(Role.APPRAISER).get(f"{base(sheet)}/1.2").content.decode()
    assert "1.2 Báo cáo đúng hạn" in text
    assert "3,50" in text
    assert "chưa xét" in text
