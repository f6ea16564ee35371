"""The shared folder with real documents, their truths and their scorer; absent on most machines."""

from __future__ import annotations

import importlib.util
from functools import lru_cache
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
import yaml

SHARED = Path(__file__).resolve().parents[3] / "shared"
DOCUMENTS = SHARED / "documents"
NAMES = ("chu-pah-2022", "dai-lanh-2024", "pho-chau-2024", "phu-thuong-2022", "tam-phuoc-2022")

needs_documents = pytest.mark.skipif(
    not DOCUMENTS.is_dir(),
    reason=f"the real documents are not here ({DOCUMENTS.parent.name}/documents beside the project)",
)


def source(name: str) -> Path:
    """The text of a real document."""
    return DOCUMENTS / f"{name}.txt"


@lru_cache
def truth(name: str) -> dict[str, Any]:
    """The hand-made truth of a real document."""
    data: dict[str, Any] = yaml.safe_load((DOCUMENTS / "truth" / f"{name}.yaml").read_text(encoding="utf-8"))
    return data


@lru_cache
def scorer() -> ModuleType:
    """The scorer that belongs to the truths."""
    spec = importlib.util.spec_from_file_location("published_score", DOCUMENTS / "score.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def f1(pairs: list[tuple[dict[str, Any], dict[str, Any]]]) -> dict[str, float]:
    """Micro-averaged F1 by item type over (truth, prediction) pairs; types that occur on no side are left out."""
    score = scorer()
    totals: dict[str, Any] = {}
    for expected, found in pairs:
        for kind, tally in score.score(expected, found).items():
            totals.setdefault(kind, score.Tally()).add(tally)
    return {kind: tally.prf()[2] for kind, tally in totals.items() if tally.prf()[2] is not None}
