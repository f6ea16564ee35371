"""Deciding about lost points: what each disposition asks for, two people at once, proofs, undo; no act half written."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from docx import Document

from namro.apps.exchange import dispositions
from namro.apps.exchange.actions import import_file
from namro.apps.exchange.decided import decided_document, plan_of
from namro.apps.exchange.dispositions import DecisionConflict, DecisionGone, Filled, remedied_day
from namro.apps.exchange.models import DispositionEntry, ImportedDocument
from namro.apps.people.models import AuditEntry, Role, User
from namro.core.base.clock import system_clock
from namro.core.improvement.decisions import DecisionRefused
from namro.ui.formats import day

Browsers = Callable[[str], Client]

#: Lost points of the invented sheet: 1.00 for missing proof, 1.00 for a missing signature.
PROOF, SIGNATURE = "deduction:1.2", "deduction:1.3"
PDF = b"%PDF-1.7 a scanned decision"


@pytest.fixture(autouse=True)
def own_data_folder(data_folder: Path) -> Path:
    return data_folder


def send(client: Client, document: ImportedDocument, key: str = SIGNATURE, **fields: object) -> HttpResponse:
    posted = {"khoan": key, "version": 0, **{name.replace("_", "-"): value for name, value in fields.items()}}
    return client.post(f"/nhap-van-ban/{document.code}/phieu/xu-ly", posted)  # type: ignore[return-value]


def remedied(client: Client, document: ImportedDocument, key: str = SIGNATURE, **fields: object) -> HttpResponse:
    filled = {"huong": "already_remedied", "minh_chung": "Quyết định 12/QĐ-UBND", "ngay": "5/3/2026"}
    return send(client, document, key, **{**filled, **fields})


def page_of(client: Client, document: ImportedDocument, query: str = "") -> str:
    return client.get(f"/nhap-van-ban/{document.code}/phieu{query}").content.decode()


def pdf(content: bytes = PDF, name: str = "QD 12.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def held(document: ImportedDocument) -> dict[str, str]:
    return {key: entry.disposition for key, entry in decided_document(document).holding.items()}


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


class TestProofs:
    def test_a_file_is_kept_by_its_content_and_given_to_readers(
        self, browser_of: Browsers, document: ImportedDocument, data_folder: Path
    ) -> None:
        remedied(browser_of(Role.COORDINATOR), document, minh_chung="", tep=pdf())
        (entry,) = DispositionEntry.objects.all()
        assert (data_folder / "files" / entry.sha256[:2] / entry.sha256[2:4] / entry.sha256).read_bytes() == PDF
        address = f"/nhap-van-ban/{document.code}/phieu/minh-chung/1"
        assert address in page_of(browser_of(Role.LEADER), document)
        answer = browser_of(Role.LEADER).get(address)
        assert answer.getvalue() == PDF
        assert answer.headers["Content-Disposition"] == 'attachment; filename="QD 12.pdf"'
        assert answer.headers["Content-Type"] == "application/octet-stream"
        assert "sandbox" in answer.headers["Content-Security-Policy"]
        assert AuditEntry.objects.latest("id").act == AuditEntry.Act.PROOF_DOWNLOADED
        assert browser_of(Role.OFFICER).get(address).status_code == 404
        assert browser_of("").get(address).status_code == 302
        assert browser_of(Role.LEADER).get(f"{address}7").status_code == 404

    def test_an_entry_without_a_file_gives_none(self, browser_of: Browsers, document: ImportedDocument) -> None:
        client = browser_of(Role.COORDINATOR)
        remedied(client, document)
        assert client.get(f"/nhap-van-ban/{document.code}/phieu/minh-chung/1").status_code == 404

    @pytest.mark.parametrize(
        ("name", "content", "told"),
        [
            ("a.pdf", b"<script>alert(1)</script>", "không phải loại nhận làm minh chứng"),
            ("a.html", b"<script>alert(1)</script>", "không phải loại nhận làm minh chứng"),
            ("a.svg", b"<svg onload='alert(1)'/>", "không phải loại nhận làm minh chứng"),
            ("a.exe", b"MZ\x90", "không phải loại nhận làm minh chứng"),
            ("khong-duoi", PDF, "không phải loại nhận làm minh chứng"),
        ],
    )
    def test_what_is_not_as_named_is_refused_and_not_kept(
        self, browser_of: Browsers, document: ImportedDocument, data_folder: Path, name: str, content: bytes, told: str
    ) -> None:
        before = [path for path in data_folder.rglob("*") if path.is_file()]
        answer = remedied(browser_of(Role.COORDINATOR), document, minh_chung="", tep=pdf(content, name))
        assert answer.status_code == 400
        assert told in answer.content.decode()
        assert [path for path in data_folder.rglob("*") if path.is_file()] == before

    @pytest.mark.parametrize(
        ("name", "content"),
        [
            ("anh.jpg", b"\xff\xd8\xff\xe0 photo"),
            ("anh.png", b"\x89PNG\r\n\x1a\n photo"),
            ("anh.heic", b"\0\0\0\x18ftypheic photo"),
            ("bang.xlsx", b"PK\x03\x04 table"),
        ],
    )
    def test_photos_and_office_files_are_taken(
        self, browser_of: Browsers, document: ImportedDocument, name: str, content: bytes
    ) -> None:
        answer = remedied(browser_of(Role.COORDINATOR), document, minh_chung="", tep=pdf(content, name))
        assert answer.status_code == 302

    def test_a_file_over_the_limit_is_refused_in_words(
        self, browser_of: Browsers, document: ImportedDocument, settings: object
    ) -> None:
        settings.MAX_UPLOAD_BYTES = 1000  # type: ignore[attr-defined]
        page = remedied(browser_of(Role.COORDINATOR), document, tep=pdf(PDF + b"x" * 2000)).content.decode()
        assert "trang nhận đến" in page

    def test_a_kept_file_comes_back_through_a_refused_form_for_this_person_only(
        self, browser_of: Browsers, document: ImportedDocument
    ) -> None:
        client = browser_of(Role.COORDINATOR)
        page = remedied(client, document, ngay="31/11/2025", tep=pdf()).content.decode()
        assert "Đã giữ tệp QD 12.pdf" in page
        token = page.split('name="tep-da-giu" value="')[1].split('"')[0]
        other = remedied(browser_of(Role.ADMIN), document, minh_chung="", tep_da_giu=token)
        assert "Chưa có minh chứng" in other.content.decode()
        assert remedied(client, document, minh_chung="", tep_da_giu=token + "x").status_code == 400
        assert remedied(client, document, minh_chung="", tep_da_giu=token).status_code == 302
        assert DispositionEntry.objects.get().file_name == "QD 12.pdf"

    def test_a_new_day_does_not_lose_the_file(self, browser_of: Browsers, document: ImportedDocument) -> None:
        client = browser_of(Role.COORDINATOR)
        remedied(client, document, tep=pdf())
        remedied(client, document, version=1, ngay="6/3/2026")
        assert {entry.file_name for entry in DispositionEntry.objects.all()} == {"QD 12.pdf"}


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
