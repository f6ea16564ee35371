"""Correcting a description: its history, two people at once, and a reader that respects what people wrote."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from threading import Barrier, Thread

import pytest
from django.db import connection
from django.test import Client

from namro.apps.library import actions, describing
from namro.apps.library.models import Evidence
from namro.apps.people.models import AuditEntry, Role, User
from namro.core.base.clock import system_clock
from namro.demo.filling import fill_people
from tests.apps.library.giving import PAGE, REPORT, give, standing, upload

Browsers = Callable[[str], Client]


@pytest.fixture
def evidence(cast: dict[str, User], data_folder: Path, tmp_path: Path) -> Evidence:
    return give(cast[Role.OFFICER], tmp_path / "given")


def form(evidence: Evidence, **other: str) -> dict[str, str]:
    values = {**describing.described(evidence), "version": str(evidence.version)}
    return {**values, "dated": "05/01/2026", **other}


def now(evidence: Evidence) -> Evidence:
    return Evidence.objects.get(pk=evidence.pk)


def address(evidence: Evidence, act: str = "sua") -> str:
    return f"{PAGE}/{evidence.code}/{act}"


def test_a_correction_stands_with_what_it_was(browser_of: Browsers, evidence: Evidence) -> None:
    typed = form(evidence, number="13/BC-UBND", dated="06/01/2026")
    said = browser_of(Role.COORDINATOR).post(address(evidence), typed, follow=True).content.decode()
    after = now(evidence)
    assert (after.number, after.dated, after.version) == ("13/BC-UBND", date(2026, 1, 6), evidence.version + 1)
    changes = after.changes.filter(version=after.version).order_by("field")
    assert [(one.field, one.old, one.new, one.by.username if one.by else "") for one in changes] == [
        ("dated", "2026-01-05", "2026-01-06", "dieuphoi"),
        ("number", "12/BC-UBND", "13/BC-UBND", "dieuphoi"),
    ]
    entry = AuditEntry.objects.get(act=AuditEntry.Act.EVIDENCE_CORRECTED)
    assert entry.subject == f"evidence:{evidence.code}"
    for words in ("12/BC-UBND → 13/BC-UBND", "05/01/2026 → 06/01/2026", "Vũ Minh Khuê", "Máy đọc từ tệp"):
        assert words in said
    assert "Số ghi là 13/BC-UBND, trong văn bản là 12/BC-UBND." in said


def test_nothing_changed_is_nothing_written(browser_of: Browsers, evidence: Evidence) -> None:
    assert browser_of(Role.OFFICER).post(address(evidence), form(evidence)).status_code == 302
    assert now(evidence).version == evidence.version
    assert not AuditEntry.objects.filter(act=AuditEntry.Act.EVIDENCE_CORRECTED).exists()


def test_a_day_that_cannot_be_names_its_neighbours_and_loses_nothing(browser_of: Browsers, evidence: Evidence) -> None:
    typed = form(evidence, dated="31/04/2026", abstract="Điều vừa gõ")
    answer = browser_of(Role.OFFICER).post(address(evidence), typed)
    assert answer.status_code == 400
    said = answer.content.decode()
    assert "30/04/2026 và 01/05/2026" in said
    assert "Điều vừa gõ" in said
    assert now(evidence).abstract == evidence.abstract


class TestTwoAtOnce:
    def test_different_fields_are_both_kept(self, browser_of: Browsers, evidence: Evidence) -> None:
        first, second = form(evidence, number="13/BC-UBND"), form(evidence, issuer="UBND xã Suối Mây mới")
        assert browser_of(Role.OFFICER).post(address(evidence), first).status_code == 302
        assert browser_of(Role.COORDINATOR).post(address(evidence), second).status_code == 302
        assert (now(evidence).number, now(evidence).issuer) == ("13/BC-UBND", "UBND xã Suối Mây mới")

    def test_the_same_field_gives_both_values_and_two_buttons(self, browser_of: Browsers, evidence: Evidence) -> None:
        first = form(evidence, number="13/BC-UBND", issuer="UBND xã Mới")
        second = form(evidence, number="14/BC-UBND", abstract="Trích yếu của tôi")
        assert browser_of(Role.OFFICER).post(address(evidence), first).status_code == 302
        client = browser_of(Role.COORDINATOR)
        clash = client.post(address(evidence), second)
        assert clash.status_code == 409
        said = clash.content.decode()
        for words in ("13/BC-UBND", "14/BC-UBND", "Giữ của Lê Thu An", "Ghi của tôi"):
            assert words in said
        assert now(evidence).number == "13/BC-UBND"
        hidden = dict(part.split('" value="')[:2] for part in said.split('type="hidden" name="')[1:])
        sent = {name: text.split('"')[0] for name, text in hidden.items() if name != "csrfmiddlewaretoken"}
        assert client.post(address(evidence), sent).status_code == 302
        after = now(evidence)
        assert (after.number, after.abstract, after.issuer) == ("14/BC-UBND", "Trích yếu của tôi", "UBND xã Mới")

    def test_the_same_value_is_no_conflict(self, browser_of: Browsers, evidence: Evidence) -> None:
        typed = form(evidence, number="13/BC-UBND")
        assert browser_of(Role.OFFICER).post(address(evidence), typed).status_code == 302
        assert browser_of(Role.COORDINATOR).post(address(evidence), typed).status_code == 302
        assert now(evidence).changes.filter(by__isnull=False).count() == 1


class TestReader:
    def test_what_people_wrote_is_not_read_over(self, browser_of: Browsers, evidence: Evidence) -> None:
        client = browser_of(Role.OFFICER)
        client.post(address(evidence), form(evidence, number="99/BC-UBND"))
        newer = REPORT.replace("12/BC", "14/BC").replace("05 tháng 01", "07 tháng 02")
        client.post(address(evidence, "phien-ban"), {"tep": upload(newer)})
        assert (now(evidence).number, now(evidence).dated) == ("99/BC-UBND", date(2026, 2, 7))

    def test_nor_when_it_is_emptied(self, browser_of: Browsers, evidence: Evidence) -> None:
        client = browser_of(Role.OFFICER)
        client.post(address(evidence), form(evidence, number=""))
        client.post(address(evidence, "doc-lai"))
        assert now(evidence).number == ""
        assert AuditEntry.objects.filter(act=AuditEntry.Act.EVIDENCE_READ_AGAIN).count() == 1


class TestRemoving:
    def test_it_is_out_of_the_list_and_comes_back(self, browser_of: Browsers, evidence: Evidence) -> None:
        client = browser_of(Role.OFFICER)
        said = client.post(address(evidence, "bo"), follow=True).content.decode()
        assert "Lấy lại" in said
        assert evidence.code not in client.get(PAGE).content.decode()
        assert evidence.code in client.get(f"{PAGE}?loc=da-bo").content.decode()
        assert client.get(f"{PAGE}/{evidence.code}/tep/1").status_code == 200
        assert client.post(address(evidence), form(evidence, number="x")).status_code == 400
        assert client.post(address(evidence, "bo")).status_code == 400
        client.post(address(evidence, "lay-lai"))
        assert evidence.code in client.get(PAGE).content.decode()
        acts = [AuditEntry.Act.EVIDENCE_REMOVED, AuditEntry.Act.EVIDENCE_RESTORED]
        assert list(AuditEntry.objects.filter(act__in=acts).order_by("id").values_list("act", flat=True)) == acts


@pytest.mark.django_db(transaction=True)
def test_two_write_one_field_at_the_same_moment(data_folder: Path, tmp_path: Path) -> None:
    if connection.vendor == "sqlite":
        pytest.skip("SQLite lets one writer in at a time: there is nothing to race for")
    fill_people("mot-mat-khau-de-thu", system_clock, communes=1)
    people = [standing(User.objects.get(username=name)) for name in ("congchuc", "dieuphoi")]
    evidence = give(people[0], tmp_path / "given")
    start, refused = Barrier(2), []

    def one(user: User, number: str) -> None:
        start.wait(10)
        try:
            actions.correct(user, evidence, {"number": number}, seen=evidence.version, at=system_clock())
        except actions.Conflict as clash:
            refused.append((clash.clashes[0].theirs, clash.clashes[0].mine))
        finally:
            connection.close()

    threads = [Thread(target=one, args=pair) for pair in zip(people, ("1/BC", "2/BC"), strict=True)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    ((theirs, mine),) = refused
    assert {theirs, mine} == {"1/BC", "2/BC"}
    assert now(evidence).number == theirs
