"""Evidence stands for criteria: one for several, at a piece or beside them, taken away with by whom."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client

from namro.apps.assessments.actions.attaching import Spot, attach, detach
from namro.apps.assessments.kept import SheetsKeep
from namro.apps.assessments.models import Assessment, Attached
from namro.apps.library.actions import remove
from namro.apps.library.models import Evidence
from namro.apps.people.models import AuditEntry, Role, Unit, User
from namro.core.assessment.stages import State
from namro.core.base.errors import NamroError
from tests.apps.assessments.giving import evidence_of, give, sheet_of
from tests.apps.assessments.sheets import NOW, edition_in_force, ready
from tests.apps.conftest import upload

edition = pytest.fixture(autouse=True)(edition_in_force)


@pytest.fixture
def sheet(cast: dict[str, User]) -> Assessment:
    """The commune's sheet; the officer owns 1.2."""
    sheet = sheet_of(cast)
    give(cast, sheet, "1.2", cast[Role.OFFICER])
    return sheet


@pytest.fixture
def paper(cast: dict[str, User], sheet: Assessment) -> Evidence:
    """A piece of evidence of the commune."""
    return evidence_of(sheet.unit, cast[Role.OFFICER])


def test_one_file_stands_for_several_criteria(cast: dict[str, User], sheet: Assessment, paper: Evidence) -> None:
    AuditEntry.objects.all().delete()
    spots = [Spot("1.1"), Spot("1.2", "bao-cao"), Spot("T1")]
    made = attach(ready(cast[Role.COORDINATOR]), sheet, [paper.pk], spots, at=NOW)
    assert [(row.node_id, row.expected_id) for row in made] == [("1.1", ""), ("1.2", "bao-cao"), ("T1", "")]
    entry = AuditEntry.objects.get()
    assert (entry.act, entry.note) == (
        "proof_attached",
        "; ".join(f"{id}: {paper.code}" for id in ("1.1", "1.2", "T1")),
    )
    assert attach(ready(cast[Role.COORDINATOR]), sheet, [paper.pk], spots, at=NOW) == []
    assert AuditEntry.objects.count() == 1


def test_at_another_piece_of_the_criterion_it_moves(cast: dict[str, User], sheet: Assessment, paper: Evidence) -> None:
    officer = ready(cast[Role.OFFICER])
    attach(officer, sheet, [paper.pk], [Spot("1.2", "bao-cao")], at=NOW)
    attach(officer, sheet, [paper.pk], [Spot("1.2", "ke-hoach")], at=NOW)
    assert list(Attached.objects.order_by("pk").values_list("expected_id", "removed_by")) == [
        ("bao-cao", officer.pk), ("ke-hoach", None),
    ]  # fmt: skip
    attach(officer, sheet, [paper.pk], [Spot("1.2")], at=NOW)  # not said which: it stays
    assert Attached.objects.count() == 2


def test_what_is_taken_away_stays_on_record(cast: dict[str, User], sheet: Assessment, paper: Evidence) -> None:
    officer = ready(cast[Role.OFFICER])
    (row,) = attach(officer, sheet, [paper.pk], [Spot("1.2")], at=NOW)
    detach(officer, sheet, row.pk, at=NOW)
    row.refresh_from_db()
    assert (row.removed_by, row.removed_at is None) == (officer, False)
    with pytest.raises(NamroError) as gone:
        detach(officer, sheet, row.pk, at=NOW)
    assert gone.value.code == "gone"
    attach(officer, sheet, [paper.pk], [Spot("1.2")], at=NOW)
    assert Attached.objects.filter(removed_at=None).count() == 1


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("node", ["1.1", "1.2"])
def test_who_may(cast: dict[str, User], sheet: Assessment, paper: Evidence, role: str, node: str) -> None:
    user = ready(cast[role])
    if role == Role.COORDINATOR or (role, node) == (Role.OFFICER, "1.2"):
        (row,) = attach(user, sheet, [paper.pk], [Spot(node)], at=NOW)
        detach(user, sheet, row.pk, at=NOW)
        return
    with pytest.raises(PermissionDenied):
        attach(user, sheet, [paper.pk], [Spot(node)], at=NOW)
    row = Attached.objects.create(assessment=sheet, node_id=node, evidence=paper, by=cast[Role.COORDINATOR], at=NOW)
    with pytest.raises(PermissionDenied):
        detach(user, sheet, row.pk, at=NOW)


