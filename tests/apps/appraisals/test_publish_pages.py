"""Pages of publication: the seal before it, the acts after it, a correction put together without script."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.html import escape

from namro.apps.appraisals.models import Publication
from namro.apps.assessments.models import Assessment, Round
from namro.apps.people.models import AuditEntry, Role, User
from namro.core.assessment.snapshot import canonical, hash_of, packed, unpacked
from tests.apps.appraisals.released import DAY, corrected, decided, published
from tests.apps.assessments.sheets import edition_in_force

pytestmark = pytest.mark.django_db
in_force = pytest.fixture(autouse=True)(edition_in_force)
Browsers = Callable[[str], Client]
ACT = {"act_number": "214/QĐ-UBND", "act_date": "14/12/2026", "signer_title": "CHỦ TỊCH", "signer_name": "Lò Văn Pá"}


@pytest.fixture(autouse=True)
def on_the_day(monkeypatch: pytest.MonkeyPatch) -> None:
    """All pages are looked at on the day of the publication."""
    for place in ("publishing", "correcting", "acts"):
        monkeypatch.setattr(f"namro.apps.appraisals.publish_views.{place}.system_clock", lambda: DAY)
    monkeypatch.setattr("namro.apps.people.requests.system_clock", lambda: DAY)


@pytest.fixture
def made(cast: dict[str, User]) -> Round:
    return decided(cast)


def at(made: Round, rest: str = "cong-bo") -> str:
    return f"/ky-danh-gia/{made.code}/{rest}"


SEALED = (Role.COORDINATOR, Role.LEADER, Role.OFFICER, Role.APPRAISER, Role.ADMIN, Role.WATCHER)


@pytest.mark.parametrize("role", SEALED)
def test_before_publication_everything_is_sealed(browser_of: Browsers, made: Round, role: str) -> None:
    client = browser_of(role)
    answer = client.get(at(made))
    assert answer.status_code == 403
    assert "Kết quả chưa công bố" in answer.content.decode()
    assert client.post(at(made), {**ACT, "confirmed": "1"}).status_code == 403
    assert client.get(at(made, "dieu-chinh")).status_code == 403
    assert client.get(at(made, "cong-bo/1")).status_code == 404
    assert not Publication.objects.exists()


def test_the_organiser_sees_what_would_be_published(browser_of: Browsers, made: Round) -> None:
    page = browser_of(Role.COUNCIL).get(at(made)).content.decode()
    assert "Xem lại trước khi công bố" in page
    assert "4 đơn vị trong kỳ" in page
    assert "<b>Phường</b>" in page
    assert "<b>1.</b>" in page


def test_what_is_missing_is_named_with_links_and_cannot_be_passed(browser_of: Browsers, made: Round) -> None:
    Assessment.objects.filter(round=made, unit__code="suoi-may").update(state="appraisal")
    client = browser_of(Role.COUNCIL)
    page = client.get(at(made)).content.decode()
    assert "Chưa công bố được" in page
    assert f'href="/ky-danh-gia/{made.code}/suoi-may"' in page
    assert 'name="act_number"' not in page
    answer = client.post(at(made), {**ACT, "confirmed": "1"})
    assert answer.status_code == 400
    assert "Còn 1 phiếu chưa chốt điểm" in answer.content.decode()
    assert not Publication.objects.exists()


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"act_number": ""}, "Ghi như trên văn bản"),
        ({"act_date": "32/12/2026"}, "Ngày quyết định"),
        ({"act_date": "20/12/2026"}, "20/12/2026 ở sau hôm nay"),
        ({"confirmed": ""}, "Đánh dấu xác nhận"),
    ],
)
def test_a_faulty_act_is_said_and_nothing_is_written(
    browser_of: Browsers, made: Round, change: dict[str, str], said: str
) -> None:
    sent = {name: value for name, value in {**ACT, "confirmed": "1", **change}.items() if value}
    answer = browser_of(Role.COUNCIL).post(at(made), sent)
    assert answer.status_code == 400
    assert said in answer.content.decode()
    assert not Publication.objects.exists()


def test_publication_leads_to_the_act_which_everybody_reads(browser_of: Browsers, made: Round) -> None:
    answer = browser_of(Role.COUNCIL).post(at(made), {**ACT, "confirmed": "1"})
    assert answer.headers["Location"] == at(made, "cong-bo/1")
    row = Publication.objects.get()
    for role in (Role.COORDINATOR, Role.APPRAISER, Role.COUNCIL, Role.ADMIN):
        page = browser_of(role).get(at(made, "cong-bo/1")).content.decode()
        assert "Quyết định 214/QĐ-UBND ngày 14/12/2026" in page
        assert row.sha256 in page
        assert row.head_chain in page
        assert "214/QĐ-UBND" in browser_of(role).get(at(made)).content.decode()
    assert browser_of(Role.COUNCIL).post(at(made), {**ACT, "confirmed": "1"}).status_code == 400
    assert Publication.objects.count() == 1


def test_the_snapshot_is_taken_and_recorded_by_those_who_may(
    browser_of: Browsers, cast: dict[str, User], made: Round
) -> None:
    row = published(cast, made)
    answer = browser_of(Role.COUNCIL).get(at(made, "cong-bo/1/ban-chup"))
    data = b"".join(answer.streaming_content)
    assert json.loads(gzip.decompress(data))["sha256"] == row.sha256
    assert answer.headers["Content-Disposition"].endswith(f'"cong-bo-2026-{made.code}-1.json.gz"')
    assert AuditEntry.objects.filter(act=AuditEntry.Act.SNAPSHOT_DOWNLOADED).count() == 1
    for role in (Role.COORDINATOR, Role.LEADER, Role.APPRAISER):
        refused = browser_of(role).get(at(made, "cong-bo/1/ban-chup"))
        assert refused.status_code == 403
        assert "mọi đơn vị" in refused.content.decode()
        assert browser_of(role).post(at(made, "cong-bo/1")).status_code == 403
        assert "ban-chup" not in browser_of(role).get(at(made, "cong-bo/1")).content.decode()


def test_computing_again_says_identical_or_where_not(browser_of: Browsers, cast: dict[str, User], made: Round) -> None:
    row = published(cast, made)
    client = browser_of(Role.ADMIN)
    assert "Giống hệt." in client.post(at(made, "cong-bo/1")).content.decode()
    whole = json.loads(unpacked(bytes(row.snapshot)))
    whole["units"][0]["result"]["rank"] = 9
    sealed = {**whole, "sha256": hash_of(whole)}
    Publication.objects.update(snapshot=packed(canonical(sealed)))
    page = client.post(at(made, "cong-bo/1")).content.decode()
    assert "đã bị sửa" in page
    assert row.sha256 in page
    Publication.objects.update(sha256=sealed["sha256"])
    page = client.post(at(made, "cong-bo/1")).content.decode()
    assert "Tính lại ra khác" in page
    assert "hạng: đã công bố 9" in page


def test_a_correction_is_put_together_foreseen_and_published(
    browser_of: Browsers, cast: dict[str, User], made: Round
) -> None:
    published(cast, made)
    client = browser_of(Role.COUNCIL)
    address = at(made, "dieu-chinh")
    assert "chọn đơn vị" in client.get(address).content.decode()
    chosen = client.post(address, {"seen": "1", "don-vi": "suoi-may", "chon": "1"}).content.decode()
    assert "1.2. Báo cáo đúng hạn" in chosen
    typed = {"don-vi": "suoi-may", "tieu-chi": "1.2", "diem": "0,5", "nguyen-nhan": "late", "ly-do": "Gửi sau hạn"}
    refused = client.post(address, {"seen": "1", **typed, "ly-do": "", "them": "1"})
    assert refused.status_code == 400
    assert "chưa ghi vì sao" in refused.content.decode()
    added = client.post(address, {"seen": "1", **typed, "them": "1"}).content.decode()
    assert '<td class="num" data-word="Điểm mới"><b>0,50</b></td>' in added
    assert "Sẽ đổi điểm" in added
    assert Publication.objects.count() == 1
    kept = {f"r-{name}": value for name, value in typed.items()}
    dropped = client.post(address, {"seen": "1", **kept, "bo": "0"}).content.decode()
    assert "Sẽ đổi điểm" not in dropped
    act = {**ACT, "act_number": "9/QĐ-UBND", "seen": "1"}
    without = client.post(address, {**kept, **act, "cong-bo": "1"})
    assert without.status_code == 400
    assert "Chưa ghi lý do điều chỉnh" in without.content.decode()
    assert 'value="Gửi sau hạn"' in without.content.decode()
    done = client.post(address, {**kept, **act, "reason": "Kiến nghị của xã", "cong-bo": "1"})
    assert done.headers["Location"] == at(made, "cong-bo/2")
    page = browser_of(Role.COORDINATOR).get(at(made, "cong-bo/2")).content.decode()
    assert "Kiến nghị của xã" in page
    assert "Tiêu chí đã điều chỉnh" in page
    assert "<b>0,50</b>" in page
    assert "Gửi sau hạn" in page
    assert "Suối Mây" in page
    assert "Xã Đo" not in page  # other units' points are not the coordinator's to read
    stale = client.post(address, {**kept, **act, "reason": "Vì", "diem": "", "r-diem": "1", "cong-bo": "1"})
    assert stale.status_code == 400
    assert escape("vừa được điều chỉnh") in stale.content.decode()


def test_a_correction_before_publication_leads_to_the_publication(browser_of: Browsers, made: Round) -> None:
    assert browser_of(Role.COUNCIL).get(at(made, "dieu-chinh")).headers["Location"] == at(made)


@pytest.mark.parametrize("role", SEALED)
def test_nobody_else_corrects(browser_of: Browsers, cast: dict[str, User], made: Round, role: str) -> None:
    published(cast, made)
    answer = browser_of(role).post(at(made, "dieu-chinh"), {"cong-bo": "1"})
    assert answer.status_code == 403
    assert "cơ quan tổ chức" in answer.content.decode()
    assert "dieu-chinh" not in browser_of(role).get(at(made)).content.decode()


def test_a_single_sheet_offers_no_publication(browser_of: Browsers, made: Round) -> None:
    client = browser_of(Role.COUNCIL)
    page = client.get(at(made, "suoi-may")).content.decode()
    assert 'value="publish"' not in page
    assert at(made) in client.get(f"/ky-danh-gia/{made.code}").content.decode()


def test_pages_ask_as_often_for_more_units(browser_of: Browsers, cast: dict[str, User]) -> None:
    counts = []
    client = browser_of(Role.COUNCIL)
    for units in (2, 8):
        with transaction.atomic():
            made = decided(cast, units=units)
            asked = [_queries(client, at(made))]
            published(cast, made)
            corrected(cast, made)
            pages = ("cong-bo", "cong-bo/2", "dieu-chinh", "dieu-chinh?don-vi=suoi-may")
            counts.append(asked + [_queries(client, at(made, page)) for page in pages])
            transaction.set_rollback(True)
    assert counts[0] == counts[1]
    assert max(counts[0]) <= 20


def _queries(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as found:
        assert client.get(address).status_code == 200
    return len(found)
