"""The proof in the demo's sheets: read, put beside criteria, in every state that a reviewer wants to see."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from pytest_django import Settings

from namro.apps.assessments.models import Assessment, Attached, Round
from namro.apps.frameworks.shipped import shipped_sets
from namro.apps.frameworks.trees import tree_of
from namro.apps.library.bridge import as_proof
from namro.apps.library.models import Evidence, EvidenceFile
from namro.apps.library.queries import Piece, pieces
from namro.core.assessment.proof_remarks import CODES, expected_of, remarks
from namro.core.base.clock import VIETNAM
from namro.core.base.errors import UnreadableDocument
from namro.core.base.spans import Span
from namro.core.framework.reading import parse_framework
from namro.demo.facts import fill_facts
from namro.demo.filling import fill_library, fill_people
from namro.demo.proofs import STORIES, Story, wanted
from namro.demo.province import HOME
from namro.demo.sheets import fill_sheets
from namro.documents.reading import apart

NOW = datetime(2026, 11, 21, 14, 0, tzinfo=VIETNAM)
State = EvidenceFile.State


@pytest.fixture
def roots(settings: Settings) -> Path:
    """The demo's own folder of trusted issuers."""
    settings.TRUST_ROOTS = Path(settings.DATA_DIR) / "tin-cay"
    settings.TRUST_ROOTS.mkdir(exist_ok=True)
    return settings.TRUST_ROOTS


@pytest.fixture
def filled(db: None, roots: Path) -> None:
    fill_people("mot-mat-khau-de-thu", lambda: NOW)
    fill_library(lambda: NOW)
    fill_facts(lambda: NOW)
    fill_sheets(NOW)


def at_story(story: Story) -> list[Piece]:
    """The proof of this year's sheet of the home commune that has a story."""
    keys = [key for key, told in STORIES.items() if told == story]
    rows = Attached.objects.filter(assessment__unit__code=HOME, assessment__year=NOW.year)
    found = {(row.node_id, row.expected_id): row.evidence_id for row in rows}
    ids = [found[key] for key in keys]
    by_id = pieces(ids)
    return [by_id[one] for one in ids]


def codes_of(sheet: Assessment) -> Counter[str]:
    """What is remarked about all proof of a sheet."""
    leaves, made = tree_of(sheet.edition).leaves, sheet.round
    period = Span(made.measured_from, made.measured_to + timedelta(days=1))
    rows = list(sheet.attached.all())
    found = pieces({row.evidence_id for row in rows})
    told: Counter[str] = Counter()
    for row in rows:
        piece = found[row.evidence_id]
        expected = expected_of(leaves[row.node_id].node.evidence, row.expected_id)
        others = [str(unit) for unit in piece.others]
        told.update(remark.code for remark in remarks(as_proof(piece, others), expected, period))
    return told


@pytest.mark.slow
def test_the_home_sheet_has_proof_in_every_state(filled: None, roots: Path) -> None:
    sheets = {(sheet.unit.code, sheet.year): sheet for sheet in Assessment.objects.select_related("unit")}
    home = sheets[HOME, NOW.year]
    assert 60 <= home.attached.values("evidence").distinct().count() <= 75
    assert all(3 <= sheet.attached.count() <= 15 for sheet in sheets.values() if sheet != home)
    assert not EvidenceFile.objects.filter(state__in=EvidenceFile.OPEN).exists()
    assert not Evidence.objects.filter(made_at__gt=NOW).exists()
    said = codes_of(home)
    assert set(CODES) - {"changed_after", "certificate"} <= set(said)
    assert not {"changed_after", "certificate"} & set(said)  # every signature is what it should be
    (broken,) = at_story(Story.BROKEN)
    assert broken.state == State.FAILED
    assert broken.message
    assert all(piece.others for piece in at_story(Story.TWICE))
    (pictured,) = at_story(Story.PICTURED)
    assert pictured.link
    assert pictured.pictured_on
    _signatures_are_in_the_right_order_and_trusted(roots)
    _the_supervision_plan_came_unsigned_and_then_signed()
    before = (Round.objects.count(), Evidence.objects.count())
    fill_sheets(NOW + timedelta(days=1))
    assert (Round.objects.count(), Evidence.objects.count()) == before


def _signatures_are_in_the_right_order_and_trusted(roots: Path) -> None:
    (late,) = at_story(Story.LATE)
    assert late.signatures is not None
    assert (late.signatures.state, late.signatures.changed_after) == ("both", "normal")
    assert [signer.trusted for signer in late.signatures.signers] == ["yes", "yes"]
    assert all(piece.signatures and piece.signatures.state == "leader" for piece in at_story(Story.LEADER_ONLY))
    assert [path.name for path in roots.iterdir()] == ["chay-thu.pem"]


def _the_supervision_plan_came_unsigned_and_then_signed() -> None:
    (plan,) = at_story(Story.TWO_VERSIONS)
    first, second = EvidenceFile.objects.filter(evidence=plan.id).order_by("version")
    assert (first.signed, second.signed) == ("none", "both")
    assert not first.current
    assert first.at < second.at


@pytest.mark.slow
def test_an_administrators_own_folder_is_left_alone(db: None, tmp_path: Path, settings: Settings) -> None:
    settings.TRUST_ROOTS = tmp_path
    fill_people("mot-mat-khau-de-thu", lambda: NOW, communes=1)
    fill_library(lambda: NOW)
    fill_facts(lambda: NOW)
    fill_sheets(NOW)
    assert list(tmp_path.iterdir()) == []
    assert Evidence.objects.exists()


@pytest.mark.parametrize("until", [date(2026, 11, 14), date(2026, 1, 2), date(2025, 12, 20)])
def test_no_paper_bears_a_day_that_has_not_come(until: date) -> None:
    framework, since = parse_framework(shipped_sets()["mau-xa/2026-08-31"].text, name="mau-xa"), date(2025, 12, 15)
    found = list(wanted(framework, HOME, much=True, year=2026, since=since, until=until))
    assert {piece.story for piece in found} == set(Story)
    assert all(since <= piece.on <= until for piece in found if piece.story != Story.OUTSIDE)
    assert all(piece.abstract.endswith(" năm 2026") for piece in found)
    assert found == list(wanted(framework, HOME, much=True, year=2026, since=since, until=until))


@pytest.mark.apart
def test_own_files_are_read_here_and_others_apart(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(apart, "reader_of", lambda kind, options: lambda path, report: iter([kind]))
    monkeypatch.setattr(apart, "COMMAND", ("false",))
    path = tmp_path / "a.pdf"
    with apart.own_files():
        assert apart.read_apart("pdf", path, lambda done, total: None) == ["pdf"]
    with pytest.raises(UnreadableDocument):
        apart.read_apart("pdf", path, lambda done, total: None)
