"""Deciding about lost points: what each disposition asks for, the form, all or nothing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from docx import Document

from namro.apps.exchange import dispositions
from namro.apps.exchange.actions import import_file
from namro.apps.exchange.decided import decided_document, plan_of
from namro.apps.exchange.models import DispositionEntry, ImportedDocument
from namro.apps.people.models import AuditEntry, Role, User
from namro.apps.plans.days import remedied_day
from namro.apps.plans.deciding import DecisionConflict, DecisionGone, Filled
from namro.core.base.clock import system_clock
from namro.core.improvement.decisions import DecisionRefused
from namro.ui.formats import day
from tests.apps.exchange.deciding import PROOF, SIGNATURE, held, page_of, pdf, remedied, send

Browsers = Callable[[str], Client]
pytestmark = pytest.mark.usefixtures("data_folder")


class TestDeciding:
    def test_a_remedied_fault_has_proof_and_day(self, browser_of: Browsers, document: ImportedDocument) -> None:
        client = browser_of(Role.COORDINATOR)
        answer = remedied(client, document)
        assert (answer.status_code, answer.headers["Location"].partition("#")[0]) == (
            302,
            f"/nhap-van-ban/{document.code}/phieu",
        )
        (entry,) = DispositionEntry.objects.all()
        assert (entry.seq, entry.finding, entry.disposition) == (1, SIGNATURE, "already_remedied")
        assert (entry.proof, entry.done_on) == ("Quyết định 12/QĐ-UBND", date(2026, 3, 5))
        (told,) = AuditEntry.objects.filter(act=AuditEntry.Act.FINDING_DECIDED)
        assert (told.subject, told.note) == (document.code, f"{SIGNATURE} already_remedied")
        page = page_of(client, document)
        assert "Quyết định 12/QĐ-UBND" in page
        assert "xong ngày 05/03/2026" in page
        assert "Vũ Minh Khuê" in page
        assert "1 khoản đã quyết định" in page

    @pytest.mark.parametrize(
        ("huong", "field", "text", "shown"),
        [
            ("to_appeal", "can_cu", "Điều 7 Nghị quyết 5/2020/QH14", "Căn cứ: Điều 7 Nghị quyết 5/2020/QH14"),
            ("long_term", "ly_do", "Chờ tỉnh cấp chữ ký số", "Lý do: Chờ tỉnh cấp chữ ký số"),
            ("to_do", "ly_do", "không hỏi", "Phải thực hiện"),
        ],
    )
    def test_other_dispositions(
        self, browser_of: Browsers, document: ImportedDocument, huong: str, field: str, text: str, shown: str
    ) -> None:
        client = browser_of(Role.COORDINATOR)
        assert send(client, document, huong=huong, **{field: text}).status_code == 302
        assert shown in page_of(client, document)
        assert held(document) == {SIGNATURE: huong}

    @pytest.mark.parametrize(
        ("fields", "told"),
        [
            ({"minh_chung": " "}, "Chưa có minh chứng"),
            ({"ngay": ""}, "Chưa có ngày khắc phục xong"),
            ({"ngay": "31/11/2025"}, "Hai ngày gần nhất là 30/11/2025 và 01/12/2025"),
            ({"ngay": "31/11"}, "Không có ngày 31/11/"),
            ({"ngay": "hôm kia"}, "Không đọc được ngày “hôm kia”"),
            ({"ngay": "3/2026"}, "Không đọc được ngày “3/2026”"),
            ({"ngay": "1/1/9999"}, "Không đọc được ngày"),
            ({"ngay": "0/0/0000"}, "Không đọc được ngày"),
            ({"ngay": "٣١/١١/٢٠٢٥"}, "Không đọc được ngày"),
            ({"huong": "to_appeal"}, "Chưa có căn cứ"),
            ({"huong": "long_term"}, "Chưa có lý do"),
            ({"huong": ""}, "Chưa chọn hướng xử lý"),
            ({"huong": "boom"}, "Chưa chọn hướng xử lý"),
            ({"tep": b""}, "trống (0 byte)"),
        ],
    )
    def test_what_cannot_be_is_refused_beside_its_field_and_nothing_is_lost(
        self, browser_of: Browsers, document: ImportedDocument, fields: dict[str, object], told: str
    ) -> None:
        if "tep" in fields:
            fields = {"tep": pdf(b"")}
        answer = remedied(browser_of(Role.COORDINATOR), document, **fields)
        page = answer.content.decode()
        assert answer.status_code == 400
        assert told in page
        if "minh_chung" not in fields:
            assert ">Quyết định 12/QĐ-UBND</textarea>" in page
        assert not DispositionEntry.objects.exists()
        assert not AuditEntry.objects.filter(act=AuditEntry.Act.FINDING_DECIDED).exists()

    def test_a_day_to_come_is_refused_and_today_is_not(self, browser_of: Browsers, document: ImportedDocument) -> None:
        client = browser_of(Role.COORDINATOR)
        today = system_clock().date()
        tomorrow = remedied(client, document, ngay=day(today + timedelta(days=1)))
        assert "chưa đến" in tomorrow.content.decode()
        assert remedied(client, document, ngay=day(today)).status_code == 302

    def test_all_faults_are_told_at_once(self, browser_of: Browsers, document: ImportedDocument) -> None:
        page = remedied(browser_of(Role.COORDINATOR), document, minh_chung="", ngay="31/11/2025").content.decode()
        assert "Chưa có minh chứng" in page
        assert "30/11/2025" in page

    def test_unprintable_characters_do_no_harm(self, browser_of: Browsers, document: ImportedDocument) -> None:
        client = browser_of(Role.COORDINATOR)
        assert send(client, document, huong="long_term", ly_do="chờ\0 tỉnh").status_code == 302
        assert DispositionEntry.objects.get().why == "chờ tỉnh"
        assert send(client, document, key="\0", huong="to_do").status_code == 302
        assert send(client, document, key="deduction:9", huong="to_do").status_code == 302
        assert DispositionEntry.objects.count() == 1

    def test_the_same_once_more_writes_nothing(self, browser_of: Browsers, document: ImportedDocument) -> None:
        client = browser_of(Role.COORDINATOR)
        remedied(client, document)
        assert remedied(client, document).status_code == 302
        assert DispositionEntry.objects.count() == 1

    def test_only_web_addresses_become_links(self, browser_of: Browsers, document: ImportedDocument) -> None:
        client = browser_of(Role.COORDINATOR)
        remedied(client, document, minh_chung="https://suoimay.example.vn/qd-12")
        assert '<a href="https://suoimay.example.vn/qd-12" rel="noopener noreferrer">' in page_of(client, document)
        remedied(client, document, PROOF, minh_chung="javascript:alert(1)")
        assert 'href="javascript' not in page_of(client, document)

    def test_totals_move_and_reading_page_and_plan_follow(
        self, browser_of: Browsers, document: ImportedDocument
    ) -> None:
        client = browser_of(Role.COORDINATOR)
        assert "<b>2,00</b> <span>2 khoản" in page_of(client, document)
        send(client, document, PROOF, huong="to_appeal", can_cu="Điều 7 Nghị quyết 5/2020/QH14")
        page = page_of(client, document)
        assert page.count("<b>1,00</b> <span>1 khoản") == 2
        assert "1,00 + 1,00 = 2,00 điểm mất" in page
        assert "Đề nghị xem xét lại" in client.get(f"/nhap-van-ban/{document.code}").content.decode()
        plan = Document(BytesIO(client.get(f"/nhap-van-ban/{document.code}/ke-hoach.docx").getvalue()))
        said = " ".join(cell.text for table in plan.tables for row in table.rows for cell in row.cells)
        assert "căn cứ: Điều 7 Nghị quyết 5/2020/QH14" in said
        assert "Giao đ/c Duy lập sổ" in said
        assert {task.disposition for group in plan_of(document).groups for task in group.tasks} == {
            "to_appeal",
            "to_do",
        }

    def test_a_corrected_number_keeps_its_decision(self, browser_of: Browsers, document: ImportedDocument) -> None:
        client = browser_of(Role.COORDINATOR)
        send(client, document, huong="long_term", ly_do="chờ tỉnh")
        client.post(f"/nhap-van-ban/{document.code}/sua", {"muc": "criterion:1.3", "version": 0, "f-id": "1.9"})
        found = decided_document(ImportedDocument.objects.get(pk=document.pk))
        assert [f.id for f in found.report.findings if f.decision] == ["1.9"]

    def test_a_confirmed_reading_may_still_be_decided_about(
        self, browser_of: Browsers, document: ImportedDocument
    ) -> None:
        client = browser_of(Role.COORDINATOR)
        client.post(f"/nhap-van-ban/{document.code}/xac-nhan", {"version": 0})
        assert remedied(client, document).status_code == 302
        assert held(document) == {SIGNATURE: "already_remedied"}

    def test_what_was_decided_about_is_not_read_again(
        self, browser_of: Browsers, document: ImportedDocument, cast: dict[str, User], sheet_file: Path
    ) -> None:
        remedied(browser_of(Role.COORDINATOR), document)
        ImportedDocument.objects.update(reader_version="0.0.1")
        assert not import_file(cast[Role.COORDINATOR], sheet_file, at=system_clock()).fresh


class TestForm:
    def test_it_opens_in_its_place_with_what_holds(self, browser_of: Browsers, document: ImportedDocument) -> None:
        client = browser_of(Role.COORDINATOR)
        page = page_of(client, document, f"?sua={SIGNATURE}")
        assert page.count('<form class="fix') == 1
        assert 'value="to_do" checked' in page
        remedied(client, document)
        page = page_of(client, document, f"?sua={SIGNATURE}&loc=lech")
        assert 'value="already_remedied" checked' in page
        assert 'name="ngay" value="05/03/2026"' in page
        assert 'name="version" value="1"' in page
        assert 'name="loc" value="lech"' in page
        assert '<form class="fix' not in page_of(client, document, "?sua=deduction:9")

    def test_a_suggested_disposition_says_what_it_lacks(
        self, browser_of: Browsers, cast: dict[str, User], tmp_path: Path
    ) -> None:
        path = tmp_path / "phieu.txt"
        done = "Nhiệm vụ 1: Chỉ đạo: đạt 1/2 điểm\n1.1. Quy chế: đạt 1/2 điểm, trừ 1 điểm do chưa ký số\n"
        path.write_text(done + "Biện pháp khắc phục: Nội dung này đã khắc phục.\n", "utf-8")
        document = import_file(cast[Role.COORDINATOR], path, at=system_clock()).document
        assert "còn thiếu minh chứng, ngày khắc phục" in page_of(browser_of(Role.LEADER), document)


class TestAllOrNothing:
    def test_a_crash_in_the_middle_leaves_nothing(
        self, cast: dict[str, User], document: ImportedDocument, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def crash(*_: object, **__: object) -> None:
            raise OSError("the disk is full")

        filled = Filled(key=SIGNATURE, disposition="to_do", texts={}, version=0)
        user, at = cast[Role.COORDINATOR], system_clock()
        dispositions.decide(user, document, filled, at=at)
        monkeypatch.setattr(dispositions, "record", crash)
        with pytest.raises(OSError, match="full"):
            dispositions.decide(user, document, Filled(key=PROOF, disposition="to_do", texts={}, version=1), at=at)
        with pytest.raises(OSError, match="full"):
            dispositions.take_back(user, document, SIGNATURE, version=1, at=at)
        assert held(document) == {SIGNATURE: "to_do"}

    def test_refusals_of_the_act_itself(self, cast: dict[str, User], document: ImportedDocument) -> None:
        user, at = cast[Role.COORDINATOR], system_clock()
        unknown = Filled(key="deduction:9", disposition="to_do", texts={}, version=0)
        with pytest.raises(DecisionGone):
            dispositions.decide(user, document, unknown, at=at)
        with pytest.raises(DecisionRefused):
            dispositions.decide(user, document, Filled(key=PROOF, disposition="", texts={}, version=0), at=at)
        dispositions.decide(user, document, Filled(key=PROOF, disposition="to_do", texts={}, version=0), at=at)
        with pytest.raises(DecisionConflict):
            dispositions.take_back(user, document, PROOF, version=0, at=at)

    def test_as_many_queries_after_many_decisions(self, browser_of: Browsers, document: ImportedDocument) -> None:
        client = browser_of(Role.COORDINATOR)
        counts = []
        for version in range(3):
            with CaptureQueriesContext(connection) as found:
                page_of(client, document)
            counts.append(len(found))
            send(client, document, version=version, huong="long_term", ly_do=f"lý do {version}")
            page_of(client, document)  # takes the message away
        assert len(set(counts)) == 1


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("5/3/2026", date(2026, 3, 5)),
        (" 05 - 03 - 2026 ", date(2026, 3, 5)),
        ("5.3.2026", date(2026, 3, 5)),
        ("2026-03-05", date(2026, 3, 5)),
        ("5/3", date(2026, 3, 5)),
        ("", None),
    ],
)
def test_days_as_people_type_them(text: str, expected: date | None) -> None:
    assert remedied_day(text, today=date(2026, 11, 20)) == expected
