"""Who hears what becomes of a report."""

from __future__ import annotations

from namro.apps.notices.models import Notice
from namro.apps.people.models import Role
from namro.apps.reports import actions
from namro.apps.reports.models import Report
from namro.core.base.clock import system_clock
from tests.apps.reports.writing_up import Cast, begun, moved


def test_leader_and_coordinator_hear_of_each_move_once(cast: Cast) -> None:
    report = moved(cast, begun(cast), "submit")
    leader, coordinator = cast[Role.LEADER], cast[Role.COORDINATOR]
    told = Notice.objects.get(user=leader, kind="report")
    assert told.text.startswith("Chờ bạn duyệt: ")
    assert told.url == f"/bao-cao/{report.code}"
    assert not Notice.objects.filter(user=coordinator, kind="report").exists(), "who did it knows it"
    report = Report.objects.get(pk=report.pk)
    actions.move(leader, report, "return", at=system_clock(), version=report.version, said="Thiếu số liệu quý III")
    back = Notice.objects.get(user=coordinator, kind="report")
    assert back.text.startswith("Lãnh đạo trả lại: ")
    assert back.text.endswith(". Thiếu số liệu quý III")
    assert not Notice.objects.filter(user=cast[Role.OFFICER], kind="report").exists()


def test_sending_is_told_to_the_leader_and_receiving_to_the_coordinator(cast: Cast) -> None:
    moved(cast, begun(cast), "submit", "approve", "send", "receive")
    rows = Notice.objects.filter(kind="report").order_by("id")
    said = list(dict.fromkeys(text.partition(":")[0] for text in rows.values_list("text", flat=True)))
    assert said == ["Chờ bạn duyệt", "Lãnh đạo đã duyệt, chờ gửi", "Đã gửi", "Cấp trên đã nhận"]
    assert set(rows.filter(text__startswith="Đã gửi").values_list("user", flat=True)) >= {cast[Role.LEADER].pk}


def test_what_indicators_read_of_reports_is_counted_when_one_moves(
    cast: Cast, django_capture_on_commit_callbacks: object
) -> None:
    report = begun(cast)
    with django_capture_on_commit_callbacks(execute=False) as told:  # type: ignore[operator]
        moved(cast, report, "submit")
    assert report.due is not None
    of = ("reports", "", [report.unit_id], [report.due.year], cast[Role.COORDINATOR].pk)
    assert of in [getattr(one, "args", ()) for one in told]
