"""Whose lateness: both readings, contested with proof, decided by somebody else; R02 before it is sent."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client

from namro.apps.dossiers.actions.contesting import Said, decide, propose
from namro.apps.dossiers.answers import late_answers
from namro.apps.dossiers.kept import DossiersKeep
from namro.apps.dossiers.late import late_of
from namro.apps.dossiers.limits_of import HOURS_FILE
from namro.apps.dossiers.models import Dossier, DossierPaper, LateClass, LateContest
from namro.apps.library.models import Evidence
from namro.apps.people.models import Role, Unit, User
from namro.apps.people.queries.people import standing_of
from namro.apps.plans.actions import make_plan
from namro.apps.plans.blank import blank_plan
from namro.apps.plans.extras import counts_of
from namro.core.base.clock import VIETNAM
from namro.core.base.errors import NamroError
from namro.core.improvement.extra_points import Limit, Measure, judged
from namro.core.service.lateness import Reading
from tests.apps.dossiers.files import NOW, brought_in, csv_of, row
from tests.apps.dossiers.test_letters import LAND, STEPS

pytestmark = pytest.mark.usefixtures("data_folder")
YEAR = (date(2026, 1, 1), date(2026, 12, 31))


@pytest.fixture
def late(cast: dict[str, User]) -> Dossier:
    """One dossier late by the unit's own hand; beside it one late at the land office and two in time."""
    own = {"accepted_at": "2026-10-05T08:00", "due_at": "2026-10-13T17:00"}
    rows = [
        row("1", **own),
        row("2", **own, steps=json.dumps(STEPS)),
        row("3", events=json.dumps([{"status": "processed", "at": "2026-10-14T08:00"}])),
        row("4"),
    ]
    brought_in(cast[Role.COORDINATOR], csv_of(rows))
    for role in (Role.OFFICER, Role.COORDINATOR, Role.LEADER):
        cast[role].standing = standing_of(cast[role], NOW.date())
    return Dossier.objects.get(code__endswith="-1")


def shares(now: datetime = NOW) -> tuple[str, str]:
    """Both readings as they count."""
    found = late_of(Unit.objects.get(code="suoi-may").pk, YEAR, now).counted
    return str(found.percent(Reading.ALL)), str(found.percent(Reading.OWN_FAULT))


def said(**more: str) -> Said:
    """A proposal: it was the land office's step."""
    given = {"holder": LAND, "step": "Trích đo", "reason": "Chuyển từ 07/10", "proof": "Sổ giao nhận, trang 12"}
    return Said(late_class=LateClass.OTHER_AGENCY, **{**given, **more})


def test_both_readings_move_only_when_somebody_else_accepts(
    cast: dict[str, User], late: Dossier, browser_of: Callable[[str], Client]
) -> None:
    officer, leader = cast[Role.OFFICER], cast[Role.LEADER]
    assert shares() == ("50.00", "75.00")
    contest = propose(officer, late, said(), at=NOW)
    assert shares() == ("50.00", "75.00")
    with pytest.raises(PermissionDenied, match="Chỉ lãnh đạo"):
        decide(officer, contest, accept=True, words="", at=NOW)
    with pytest.raises(NamroError, match="lý do không chấp nhận"):
        decide(leader, contest, accept=False, words=" ", at=NOW)
    decide(leader, contest, accept=True, words="", at=NOW)
    assert shares() == ("50.00", "100.00")
    page = browser_of(Role.OFFICER).get(f"/ho-so/{late.pk}").content.decode()
    assert f"do cơ quan khác: {LAND}, Trích đo</b>" in page
    again = propose(officer, late, said(proof="Sổ giao nhận, trang 13"), at=NOW)
    with pytest.raises(NamroError, match="đang chờ quyết định"):
        propose(officer, late, said(), at=NOW)
    decide(leader, again, accept=False, words="Trang 13 là hồ sơ khác", at=NOW)
    assert shares() == ("50.00", "100.00")
    last = propose(officer, late, Said(late_class=LateClass.PROCESS, reason="Ghi nhầm", proof="Sổ, trang 2"), at=NOW)
    decide(leader, last, accept=True, words="", at=NOW)
    assert shares() == ("50.00", "75.00")
    with pytest.raises(NamroError, match="đã được quyết định"):
        decide(leader, again, accept=True, words="", at=NOW)
    history = LateContest.objects.order_by("id").values_list("state", "reckoned", "late_class")
    assert list(history) == [
        ("replaced", "process", "other_agency"),
        ("refused", "process", "other_agency"),
        ("accepted", "process", "process"),
    ]


