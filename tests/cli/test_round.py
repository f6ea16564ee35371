"""`namro round`: publications listed, and computed again from the database or from a file alone."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from namro.apps.appraisals.models import Publication
from namro.apps.people.models import User
from namro.cli.main import main
from namro.config import bootstrap
from namro.core.assessment.snapshot import canonical, hash_of, unpacked, written
from tests.apps.appraisals.released import corrected, decided, published
from tests.apps.assessments.sheets import edition_in_force
from tests.apps.conftest import cast
from tests.core.assessment.publications import small

__all__ = ["cast"]
in_force = pytest.fixture(autouse=True)(edition_in_force)
Said = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def same_data(monkeypatch: pytest.MonkeyPatch) -> None:
    """The tests' own database instead of a data folder."""
    monkeypatch.setattr(bootstrap, "prepare", lambda _data: None)


@pytest.fixture
def text() -> bytes:
    return written(small())


def edited(text: bytes, *, sealed: bool) -> bytes:
    whole = json.loads(text)
    whole["units"][1]["result"]["total"] = "29.5"
    return canonical({**whole, "sha256": hash_of(whole)} if sealed else whole)


@pytest.mark.django_db
def test_rounds_are_listed_with_their_publications(cast: dict[str, User], capsys: Said) -> None:
    assert main(["round", "list"]) == 0
    assert "Chưa có kỳ" in capsys.readouterr().out
    made = decided(cast)
    main(["round", "list"])
    assert f"{made.code}  2026" in (said := capsys.readouterr().out)
    assert "chưa" in said
    published(cast, made)
    main(["round", "list"])
    assert "1: 214/QĐ-UBND" in capsys.readouterr().out


@pytest.mark.django_db
def test_a_publication_is_computed_again(cast: dict[str, User], capsys: Said) -> None:
    made = decided(cast)
    first = published(cast, made)
    second = corrected(cast, made)
    assert main(["round", "recompute", made.code]) == 0
    said = capsys.readouterr().out
    assert "lần 2, 9/QĐ-UBND: giống hệt. Tính lại 4 đơn vị" in said
    assert second.sha256 in said
    assert main(["round", "recompute", made.code, "--publication", "1", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {"sha256": first.sha256, "same": True, "differences": []}
    assert main(["round", "recompute", made.code, "--publication", "3"]) == 2
    assert "chưa có lần công bố nào lần 3" in capsys.readouterr().err


@pytest.mark.django_db
def test_a_row_that_was_changed_is_refused_with_both_hashes(cast: dict[str, User], capsys: Said) -> None:
    made = decided(cast)
    row = published(cast, made)
    other = edited(unpacked(bytes(row.snapshot)), sealed=True)
    Publication.objects.filter(pk=row.pk).update(snapshot=other)
    assert main(["round", "recompute", made.code]) == 2
    said = capsys.readouterr().err
    assert "đã bị sửa" in said
    assert row.sha256 in said
    assert json.loads(other)["sha256"] in said


def test_a_file_needs_nothing_else(tmp_path: Path, text: bytes, capsys: Said) -> None:
    plain, small_one = tmp_path / "a.json", tmp_path / "a.json.gz"
    plain.write_bytes(text)
    small_one.write_bytes(gzip.compress(text))
    for path in (plain, small_one):
        assert main(["round", "recompute", "--file", str(path)]) == 0
        assert f"{path.name}: giống hệt. Tính lại 6 đơn vị" in capsys.readouterr().out


def test_differences_are_told_by_unit(tmp_path: Path, text: bytes, capsys: Said) -> None:
    path = tmp_path / "a.json"
    path.write_bytes(edited(text, sealed=True))
    assert main(["round", "recompute", "--file", str(path)]) == 1
    assert "Xã x1, tổng điểm: đã công bố 29.5, tính lại" in capsys.readouterr().out
    assert main(["round", "recompute", "--file", str(path), "--json"]) == 1
    (only,) = json.loads(capsys.readouterr().out)["differences"]
    assert (only["unit"], only["where"], only["kept"]) == ("x1", "total", "29.5")


def test_bad_files_are_refused(tmp_path: Path, text: bytes, capsys: Said) -> None:
    path = tmp_path / "a.json"
    for data, said in ((edited(text, sealed=False), "đã bị sửa"), (b"khong phai", "không phải JSON")):
        path.write_bytes(data)
        assert main(["round", "recompute", "--file", str(path)]) == 2
        assert said in capsys.readouterr().err
    path.write_bytes(text)
    assert main(["round", "recompute", "--file", str(path), "--sha256", "0" * 64]) == 2
    assert "0" * 64 in (said := capsys.readouterr().err)
    assert json.loads(text)["sha256"] in said
    assert main(["round", "recompute", "--file", str(tmp_path / "khong-co.json")]) == 2
    assert "không có tệp này" in capsys.readouterr().err
    assert main(["round", "recompute"]) == 2
    assert "một trong hai" in capsys.readouterr().err
