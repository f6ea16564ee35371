"""Evidence comes in: what is kept, read and recorded, and what is refused with nothing left."""

from __future__ import annotations

import os
import zipfile
from collections.abc import Callable
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from namro.apps.library import storage
from namro.apps.library.models import Evidence, EvidenceFile
from namro.apps.people.models import AuditEntry, Role, User
from namro.core.base.clock import system_clock
from namro.demo.province import HOME
from tests.apps.library.giving import PAGE, PICTURE, REPORT, YEAR, give, upload

Browsers = Callable[[str], Client]
State = EvidenceFile.State
TOMORROW = f"{system_clock() + timedelta(days=2):%d/%m/%Y}"
SITE = "https://suoimay.example"
ADD = f"{PAGE}/them"
LINK = f"{PAGE}/them-duong-dan"


def files_in(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def send(client: Client, *uploads: SimpleUploadedFile, year: int = YEAR) -> str:
    answer = client.post(ADD, {"tep": list(uploads), "nam": year}, follow=True)
    return answer.content.decode()


def test_a_report_is_kept_read_and_shown(browser_of: Browsers, data_folder: Path) -> None:
    said = send(browser_of(Role.OFFICER), upload())
    evidence = Evidence.objects.get()
    assert (evidence.unit.code, evidence.year) == (HOME, YEAR)
    assert (evidence.number, evidence.dated) == ("12/BC-UBND", date(2026, 1, 5))
    assert "kiểm soát thủ tục hành chính" in evidence.abstract
    file = evidence.files.get()
    assert (file.version, file.current, file.state, file.name, file.kind) == (1, True, State.READ, "bao-cao.txt", "txt")
    assert files_in(data_folder) == [storage.path_of(file.sha256)]
    assert storage.path_of(file.sha256).read_text("utf-8") == REPORT
    assert evidence.changes.filter(by=None).count() == evidence.changes.count() == 4
    entry = AuditEntry.objects.get()
    assert (entry.act, entry.subject) == (AuditEntry.Act.EVIDENCE_ADDED, f"evidence:{evidence.code}")
    for words in ("12/BC-UBND", "05/01/2026", "1.204 hồ sơ", "Đã thêm 1 minh chứng"):
        assert words in said


def test_several_files_at_once_are_several_pieces_and_one_act(browser_of: Browsers, data_folder: Path) -> None:
    files = [upload(f"{REPORT} {n}", "image.txt") for n in range(3)]
    said = send(browser_of(Role.OFFICER), *files, upload(PICTURE, "anh.png"))
    assert Evidence.objects.count() == EvidenceFile.objects.count() == 4
    assert AuditEntry.objects.count() == 1
    assert "Đã thêm 4 minh chứng" in said


def test_photos_taken_with_a_phone_come_in_beside_chosen_files(browser_of: Browsers, data_folder: Path) -> None:
    browser_of(Role.OFFICER).post(ADD, {"anh": upload(PICTURE, "image.png"), "tep": [upload()], "nam": YEAR})
    assert sorted(EvidenceFile.objects.values_list("name", flat=True)) == ["bao-cao.txt", "image.png"]


def test_sending_the_same_again_adds_nothing(browser_of: Browsers, data_folder: Path) -> None:
    client = browser_of(Role.OFFICER)
    send(client, upload())
    said = send(client, upload(name="ten-khac.txt"))
    assert Evidence.objects.count() == 1
    assert "Đã có trong thư viện" in said
    assert AuditEntry.objects.count() == 1


def test_all_files_are_looked_at_before_the_first_is_kept(browser_of: Browsers, data_folder: Path) -> None:
    answer = browser_of(Role.OFFICER).post(ADD, {"tep": [upload(), upload(b"MZ\x90\x00", "cai-dat.pdf")], "nam": YEAR})
    assert answer.status_code == 400
    said = answer.content.decode()
    assert "cai-dat.pdf" in said
    assert "Chưa tệp nào được lưu" in said
    assert not Evidence.objects.exists()
    assert files_in(data_folder) == []


def zip_bomb() -> bytes:
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", b"\0" * 200 * 1024 * 1024)
    return packed.getvalue()


REFUSED = {
    "executable called .pdf": (
        b"MZ\x90\x00" + bytes(500),
        "ke-hoach.pdf",
        "nội dung không phải PDF. Đó là chương trình",
    ),
    "picture called .pdf": (
        b"\xff\xd8\xff\xe0" + bytes(500),
        "anh.pdf",
        "nội dung không phải PDF. Nội dung có vẻ là .jpg, .jpeg",
    ),
    "a .docx called .pdf": (b"PK\x03\x04" + bytes(40), "kh.pdf", "có vẻ là .docx, .xlsx, .pptx, .zip"),
    "bytes called .txt": (b"ab\x00\x01" + bytes(40), "ghi.txt", "nội dung không phải văn bản"),
    "script called .jpg": (b"#!/bin/sh\nrm -rf /", "anh.jpg", "nội dung không phải JPG. Mở bằng phần mềm"),
    "page called .png": (b"<html><script>alert(1)</script>", "anh.png", "nội dung không phải PNG"),
    "program": (b"MZ\x90\x00" + bytes(500), "cai-dat.exe", "không phải loại nhận"),
    "nothing": (b"", "trong.pdf", "0 byte"),
}


@pytest.mark.parametrize(("content", "name", "words"), REFUSED.values(), ids=REFUSED)
def test_a_refused_file_leaves_nothing(
    browser_of: Browsers, data_folder: Path, content: bytes, name: str, words: str
) -> None:
    answer = browser_of(Role.OFFICER).post(ADD, {"tep": [upload(content, name)], "nam": YEAR})
    assert answer.status_code == 400
    assert words in answer.content.decode()
    assert not Evidence.objects.exists()
    assert files_in(data_folder) == []
    assert not AuditEntry.objects.exists()


@pytest.mark.parametrize(
    ("content", "name"),
    [(b"%PDF-1.7\nnot really", "hong.pdf"), (zip_bomb(), "bom.docx"), (b"PK\x03\x04" + bytes(40), "hong.docx")],
    ids=["damaged PDF", "zip bomb", "damaged Word"],
)
def test_a_file_that_cannot_be_read_stays_and_says_so(
    browser_of: Browsers, data_folder: Path, content: bytes, name: str
) -> None:
    said = send(browser_of(Role.OFFICER), upload(content, name))
    file = EvidenceFile.objects.get()
    assert file.state == State.FAILED
    assert file.message
    assert "Không đọc được" in said
    assert "Đọc lại" in said
    assert browser_of(Role.OFFICER).get(f"{PAGE}/{file.evidence.code}/tep/1/trang/1").status_code == 404


def pdf_bomb() -> bytes:
    """A page whose drawing instructions unpack to hundreds of megabytes."""
    import zlib

    packed = zlib.compress(b"0 0 m 9 9 l S " * 20_000_000, 9)
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]/Contents 4 0 R>>",
        b"<</Length %d/Filter/FlateDecode>>stream\n" % len(packed) + packed + b"\nendstream",
    ]
    body, places = b"%PDF-1.7\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(body))
        body += b"%d 0 obj\n" % number + content + b"\nendobj\n"
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return (
        body + b"xref\n0 5\n0000000000 65535 f \n" + table
        + b"trailer<</Size 5/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % len(body)
    )  # fmt: skip