def test_what_has_no_date_is_late_by_the_data(cast: dict[str, User], late: Dossier) -> None:
    rows = [row(f"9{n}", due_at="") for n in range(4)]
    brought_in(cast[Role.COORDINATOR], csv_of(rows))
    found = late_of(late.unit_id, YEAR, NOW)
    assert (found.late, len(found.rows), found.counted.total) == (6, 6, 8)
    assert dict(found.counted.late) == {"process": 1, "data": 4, "other_agency": 1}
    assert shares() == ("25.00", "87.50")


@pytest.mark.parametrize(
    ("more", "refusal"),
    [({"proof": ""}, "cần minh chứng"), ({"reason": " "}, "cần lý do"), ({"holder": ""}, "Ghi cơ quan")],
)
def test_a_proposal_says_who_why_and_shows_it(
    cast: dict[str, User], late: Dossier, more: dict[str, str], refusal: str
) -> None:
    with pytest.raises(NamroError, match=refusal):
        propose(cast[Role.OFFICER], late, said(**more), at=NOW)
    timely = Dossier.objects.get(code__endswith="-4")
    with pytest.raises(NamroError, match="không tính là trễ"):
        propose(cast[Role.OFFICER], timely, said(), at=NOW)


def test_pages_show_what_is_reckoned_beside_what_is_said(
    cast: dict[str, User], late: Dossier, browser_of: Callable[[str], Client]
) -> None:
    officer, leader = browser_of(Role.OFFICER), browser_of(Role.LEADER)
    typed = {"late_class": "data", "reason": "Nhập muộn", "proof": "Sổ, trang 41", "evidence": "khong-co"}
    refused = officer.post(f"/ho-so/{late.pk}/nguyen-nhan", typed)
    assert (refused.status_code, "không có minh chứng mã này" in refused.content.decode()) == (400, True)
    assert officer.post(f"/ho-so/{late.pk}/nguyen-nhan", typed | {"evidence": ""}).status_code == 302
    key = LateContest.objects.get().pk
    assert leader.post(f"/ho-so/{late.pk}/nguyen-nhan", typed).status_code == 403
    assert officer.post(f"/ho-so/tre/{key}", {"nhan": "1"}).status_code == 403
    assert leader.post(f"/ho-so/tre/{key}", {"khong": "1", "words": ""}).status_code == 400
    assert leader.post(f"/ho-so/tre/{key}", {"nhan": "1"}).status_code == 302
    page = leader.get(f"/ho-so/{late.pk}").content.decode()
    assert "do khâu xử lý của đơn vị" in page
    assert "do dữ liệu. Nhập muộn (Sổ, trang 41)" in page
    month = leader.get("/ho-so/tre?don-vi=suoi-may&nam=2026&thang=10").content.decode()
    assert month.count("Được chấp nhận") == 1
    assert leader.get("/ho-so/tre?don-vi=suoi-may&nam=1&thang=13").status_code == 200


def test_evidence_of_a_proposal_stays_in_the_library(cast: dict[str, User], late: Dossier) -> None:
    officer = cast[Role.OFFICER]
    evidence = Evidence.objects.create(unit_id=late.unit_id, year=2026, made_by=officer, made_at=NOW)
    assert DossiersKeep().refusal(evidence) == ""
    propose(officer, late, replace(said(), evidence=evidence), at=NOW)
    assert "căn cứ của đề nghị" in DossiersKeep().refusal(evidence)
    assert DossiersKeep().places(officer, [evidence.pk])[evidence.pk][0].words == "Hồ sơ trễ H99.201-1"


