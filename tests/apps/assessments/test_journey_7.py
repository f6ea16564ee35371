"""Journey 7: the limit is 20/10/2026 17:00; field 5 was not ready on 16/10, so the sheet comes late, and says why."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

import pytest
from django.test import Client

from namro.apps.assessments.actions.assigning import Edit, assign
from namro.apps.assessments.models import Assessment, Round
from namro.apps.people.models import Holding, OwnerKind, Owning, Position, Role, User
from namro.core.base.clock import VIETNAM
from tests.apps.assessments.sheets import SET, edition_in_force, in_round, publish_set, ready, sheet_of
from tests.apps.assessments.story import Story, read, words

Browsers = Callable[[str], Client]
AT = "/phieu/2026/suoi-may"
STEPS = f"{AT}/trinh-nop"
#: The small set with a fifth field.
FIVE = SET.replace("scale: {max: 20}", "scale: {max: 24}").replace(
    "adjustments:",
    """  - id: "5"
    name: Cải cách tài chính công
    max: 4
    criteria:
      - {id: "5.1", name: Giải ngân, max: 2, rule: {kind: manual}}
      - {id: "5.2", name: Quy chế chi tiêu, max: 2, evidence: {required: true}, rule: {kind: manual}}
adjustments:""",
)
POINTS = {"1.1": "2", "1.2": "3,5", "1.3": "1"}
LEAD = "Công chức Tài chính, phụ trách lĩnh vực 5"
WAS_MISSING = f"Khi hết hạn 17:00 20/10/2026 còn thiếu phần của: {LEAD} (Lê Thu An): tiêu chí 5.1, 5.2, từ 16/10/2026"

edition = pytest.fixture(autouse=True)(edition_in_force)


@pytest.fixture
def story(monkeypatch: pytest.MonkeyPatch) -> Story:
    return Story(monkeypatch, datetime(2026, 10, 1, 9, 0, tzinfo=VIETNAM))


@pytest.fixture
def sheet(story: Story, cast: dict[str, User]) -> Assessment:
    """Field 5 is its lead's, all else the officer's without proof to bring; everything is due inside on 16/10."""
    made = sheet_of(cast, publish_set(cast, FIVE))
    in_round(cast, made)
    lead = Position.objects.create(unit=made.unit, name=LEAD, role=Role.OFFICER, since=date(2026, 1, 1))
    Holding.objects.create(position=lead, user=cast[Role.OFFICER], since=date(2026, 1, 1))
    rows = {
        ("5.1", "5.2"): Owning(OwnerKind.POSITION, lead.pk),
        ("1.1", "1.2", "1.3"): Owning(OwnerKind.PERSON, cast[Role.COORDINATOR].pk),
    }
    for nodes, owner in rows.items():
        edit = Edit({"owner": owner, "due": date(2026, 10, 16), **({"expected": []} if "1.1" in nodes else {})})
        assign(ready(cast[Role.COORDINATOR]), made, list(nodes), edit=edit, at=story.now)
    return made


def fill(client: Client, points: dict[str, str]) -> None:
    for node, text in points.items():
        saved = client.post(f"{AT}/luu", {"muc": node, f"p.{node}": text, f"v.{node}": "0"})
        assert saved.status_code == 302


def hand_in(browser_of: Browsers) -> str:
    """Lay, approve and submit; return what the page says."""
    coordinator, leader = browser_of(Role.COORDINATOR), browser_of(Role.LEADER)
    coordinator.post(f"{AT}/chuyen", {"act": "lay"})
    leader.post(f"{AT}/chuyen", {"act": "approve"})
    return words(coordinator.post(f"{AT}/chuyen", {"act": "submit"}, follow=True))


@pytest.mark.parametrize(
    ("day", "hour", "minute", "late"),
    [(21, 8, 0, 1), (22, 8, 5, 2), (23, 8, 0, None)],
)
def test_sent_late(
    browser_of: Browsers, story: Story, sheet: Assessment, day: int, hour: int, minute: int, late: int | None
) -> None:
    coordinator, lead, council = (browser_of(role) for role in (Role.COORDINATOR, Role.OFFICER, Role.COUNCIL))
    story.on(15, 10, 9)
    fill(coordinator, POINTS)
    story.on(16, 10, 17)
    assert "hạn nội bộ" not in read(coordinator, STEPS)
    story.on(17, 10, 8)
    said = read(coordinator, STEPS)
    assert (
        f"Quá hạn nội bộ mà chưa có điểm hoặc minh chứng: {LEAD} (Lê Thu An): tiêu chí 5.1, 5.2, từ 16/10/2026" in said
    )

    story.on(day, 10, hour - 1)
    assert WAS_MISSING in read(coordinator, STEPS)
    fill(lead, {"5.1": "2", "5.2": "2"})
    story.on(day, 10, hour, minute)
    said = hand_in(browser_of)
    sheet.refresh_from_db()
    if late is None:
        assert sheet.state == "approved"
        assert "gia hạn" in said
        address = f"/ky-danh-gia/{Round.objects.get().code}/suoi-may"
        more = {"stage": "scoring", "until_day": "23/10/2026", "until_hour": "17:00"}
        assert council.post(f"{address}/gia-han", more).status_code == 400  # not without a reason
        council.post(f"{address}/gia-han", more | {"reason": "Xã bị cô lập vì mưa lũ"})
        coordinator.post(f"{AT}/chuyen", {"act": "submit"})
        sheet.refresh_from_db()
        assert (sheet.state, sheet.days_late, sheet.total) == ("submitted", 0, 10.5)
        return
    assert (sheet.state, sheet.days_late, sheet.total) == ("submitted", late, 10.5 - late)
    assert f"Nộp trễ {late} ngày" in said
    assert WAS_MISSING in said
    assert "còn thiếu phần" not in read(council, STEPS)  # who was late is the unit's own matter


def test_in_time_nobody_is_named(browser_of: Browsers, story: Story, sheet: Assessment) -> None:
    story.on(18, 10, 9)
    fill(browser_of(Role.COORDINATOR), POINTS)
    fill(browser_of(Role.OFFICER), {"5.1": "2", "5.2": "2"})
    story.on(20, 10, 17)
    said = hand_in(browser_of)
    sheet.refresh_from_db()
    assert (sheet.state, sheet.days_late) == ("submitted", 0)
    assert "còn thiếu phần" not in said
    assert "hạn nội bộ" not in said