@pytest.mark.slow
def test_a_pdf_bomb_is_not_unpacked(browser_of: Browsers, data_folder: Path) -> None:
    said = send(browser_of(Role.OFFICER), upload(pdf_bomb(), "bom.pdf"))
    file = EvidenceFile.objects.get()
    assert (file.state, file.pages) == (State.FAILED, None)
    assert "phức tạp bất thường" in said or "phình ra" in said


def test_a_request_announced_too_large_is_refused_unread(browser_of: Browsers, data_folder: Path) -> None:
    answer = browser_of(Role.OFFICER).post(
        ADD, {"tep": [upload()], "nam": YEAR}, headers={"content-length": str(500 * 1024 * 1024)}
    )
    assert answer.status_code == 413
    assert "50 MB" in answer.content.decode()
    assert files_in(data_folder) == []


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("../../etc/passwd.txt", "passwd.txt"),
        ("C:\\Users\\an\\bao-cao.txt", "bao-cao.txt"),
        ("bao-cao\u202etxt.exe.txt", "bao-caotxt.exe.txt"),
        ("bao\u2066cao\u2069.txt", "baocao.txt"),
        ("x" * 400 + ".txt", "x" * 190 + ".txt"),
    ],
)
def test_a_name_is_harmless(browser_of: Browsers, data_folder: Path, name: str, kept: str) -> None:
    send(browser_of(Role.OFFICER), upload(name=name))
    file = EvidenceFile.objects.get()
    assert file.name == kept
    answer = browser_of(Role.OFFICER).get(f"{PAGE}/{file.evidence.code}/tep/1")
    assert answer.status_code == 200
    assert "\u202e" not in answer.headers["Content-Disposition"]
    assert os.sep + "etc" not in answer.headers["Content-Disposition"]


