"""A criteria set published on the site is what facts are checked by and results computed with."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest
from django.test import Client

from namro.apps.assessments import jobs
from namro.apps.assessments.draining import drain
from namro.apps.assessments.models import Score
from namro.apps.indicators import sets
from namro.apps.indicators.values import FactsRefused
from namro.apps.people.models import Role, Unit, User
from namro.core.base.clock import system_clock
from tests.apps.frameworks.sets import SMALL, draft, edition_of, published
from tests.apps.indicators.conftest import Write


def test_a_published_set_scores_and_a_newer_one_takes_its_place(
    cast: dict[str, User], write: Write, home: Unit, browser_of: Callable[[str], Client]
) -> None:
    sets.provide(sets.published)
    page = browser_of(Role.COORDINATOR).get("/so-lieu/2026/suoi-may").content.decode()
    assert "Chưa có bộ tiêu chí cho năm 2026" in page
    first = published(cast[Role.COUNCIL])
    draft(cast[Role.COUNCIL], edition_of("2026-10-31"))  # a draft scores nothing
    assert (
        "Ban hành kế hoạch: Hoàn thành" in browser_of(Role.COORDINATOR).get("/so-lieu/2026/suoi-may").content.decode()
    )
    with pytest.raises(FactsRefused, match="không bộ tiêu chí nào dùng"):
        write({"sipas": "80"})
    write({"reports_due": "4", "reports_on_time": "3", "survey_overall": "50"})
    jobs.mark_for_new_editions(system_clock())
    drain(clock=system_clock)
    assert Score.objects.get(unit=home, year=2026, edition=first.sha256).total == Decimal("5.5")
    assert jobs.mark_for_new_editions(system_clock()) == 0
    newer = published(cast[Role.COUNCIL], edition_of("2026-11-01"))
    assert jobs.mark_for_new_editions(system_clock()) == 1
    drain(clock=system_clock)
    assert Score.objects.filter(edition=newer.sha256).count() == 1
    result = browser_of(Role.LEADER).get("/ket-qua/2026/suoi-may").content.decode()
    assert "<b>5,50</b><span>/10</span>" in result


WITH_LIST = SMALL.replace(
    "evidence: {required: true, signed: true},", "evidence: {items: [{id: ke-hoach, text: Kế hoạch của xã}]},"
)


def test_proof_not_met_is_named_in_words(
    cast: dict[str, User], write: Write, browser_of: Callable[[str], Client]
) -> None:
    sets.provide(sets.published)
    published(cast[Role.COUNCIL], WITH_LIST)
    write({"plan_issued": "true", "plan_done": "true"})
    drain(clock=system_clock)
    page = browser_of(Role.LEADER).get("/ket-qua/2026/suoi-may").content.decode()
    assert "Còn thiếu: Kế hoạch của xã" in page
