"""Proof of accepted work is offered to its criterion of the year's sheet: by whom, to which, once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from namro.apps.assessments.actions.attaching import Spot, attach
from namro.apps.assessments.models import Assessment, Attached
from namro.apps.library import storage
from namro.apps.library.jobs import read_waiting
from namro.apps.library.models import Evidence, EvidenceFile
from namro.apps.people.models import AuditEntry, Role
from namro.apps.plans import actions
from namro.apps.plans.models import Occurrence, Proof, Task
from namro.apps.plans.offering import check_offer
from namro.core.assessment.stages import State
from namro.core.base.errors import NamroError
from namro.core.timetable import Period, Rhythm
from tests.apps.assessments.giving import give
from tests.apps.assessments.sheets import NOW, edition_in_force, ready, sheet_of
from tests.apps.library.giving import REPORT
from tests.apps.plans.giving_out import Cast, give_out, owned_by

Browsers = Callable[[str], Client]
LINK = "https://suoimay.example/tin/1"

edition = pytest.fixture(autouse=True)(edition_in_force)


@pytest.fixture
def sheet(cast: Cast) -> Assessment:
    """The commune's sheet of the plan's year; the officer answers for 1.2."""
    made = sheet_of(cast)
    give(cast, made, "1.2", cast[Role.OFFICER])
    return made


@pytest.fixture
def work(cast: Cast, sheet: Assessment, data_folder: Path, tmp_path: Path) -> Occurrence:
    """Accepted work for 1.2 with a file and an address."""
    return accepted(cast, tmp_path, "1.2", "Báo cáo đúng hạn")


def accepted(cast: Cast, folder: Path, criterion: str, name: str) -> Occurrence:
    """Work for a criterion, handed in by the officer and accepted."""
    officer, leader = cast[Role.OFFICER], cast[Role.LEADER]
    (row,) = give_out(cast, [{"owner": owned_by(officer), "due": NOW.date() + timedelta(days=9)}], at=NOW)
    Task.objects.filter(pk=row.task_id).update(criterion=criterion, criterion_name=name)
    path = folder / "bao-cao.txt"
    path.write_text(REPORT, encoding="utf-8")
    actions.hand_in(officer, row, actions.Parcel(files=[path], link=LINK), submit=True, at=NOW)
    actions.act(leader, row, "accept", at=NOW)
    return Occurrence.objects.select_related("task__plan").get(pk=row.pk)


def codes(work: Occurrence) -> list[str]:
    return list(work.proofs.order_by("id").values_list("code", flat=True))


def page(browser_of: Browsers, role: str, work: Occurrence) -> str:
    return browser_of(role).get(f"/viec/{work.code}").content.decode()


def test_one_button_puts_the_proof_beside_its_criterion(
    browser_of: Browsers, work: Occurrence, sheet: Assessment, data_folder: Path
) -> None:
    shown = page(browser_of, Role.OFFICER, work)
    assert "Đưa vào minh chứng của tiêu chí 1.2" in shown
    assert 'name="tieu-chi"' not in shown  # certain: number and name are the edition's
    before = AuditEntry.objects.filter(act=AuditEntry.Act.PROOF_ATTACHED).count()
    answer = browser_of(Role.OFFICER).post(f"/viec/{work.code}/vao-phieu", {"ma": codes(work)}, follow=True)
    told = answer.content.decode()
    assert "Đã đưa vào minh chứng của phiếu." in told
    assert told.count("Đã đưa vào phiếu") == 2
    assert "/vao-phieu" not in told
    assert set(sheet.attached.values_list("node_id", flat=True)) == {"1.2"}
    assert sheet.attached.count() == 2
    assert AuditEntry.objects.filter(act=AuditEntry.Act.PROOF_ATTACHED).count() == before + 1
    file = EvidenceFile.objects.get(kind="txt")
    read_waiting(file.pk, clock=lambda: NOW)
    file = EvidenceFile.objects.select_related("evidence").get(pk=file.pk)
    assert (file.state, file.evidence.number) == (EvidenceFile.State.READ, "12/BC-UBND")
    assert len([path for path in (data_folder / "files").rglob("*") if path.is_file()]) == 1
    assert EvidenceFile.objects.filter(link=LINK).exists()


def test_it_is_done_once(cast: Cast, work: Occurrence, sheet: Assessment) -> None:
    officer = ready(cast[Role.OFFICER])
    actions.take_over(officer, work, codes(work)[:1], "", at=NOW)
    with pytest.raises(NamroError, match="Không còn minh chứng"):
        actions.take_over(officer, work, codes(work)[:1], "", at=NOW)
    with pytest.raises(NamroError, match="Tải lại trang"):
        actions.take_over(officer, work, codes(work), "", at=NOW)
    assert Evidence.objects.count() == sheet.attached.count() == 1
    (left,) = check_offer(officer, work, work.proofs.all()).proofs
    assert left.link == LINK


def test_what_is_not_wanted_is_not_offered_again(browser_of: Browsers, work: Occurrence, sheet: Assessment) -> None:
    sent = {"ma": codes(work), "viec": "leave"}
    answer = browser_of(Role.COORDINATOR).post(f"/viec/{work.code}/vao-phieu", sent, follow=True)
    told = answer.content.decode()
    assert "Đã ghi: không đưa vào phiếu." in told
    assert "/vao-phieu" not in told
    assert not Evidence.objects.exists()
    assert AuditEntry.objects.filter(subject=work.code, note__startswith="Không đưa vào phiếu").count() == 1


def test_what_stands_beside_the_criterion_already_is_not_offered(
    cast: Cast, work: Occurrence, sheet: Assessment
) -> None:
    officer = ready(cast[Role.OFFICER])
    actions.take_over(officer, work, codes(work)[:1], "", at=NOW)
    Proof.objects.update(evidence=None)  # as if it had been attached by hand
    offer = check_offer(officer, work, work.proofs.all())
    assert [proof.link for proof in offer.proofs] == [LINK]
    Attached.objects.update(removed_at=NOW, removed_by=officer)
    assert len(check_offer(officer, work, work.proofs.all()).proofs) == 2
    actions.take_over(officer, work, codes(work), "", at=NOW)
    assert Evidence.objects.count() == 2  # the file is the evidence that it was


def test_when_it_is_not_certain_the_person_chooses(
    cast: Cast, browser_of: Browsers, sheet: Assessment, data_folder: Path, tmp_path: Path
) -> None:
    work = accepted(cast, tmp_path, "1.2", "Báo cáo định kỳ")
    shown = page(browser_of, Role.COORDINATOR, work)
    assert '<option value="1.2" selected>' in shown
    assert '<option value="2.1">' in shown
    client = browser_of(Role.COORDINATOR)
    for leaf in ("", "9.9"):
        answer = client.post(f"/viec/{work.code}/vao-phieu", {"ma": codes(work), "tieu-chi": leaf})
        assert answer.status_code == 400
        assert "Chưa chọn tiêu chí" in answer.content.decode()
    assert not Evidence.objects.exists()
    assert client.post(f"/viec/{work.code}/vao-phieu", {"ma": [], "tieu-chi": "1.1"}).status_code == 400
    client.post(f"/viec/{work.code}/vao-phieu", {"ma": codes(work), "tieu-chi": "1.1"})
    assert set(sheet.attached.values_list("node_id", flat=True)) == {"1.1"}
    own = page(browser_of, Role.OFFICER, work)
    assert "/vao-phieu" not in own


def test_an_officer_chooses_among_the_own_criteria(
    cast: Cast, browser_of: Browsers, sheet: Assessment, data_folder: Path, tmp_path: Path
) -> None:
    work = accepted(cast, tmp_path, "1.2", "Báo cáo định kỳ")
    shown = page(browser_of, Role.OFFICER, work)
    assert '<option value="1.2" selected>' in shown
    assert '<option value="2.1">' not in shown
    with pytest.raises(NamroError, match="Chưa chọn tiêu chí"):
        actions.take_over(ready(cast[Role.OFFICER]), work, codes(work), "2.1", at=NOW)
    assert not Evidence.objects.exists()


@pytest.mark.parametrize("role", [Role.WATCHER, Role.APPRAISER, Role.COUNCIL])
def test_others_are_neither_shown_nor_let(cast: Cast, browser_of: Browsers, work: Occurrence, role: str) -> None:
    answer = browser_of(role).get(f"/viec/{work.code}")
    assert "/vao-phieu" not in answer.content.decode()
    with pytest.raises((NamroError, PermissionDenied)):
        actions.take_over(ready(cast[role]), work, codes(work), "1.2", at=NOW)
    assert browser_of(role).post(f"/viec/{work.code}/vao-phieu", {"ma": codes(work)}).status_code >= 400
    assert not Evidence.objects.exists()


def test_nothing_is_offered_before_acceptance_nor_after_handing_in(
    cast: Cast, work: Occurrence, sheet: Assessment
) -> None:
    officer = ready(cast[Role.OFFICER])
    sheet.state = State.SUBMITTED
    sheet.save()
    with pytest.raises(NamroError, match=r"\."):
        check_offer(officer, work, work.proofs.all())
    sheet.state = State.SCORING
    sheet.save()
    assert check_offer(officer, work, work.proofs.all()).certain
    actions.act(ready(cast[Role.LEADER]), work, "reopen", said="Xem lại số liệu", at=NOW)
    work.refresh_from_db()
    with pytest.raises(NamroError, match="Không còn minh chứng"):
        check_offer(officer, work, work.proofs.all())


def test_a_file_that_has_gone_from_the_store_changes_nothing(cast: Cast, work: Occurrence, sheet: Assessment) -> None:
    (sha256,) = work.proofs.exclude(sha256="").values_list("sha256", flat=True)
    storage.path_of(sha256).unlink()
    with pytest.raises(NamroError, match="không còn trong kho"):
        actions.take_over(ready(cast[Role.OFFICER]), work, codes(work), "", at=NOW)
    assert not Evidence.objects.exists()
    assert not Proof.objects.exclude(evidence=None).exists()


def test_the_number_of_queries_does_not_grow_with_the_proof(
    cast: Cast, browser_of: Browsers, work: Occurrence, sheet: Assessment
) -> None:
    client = browser_of(Role.OFFICER)
    client.get(f"/viec/{work.code}")
    counts = []
    for more in (0, 5):
        Proof.objects.bulk_create(
            Proof(occurrence=work, name=f"tin {n}", link=f"{LINK}/{n}", by=cast[Role.OFFICER], at=NOW)
            for n in range(more)
        )
        with CaptureQueriesContext(
            connection,
        ) as made:
            client.get(f"/viec/{work.code}")
        counts.append(len(made))
    assert counts[0] == counts[1]


def test_evidence_of_the_unit_is_used_again(cast: Cast, work: Occurrence, sheet: Assessment) -> None:
    officer = ready(cast[Role.OFFICER])
    actions.take_over(officer, work, codes(work), "", at=NOW)
    first = Evidence.objects.order_by("pk")[0]
    attach(ready(cast[Role.COORDINATOR]), sheet, [first.pk], [Spot("1.1")], at=NOW)
    assert set(first.attachments.values_list("node_id", flat=True)) == {"1.1", "1.2"}


def recurring(cast: Cast) -> list[Occurrence]:
    """Two accepted times of monthly work for 1.2, each with its own product."""
    officer, leader = cast[Role.OFFICER], cast[Role.LEADER]
    given = {"owner": owned_by(officer), "rhythm": Rhythm(period=Period.MONTH), "due": None}
    (first,) = give_out(cast, [given], at=NOW)
    Task.objects.filter(pk=first.task_id).update(criterion="1.2", criterion_name="Báo cáo đúng hạn")
    rows = list(first.task.occurrences.order_by("scheduled"))[:2]
    for n, row in enumerate(rows):
        actions.add_link(officer, row, f"{LINK}/{n}", at=NOW, name=f"Báo cáo tháng {n}")
        actions.act(officer, row, "submit", at=NOW)
        actions.act(leader, row, "accept", at=NOW)
    return rows


def test_products_of_recurring_work_go_to_the_sheet_at_once(
    cast: Cast, browser_of: Browsers, sheet: Assessment
) -> None:
    rows, client = recurring(cast), browser_of(Role.COORDINATOR)
    shown = client.get("/viec/vao-phieu").content.decode()
    assert shown.count('name="viec"') == len(rows) == 2
    assert "1.2 Báo cáo đúng hạn" in shown
    nothing = client.post("/viec/vao-phieu", {})
    assert nothing.status_code == 400
    assert "Chưa chọn việc nào" in nothing.content.decode()
    told = client.post("/viec/vao-phieu", {"viec": [row.code for row in rows]}).content.decode()
    assert "Đã đưa 2 minh chứng vào phiếu." in told
    assert "Không còn minh chứng nào chờ" in told
    assert list(sheet.attached.values_list("node_id", flat=True)) == ["1.2", "1.2"]
    again = client.post("/viec/vao-phieu", {"viec": [row.code for row in rows]})
    assert again.status_code == 400
    assert sheet.attached.count() == 2


def test_the_list_of_waiting_proof_asks_the_database_as_often_for_more(
    cast: Cast, browser_of: Browsers, work: Occurrence
) -> None:
    client = browser_of(Role.COORDINATOR)
    client.get("/viec/vao-phieu")
    few = asked_of(client)
    recurring(cast)
    assert asked_of(client) == few <= 16


def asked_of(client: Client) -> int:
    with CaptureQueriesContext(connection) as found:
        assert client.get("/viec/vao-phieu").status_code == 200
    return len(found)


def test_nobody_else_is_shown_waiting_proof(browser_of: Browsers, work: Occurrence) -> None:
    assert 'name="viec"' in browser_of(Role.OFFICER).get("/viec/vao-phieu").content.decode()
    assert 'name="viec"' not in browser_of(Role.LEADER).get("/viec/vao-phieu").content.decode()
    assert browser_of(Role.APPRAISER).post("/viec/vao-phieu", {"viec": [work.code]}).status_code == 200
    assert Proof.objects.filter(evidence__isnull=False).count() == 0
