"""The follow-up book: from an item by hand to its answer, publication and outcome; who may do and see what."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from namro.apps.feedback import actions
from namro.apps.feedback.models import Event, Item
from namro.apps.people.models import AuditEntry, Role
from namro.core.base.errors import NamroError
from namro.core.service.feedback import State
from tests.apps.feedback.given import Cast, answered, given, moved, noon, stand

Browsers = Callable[[str], Client]
#: Monday; 15 working days later is Monday, 23 November.
DAY = noon(date(2026, 11, 2))


@pytest.fixture(autouse=True)
def today(monkeypatch: pytest.MonkeyPatch) -> datetime:
    """Pages are asked on the day of the story."""
    for module in ("namro.apps.people.requests", "namro.apps.feedback.views.item"):
        monkeypatch.setattr(f"{module}.system_clock", lambda: noon(date(2026, 11, 4)))
    return DAY


def _do(client: Client, item: Item, act: str, **typed: object) -> int:
    item.refresh_from_db()
    data = {"viec": act, "version": item.version, **{key.replace("_", "-"): value for key, value in typed.items()}}
    return client.post(f"/phan-anh/{item.code}/lam", data).status_code


def test_from_hand_to_outcome(cast: Cast, browser_of: Browsers) -> None:
    """Entered, given, answered, published with proof, concluded: each step one event and one line of the record."""
    coordinator, officer, leader = (browser_of(one) for one in (Role.COORDINATOR, Role.OFFICER, Role.LEADER))
    typed = {"source": "national", "source_code": "PAKN-1", "received": "02/11/2026", "time": "9:15", "kind": "conduct",
             "subject": "Chậm trả kết quả", "summary": "Hẹn ngày 20, đến nay chưa có."}  # fmt: skip
    assert coordinator.post("/phan-anh/moi", typed).status_code == 302
    item = Item.objects.get()
    assert item.limit_on == date(2026, 11, 23)
    assert item.own_on == date(2026, 11, 18)
    assert browser_of(Role.OFFICER).get(f"/phan-anh/{item.code}").status_code == 404
    assert _do(coordinator, item, "assign", nguoi=cast[Role.OFFICER].pk) == 302
    assert _do(officer, item, "publish") == 400
    assert _do(officer, item, "answer", noi_dung="Đã trả kết quả ngày 4/11.") == 302
    item.refresh_from_db()
    assert item.publish_by == date(2026, 11, 6)
    assert _do(officer, item, "publish") == 400
    assert _do(officer, item, "posting", noi="portal", lien_ket="javascript:alert(1)") == 400
    assert _do(officer, item, "posting", noi="portal", lien_ket="https://dichvucong.gov.vn/p/1") == 302
    assert _do(officer, item, "publish") == 302
    assert _do(officer, item, "conclude", ket_luan="partly", so="12/KL", ngay="03/11/2026") == 403
    assert _do(leader, item, "conclude", ket_luan="partly", so="", ngay="03/11/2026") == 400
    assert _do(leader, item, "conclude", ket_luan="partly", so="12/KL", ngay="03/11/2026") == 302
    item.refresh_from_db()
    assert (item.state, item.outcome, item.act_number) == (State.PUBLISHED, "partly", "12/KL")
    acts = ["receive", "assign", "answer", "posting", "publish", "conclude"]
    assert list(Event.objects.order_by("id").values_list("act", flat=True)) == acts
    assert AuditEntry.objects.filter(subject=item.code).count() == len(acts)


def test_one_code_of_a_source_stands_once(cast: Cast, browser_of: Browsers) -> None:
    """The second one is refused beside its box, and nothing is written."""
    given(cast, at=DAY, source_code="PAKN-1")
    typed = {"source": "national", "source_code": "PAKN-1", "received": "02/11/2026", "kind": "rule", "subject": "Lại"}
    answer = browser_of(Role.COORDINATOR).post("/phan-anh/moi", typed)
    assert answer.status_code == 400
    assert "đã có trong sổ" in answer.content.decode()
    assert Item.objects.count() == 1


def test_days_that_cannot_be_are_refused(cast: Cast) -> None:
    """Received tomorrow, a limit before it came in, an own day after the limit."""
    with pytest.raises(NamroError, match="chưa tới"):
        given(cast, at=DAY, received_at=noon(date(2026, 11, 3)))
    with pytest.raises(NamroError, match="trước ngày nhận"):
        given(cast, at=DAY, limit=date(2026, 10, 30))
    with pytest.raises(NamroError, match="sau hạn phải trả lời"):
        given(cast, at=DAY, limit=date(2026, 11, 10), own=date(2026, 11, 11))
    assert not Item.objects.exists()


def test_time_waited_for_the_citizen_moves_only_a_limit_of_the_rule(cast: Cast) -> None:
    """Three days of waiting move the computed limit; the source's own day stays."""
    own, theirs = given(cast, at=DAY), given(cast, at=DAY, limit=date(2026, 11, 12))
    for item in (own, theirs):
        moved(cast, item, "assign", at=DAY, to=cast[Role.OFFICER])
        moved(cast, item, "ask_supplement", at=DAY, said="Số hồ sơ")
        moved(cast, item, "supplemented", at=noon(date(2026, 11, 5)))
        item.refresh_from_db()
    assert own.limit_on > date(2026, 11, 23)
    assert theirs.limit_on == date(2026, 11, 12)