def test_a_secret_paper_is_let_go(browser_of: Browsers, data_folder: Path) -> None:
    said = send(browser_of(Role.OFFICER), upload(f"TỐI MẬT\n{REPORT}", "vu-an-x.txt"))
    file = EvidenceFile.objects.get()
    assert (file.state, file.name, file.sha256, file.size) == (State.FAILED, "", "", 0)
    assert file.described is None
    assert "độ mật" in said
    assert "vu-an-x" not in said
    assert files_in(data_folder) == []
    assert not AuditEntry.objects.filter(note__contains="vu-an-x").exists()
    assert not Evidence.objects.exclude(search="").exists()


class TestLinks:
    def test_a_link_with_a_dated_picture(self, browser_of: Browsers, data_folder: Path) -> None:
        form = {"duong-dan": "https://suoimay.example/tthc", "chup": upload(PICTURE, "trang.png")}
        answer = browser_of(Role.OFFICER).post(
            LINK, {**form, "ngay-chup": "05/01/2026", "nam": YEAR, "trich-yeu": "Niêm yết trên cổng"}, follow=True
        )
        file = EvidenceFile.objects.get()
        assert (file.link, file.kind, file.pictured_on) == (form["duong-dan"], "png", date(2026, 1, 5))
        said = answer.content.decode()
        assert "Niêm yết trên cổng" in said
        assert "Ngày chụp trang" in said
        assert file.evidence.changes.get().by.username == "congchuc"

    def test_without_a_picture_it_is_taken_and_remarked(self, browser_of: Browsers, data_folder: Path) -> None:
        answer = browser_of(Role.OFFICER).post(LINK, {"duong-dan": "https://a.example/b", "nam": YEAR}, follow=True)
        assert "Đường dẫn chưa có bản chụp trang" in answer.content.decode()
        assert EvidenceFile.objects.get().state == State.READ

    @pytest.mark.parametrize(
        ("form", "words"),
        [
            ({"duong-dan": "javascript:alert(1)"}, "không phải là đường dẫn"),
            ({"duong-dan": "suoimay.example"}, "không phải là đường dẫn"),
            ({"duong-dan": SITE, "chup": upload(PICTURE, "a.png")}, "Chưa ghi ngày chụp"),
            (
                {"duong-dan": "https://a.example", "chup": upload(PICTURE, "a.png"), "ngay-chup": "31/02/2026"},
                "28/02/2026",
            ),
            ({"duong-dan": SITE, "chup": upload(PICTURE, "a.png"), "ngay-chup": TOMORROW}, "chưa đến"),
            ({"duong-dan": SITE, "chup": upload(), "ngay-chup": "01/01/2026"}, "phải là ảnh hoặc .pdf"),
        ],
    )
    def test_what_is_wrong_is_said_and_what_was_typed_stays(
        self, browser_of: Browsers, data_folder: Path, form: dict[str, object], words: str
    ) -> None:
        for value in form.values():
            if isinstance(value, SimpleUploadedFile):
                value.seek(0)
        answer = browser_of(Role.OFFICER).post(LINK, {**form, "nam": YEAR})
        assert answer.status_code == 400
        said = answer.content.decode()
        assert words in said
        assert f'value="{form["duong-dan"]}"' in said
        assert not Evidence.objects.exists()


