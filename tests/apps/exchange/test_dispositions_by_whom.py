"""Decisions of several people: undone, at odds, not allowed."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from namro.apps.exchange.models import DispositionEntry, ImportedDocument
from namro.apps.people.models import AuditEntry, Role, User
from tests.apps.exchange.deciding import PROOF, SIGNATURE, held, page_of, pdf, remedied, send

Browsers = Callable[[str], Client]
pytestmark = pytest.mark.usefixtures("data_folder")


class TestUndo:
    def test_the_decision_before_holds_again_and_the_history_keeps_all(
        self, browser_of: Browsers, document: ImportedDocument
    ) -> None:
        client = browser_of(Role.COORDINATOR)
        send(client, document, huong="long_term", ly_do="chờ tỉnh")
        remedied(client, document, version=1)
        send(client, document, viec="undo", version=2)
        assert held(document) == {SIGNATURE: "long_term"}
        send(client, document, viec="undo", version=3)
        assert held(document) == {}
        assert "Phải thực hiện" in page_of(client, document)
        page = page_of(client, document)
        assert "Lịch sử, 4 lần" in page
        assert [e.disposition for e in DispositionEntry.objects.order_by("seq")] == [
            "long_term",
            "already_remedied",
            "",
            "",
        ]
        assert AuditEntry.objects.filter(act=AuditEntry.Act.DECISION_TAKEN_BACK).count() == 2

    def test_nothing_to_take_back(self, browser_of: Browsers, document: ImportedDocument) -> None:
        client = browser_of(Role.COORDINATOR)
        send(client, document, viec="undo")
        assert "Không còn gì để hoàn tác" in page_of(client, document)
        assert not DispositionEntry.objects.exists()


class TestTwoPeople:
    def test_both_values_are_shown_and_neither_is_lost(self, browser_of: Browsers, document: ImportedDocument) -> None:
        first, second = browser_of(Role.COORDINATOR), browser_of(Role.ADMIN)
        remedied(first, document)
        answer = send(second, document, huong="to_appeal", can_cu="Điều 7")
        page = answer.content.decode()
        assert answer.status_code == 409
        assert "<td>Đã khắc phục</td><td>Đề nghị xem xét lại</td>" in page
        assert "<td>Quyết định 12/QĐ-UBND</td><td>–</td>" in page
        assert "<td>–</td><td>Điều 7</td>" in page
        assert 'name="version" value="1"' in page
        assert 'name="can-cu" value="Điều 7"' in page
        assert held(document) == {SIGNATURE: "already_remedied"}
        assert send(second, document, version=1, huong="to_appeal", can_cu="Điều 7").status_code == 302
        assert [e.disposition for e in DispositionEntry.objects.order_by("seq")] == ["already_remedied", "to_appeal"]

    def test_another_finding_is_no_conflict(self, browser_of: Browsers, document: ImportedDocument) -> None:
        remedied(browser_of(Role.COORDINATOR), document)
        assert send(browser_of(Role.ADMIN), document, PROOF, huong="to_do").status_code == 302
        assert held(document) == {SIGNATURE: "already_remedied", PROOF: "to_do"}

    def test_what_another_took_back_is_told(self, browser_of: Browsers, document: ImportedDocument) -> None:
        first = browser_of(Role.COORDINATOR)
        remedied(first, document)
        send(first, document, viec="undo", version=1)
        page = send(browser_of(Role.ADMIN), document, version=1, huong="to_appeal", can_cu="Điều 7").content.decode()
        assert "trở lại như lời văn của phiếu" in page

    def test_nobody_takes_back_what_another_just_decided(
        self, browser_of: Browsers, document: ImportedDocument
    ) -> None:
        remedied(browser_of(Role.COORDINATOR), document)
        second = browser_of(Role.ADMIN)
        send(second, document, viec="undo", version=0)
        assert "Xem lại rồi hãy hoàn tác" in page_of(second, document)
        assert held(document) == {SIGNATURE: "already_remedied"}

    def test_a_file_is_not_chosen_twice(self, browser_of: Browsers, document: ImportedDocument) -> None:
        first, second = browser_of(Role.COORDINATOR), browser_of(Role.ADMIN)
        send(first, document, huong="long_term", ly_do="chờ tỉnh")
        page = remedied(second, document, tep=pdf()).content.decode()
        assert "<td>–</td><td>QD 12.pdf</td>" in page
        token = page.split('name="tep-da-giu" value="')[1].split('"')[0]
        assert remedied(second, document, version=1, tep_da_giu=token).status_code == 302
        assert DispositionEntry.objects.latest("seq").file_name == "QD 12.pdf"


class TestRights:
    @pytest.mark.parametrize(("who", "status"), [("", 302), (Role.OFFICER, 404), (Role.LEADER, 403)])
    def test_who_may_not(self, browser_of: Browsers, document: ImportedDocument, who: str, status: int) -> None:
        client = browser_of(who)
        assert remedied(client, document).status_code == status
        assert send(client, document, viec="undo").status_code == status
        assert not DispositionEntry.objects.exists()

    @pytest.mark.parametrize("who", [Role.APPRAISER, Role.COUNCIL, Role.WATCHER])
    def test_those_who_judge_or_watch_do_not_decide(
        self, browser_of: Browsers, document: ImportedDocument, who: str
    ) -> None:
        client = browser_of(who)
        assert "data-correct" not in page_of(client, document, f"?sua={SIGNATURE}")
        assert remedied(client, document).status_code == 403

    def test_officers_decide_about_their_own(
        self, browser_of: Browsers, document: ImportedDocument, cast: dict[str, User]
    ) -> None:
        ImportedDocument.objects.update(uploaded_by=cast[Role.OFFICER])
        assert remedied(browser_of(Role.OFFICER), document).status_code == 302

    def test_leaders_see_no_forms(self, browser_of: Browsers, document: ImportedDocument) -> None:
        page = page_of(browser_of(Role.LEADER), document, f"?sua={SIGNATURE}")
        assert "<form" not in page
        assert "data-correct" not in page
