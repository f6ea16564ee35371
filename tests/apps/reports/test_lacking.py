"""A report goes to the leader with a section still owed only when the coordinator says so, and the leader reads it."""

from __future__ import annotations

from collections.abc import Callable

from django.test import Client

from namro.apps.notices.models import Notice
from namro.apps.people.models import Role
from namro.apps.reports.models import Report
from tests.apps.reports.writing_up import Cast, begun


def test_what_is_still_owed_is_said_before_a_report_is_submitted(
    cast: Cast, browser_of: Callable[[str], Client]
) -> None:
    report, client = begun(cast), browser_of(Role.COORDINATOR)
    page = client.get(f"/bao-cao/{report.code}").content.decode()
    assert "mục chưa góp" in page
    assert "Vẫn trình" in page
    sent = {"act": "submit", "version": str(report.version)}
    answer = client.post(f"/bao-cao/{report.code}/chuyen", sent, follow=True).content.decode()
    assert "Chưa trình: " in answer
    assert Report.objects.get(pk=report.pk).state == "writing"


def test_who_submits_all_the_same_leaves_it_in_the_history_and_with_the_leader(
    cast: Cast, browser_of: Callable[[str], Client]
) -> None:
    report, client = begun(cast), browser_of(Role.COORDINATOR)
    sent = {"act": "submit", "version": str(report.version), "thieu": "1"}
    answer = client.post(f"/bao-cao/{report.code}/chuyen", sent, follow=True).content.decode()
    assert Report.objects.get(pk=report.pk).state == "submitted"
    assert "Chưa góp: " in answer
    assert "Chưa góp: " in Notice.objects.get(user=cast[Role.LEADER], kind="report").text