def test_more_time_is_asked_ahead_and_decided_by_the_leader(cast: Cast) -> None:
    """Asked in time it moves both days; asked late it is marked; after the limit it is refused."""
    item = given(cast, at=DAY, limit=date(2026, 11, 12))
    moved(cast, item, "assign", at=DAY, to=cast[Role.OFFICER])
    officer = cast[Role.OFFICER]

    def ask(at: datetime) -> bool:
        item.refresh_from_db()
        return actions.ask_extension(
            stand(officer, at), item, wanted=date(2026, 11, 20), reason="Chờ số liệu", version=item.version, at=at
        ).late

    def decide(at: datetime, user: str, *, granted: bool) -> None:
        item.refresh_from_db()
        actions.decide_extension(
            stand(cast[user], at), item, granted=granted, note="Trả lời ngay", version=item.version, at=at
        )

    assert ask(noon(date(2026, 11, 10))) is False
    with pytest.raises(PermissionDenied):
        decide(DAY, Role.COORDINATOR, granted=True)
    decide(DAY, Role.LEADER, granted=False)
    item.refresh_from_db()
    assert item.limit_on == date(2026, 11, 12)
    assert ask(noon(date(2026, 11, 11))) is True
    with pytest.raises(NamroError, match="đang chờ"):
        ask(noon(date(2026, 11, 11)))
    decide(noon(date(2026, 11, 11)), Role.LEADER, granted=True)
    item.refresh_from_db()
    assert (item.limit_on, item.own_on) == (date(2026, 11, 20), date(2026, 11, 17))
    with pytest.raises(NamroError, match="đã qua"):
        ask(noon(date(2026, 11, 23)))


def test_only_leaders_see_of_whom_it_speaks(cast: Cast, browser_of: Browsers) -> None:
    """The name is on the leader's page and board, on nobody else's, not in the record either."""
    spoken = cast[Role.OFFICER]
    for number in (1, 2):
        item = given(cast, at=DAY, source_code=f"PAKN-{number}")
        item = actions.say_about(stand(cast[Role.LEADER], DAY), item, spoken, version=item.version, at=DAY)
    moved(cast, item, "assign", at=DAY, to=spoken)
    page = f"/phan-anh/{item.code}"
    assert "đang xử lý chính mục này" in browser_of(Role.LEADER).get(page).content.decode()
    assert "Người bị phản ánh</dt>" in browser_of(Role.LEADER).get(page).content.decode()
    assert "Nhiều phản ánh về một người" in browser_of(Role.LEADER).get("/phan-anh").content.decode()
    coordinator = browser_of(Role.COORDINATOR)
    assert "bị phản ánh" not in coordinator.get(page).content.decode()
    assert "Nhiều phản ánh về một người" not in coordinator.get("/phan-anh").content.decode()
    assert browser_of(Role.WATCHER).get(page).status_code == 404
    lines = AuditEntry.objects.filter(subject=item.code, act=AuditEntry.Act.FEEDBACK_CONCLUDED)
    assert [one.note for one in lines] == ["Ghi người bị phản ánh"]
    with pytest.raises(PermissionDenied):
        actions.say_about(stand(cast[Role.COORDINATOR], DAY), item, None, version=item.version, at=DAY)


def test_what_somebody_else_changed_meanwhile_is_not_overwritten(cast: Cast, browser_of: Browsers) -> None:
    """The second one is told, and nothing of it is written."""
    item = given(cast, at=DAY)
    client = browser_of(Role.COORDINATOR)
    data = {"viec": "assign", "nguoi": cast[Role.OFFICER].pk, "version": item.version}
    assert client.post(f"/phan-anh/{item.code}/lam", data).status_code == 302
    assert client.post(f"/phan-anh/{item.code}/lam", data).status_code == 409
    assert Event.objects.filter(item=item, act="assign").count() == 1


def test_the_board_asks_as_often_for_many_as_for_few(cast: Cast, browser_of: Browsers) -> None:
    """The number of queries does not grow with the book."""
    given(cast, at=DAY)
    client = browser_of(Role.LEADER)
    client.get("/phan-anh")
    with CaptureQueriesContext(connection) as few:
        client.get("/phan-anh")
    for number in range(40):
        answered(cast, at=DAY, source_code=f"N-{number}")
    with CaptureQueriesContext(connection) as many:
        page = client.get("/phan-anh").content.decode()
    assert len(many) == len(few)
    assert "trang=2" in page
