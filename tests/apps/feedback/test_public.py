"""The unit's own form: not there until it is opened, limits, look-up by code, nothing of it is run."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client

from namro.apps.feedback import public
from namro.apps.feedback.models import Item, Knock
from namro.apps.people.models import AuditEntry, Role, Unit
from namro.core.base.clock import system_clock
from namro.core.service.feedback import State
from tests.apps.feedback.given import Cast, moved, stand

ADDRESS = "/gui-phan-anh/suoi-may"
TYPED = {"kind": "conduct", "subject": "Chờ lâu", "summary": "<script>alert(1)</script> Chờ ba giờ."}


@pytest.fixture
def unit(cast: Cast) -> Unit:
    """The commune, its form open."""
    found, now = Unit.objects.get(code="suoi-may"), system_clock()
    public.set_open(stand(cast[Role.LEADER], now), found, wanted=True, at=now)
    return found


def _sent(client: Client) -> str:
    page = client.post(ADDRESS, TYPED)
    assert page.status_code == 200
    return str(page.context["code"])


def test_it_is_off_by_default_and_a_leader_opens_it(cast: Cast, client: Client, browser_of: Callable) -> None:
    """Off: not found for everybody. Opened by the leader only, each time with a line of the record."""
    assert client.get(ADDRESS).status_code == 404
    assert client.post(ADDRESS, TYPED).status_code == 404
    assert client.get(f"{ADDRESS}/tra-cuu").status_code == 404
    assert browser_of(Role.COORDINATOR).post("/phan-anh/bieu-mau/suoi-may", {"bat": "1"}).status_code == 403
    assert browser_of(Role.LEADER).post("/phan-anh/bieu-mau/suoi-may", {"bat": "1"}).status_code == 302
    assert client.get(ADDRESS).status_code == 200
    assert browser_of(Role.LEADER).post("/phan-anh/bieu-mau/suoi-may", {"bat": "0"}).status_code == 302
    assert client.get(ADDRESS).status_code == 404
    assert AuditEntry.objects.filter(act=AuditEntry.Act.FEEDBACK_FORM).count() == 2
    now = system_clock()
    with pytest.raises(PermissionDenied):
        public.set_open(stand(cast[Role.OFFICER], now), Unit.objects.get(code="suoi-may"), wanted=True, at=now)


def test_written_looked_up_and_shown_as_text(cast: Cast, unit: Unit, client: Client, browser_of: Callable) -> None:
    """Ten characters, kept as a digest; the state and, once given, the answer; markup stays text."""
    code = _sent(client)
    item = Item.objects.get()
    assert len(code) == 10
    assert code not in (item.lookup, item.code)
    page = client.post(f"{ADDRESS}/tra-cuu", {"ma": f" {code.upper()} "}).content.decode()
    assert "Mới nhận" in page
    shown = browser_of(Role.COORDINATOR).get(f"/phan-anh/{item.code}").content.decode()
    assert "<script>alert" not in shown
    assert "&lt;script&gt;alert" in shown
    now = system_clock()
    moved(cast, item, "assign", at=now, to=cast[Role.OFFICER])
    moved(cast, item, "answer", at=now, role=Role.OFFICER, said="Đã thêm một quầy.")
    assert "Đã thêm một quầy." in client.post(f"{ADDRESS}/tra-cuu", {"ma": code}).content.decode()
    assert client.post(f"{ADDRESS}/tra-cuu", {"ma": "aaaaaaaaaa"}).status_code == 404


def test_too_much_and_too_often_is_refused(cast: Cast, unit: Unit, client: Client) -> None:
    """Long texts, an unknown kind, nothing; the sixth of a day from one address; no address is kept readable."""
    for wrong in ({"summary": "x" * 2001}, {"kind": "x"}, {"subject": ""}, {"summary": " "}):
        assert client.post(ADDRESS, {**TYPED, **wrong}).status_code == 400
    for _time in range(5):
        _sent(client)
    assert client.post(ADDRESS, TYPED).status_code == 429
    assert client.post(ADDRESS, TYPED, REMOTE_ADDR="10.0.0.9").status_code == 200
    assert Item.objects.count() == 6
    assert not Knock.objects.filter(address__contains="127.0.0.1").exists()
    for _time in range(30):
        client.post(f"{ADDRESS}/tra-cuu", {"ma": "aaaaaaaaaa"})
    assert client.post(f"{ADDRESS}/tra-cuu", {"ma": "aaaaaaaaaa"}).status_code == 429


def test_a_machine_is_thanked_and_not_heard(unit: Unit, client: Client) -> None:
    """Who fills in the box that people do not see gets a code of nothing; files sent along are not kept."""
    page = client.post(ADDRESS, {**TYPED, "website": "http://spam.example"})
    assert len(page.context["code"]) == 10
    assert not Item.objects.exists()
    assert _sent(client)
    assert Item.objects.get().state == State.RECEIVED
