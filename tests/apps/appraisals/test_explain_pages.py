"""The unit's pages: explanations with their refusals and conflicts, what changed, and what is sealed for whom."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from namro.apps.assessments.actions.moving import move
from namro.apps.assessments.models import Assessment, Window
from namro.apps.people.models import OwnerKind, Owning, Role, User
from namro.core.base.clock import system_clock
from tests.apps.appraisals.judging import explained, in_appraisal, judged, line_of
from tests.apps.assessments.sheets import NOW, edition_in_force, ready

pytestmark = pytest.mark.django_db
in_force = pytest.fixture(autouse=True)(edition_in_force)
Browsers = Callable[[str], Client]
HOME = "/phieu/2026/suoi-may"
EXPLAIN, CHANGES = f"{HOME}/giai-trinh", f"{HOME}/thay-doi"
WHY = "Chưa ký số"


@pytest.fixture
def sheet(cast: dict[str, User]) -> Assessment:
    """1.1 and 1.2 were lowered, 1.3 kept with a request; the explanation is open."""
    return opened(cast)


def opened(cast: dict[str, User]) -> Assessment:
    made = in_appraisal(cast)
    judged(cast[Role.APPRAISER], made, "1.1", "1", cause="not_signed", reason=WHY)
    judged(cast[Role.APPRAISER], made, "1.2", "3", cause="late", reason="Trễ quý III")
    judged(cast[Role.APPRAISER], made, "1.3", "1", request="Gửi sớm hơn")
    made = move(ready(cast[Role.COUNCIL]), made, "explain", at=NOW)
    Window.objects.filter(stage="explanation").update(
        opens_at=system_clock() - timedelta(days=2), closes_at=system_clock() + timedelta(days=9)
    )
    return made


def moved(cast: dict[str, User], sheet: Assessment, act: str) -> Assessment:
    return move(ready(cast[Role.COUNCIL]), sheet, act, at=NOW)


def body(answer: Any) -> str:
    return str(answer.content.decode())


def sent(sheet: Assessment, node: str, **more: str) -> dict[str, str]:
    version = str(line_of(sheet, node).version)
    return {"muc": node, "phien-ban": version, "diem": "2", "loi-giai-trinh": "Bản ký số đã gắn", **more}


def test_the_unit_reads_what_was_lowered_and_explains(browser_of: Browsers, sheet: Assessment) -> None:
    client = browser_of(Role.COORDINATOR)
    page = body(client.get(EXPLAIN))
    assert "còn 9 ngày" in page
    assert page.count('class="ex"') == 2  # 1.3 kept its points: only its request is shown
    assert "Gửi sớm hơn" in page
    assert WHY in page
    assert 'name="diem" value="2,00"' in page  # the unit's own points stand in the box
    answer = client.post(EXPLAIN, sent(sheet, "1.1"))
    assert (answer.status_code, answer.headers["Location"]) == (302, f"{EXPLAIN}#m-1.1")
    line = line_of(sheet, "1.1")
    assert (line.explained_reason, line.explained_nano) == ("Bản ký số đã gắn", 2_000_000_000)
    assert "Rút giải trình" in body(client.get(EXPLAIN))
    assert client.post(EXPLAIN, sent(sheet, "1.1", rut="1")).status_code == 302
    assert line_of(sheet, "1.1").explained_reason == ""


@pytest.mark.parametrize(("more", "why"), [
    ({"diem": "1"}, "không cần giải trình"), ({"diem": "9"}, "ngoài khoảng"), ({"diem": "hai"}, "không phải số điểm"),
    ({"loi-giai-trinh": " "}, "Ghi lời giải trình"),
])  # fmt: skip
def test_what_is_refused_stays_in_its_boxes(
    browser_of: Browsers, sheet: Assessment, more: dict[str, str], why: str
) -> None:
    answer = browser_of(Role.COORDINATOR).post(EXPLAIN, sent(sheet, "1.1", **more))
    page = body(answer)
    assert answer.status_code == 400
    assert why in page
    assert f'name="diem" value="{more.get("diem", "2")}"' in page
    assert line_of(sheet, "1.1").explained_reason == ""


def test_two_people_see_both_texts_and_choose(cast: dict[str, User], browser_of: Browsers, sheet: Assessment) -> None:
    client, old = browser_of(Role.COORDINATOR), sent(sheet, "1.1", **{"loi-giai-trinh": "Lời của tôi"})
    explained(cast[Role.COORDINATOR], sheet, "1.1", "Lời của người kia", "1.5")
    answer = client.post(EXPLAIN, old)
    page = body(answer)
    assert answer.status_code == 409
    assert "Lời của người kia" in page
    assert "Lời của tôi" in page
    again = {**old, "phien-ban": str(line_of(sheet, "1.1").version)}
    assert client.post(EXPLAIN, {**again, "keep": "theirs"}).status_code == 302
    assert line_of(sheet, "1.1").explained_reason == "Lời của người kia"
    assert client.post(EXPLAIN, {**again, "keep": "mine"}).status_code == 302
    assert line_of(sheet, "1.1").explained_reason == "Lời của tôi"


def test_who_owns_a_row_explains_it_and_no_other(
    cast: dict[str, User], browser_of: Browsers, sheet: Assessment
) -> None:
    client = browser_of(Role.OFFICER)
    assert client.post(EXPLAIN, sent(sheet, "1.1")).status_code == 403
    assert 'name="loi-giai-trinh"' not in body(client.get(EXPLAIN))
    row, _made = sheet.assignments.get_or_create(node_id="1.1")
    row.give(Owning(OwnerKind.PERSON, cast[Role.OFFICER].pk))
    row.save()
    assert body(client.get(EXPLAIN)).count('name="loi-giai-trinh"') == 1
    assert client.post(EXPLAIN, sent(sheet, "1.1")).status_code == 302
    assert client.post(EXPLAIN, sent(sheet, "1.2")).status_code == 403
    assert 'class="ex" id="m-1.1"' in body(client.get(f"{EXPLAIN}?loc=cua-toi"))


def test_a_time_that_passed_says_why_and_more_time_lifts_it(
    cast: dict[str, User], browser_of: Browsers, sheet: Assessment
) -> None:
    Window.objects.filter(stage="explanation").update(closes_at=system_clock() - timedelta(hours=3))
    client = browser_of(Role.COORDINATOR)
    page = body(client.get(EXPLAIN))
    assert "Hết hạn giải trình" in page
    assert "có thể gia hạn" in page
    assert 'name="loi-giai-trinh"' not in page
    assert client.post(EXPLAIN, sent(sheet, "1.1")).status_code == 400
    assert "Gia hạn cho đơn vị" in body(browser_of(Role.COUNCIL).get(EXPLAIN))
    sheet.extensions.create(
        stage="explanation", until=system_clock() + timedelta(days=2), reason="Mất điện", by=cast[Role.COUNCIL],
        at=system_clock(),
    )  # fmt: skip
    assert "còn 2 ngày" in body(client.get(EXPLAIN))
    assert client.post(EXPLAIN, sent(sheet, "1.1")).status_code == 302


def test_new_proof_is_attached_while_the_explanation_goes_on(browser_of: Browsers, sheet: Assessment) -> None:
    row = f"{HOME}/phan-cong/1.1"
    assert "Tải tệp lên" in body(browser_of(Role.COORDINATOR).get(row))
    assert "Tải tệp lên" not in body(browser_of(Role.OFFICER).get(row))
    Window.objects.filter(stage="explanation").update(closes_at=system_clock() - timedelta(hours=3))
    assert "Tải tệp lên" not in body(browser_of(Role.COORDINATOR).get(row))
