"""Correcting what was read: forms, buttons, confirming; a refused act leaves nothing."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from docx import Document

from namro.apps.exchange import correcting
from namro.apps.exchange.actions import import_file
from namro.apps.exchange.corrected import reading_of
from namro.apps.exchange.correcting import Filled
from namro.apps.exchange.models import CorrectionEntry, ImportedDocument
from namro.apps.people.models import AuditEntry, Role, User
from namro.core.base.clock import system_clock
from namro.core.printed.corrections import question_key
from namro.core.printed.fields import CorrectionRefused
from tests.apps.conftest import SHEET
from tests.apps.exchange.corrections import address, fill, now, press

Browsers = Callable[[str], Client]

#: Two names alike, so that the reader asks.
NAMES = SHEET + "Biện pháp khắc phục: Giao đ/c Điệp ký số kế hoạch giám sát trước ngày 10/11/2026.\n"

NAMES = NAMES.replace("Giao đ/c Duy", "Giao đ/c Diệp")


@pytest.fixture
def asking(cast: dict[str, User], tmp_path: Path) -> ImportedDocument:
    path = tmp_path / "phieu-hai-ten.txt"
    path.write_text(NAMES, "utf-8")
    return import_file(cast[Role.COORDINATOR], path, at=system_clock()).document


class TestForms:
    def test_a_corrected_figure_settles_the_contradiction(
        self, browser_of: Browsers, document: ImportedDocument
    ) -> None:
        client = browser_of(Role.COORDINATOR)
        before = client.get(address(document)).content.decode()
        assert "in 8,50/10,00, nhưng cộng" in before
        answer = fill(client, document, "criterion:1.2", achieved="5.5", deducted="0,5")
        assert answer.status_code == 302
        fill(client, document, "deduction:1.2", 1, points="0,5")
        page = client.get(address(document)).content.decode()
        assert "in 8,50/10,00, nhưng cộng" not in page
        assert "Đạt: máy đọc là “5”" in page
        assert "đã sửa 2 chỗ" in page
        kept = ImportedDocument.objects.get()
        assert (kept.version, kept.contradictions) == (2, document.contradictions - 1)
        assert [(e.seq, e.field, e.old, e.new) for e in kept.corrections.order_by("seq")] == [
            (1, "achieved", "5", "5,5"),
            (2, "deducted", "1", "0,5"),
            (3, "points", "1", "0,5"),
        ]
        assert AuditEntry.objects.latest("id").act == AuditEntry.Act.DOCUMENT_CORRECTED
        assert kept.reading == document.reading

    def test_the_form_opens_in_its_place_with_what_stands_there(
        self, browser_of: Browsers, document: ImportedDocument
    ) -> None:
        client = browser_of(Role.COORDINATOR)
        page = client.get(f"{address(document)}?sua=criterion:1.2&tai=m3").content.decode()
        assert 'name="f-achieved" value="5"' in page
        assert page.count('<form class="fix"') == 1
        assert '<form class="fix"' not in client.get(f"{address(document)}?sua=criterion:9&tai=m3").content.decode()
        assert (
            '<form class="fix"'
            not in browser_of(Role.LEADER).get(f"{address(document)}?sua=header&tai=dau-van-ban").content.decode()
        )

    def test_a_day_that_cannot_be_is_refused_with_two_that_can(
        self, browser_of: Browsers, document: ImportedDocument
    ) -> None:
        client = browser_of(Role.COORDINATOR)
        answer = fill(client, document, "task:1", due_text="trước ngày 31/9/2026", lead="Duy; Khuê")
        page = answer.content.decode()
        assert answer.status_code == 400
        assert "Hai ngày gần nhất là 30/09/2026 và 01/10/2026" in page
        assert 'value="Duy; Khuê"' in page
        assert 'value="trước ngày 31/9/2026"' in page
        assert not CorrectionEntry.objects.exists()
        assert "Không có ngày 31/02/2026" in fill(client, document, "header", date="31/2/2026").content.decode()

    def test_a_deadline_is_read_again(self, browser_of: Browsers, document: ImportedDocument) -> None:
        fill(browser_of(Role.COORDINATOR), document, "task:1", due_text="trước ngày 10/11/2024")
        task = now(document).reading.tasks[0]
        assert (task.due, str(task.due_on)) == (("2024-11-10",), "2024-11-08")

    def test_what_the_reader_missed_is_added(self, browser_of: Browsers, document: ImportedDocument) -> None:
        client = browser_of(Role.COORDINATOR)
        assert fill(client, document, "criterion:+", name="Thi đua", max="2", achieved="2").status_code == 400
        assert fill(client, document, "criterion:+", id="1.4", name="Thi đua", max="2", line="14").status_code == 302
        added = now(document).reading.criteria[-1]
        assert (added.id, added.name, added.parent, added.max) == ("1.4", "Thi đua", "1", Decimal(2))
        assert "do người thêm" in client.get(address(document)).content.decode()
        assert fill(client, document, "header:+", title="x").status_code == 302
        assert now(document).reading.header == reading_of(document).header

    def test_unprintable_characters_and_odd_digits_do_no_harm(
        self, browser_of: Browsers, document: ImportedDocument
    ) -> None:
        client = browser_of(Role.COORDINATOR)
        assert fill(client, document, "criterion:1.2", note="hỏi\0 lại\u200b").status_code == 302
        assert fill(client, document, "finding:+", 1, section="I", text="Chậm", line="²").status_code == 302
        reading = now(document).reading
        assert next(c.note for c in reading.criteria if c.id == "1.2") == "hỏi lại"
        assert reading.findings[-1].text == "Chậm"
        client.post(address(document, "/xac-nhan"), {"version": 2})
        client.post(address(document, "/mo-lai"), {"ly-do": "\0sót"})
        assert AuditEntry.objects.latest("id").note == "sót"

    def test_the_filter_leaves_what_needs_looking_at(self, browser_of: Browsers, document: ImportedDocument) -> None:
        client = browser_of(Role.COORDINATOR)
        every, few = (client.get(address(document) + query).content.decode() for query in ("", "?loc=can-xem"))
        assert few.count('<li class="ri') < every.count('<li class="ri')
        assert few.count('<li class="it') == every.count('<li class="it')


class TestSettling:
    def test_drop_undo_and_take_back(self, browser_of: Browsers, document: ImportedDocument) -> None:
        client = browser_of(Role.COORDINATOR)
        press(client, document, "drop|m3|task:1|")
        assert now(document).reading.tasks == ()
        press(client, document, "undo|||", version=1)
        assert now(document).reading == reading_of(document)
        assert len(now(document).reading.tasks) == 1
        press(client, document, "drop|m3|task:1|", version=2)
        history = client.get(address(document, "/lich-su")).content.decode()
        assert history.count("Lấy lại") == 1
        assert history.count("đã hoàn tác") == 1
        press(client, document, "restore||task:1|", version=3)
        assert len(now(document).reading.tasks) == 1
        assert CorrectionEntry.objects.count() == 4

    def test_a_seen_contradiction_stays_one_and_comes_back_when_its_figures_change(
        self, browser_of: Browsers, document: ImportedDocument
    ) -> None:
        client = browser_of(Role.COORDINATOR)
        matter = next(m for m in now(document).matters if m.severity == "error" and "8,50/10,00" in m.text)
        press(client, document, f"seen||{matter.key}|")
        page = client.get(address(document)).content.decode()
        assert "Đã xem, giữ như in" in page
        assert ImportedDocument.objects.get().contradictions == document.contradictions
        fill(client, document, "criterion:1.1", 1, achieved="1")
        assert "Đã xem, giữ như in" not in client.get(address(document)).content.decode()

    def test_two_names_become_one(self, browser_of: Browsers, asking: ImportedDocument) -> None:
        client = browser_of(Role.COORDINATOR)
        question = next(q for q in reading_of(asking).questions if q.kind == "similar_name")
        assert "Một người: Điệp" in client.get(address(asking)).content.decode()
        press(client, asking, f"answer||{question_key(question)}|Điệp")
        assert [task.lead for task in now(asking).reading.tasks] == [("Điệp",), ("Điệp",)]
        again = press(client, asking, f"answer||{question_key(question)}|Diệp", version=1)
        assert "đã được trả lời" in again.content.decode()

    def test_two_people_are_two_and_are_not_asked_about_again(
        self, browser_of: Browsers, asking: ImportedDocument
    ) -> None:
        question = next(q for q in reading_of(asking).questions if q.kind == "similar_name")
        press(browser_of(Role.COORDINATOR), asking, f"answer||{question_key(question)}|=")
        assert now(asking).reading.tasks == reading_of(asking).tasks
        assert not any("gần giống" in matter.text for matter in now(asking).matters)

    def test_an_impossible_day_is_answered_with_one_button(
        self, browser_of: Browsers, asking: ImportedDocument
    ) -> None:
        question = next(q for q in reading_of(asking).questions if q.kind == "impossible_date")
        press(browser_of(Role.COORDINATOR), asking, f"answer||{question_key(question)}|2026-11-30")
        task = now(asking).reading.tasks[0]
        assert (task.due, task.due_text) == (("2026-11-30",), "trước ngày 30/11/2026")
        assert not any("31/11" in matter.text for matter in now(asking).matters)

    @pytest.mark.parametrize(
        "act",
        [
            "",
            "boom|||",
            "seen||" + "x" * 300 + "|",
            "restore||task:1|",
            "restore||\0|",
            "answer||question:000000000000|x",
            "drop||task:99|",
            "drop||header|",
            "undo|||",
        ],
    )
    def test_what_cannot_be_done_is_said_and_changes_nothing(
        self, browser_of: Browsers, document: ImportedDocument, act: str
    ) -> None:
        answer = press(browser_of(Role.COORDINATOR), document, act)
        assert 'class="note bad" role="status"' in answer.content.decode()
        assert not CorrectionEntry.objects.exists()
        assert ImportedDocument.objects.get().version == 0


class TestConfirming:
    def test_a_confirmed_reading_is_locked_until_somebody_says_why(
        self, browser_of: Browsers, document: ImportedDocument
    ) -> None:
        client = browser_of(Role.COORDINATOR)
        assert f"Xác nhận, còn {document.contradictions} mâu thuẫn" in client.get(address(document)).content.decode()
        page = client.post(address(document, "/xac-nhan"), {"version": 0}, follow=True).content.decode()
        assert "Vũ Minh Khuê xác nhận lúc" in page
        assert 'id="xu-ly"' not in page
        fill(client, document, "criterion:1.2", achieved="5,5")
        assert "đang khóa" in press(client, document, "drop||task:1|").content.decode()
        assert not CorrectionEntry.objects.exists()
        refused = client.post(address(document, "/mo-lai"), {"ly-do": "  "}, follow=True).content.decode()
        assert "Chưa ghi lý do" in refused
        client.post(address(document, "/mo-lai"), {"ly-do": "thiếu mục 1.4"})
        entry = AuditEntry.objects.latest("id")
        assert (entry.act, entry.note) == (AuditEntry.Act.DOCUMENT_REOPENED, "thiếu mục 1.4")
        assert fill(client, document, "criterion:1.2", achieved="5,5").status_code == 302

    def test_the_plan_holds_the_corrected_words(self, browser_of: Browsers, document: ImportedDocument) -> None:
        client = browser_of(Role.COORDINATOR)
        fill(client, document, "task:1", text="Lập sổ điện tử theo dõi báo cáo")
        client.post(address(document, "/xac-nhan"), {"version": 1})
        plan = Document(BytesIO(client.get(address(document, "/ke-hoach.docx")).getvalue()))
        assert any("sổ điện tử" in cell.text for table in plan.tables for row in table.rows for cell in row.cells)

    def test_the_same_file_again_keeps_the_corrections(
        self, browser_of: Browsers, document: ImportedDocument, cast: dict[str, User], sheet_file: Path
    ) -> None:
        fill(browser_of(Role.COORDINATOR), document, "criterion:1.2", achieved="5,5")
        ImportedDocument.objects.update(reader_version="0.0.1")
        again = import_file(cast[Role.COORDINATOR], sheet_file, at=system_clock())
        assert not again.fresh
        assert len(now(again.document).acts) == 1


class TestAllOrNothing:
    def test_a_crash_in_the_middle_leaves_nothing(
        self, cast: dict[str, User], document: ImportedDocument, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def crash(*_: object, **__: object) -> None:
            raise OSError("the disk is full")

        monkeypatch.setattr(correcting, "record", crash)
        filled = Filled("criterion:1.2", {"achieved": "5,5"}, 0)
        with pytest.raises(OSError, match="full"):
            correcting.correct(cast[Role.COORDINATOR], document, filled, at=system_clock())
        with pytest.raises(OSError, match="full"):
            correcting.confirm(cast[Role.COORDINATOR], document, version=0, at=system_clock())
        kept = ImportedDocument.objects.get()
        assert (kept.version, kept.contradictions, kept.confirmed_at) == (0, document.contradictions, None)
        assert not CorrectionEntry.objects.exists()

    def test_an_unknown_item_is_refused(self, cast: dict[str, User], document: ImportedDocument) -> None:
        with pytest.raises(CorrectionRefused, match="không còn"):
            correcting.correct(
                cast[Role.COORDINATOR], document, Filled("criterion:7", {"achieved": "1"}, 0), at=system_clock()
            )

    def test_as_many_queries_after_many_corrections(self, browser_of: Browsers, document: ImportedDocument) -> None:
        client = browser_of(Role.COORDINATOR)
        client.get(address(document))  # from here on the organisation is in memory
        counts = []
        for version in range(3):
            with CaptureQueriesContext(connection) as found:
                client.get(address(document))
                client.get(address(document, "/lich-su"))
            counts.append(len(found))
            fill(client, document, "criterion:1.2", version, achieved=f"{version},5")
        assert len(set(counts)) == 1
