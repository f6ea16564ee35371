"""The reader on the five real documents, on their mutants, and on the same documents in office formats."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from namro.core.printed.plain import to_plain
from namro.documents import read_file
from namro.documents.model import Document
from namro.documents.reading import read_document
from tests.documents.conversion import to_docx, to_pdf, to_xlsx
from tests.documents.mutants import mutants
from tests.real.published import NAMES, f1, needs_documents, source, truth

pytestmark = needs_documents

#: Figures of the first issue: micro-averaged F1.
FLOORS = {
    "criteria": 0.95,
    "deductions": 0.95,
    "tasks": 0.85,
    "assignees": 0.85,
    "deadlines": 0.85,
    "findings": 0.85,
    "targets": 0.80,
    "header fields": 0.80,
}
LOSS = 0.05


@pytest.fixture(scope="module")
def originals() -> dict[str, float]:
    """F1 by type on the five documents as they are."""
    return f1([(truth(name), to_plain(read_file(source(name)))) for name in NAMES])


@pytest.mark.parametrize("kind", FLOORS)
def test_the_five_documents_reach_the_figures(originals: dict[str, float], kind: str) -> None:
    assert originals[kind] >= FLOORS[kind]


@pytest.mark.slow
def test_mutants_lose_little(originals: dict[str, float], tmp_path: Path) -> None:
    pairs: dict[str, list[tuple[dict[str, Any], dict[str, Any]]]] = defaultdict(list)
    for name in NAMES:
        for mutant in mutants(source(name).read_text(encoding="utf-8"), truth(name), seed=1):
            changed = tmp_path / f"{name}.txt"
            changed.write_text(mutant.text, encoding="utf-8")
            pairs[mutant.kind].append((mutant.truth, to_plain(read_file(changed))))
    lost = {
        (kind, item): originals[item] - value
        for kind, found in pairs.items()
        for item, value in f1(found).items()
        if item in FLOORS and originals[item] - value > LOSS
    }
    assert len(pairs) == 5
    assert lost == {}


@pytest.mark.slow
@pytest.mark.parametrize(("suffix", "write"), [("docx", to_docx), ("pdf", to_pdf), ("xlsx", to_xlsx)])
def test_office_formats_lose_little(
    originals: dict[str, float], tmp_path: Path, suffix: str, write: Callable[[Document, Path], None]
) -> None:
    pairs = []
    for name in NAMES:
        copy = tmp_path / f"{name}.{suffix}"
        write(read_document(source(name)), copy)
        pairs.append((truth(name), to_plain(read_file(copy))))
    found = f1(pairs)
    lost = {item: originals[item] - found[item] for item in FLOORS if originals[item] - found[item] > LOSS}
    assert lost == {}
