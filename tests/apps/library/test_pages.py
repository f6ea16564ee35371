"""The list and the page of one piece: found, filtered, shown, in a fixed number of queries."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from pathlib import Path

import pytest
from django.db import connection
from django.db.models import Q
from django.test import Client
from django.test.utils import CaptureQueriesContext

from namro.apps.library import attachments, previews
from namro.apps.library.attachments import Place
from namro.apps.library.models import Evidence, EvidenceFile
from namro.apps.people.models import Role, User
from tests.apps.library.giving import PAGE, PICTURE, REPORT, YEAR, give
from tests.documents.signatures.signing import letter

Browsers = Callable[[str], Client]


def queries(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as found:
        assert client.get(address).status_code == 200
    return len(found)


def many(user: User, folder: Path, count: int, *, start: int = 0) -> list[Evidence]:
    return [give(user, folder / "many", f"{REPORT}{start + n}", name=f"bc-{start + n}.txt") for n in range(count)]


class TestList:
    @pytest.fixture
    def library(self, cast: dict[str, User], data_folder: Path, tmp_path: Path) -> dict[str, Evidence]:
        user = cast[Role.OFFICER]
        return {
            "report": give(user, tmp_path / "a"),
            "photo": give(user, tmp_path / "b", PICTURE, name="Niêm yết tại một cửa.png"),
            "broken": give(user, tmp_path / "c", b"%PDF-1.7\nno", name="hong.pdf"),
            "old": give(user, tmp_path / "d", f"{REPORT} cũ", year=YEAR - 1),
        }

    @pytest.mark.parametrize(
        ("query", "there"),
        [
            ("", {"report", "photo", "broken", "old"}),
            (f"nam={YEAR}", {"report", "photo", "broken"}),
            ("tim=KIEM+SOAT+thu+tuc", {"report", "old"}),
            ("tim=12/bc", {"report", "old"}),
            ("tim=niem+yet", {"photo"}),
            ("tim=%25", set()),
            ("loc=chua-ngay", {"photo", "broken"}),
            ("loc=khong-doc", {"broken"}),
            ("loc=chua-ky", {"report", "photo", "old"}),
            ("loc=trung", set()),
            ("loc=da-bo", set()),
            (f"loc=chua-ky&nam={YEAR}&tim=quy", {"report"}),
            ("nam=abc&don-vi=khong-co&trang=x", {"report", "photo", "broken", "old"}),
        ],
    )
    def test_what_is_found(
        self, library: dict[str, Evidence], browser_of: Browsers, query: str, there: set[str]
    ) -> None:
        said = browser_of(Role.COORDINATOR).get(f"{PAGE}?{query}").content.decode()
        assert {name for name, evidence in library.items() if evidence.code in said} == there

    def test_an_empty_library_says_what_to_do(self, browser_of: Browsers) -> None:
        assert "Thư viện chưa có gì" in browser_of(Role.OFFICER).get(PAGE).content.decode()
        assert "Xem tất cả" in browser_of(Role.OFFICER).get(f"{PAGE}?tim=x").content.decode()

    @pytest.mark.parametrize("who", [Role.OFFICER, Role.APPRAISER, Role.COUNCIL])
    def test_as_many_queries_for_many_pieces(
        self, cast: dict[str, User], browser_of: Browsers, data_folder: Path, tmp_path: Path, who: str
    ) -> None:
        client = browser_of(who)
        many(cast[Role.OFFICER], tmp_path, 2)
        addresses = [PAGE, f"{PAGE}?loc=trung", f"{PAGE}?nam={YEAR}&tim=bc", f"{PAGE}?loc=da-bo"]
        client.get(PAGE)
        few = [queries(client, address) for address in addresses]
        many(cast[Role.OFFICER], tmp_path, 28, start=2)
        assert [queries(client, address) for address in addresses] == few
        assert max(few) <= 20  # each app that keeps pieces asks once
        assert "trang 1 / 2" in client.get(PAGE).content.decode()


class Criteria:
    """An app above that attaches the first piece to a criterion."""

    def __init__(self, attached: int) -> None:
        self.attached = attached

    def unattached(self, path: str) -> Q:
        return ~Q(**{path: self.attached})

    def places(self, user: User, evidence: Collection[int]) -> Mapping[int, tuple[Place, ...]]:
        return {self.attached: (Place("2.1.3 Báo cáo định kỳ", "/cham-diem/1"),)}

    def refusal(self, evidence: Evidence) -> str:
        return "Đang dùng cho 2.1.3. Gỡ ra rồi bỏ." if evidence.pk == self.attached else ""


class TestAttached:
    @pytest.fixture
    def two(self, cast: dict[str, User], data_folder: Path, tmp_path: Path) -> Iterator[list[Evidence]]:
        rows = many(cast[Role.OFFICER], tmp_path, 2)
        before = attachments.attach(Criteria(rows[0].pk))
        yield rows
        attachments.attach(before)

    def test_what_hangs_on_no_criterion_is_found(self, two: list[Evidence], browser_of: Browsers) -> None:
        client = browser_of(Role.OFFICER)
        every = client.get(PAGE).content.decode()
        assert "2.1.3 Báo cáo định kỳ" in every
        assert "Chưa gắn tiêu chí <b>1</b>" in every
        loose = client.get(f"{PAGE}?loc=chua-gan").content.decode()
        assert two[1].code in loose
        assert two[0].code not in loose
        assert 'href="/cham-diem/1"' in client.get(f"{PAGE}/{two[0].code}").content.decode()

    def test_what_is_attached_is_not_removed(self, two: list[Evidence], browser_of: Browsers) -> None:
        answer = browser_of(Role.OFFICER).post(f"{PAGE}/{two[0].code}/bo")
        assert answer.status_code == 400
        assert "Gỡ ra rồi bỏ" in answer.content.decode()
        assert browser_of(Role.OFFICER).post(f"{PAGE}/{two[1].code}/bo").status_code == 302


class TestPage:
    def test_pages_of_a_pdf_are_pictures_drawn_once(
        self, cast: dict[str, User], browser_of: Browsers, data_folder: Path, tmp_path: Path,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:  # fmt: skip
        evidence = give(cast[Role.OFFICER], tmp_path / "a", letter(), name="ke-hoach.pdf")
        client = browser_of(Role.APPRAISER)
        place = f"{PAGE}/{evidence.code}/tep/1/trang/1"
        assert f'src="{place}"' in client.get(f"{PAGE}/{evidence.code}").content.decode()
        answer = client.get(place)
        assert answer.content.startswith(b"\x89PNG\r\n\x1a\n")
        assert answer.headers["Content-Type"] == "image/png"
        assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
        assert answer.headers["Cache-Control"] == "private, no-store"
        monkeypatch.setattr(previews, "page_picture", None)
        assert client.get(place).content == answer.content
        assert client.get(place.replace("trang/1", "trang/2")).status_code == 404
        assert client.get(place.replace("trang/1", "trang/0")).status_code == 404
        assert client.get(place.replace("tep/1", "tep/2")).status_code == 404

    def test_a_photo_is_shown_and_nothing_of_it_runs(
        self, cast: dict[str, User], browser_of: Browsers, data_folder: Path, tmp_path: Path
    ) -> None:
        trap = PICTURE + b"<script>alert(1)</script>"
        evidence = give(cast[Role.OFFICER], tmp_path / "a", trap, name="anh.png")
        answer = browser_of(Role.OFFICER).get(f"{PAGE}/{evidence.code}/tep/1/hinh")
        assert answer.headers["Content-Type"] == "image/png"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"

    def test_text_is_text_not_markup(
        self, cast: dict[str, User], browser_of: Browsers, data_folder: Path, tmp_path: Path
    ) -> None:
        evil = REPORT.replace("hồ sơ", "<script>alert(1)</script>")
        evidence = give(cast[Role.OFFICER], tmp_path / "a", evil)
        said = browser_of(Role.OFFICER).get(f"{PAGE}/{evidence.code}").content.decode()
        assert "&lt;script&gt;alert(1)" in said
        assert "<script>alert" not in said

    def test_a_file_that_is_no_picture_is_not_shown_as_one(
        self, cast: dict[str, User], browser_of: Browsers, data_folder: Path, tmp_path: Path
    ) -> None:
        evidence = give(cast[Role.OFFICER], tmp_path / "a")
        assert browser_of(Role.OFFICER).get(f"{PAGE}/{evidence.code}/tep/1/hinh").status_code == 404
        assert browser_of(Role.OFFICER).get(f"{PAGE}/{evidence.code}/tep/1/trang/1").status_code == 404
        answer = browser_of(Role.OFFICER).get(f"{PAGE}/{evidence.code}/tep/1")
        assert answer.headers["Content-Type"] == "application/octet-stream"
        assert answer.headers["Content-Disposition"] == 'attachment; filename="bao-cao.txt"'

    def test_as_many_queries_for_a_long_history(
        self, cast: dict[str, User], browser_of: Browsers, data_folder: Path, tmp_path: Path
    ) -> None:
        evidence = give(cast[Role.OFFICER], tmp_path / "a", PICTURE, name="anh.png")
        client, place = browser_of(Role.COORDINATOR), f"{PAGE}/{evidence.code}"
        client.get(place)
        few = queries(client, place)
        row = EvidenceFile.objects.values().get(evidence=evidence)
        EvidenceFile.objects.bulk_create(
            EvidenceFile(**{**row, "id": None, "version": n, "current": False}) for n in range(2, 12)
        )
        for n in range(20):
            typed = {"number": f"{n}/BC", "dated": "", "issuer": "", "abstract": "", "version": str(n)}
            assert client.post(f"{place}/sua", typed).status_code == 302
        assert queries(client, place) == few
        assert few <= 20  # each app that keeps pieces asks once