def test_what_cannot_be(cast: dict[str, User], sheet: Assessment, paper: Evidence) -> None:
    user, now = ready(cast[Role.COORDINATOR]), NOW
    foreign = evidence_of(Unit.objects.exclude(pk=sheet.unit_id).first() or sheet.unit, user)
    for evidence, spots, code in (
        ([paper.pk], [Spot("9")], "node"),
        ([paper.pk], [Spot("1.2", "khong-co")], "piece"),
        ([paper.pk], [], "nothing"),
        ([], [Spot("1.1")], "nothing"),
        ([foreign.pk], [Spot("1.1")], "evidence"),
    ):
        with pytest.raises(NamroError) as refused:
            attach(user, sheet, evidence, spots, at=now)
        assert refused.value.code == code
    Evidence.objects.filter(pk=paper.pk).update(removed_at=now, removed_by=user)
    with pytest.raises(NamroError):
        attach(user, sheet, [paper.pk], [Spot("1.1")], at=now)
    assert not Attached.objects.exists()


def test_nothing_comes_or_goes_once_it_is_handed_in(cast: dict[str, User], sheet: Assessment, paper: Evidence) -> None:
    user, now = ready(cast[Role.COORDINATOR]), NOW
    (row,) = attach(user, sheet, [paper.pk], [Spot("1.1")], at=now)
    Assessment.objects.update(state=State.SUBMITTED)
    with pytest.raises(NamroError) as refused:
        attach(user, sheet, [paper.pk], [Spot("1.2")], at=now)
    assert refused.value.code == "locked"
    with pytest.raises(NamroError):
        detach(user, sheet, row.pk, at=now)


def test_a_file_goes_into_the_library_and_beside_the_criterion(
    browser_of: Callable[[str], Client], cast: dict[str, User], sheet: Assessment, data_folder: Path
) -> None:
    client, at = browser_of(Role.OFFICER), "/phieu/2026/suoi-may/phan-cong"
    wrong = client.post(f"{at}/1.2/gan", {"tep": upload("MZ", "may.exe")})
    assert wrong.status_code == 400
    others = client.post(f"{at}/1.2/gan", {"tep": upload("báo cáo"), "others": "1.1"})
    assert others.status_code == 403
    assert (Evidence.objects.count(), Attached.objects.count()) == (0, 0)  # nothing half done
    for _again in range(2):  # sent twice: one piece of evidence, attached once
        assert client.post(f"{at}/1.2/gan", {"tep": upload("báo cáo"), "piece": "bao-cao"}).status_code == 302
    row = Attached.objects.select_related("evidence").get()
    assert (row.node_id, row.expected_id, row.evidence.unit, row.evidence.year) == ("1.2", "bao-cao", sheet.unit, 2026)


def test_what_comes_next_is_for_the_piece_that_is_lacking(
    browser_of: Callable[[str], Client], cast: dict[str, User], sheet: Assessment, data_folder: Path
) -> None:
    """Whoever adds a file and chooses nothing gives what is asked for; the choice is in sight."""
    client, at = browser_of(Role.OFFICER), "/phieu/2026/suoi-may/phan-cong/1.2"
    assert '<option value="ke-hoach" selected>' in client.get(at).content.decode()
    attach(
        ready(cast[Role.OFFICER]),
        sheet,
        [evidence_of(sheet.unit, cast[Role.OFFICER]).pk],
        [Spot("1.2", "ke-hoach")],
        at=NOW,
    )
    page = client.get(at).content.decode()
    assert page.count('<option value="bao-cao" selected>') == 1  # of the upload; the library has nothing else to offer
    refused = client.post(f"{at}/gan", {"tep": upload("MZ", "may.exe"), "piece": ""}).content.decode()
    assert " selected>" not in refused.split('id="tai-piece"')[1].split("</select>")[0]  # what was chosen stays chosen


def test_the_library_knows_where_evidence_is_used(cast: dict[str, User], sheet: Assessment, paper: Evidence) -> None:
    keeper, officer = SheetsKeep(), ready(cast[Role.OFFICER])
    loose = evidence_of(sheet.unit, officer, name="roi.pdf")
    attach(officer, sheet, [paper.pk], [Spot("1.2")], at=NOW)
    assert list(Evidence.objects.filter(keeper.unattached("pk"))) == [loose]
    (place,) = keeper.places(officer, [paper.pk, loose.pk])[paper.pk]
    assert (place.words, place.url) == ("1.2 Báo cáo đúng hạn (2026)", "/phieu/2026/suoi-may/phan-cong/1.2")
    assert keeper.places(ready(cast[Role.APPRAISER]), [paper.pk]) == {}  # a draft is its unit's own
    with pytest.raises(NamroError, match="Bỏ khỏi tiêu chí rồi mới bỏ"):
        remove(officer, paper, at=NOW)
    Assessment.objects.update(state=State.SUBMITTED)
    assert "đã nộp cùng phiếu năm 2026" in keeper.refusal(paper)
    assert keeper.refusal(loose) == ""
