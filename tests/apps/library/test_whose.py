"""Who sees and changes whose evidence, and what a unit learns of another one's files."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client

from namro.apps.library.models import Evidence, EvidenceFile
from namro.apps.people.models import Holding, Position, Role, User
from namro.core.base.clock import system_clock
from namro.demo.province import HOME
from tests.apps.library.giving import PAGE, PICTURE, REPORT, give, unit_of, upload
from tests.apps.remembered import people

Browsers = Callable[[str], Client]
OTHER = "dong-suong"
READERS = (Role.OFFICER, Role.COORDINATOR, Role.LEADER, Role.WATCHER, Role.APPRAISER, Role.COUNCIL, Role.ADMIN)
WRITERS = {Role.OFFICER, Role.COORDINATOR, Role.LEADER}


@pytest.fixture
def cast(db: None) -> dict[str, User]:
    """The cast in a province of two communes, and an officer of the other one under "other"."""
    accounts = people("mot-mat-khau-de-thu", communes=2)
    users = User.objects.in_bulk([account.username for account in accounts], field_name="username")
    post = Position.objects.filter(unit__home__code=OTHER, role=Role.OFFICER).earliest("id")
    other = Holding.objects.filter(position=post, until=None).first()
    assert other
    return {**{account.role: users[account.username] for account in accounts}, "other": other.user}


@pytest.fixture
def evidence(cast: dict[str, User], data_folder: Path, tmp_path: Path) -> Evidence:
    return give(cast[Role.OFFICER], tmp_path / "given", PICTURE, name="bi-mat-cua-xa.png")


@pytest.mark.parametrize("who", READERS)
def test_readers(browser_of: Browsers, evidence: Evidence, who: str) -> None:
    client = browser_of(who)
    assert evidence.code in client.get(PAGE).content.decode()
    for place in ("", "/tep/1", "/tep/1/hinh"):
        assert client.get(f"{PAGE}/{evidence.code}{place}").status_code == 200
    assert ("Sửa mô tả" in client.get(f"{PAGE}/{evidence.code}").content.decode()) == (who in WRITERS)


@pytest.mark.parametrize("who", ["other", Role.ENUMERATOR])
def test_another_unit_learns_nothing(browser_of: Browsers, evidence: Evidence, who: str) -> None:
    client = browser_of(who)
    for address in (PAGE, f"{PAGE}?don-vi={HOME}", f"{PAGE}?tim=mat", f"{PAGE}?loc=trung"):
        said = client.get(address).content.decode()
        assert evidence.code not in said
        assert "bi-mat-cua-xa" not in said
    for place in ("", "/tep/1", "/tep/1/hinh", "/tep/1/trang/1"):
        assert client.get(f"{PAGE}/{evidence.code}{place}").status_code == 404
    for act in ("sua", "phien-ban", "bo", "lay-lai", "doc-lai"):
        assert client.post(f"{PAGE}/{evidence.code}/{act}").status_code == 404


@pytest.mark.parametrize("who", sorted(set(READERS) - WRITERS))
def test_who_reads_does_not_write(browser_of: Browsers, evidence: Evidence, who: str) -> None:
    client = browser_of(who)
    for act in ("sua", "phien-ban", "bo", "lay-lai", "doc-lai"):
        answer = client.post(f"{PAGE}/{evidence.code}/{act}", {"number": "1", "version": "0"})
        assert answer.status_code == 403
        assert "Chỉ công chức, đầu mối và lãnh đạo của đơn vị" in answer.content.decode()
    adds = who == Role.ADMIN  # who works at the province's office, and so adds the province's own
    for page in ("them", "them-duong-dan"):
        assert client.post(f"{PAGE}/{page}", {"tep": upload()}).status_code == (400 if adds else 403)
    assert ("Thêm minh chứng" in client.get(PAGE).content.decode()) == adds


def test_nobody_adds_to_another_unit(browser_of: Browsers, cast: dict[str, User], data_folder: Path) -> None:
    year = system_clock().year
    browser_of("other").post(f"{PAGE}/them", {"tep": upload(), "nam": year, "don-vi": HOME})
    assert {row.unit_id for row in Evidence.objects.all()} <= {unit_of(OTHER)}


class TestTheSameFile:
    @pytest.fixture
    def twins(self, cast: dict[str, User], data_folder: Path, tmp_path: Path) -> tuple[Evidence, Evidence]:
        mine = give(cast[Role.OFFICER], tmp_path / "a", REPORT, name="cua-suoi-may.txt")
        return mine, give(cast["other"], tmp_path / "b", REPORT, name="cua-dong-suong.txt", unit=OTHER)

    def test_a_commune_learns_only_that_there_is_another(
        self, browser_of: Browsers, twins: tuple[Evidence, Evidence]
    ) -> None:
        mine, theirs = twins
        client = browser_of(Role.OFFICER)
        for address in (PAGE, f"{PAGE}?loc=trung", f"{PAGE}/{mine.code}"):
            said = client.get(address).content.decode()
            assert "Trùng tệp với một đơn vị khác" in said
            assert "Đồng Sương" not in said
            assert "cua-dong-suong" not in said
            assert theirs.code not in said

    @pytest.mark.parametrize("who", [Role.APPRAISER, Role.COUNCIL])
    def test_the_appraiser_and_the_council_learn_which(
        self, browser_of: Browsers, twins: tuple[Evidence, Evidence], who: str
    ) -> None:
        said = browser_of(who).get(f"{PAGE}/{twins[0].code}").content.decode()
        assert "Trùng tệp với Xã Đồng Sương" in said
        assert "cua-dong-suong" not in said

    def test_one_that_was_removed_is_no_twin(self, browser_of: Browsers, twins: tuple[Evidence, Evidence]) -> None:
        browser_of("other").post(f"{PAGE}/{twins[1].code}/bo")
        assert "Trùng tệp" not in browser_of(Role.COUNCIL).get(f"{PAGE}/{twins[0].code}").content.decode()
        assert twins[0].code not in browser_of(Role.OFFICER).get(f"{PAGE}?loc=trung").content.decode()

    def test_what_a_unit_took_over_is_its_own(
        self, browser_of: Browsers, cast: dict[str, User], data_folder: Path, tmp_path: Path
    ) -> None:
        mine = give(cast[Role.OFFICER], tmp_path / "a", REPORT)
        before = give(cast[Role.OFFICER], tmp_path / "b", f"{REPORT} khác")
        Evidence.objects.filter(pk=before.pk).update(unit=unit_of("may-ha"))
        EvidenceFile.objects.filter(evidence=before).update(sha256=mine.files.get().sha256)
        client = browser_of(Role.OFFICER)
        assert client.get(f"{PAGE}/{before.code}").status_code == 200
        typed = {"number": "1/BC", "dated": "", "issuer": "", "abstract": "", "version": str(before.version)}
        assert client.post(f"{PAGE}/{before.code}/sua", typed).status_code == 302
        assert "Trùng tệp" not in client.get(PAGE).content.decode()
        assert mine.code not in client.get(f"{PAGE}?loc=trung").content.decode()