class TestVersions:
    def test_the_first_file_stays_as_version_1(
        self, browser_of: Browsers, cast: dict[str, User], data_folder: Path, tmp_path: Path
    ) -> None:
        evidence = give(cast[Role.OFFICER], tmp_path / "a")
        client = browser_of(Role.COORDINATOR)
        newer = REPORT.replace("Số: 12/", "Số: 14/")
        said = client.post(
            f"{PAGE}/{evidence.code}/phien-ban", {"tep": upload(newer, "ban-2.txt")}, follow=True
        ).content.decode()
        assert [(file.version, file.name, file.current) for file in evidence.files.order_by("version")] == [
            (1, "bao-cao.txt", False),
            (2, "ban-2.txt", True),
        ]
        assert "14/BC-UBND" in said
        assert client.get(f"{PAGE}/{evidence.code}/tep/1").getvalue() == REPORT.encode()
        assert b"14/BC-UBND" in client.get(f"{PAGE}/{evidence.code}/tep/2").getvalue()
        assert "bao-cao.txt" in client.get(f"{PAGE}/{evidence.code}?ban=1").content.decode()
        assert AuditEntry.objects.filter(act=AuditEntry.Act.EVIDENCE_VERSION).count() == 1

    def test_the_same_file_is_no_new_version(
        self, browser_of: Browsers, cast: dict[str, User], data_folder: Path, tmp_path: Path
    ) -> None:
        evidence = give(cast[Role.OFFICER], tmp_path / "a")
        answer = browser_of(Role.OFFICER).post(f"{PAGE}/{evidence.code}/phien-ban", {"tep": upload()})
        assert answer.status_code == 400
        assert "trùng với phiên bản 1" in answer.content.decode()
        assert evidence.files.count() == 1


def test_a_long_vietnamese_name_is_shortened_to_what_a_disk_takes(browser_of: Browsers, data_folder: Path) -> None:
    send(browser_of(Role.OFFICER), upload(name="Báo cáo kết quả thực hiện " * 9 + ".txt"))
    name = EvidenceFile.objects.get().name
    assert name.startswith("Báo cáo kết quả thực hiện Báo cáo")
    assert name.endswith(".txt")
    assert 200 < len(name.encode()) <= 255


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"duong-dan": f"{SITE}/{'a' * 500}"}, "Đường dẫn dài"),
        ({"duong-dan": SITE, "trich-yeu": "a" * 1001}, "Trích yếu dài 1001 ký tự"),
    ],
)
def test_what_is_too_long_is_refused_not_cut(browser_of: Browsers, sent: dict[str, str], said: str) -> None:
    answer = browser_of(Role.OFFICER).post(LINK, {**sent, "nam": YEAR})
    assert answer.status_code == 400
    assert said in answer.content.decode()
    assert not Evidence.objects.exists()


def test_a_character_that_no_database_holds_is_taken_out(browser_of: Browsers) -> None:
    client = browser_of(Role.OFFICER)
    client.post(LINK, {"duong-dan": f"{SITE}/a\0b", "trich-yeu": "Trang\0 tin\x0b điện tử", "nam": YEAR})
    evidence = Evidence.objects.get()
    assert (evidence.abstract, evidence.files.get().link) == ("Trang tin điện tử", f"{SITE}/ab")
    assert "Trang tin" in client.get(f"{PAGE}?tim=trang%00").content.decode()
    assert client.get("/to-chuc/danh-sach?tim=%00").status_code == 200
