"""Writing a reminder letter on the site: choosing, looking, taking it away; by whom."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from namro.apps.people.models import AuditEntry, Role, User
from namro.apps.people.queries.organisation import tree_on
from namro.apps.plans.models import Occurrence
from namro.core.base.clock import system_clock
from namro.documents.reading import read_document
from tests.apps.plans.giving_out import give_out, owned_by

Browsers = Callable[[str], Client]


@pytest.fixture
def late(cast: dict[str, User]) -> list[Occurrence]:
    """Two late works of the officer, one that is not."""
    today = system_clock().date()
    days = (-20, -10, 20)
    values = [{"owner": owned_by(cast[Role.OFFICER]), "due": today + timedelta(days=n)} for n in days]
    return give_out(cast, values, at=system_clock())


def test_what_is_late_is_ticked_and_what_was_chosen_goes_into_the_letter(
    browser_of: Browsers, cast: dict[str, User], late: list[Occurrence], tmp_path: Path
) -> None:
    client = browser_of(Role.LEADER)
    page = client.get("/don-doc").content.decode()
    assert page.count('name="viec"') == 2
    assert cast[Role.OFFICER].full_name in page
    assert "Lập sổ theo dõi báo cáo số 3" not in page
    sent = {"viec": f"viec:{late[0].code}", "tra-loi": "", "ghi-them": "Báo cáo qua <b>Văn phòng</b>"}
    looked = client.post("/don-doc", {**sent, "lam": "xem"}).content.decode()
    assert "V/v đôn đốc nhiệm vụ quá hạn" in looked
    assert "&lt;b&gt;Văn phòng" in looked
    assert not AuditEntry.objects.filter(act=AuditEntry.Act.REMINDER_WRITTEN).exists()
    for suffix in ("docx", "pdf"):
        answer = client.post("/don-doc", {**sent, "lam": suffix})
        path = tmp_path / f"cv.{suffix}"
        path.write_bytes(answer.content)
        words = " ".join(str(read_document(path)).split())
        assert "Lập sổ theo dõi báo cáo số 1" in words
        assert "Lập sổ theo dõi báo cáo số 2" not in words
        assert answer.headers["Content-Disposition"].startswith("attachment")
    assert AuditEntry.objects.filter(act=AuditEntry.Act.REMINDER_WRITTEN, subject="suoi-may").count() == 2


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ({"viec": []}, "Chưa chọn việc nào"),
        ({"viec": ["viec:khong-co"]}, "Chưa chọn việc nào"),
        ({"tra-loi": "31/11"}, "Gần nhất"),
        ({"tra-loi": "hôm qua"}, "Không đọc được ngày"),
        ({"tra-loi": "01/01/2020"}, "Ngày trả lời phải sau hôm nay"),
    ],
)
def test_what_cannot_be_written_is_answered_with_what_to_do(
    browser_of: Browsers, late: list[Occurrence], values: dict[str, object], told: str
) -> None:
    sent = {"viec": f"viec:{late[0].code}", "ghi-them": "giữ lại câu này", "lam": "docx", **values}
    answer = browser_of(Role.COORDINATOR).post("/don-doc", sent)
    page = answer.content.decode()
    assert answer.status_code == 400
    assert told in page or "gần nhất" in page
    assert "giữ lại câu này" in page


def test_only_who_leads_or_coordinates_writes_and_only_of_the_own_unit(
    browser_of: Browsers, cast: dict[str, User], late: list[Occurrence]
) -> None:
    assert browser_of(Role.OFFICER).get("/don-doc").status_code == 403
    assert browser_of(Role.WATCHER).post("/don-doc", {"lam": "docx"}).status_code == 403
    tree = tree_on(system_clock().date())
    others = [key for key, node in tree.nodes.items() if node.code != "suoi-may"]
    for key in others[:3]:
        assert browser_of(Role.LEADER).get(f"/don-doc?don-vi={key}").status_code == 403
    assert browser_of(Role.LEADER).get("/don-doc?don-vi=abc").status_code == 403


def test_the_province_writes_to_its_units(browser_of: Browsers, late: list[Occurrence]) -> None:
    client = browser_of(Role.COUNCIL)
    page = client.get("/don-doc?pham-vi=cap-duoi").content.decode()
    assert "Xã Suối Mây: " in page
    sent = {"viec": [f"viec:{row.code}" for row in late], "pham-vi": "cap-duoi", "lam": "xem"}
    looked = client.post("/don-doc", sent).content.decode()
    assert "Ủy ban nhân dân xã Suối Mây" in looked
    assert "các đơn vị còn 2 nhiệm vụ" in looked


def test_queries_do_not_grow(browser_of: Browsers, cast: dict[str, User], late: list[Occurrence]) -> None:
    client = browser_of(Role.LEADER)

    def asked() -> int:
        with CaptureQueriesContext(connection) as found:
            assert client.get("/don-doc").status_code == 200
        return len(found)

    client.get("/don-doc")
    few = asked()
    day = system_clock().date() - timedelta(days=9)
    give_out(cast, [{"owner": owned_by(cast[Role.OFFICER]), "due": day}] * 20, at=system_clock())
    assert asked() == few <= 20
