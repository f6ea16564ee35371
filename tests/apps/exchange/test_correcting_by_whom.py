"""Corrections of several people: at odds, not allowed."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest
from django.test import Client

from namro.apps.exchange.models import CorrectionEntry, ImportedDocument
from namro.apps.people.models import Role, User
from tests.apps.exchange.corrections import address, fill, now, press

Browsers = Callable[[str], Client]


class TestTwoPeople:
    def test_the_same_field_shows_both_values_and_loses_nothing(
        self, browser_of: Browsers, document: ImportedDocument
    ) -> None:
        first, second = browser_of(Role.COORDINATOR), browser_of(Role.ADMIN)
        fill(first, document, "criterion:1.2", achieved="5,5")
        answer = fill(second, document, "criterion:1.2", achieved="4", note="hỏi lại")
        page = answer.content.decode()
        assert answer.status_code == 409
        assert "<td>5,5</td><td>4</td>" in page
        assert "Giữ của Vũ Minh Khuê" in page
        assert 'name="f-note" value="hỏi lại"' in page
        assert 'name="version" value="1"' in page
        assert fill(second, document, "criterion:1.2", 1, achieved="4", note="hỏi lại").status_code == 302
        criterion = next(c for c in now(document).reading.criteria if c.id == "1.2")
        assert (criterion.achieved, criterion.note) == (Decimal(4), "hỏi lại")
        assert [e.new for e in CorrectionEntry.objects.filter(field="achieved").order_by("seq")] == ["5,5", "4"]

    def test_other_fields_and_other_items_are_no_conflict(
        self, browser_of: Browsers, document: ImportedDocument
    ) -> None:
        fill(browser_of(Role.COORDINATOR), document, "criterion:1.2", achieved="5,5")
        second = browser_of(Role.ADMIN)
        assert fill(second, document, "criterion:1.2", achieved="5", max="7").status_code == 302
        assert fill(second, document, "criterion:1.3", achieved="2").status_code == 302
        found = {c.id: (c.achieved, c.max) for c in now(document).reading.criteria}
        assert found["1.2"] == (Decimal("5.5"), Decimal(7))
        assert found["1.3"] == (Decimal(2), Decimal(2))

    def test_what_another_just_corrected_is_not_dropped_undone_or_confirmed_unseen(
        self, browser_of: Browsers, document: ImportedDocument
    ) -> None:
        fill(browser_of(Role.COORDINATOR), document, "criterion:1.2", achieved="5,5")
        second = browser_of(Role.ADMIN)
        for answer in (
            press(second, document, "drop||criterion:1.2|"),
            press(second, document, "undo|||"),
            second.post(address(document, "/xac-nhan"), {"version": 0}, follow=True),
        ):
            assert "Vũ Minh Khuê vừa sửa" in answer.content.decode()
        assert CorrectionEntry.objects.count() == 1
        assert ImportedDocument.objects.get().confirmed_at is None


class TestRights:
    ACTS = ("/sua", "/xu-ly", "/xac-nhan", "/mo-lai")

    @pytest.mark.parametrize("act", ACTS)
    @pytest.mark.parametrize(("who", "status"), [("", 302), (Role.OFFICER, 404), (Role.LEADER, 403)])
    def test_who_may_not(
        self, browser_of: Browsers, document: ImportedDocument, who: str, status: int, act: str
    ) -> None:
        posted = {"muc": "criterion:1.2", "f-achieved": "5,5", "viec": "drop||task:1|", "version": "0", "ly-do": "x"}
        answer = browser_of(who).post(address(document, act), posted)
        assert answer.status_code == status
        assert not CorrectionEntry.objects.exists()
        assert ImportedDocument.objects.get().confirmed_at is None

    def test_officers_correct_their_own(
        self, browser_of: Browsers, document: ImportedDocument, cast: dict[str, User]
    ) -> None:
        ImportedDocument.objects.update(uploaded_by=cast[Role.OFFICER])
        assert fill(browser_of(Role.OFFICER), document, "criterion:1.2", achieved="5,5").status_code == 302

    def test_leaders_see_no_buttons(self, browser_of: Browsers, document: ImportedDocument) -> None:
        page = browser_of(Role.LEADER).get(address(document)).content.decode()
        assert "data-correct" not in page
        assert "<form" not in page