def test_a_second_request_is_warned_of_before_its_slip_is_put_down(
    cast: dict[str, User], browser_of: Callable[[str], Client]
) -> None:
    events = [{"status": "supplement_requested", "at": "2026-10-13T09:00"}]
    events += [{"status": "supplement_done", "at": "2026-10-14T09:00"}]
    rows = [row("1", due_at="2026-12-30T17:00", events=json.dumps(events)), row("2", due_at="2026-12-30T17:00")]
    brought_in(cast[Role.COORDINATOR], csv_of(rows))
    asked, other = Dossier.objects.order_by("code")
    officer = browser_of(Role.OFFICER)
    assert "R02: Yêu cầu bổ sung lần 2" in officer.get(f"/ho-so/{asked.pk}").content.decode()
    assert "Yêu cầu bổ sung lần 2" not in officer.get(f"/ho-so/{other.pk}").content.decode()
    slip = {"kind": "supplement", "number": "7/YCBS", "day": "15/10/2026", "new_due": ""}
    refused = officer.post(f"/ho-so/{asked.pk}/van-ban", slip)
    assert (refused.status_code, "Nếu vẫn phải gửi" in refused.content.decode()) == (400, True)
    assert DossierPaper.objects.count() == 0
    for key, typed in (
        (asked.pk, slip | {"day": "13/10/2026"}),
        (asked.pk, slip | {"van-ghi": "1"}),
        (other.pk, slip),
    ):
        assert officer.post(f"/ho-so/{key}/van-ban", typed).status_code == 302
    assert DossierPaper.objects.count() == 3


def test_the_page_says_why_an_online_dossier_is_due_then(
    cast: dict[str, User], browser_of: Callable[[str], Client]
) -> None:
    online = {"accepted_at": "", "due_at": "", "channel": "2", "submitted_at": "2026-10-10T20:00"}
    brought_in(cast[Role.COORDINATOR], csv_of([row("1", **online)]))
    page = browser_of(Role.OFFICER).get(f"/ho-so/{Dossier.objects.get().pk}").content.decode()
    assert "hạn 08:00 thứ Ba 13/10/2026" in page
    assert "một ngày làm việc là 7 giờ 30 phút" in page
    assert Dossier.objects.get().limit_at == datetime(2026, 10, 13, 8, tzinfo=VIETNAM)


def test_journey_6_a_slip_a_minute_too_late_is_a_line_of_penalty_4(cast: dict[str, User], data_folder: Path) -> None:
    """Office 07:00–11:30, 13:30–17:00: arrived Friday 15:20, answered on Monday at 15:19, at 15:21, and not at all."""
    hours = '{since: 2026-01-01, hours: "07:00-11:30,13:30-17:00"}'
    data_folder.mkdir(exist_ok=True)
    (data_folder / HOURS_FILE).write_text(f'units:\n  "H99.201":\n    - {hours}\n', encoding="utf-8")
    came = {"accepted_at": "", "due_at": "", "channel": "2", "submitted_at": "2026-10-09T15:20"}
    asked = [json.dumps([{"status": "supplement_requested", "at": f"2026-10-12T15:{minute}"}]) for minute in (19, 21)]
    rows = [row("1", **came, events=asked[0]), row("2", **came, events=asked[1]), row("3", **came)]
    brought_in(cast[Role.COORDINATOR], csv_of([*rows, row("4")]))
    unit = Unit.objects.get(code="suoi-may").pk
    found = late_answers(unit, YEAR, datetime(2026, 10, 12, 15, 30, tzinfo=VIETNAM))
    assert [one.words for one in found] == [
        "H99.201-3: hạn 15:20 thứ Hai 12/10/2026, chưa trả lời",
        "H99.201-2: hạn 15:20 thứ Hai 12/10/2026, trả lời lúc 15:21 thứ Hai 12/10/2026",
    ]
    assert late_answers(unit, YEAR, datetime(2026, 10, 12, 15, 20, tzinfo=VIETNAM)) == []
    assert late_answers(unit, (date(2026, 11, 1), date(2026, 11, 30)), NOW) == []
    blank = blank_plan(unit, 2026, today=NOW.date(), kind="reform", title="Kế hoạch")
    plan, _fresh = make_plan(cast[Role.COORDINATOR], unit, blank, at=NOW)
    penalty = (Limit(Measure.LATE_ANSWERS, ">", Decimal(0)),)
    said = judged(penalty, counts_of(plan, today=date(2026, 10, 12))[0])
    assert said.holds is True
    assert "H99.201-2: hạn 15:20" in said.reasons[0]
    assert judged(penalty, counts_of(plan, today=date(2026, 10, 11))[0]).holds is False
