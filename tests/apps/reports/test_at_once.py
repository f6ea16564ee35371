"""The same report twice at the same moment, on real connections: begun once, written by one, the other is told."""

from __future__ import annotations

import pytest

from namro.apps.people.models import AuditEntry, Role
from namro.apps.reports import actions
from namro.apps.reports.models import Report
from namro.core.base.clock import system_clock
from tests.apps.plans.test_two_at_once import at_once, people
from tests.apps.reports.writing_up import Cast, begun, said, section

pytestmark = pytest.mark.django_db(transaction=True)
__all__ = ["people"]


def test_a_report_begun_twice_at_once_is_one(people: Cast) -> None:
    assert at_once(lambda: begun(people), lambda: begun(people)) == []
    assert Report.objects.count() == 1
    assert AuditEntry.objects.filter(act=AuditEntry.Act.REPORT_BEGUN).count() == 1


def test_of_two_who_write_one_section_the_second_is_told(people: Cast) -> None:
    report = begun(people)
    row, at = section(report, "next"), system_clock()
    texts = ("Một", "Hai")

    def write(text: str) -> None:
        actions.save_section(people[Role.COORDINATOR], row, said(text, row), at=at)

    assert at_once(lambda: write("Một"), lambda: write("Hai")) == ["conflict"]
    assert section(report, "next").text in texts
    assert section(report, "next").version == row.version + 1
