"""Kept files that no row names go after a while; those of every app stay, and nothing goes while its row is coming."""

from __future__ import annotations

import os
from datetime import timedelta
from pathlib import Path

import pytest
from django.apps import apps

from namro.apps.appraisals.models import Publication
from namro.apps.exchange.models import DispositionEntry, ImportedDocument, ImportJob
from namro.apps.frameworks.models import Edition
from namro.apps.library import orphans, storage
from namro.apps.library.models import EvidenceFile
from namro.apps.people.models import Role, User
from namro.apps.plans.models import PlanVersion, Proof
from namro.apps.registers.models import DefinitionEdition
from namro.apps.surveys.models import Instrument
from namro.apps.yearly.models import SheetSnapshot
from namro.core.base.clock import system_clock
from tests.apps.library.giving import give

LATER = system_clock() + orphans.GRACE + timedelta(hours=1)


def kept(folder: Path, content: bytes) -> Path:
    """Keep a file for which no row is written."""
    path = folder / "coming"
    path.write_bytes(content)
    sha256 = storage.digest_of(path)
    storage.keep(path, sha256)
    return storage.path_of(sha256)


def test_every_model_that_names_a_file_is_asked() -> None:
    naming = {
        model for model in apps.get_models() if any(field.name.endswith("sha256") for field in model._meta.get_fields())
    }
    texts = {
        Edition,
        DefinitionEdition,
        PlanVersion,
        Publication,
        SheetSnapshot,
        Instrument,
    }  # their digests are of what stands in the row
    assert orphans.models_with_files() == naming - texts - {ImportJob}  # whose file lies in the waiting place
    assert {EvidenceFile, Proof, ImportedDocument, DispositionEntry} <= orphans.models_with_files()


def test_what_no_row_names_goes_after_the_grace(db: None, data_folder: Path, tmp_path: Path) -> None:
    path = kept(tmp_path, b"cut off before its row")
    assert orphans.tidy(system_clock()) == 0
    assert path.exists()
    assert orphans.tidy(LATER) == 1
    assert not path.exists()


def test_what_a_row_names_stays(cast: dict[str, User], data_folder: Path, tmp_path: Path) -> None:
    file = give(cast[Role.OFFICER], tmp_path / "given").files.get()
    assert orphans.tidy(LATER) == 0
    assert storage.path_of(file.sha256).exists()


def test_proof_of_plans_and_documents_stay(
    cast: dict[str, User], document: ImportedDocument, data_folder: Path, tmp_path: Path
) -> None:
    path = kept(tmp_path, b"of the document")
    ImportedDocument.objects.update(sha256=path.name)
    assert orphans.tidy(LATER) == 0
    assert path.exists()


def test_a_file_kept_again_is_young_again(db: None, data_folder: Path, tmp_path: Path) -> None:
    path = kept(tmp_path, b"given in twice")
    long_ago = (system_clock() - 3 * orphans.GRACE).timestamp()
    os.utime(path, (long_ago, long_ago))
    kept(tmp_path, b"given in twice")
    assert orphans.tidy(system_clock()) == 0
    assert path.exists()


def test_one_that_stepped_aside_when_the_machine_stopped_comes_back(
    cast: dict[str, User], data_folder: Path, tmp_path: Path
) -> None:
    path = storage.path_of(give(cast[Role.OFFICER], tmp_path / "given").files.get().sha256)
    path.rename(path.with_name(f"gone-{path.name}"))
    orphans.tidy(LATER)
    assert path.exists()


def test_what_was_left_half_written_goes(db: None, data_folder: Path, tmp_path: Path) -> None:
    path = kept(tmp_path, b"whole")
    half = path.with_name("new-abc")
    half.write_bytes(b"hal")
    room = data_folder / "incoming-xyz"
    room.mkdir()
    (room / "a.pdf").write_bytes(b"%PDF-")
    orphans.tidy(system_clock())
    assert half.exists()
    assert room.exists()
    orphans.tidy(LATER)
    assert not half.exists()
    assert not room.exists()


def test_once_a_week_is_enough(db: None, data_folder: Path, tmp_path: Path) -> None:
    now = system_clock()
    assert not orphans.tidy_weekly(now)  # nothing was ever kept
    kept(tmp_path, b"something")
    assert orphans.tidy_weekly(now)
    assert not orphans.tidy_weekly(now + timedelta(days=6))
    assert orphans.tidy_weekly(now + timedelta(days=8))


@pytest.mark.parametrize("name", ["", "x", "../../namro.sqlite3", "A" * 64])
def test_only_digests_are_places(name: str) -> None:
    with pytest.raises(ValueError, match="not a SHA-256"):
        storage.path_of(name)
