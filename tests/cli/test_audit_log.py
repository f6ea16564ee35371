"""`namro audit-log`: whether the record is whole, what is wrong where, what waits; status 1 when something is wrong."""

from __future__ import annotations

import argparse
import json
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from namro.apps.people.models import AuditEntry, AuditSeal, User
from namro.apps.people.recording import record
from namro.apps.people.sealing import seal
from namro.cli import audit_log
from namro.cli.audit_log_words import advice, fault_words
from namro.config import bootstrap
from namro.core.base.clock import VIETNAM
from namro.core.base.errors import NamroError
from namro.core.sealing import Fault, FaultKind, Head

NOW = datetime(2026, 11, 21, 9, 30, tzinfo=VIETNAM)


@pytest.fixture(autouse=True)
def same_data(monkeypatch: pytest.MonkeyPatch) -> None:
    """The tests' own database instead of a data folder."""
    monkeypatch.setattr(bootstrap, "prepare", lambda _data: None)


@pytest.fixture
def person(db: None) -> User:
    return User.objects.create_user("an", full_name="Lê An")


@pytest.fixture
def head(person: User) -> Head:
    """Four sealed rows."""
    write(person, 4)
    return seal(at=NOW)


def write(person: User, count: int) -> None:
    for n in range(count):
        record(person, AuditEntry.Act.PLAN_MADE, at=NOW, note=f"kế hoạch {n}")


def run(folder: Path, *arguments: str, now: datetime = NOW) -> int:
    parser = argparse.ArgumentParser()
    audit_log.add_arguments(parser)
    return audit_log.run(parser.parse_args([*arguments, "--data", str(folder)]), clock=lambda: now)


def told(capsys: pytest.CaptureFixture[str]) -> dict[str, Any]:
    said: dict[str, Any] = json.loads(capsys.readouterr().out)
    return said


def test_a_whole_record(head: Head, person: User, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(person, 2)
    assert run(tmp_path, "verify", "--head", f"{head.seq}:{head.chain[:20].upper()}") == 0
    assert capsys.readouterr().out.splitlines() == [
        "Nhật ký toàn vẹn: đã kiểm tra 4 dòng đã niêm phong, so với 1 đầu chuỗi đã công bố.",
        f"Đầu chuỗi: 4:{head.chain}",
        "Chưa niêm phong: 2 dòng, cũ nhất ghi lúc 09:30:00 21/11/2026.",
    ]


def test_rows_that_wait_too_long(person: User, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(person, 1)
    assert run(tmp_path, "verify", now=NOW + timedelta(minutes=2)) == 0
    assert "namro worker" in capsys.readouterr().err


def test_an_empty_record(db: None, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(tmp_path, "verify") == 0
    assert "Không có dòng nào chờ niêm phong." in capsys.readouterr().out


def test_a_changed_and_a_deleted_row(head: Head, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    AuditEntry.objects.filter(seq=2).update(note="khác")
    AuditEntry.objects.filter(seq=4).delete()
    assert run(tmp_path, "verify") == audit_log.FOUND == 1
    said = capsys.readouterr().out
    assert "Dòng 2: nội dung không còn như lúc ghi. Giữ nguyên máy" in said
    assert "Dòng 4: mất khỏi nhật ký." in said
    assert "Nhật ký có 2 chỗ sai" in said


def test_the_same_for_programs(head: Head, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(tmp_path, "verify", "--json") == 0
    assert told(capsys)["head"] == {"seq": 4, "chain": head.chain}
    AuditEntry.objects.filter(seq__lt=3).delete()
    assert run(tmp_path, "verify", "--json") == 1
    said = told(capsys)
    assert (said["whole"], said["sealed"], said["fault_count"]) == (False, 2, 1)
    assert {key: said["faults"][0][key] for key in ("kind", "first", "last")} == {
        "kind": "missing",
        "first": 1,
        "last": 2,
    }


def test_a_record_cut_off_with_its_seal(head: Head, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    AuditEntry.objects.filter(seq__gt=2).delete()
    AuditSeal.objects.update(seq=2, chain=AuditEntry.objects.get(seq=2).chain)
    assert run(tmp_path, "verify") == 0
    assert run(tmp_path, "verify", "--head", f"4:{head.chain}") == 1
    assert "Dòng 4: không khớp với đầu chuỗi đã công bố." in capsys.readouterr().out


def test_many_faults_are_counted(person: User, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(person, audit_log.TOLD + 5)
    seal(at=NOW)
    AuditEntry.objects.update(note="khác")
    assert run(tmp_path, "verify") == 1
    assert "… và còn 5 chỗ sai nữa." in capsys.readouterr().out


def test_the_head(head: Head, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(tmp_path, "head") == 0
    assert capsys.readouterr().out == f"4:{head.chain}\n"


def test_no_head_yet(db: None, tmp_path: Path) -> None:
    with pytest.raises(NamroError, match="namro serve"):
        run(tmp_path, "head")


@pytest.mark.parametrize("text", ["", "4", "4:12ab", "x:" + "0" * 64, "4:" + "g" * 64, "4:" + "0" * 65])
def test_what_is_no_head(db: None, tmp_path: Path, text: str) -> None:
    with pytest.raises(NamroError, match="không phải đầu chuỗi"):
        run(tmp_path, "verify", "--head", text)


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(NamroError, match="Không có thư mục dữ liệu"):
        run(tmp_path / "khong-co", "verify")


@pytest.mark.parametrize("kind", FaultKind)
def test_every_fault_has_its_words(kind: FaultKind) -> None:
    assert fault_words(Fault(kind, 3)).endswith(".")
    assert advice(kind).endswith(".")


def test_a_row_that_waits_is_named_by_its_id() -> None:
    assert fault_words(Fault(FaultKind.CONTENT, None, key=7)).startswith("Dòng chưa niêm phong (id 7):")
