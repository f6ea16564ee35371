"""The unit's pages: explanations with their refusals and conflicts, what changed, and what is sealed for whom."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from namro.apps.assessments.actions.moving import move
from namro.apps.assessments.actions.opening import open_sheet
from namro.apps.assessments.models import Assessment, Window
from namro.apps.people.models import OwnerKind, Owning, Role, User
from namro.core.base.clock import system_clock
from tests.apps.appraisals.judging import explained, in_appraisal, judged, line_of, surveyed
from tests.apps.assessments.sheets import NOW, edition_in_force, ready

pytestmark = pytest.mark.django_db
in_force = pytest.fixture(autouse=True)(edition_in_force)
Browsers = Callable[[str], Client]
HOME = "/phieu/2026/suoi-may"
EXPLAIN, CHANGES = f"{HOME}/giai-trinh", f"{HOME}/thay-doi"
WHY = "Thiếu chữ ký của lãnh đạo"


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


def test_a_criterion_that_is_not_there_is_refused_in_words(browser_of: Browsers, sheet: Assessment) -> None:
    wrong = {"muc": "9.9", "phien-ban": "1", "diem": "1", "loi-giai-trinh": "Có"}
    answer = browser_of(Role.COORDINATOR).post(EXPLAIN, wrong)
    assert answer.status_code == 400
    assert "Mục 9.9 không có điểm tự chấm" in body(answer)


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
    page = body(client.get(EXPLAIN))
    assert "còn 2 ngày" in page
    assert "Mất điện" in page
    assert client.post(EXPLAIN, sent(sheet, "1.1")).status_code == 302


def test_new_proof_is_attached_while_the_explanation_goes_on(browser_of: Browsers, sheet: Assessment) -> None:
    row = f"{HOME}/phan-cong/1.1"
    assert "Tải tệp lên" in body(browser_of(Role.COORDINATOR).get(row))
    assert "Tải tệp lên" not in body(browser_of(Role.OFFICER).get(row))
    Window.objects.filter(stage="explanation").update(closes_at=system_clock() - timedelta(hours=3))
    assert "Tải tệp lên" not in body(browser_of(Role.COORDINATOR).get(row))


def carried_on(cast: dict[str, User], sheet: Assessment, until: str) -> Assessment:
    """Explain 1.1, appraise again (1.1 is accepted, 1.2 was not explained), decide, publish: as far as asked."""
    explained(cast[Role.COORDINATOR], sheet, "1.1", "Đã ký số")
    if until == "explanation":
        return sheet
    sheet = moved(cast, sheet, "reappraise")
    judged(cast[Role.COUNCIL], sheet, "1.1", "1.5", cause="late", reason="Ký sau hạn")
    if until == "reappraisal":
        return sheet
    surveyed(cast, sheet)
    sheet = moved(cast, sheet, "decide")
    if until == "published":
        Assessment.objects.filter(pk=sheet.pk).update(state="published")
    return sheet


SEALED_UNIT = {"appraised": WHY, "explained": "Đã ký số", "final": "Ký sau hạn"}
#: Which texts of 1.1 are read, by role and state. 1.1 is the department's; the watcher and the officer are the unit's.
READ = {
    Role.COORDINATOR: {"explanation": "ae", "reappraisal": "ae", "decided": "ae", "published": "aef"},
    Role.OFFICER: {"explanation": "ae", "reappraisal": "ae", "decided": "ae", "published": "aef"},
    Role.LEADER: {"explanation": "ae", "reappraisal": "ae", "decided": "ae", "published": "aef"},
    Role.APPRAISER: {"explanation": "a", "reappraisal": "ae", "decided": "ae", "published": "aef"},
    Role.COUNCIL: {"explanation": "ae", "reappraisal": "aef", "decided": "aef", "published": "aef"},
    Role.ADMIN: {"explanation": "", "reappraisal": "", "decided": "", "published": "aef"},
}


@pytest.mark.parametrize("state", ["explanation", "reappraisal", "decided", "published"])
def test_each_reads_what_is_not_sealed(
    cast: dict[str, User], browser_of: Browsers, sheet: Assessment, state: str
) -> None:
    carried_on(cast, sheet, state)
    for role, told in READ.items():
        client = browser_of(role)
        pages = [EXPLAIN, CHANGES, f"{HOME}/1.1/ly-lich", f"{HOME}/1.1/ly-lich?nhat-ky=tat-ca", HOME]
        for address in pages:
            page = body(client.get(address))
            found = "".join(key[0] for key, text in SEALED_UNIT.items() if text in page)
            if address in {EXPLAIN, HOME}:  # not every page says everything that may be read
                assert set(found) <= set(told[state]), (role, address)
            else:
                assert found == told[state], (role, address)


@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.LEADER, Role.APPRAISER, Role.COUNCIL, Role.ADMIN])
def test_before_the_explanation_only_those_who_appraise_read_it(
    cast: dict[str, User], browser_of: Browsers, role: Role
) -> None:
    made = in_appraisal(cast)
    judged(cast[Role.APPRAISER], made, "1.1", "1", cause="not_signed", reason=WHY)
    for address in (CHANGES, f"{HOME}/1.1/ly-lich", HOME, EXPLAIN, f"{HOME}/1.1"):
        page = body(browser_of(role).get(address, follow=True))
        if role not in {Role.APPRAISER, Role.COUNCIL}:
            assert WHY not in page, address
    reads = role in {Role.APPRAISER, Role.COUNCIL}
    assert (WHY in body(browser_of(role).get(f"{HOME}/1.1/ly-lich"))) == reads


def test_a_department_reads_nothing_of_other_domains(
    cast: dict[str, User], browser_of: Browsers, sheet: Assessment
) -> None:
    assert sheet.round is not None
    sheet.round.appraisers.all().delete()
    page = body(browser_of(Role.APPRAISER).get(f"{HOME}/1.1/ly-lich"))
    assert WHY not in page
    assert "Chỉ cơ quan thẩm định tiêu chí này" in page
    assert WHY not in body(browser_of(Role.APPRAISER).get(CHANGES))


def test_totals_of_the_appraisal_are_sealed_until_published(
    cast: dict[str, User], browser_of: Browsers, sheet: Assessment
) -> None:
    carried_on(cast, sheet, "decided")
    assert "9,70" in body(browser_of(Role.COORDINATOR).get(CHANGES))  # the unit's own total and the survey's 3.20
    assert "8,70" not in body(browser_of(Role.COORDINATOR).get(CHANGES))
    assert "8,70" in body(browser_of(Role.COUNCIL).get(CHANGES))  # 1.5 + 3 + 1 + 0 + 3.2 of the survey
    Assessment.objects.update(state="published")
    assert "8,70" in body(browser_of(Role.COORDINATOR).get(CHANGES))


def test_the_year_after_does_not_tell_a_result_that_is_sealed(
    cast: dict[str, User], browser_of: Browsers, sheet: Assessment
) -> None:
    carried_on(cast, sheet, "decided")
    following = open_sheet(ready(cast[Role.COORDINATOR]), sheet.unit, 2027, sheet.edition, at=NOW)
    assert following.assignments.get(node_id="1.1").keeps  # claimed in full: that it was lowered is sealed
    client = browser_of(Role.COORDINATOR)
    for address in ("/phieu/2027/suoi-may", "/phieu/2027/suoi-may/1.1", "/phieu/2027/suoi-may/1.1/ly-lich"):
        page = body(client.get(address))
        assert "1,50" not in page, address
    Assessment.objects.filter(year=2026).update(state="published")
    assert "1,50" in body(client.get("/phieu/2027/suoi-may"))
    assert "1,50" in body(client.get("/phieu/2027/suoi-may/1.1/ly-lich"))


def test_what_came_of_an_explanation_is_told_after_publication(
    cast: dict[str, User], browser_of: Browsers, sheet: Assessment
) -> None:
    carried_on(cast, sheet, "decided")
    client = browser_of(Role.COORDINATOR)
    assert "Kết quả cuối hiện sau quyết định công bố" in body(client.get(EXPLAIN))
    assert "Chấp nhận một phần" not in body(client.get(EXPLAIN))
    Assessment.objects.update(state="published")
    page = body(client.get(EXPLAIN))
    assert "Chấp nhận một phần" in page
    assert "Gia hạn cho đơn vị" not in page
    record = body(client.get(f"{HOME}/1.1/ly-lich?nhat-ky=tat-ca"))
    assert cast[Role.APPRAISER].full_name not in record  # the unit reads the department, not its people
    assert cast[Role.APPRAISER].full_name in body(browser_of(Role.COUNCIL).get(f"{HOME}/1.1/ly-lich?nhat-ky=tat-ca"))


def test_the_workbook_has_the_rows_of_the_page(cast: dict[str, User], browser_of: Browsers, sheet: Assessment) -> None:
    carried_on(cast, sheet, "decided")
    client = browser_of(Role.COORDINATOR)

    def cells(role: str, more: str = "") -> list[str]:
        content = b"".join(browser_of(role).get(f"{CHANGES}/tai.xlsx{more}").streaming_content)  # type: ignore[attr-defined]
        rows = load_workbook(BytesIO(content)).active.iter_rows(values_only=True)
        return [str(cell) for row in rows for cell in row if cell is not None]

    assert client.get(f"{CHANGES}/tai.xlsx").status_code == 200
    assert WHY in " ".join(cells(Role.COORDINATOR))
    assert "Ký sau hạn" not in " ".join(cells(Role.COORDINATOR))
    assert "Ký sau hạn" in " ".join(cells(Role.COUNCIL))
    assert "1.2" not in cells(Role.COUNCIL, "?loc=giai-trinh")


def queries(client: Client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(connection) as found:
        assert client.get(address).status_code == 200
    return len(found)


def test_pages_ask_as_often_for_three_times_as_much(
    cast: dict[str, User], browser_of: Browsers, sheet: Assessment
) -> None:
    pages = (EXPLAIN, CHANGES, f"{HOME}/1.1/ly-lich?nhat-ky=tat-ca", HOME)
    client = browser_of(Role.COORDINATOR)
    Assessment.objects.filter(pk=sheet.pk).update(state="appraisal")
    line = line_of(sheet, "1.2")
    line.appraised_nano, line.appraised_reason = line.self_nano, ""
    line.save()
    Assessment.objects.filter(pk=sheet.pk).update(state="explanation")
    few = [queries(client, page) for page in pages]
    for node in ("1.2", "1.3"):
        line = line_of(sheet, node)
        line.appraised_nano, line.appraised_reason, line.appraised_cause = 0, "Thiếu", "late"
        line.save()
    for number in range(3):
        explained(cast[Role.COORDINATOR], sheet, "1.1", f"Lần {number}")
    assert body(client.get(EXPLAIN)).count('class="ex"') == 3
    assert [queries(client, page) for page in pages] == few
    assert max(few) <= 28


@pytest.mark.usefixtures("sheet")
def test_the_explanation_that_is_open_leads_from_the_first_page(browser_of: Browsers) -> None:
    page = browser_of(Role.COORDINATOR).get("/viec/tieu-chi?khung=1").content.decode()
    assert f'href="{EXPLAIN}">Đang giải trình</a>' in page
    assert EXPLAIN not in browser_of(Role.OFFICER).get("/viec/tieu-chi?khung=1").content.decode()
