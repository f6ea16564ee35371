"""How much of the shared documents is recognised, as they are and as mutants, by the scorer that lies beside them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from types import ModuleType
from typing import Any

from namro.cli.checkout import ROOT, load_file
from namro.core.printed.plain import to_plain
from namro.documents import read_file

#: The figure's key, and the scorer's name of the type.
TYPES = {
    "f1_criteria": "criteria",
    "f1_deductions": "deductions",
    "f1_tasks": "tasks",
    "f1_assignees": "assignees",
    "f1_deadlines": "deadlines",
    "f1_findings": "findings",
    "f1_targets": "targets",
    "f1_header": "header fields",
}

Figures = dict[str, float]


@dataclass(frozen=True)
class Accuracy:
    """Micro averages by key of TYPES; how far each kind of mutant falls below its originals; the number of mutants."""

    figures: Figures
    losses: dict[str, Figures] = field(default_factory=dict)
    mutants: int = 0

    @property
    def worst_loss(self) -> float:
        """The deepest fall of any type on any kind of mutant; 0 when none falls."""
        return max((loss for losses in self.losses.values() for loss in losses.values()), default=0.0)


def shared_documents() -> list[Path]:
    """Return the documents in the folder beside the checkout that have a truth; none where the folder is absent."""
    folder = ROOT.parent / "shared" / "documents" if ROOT else Path()
    return [text for text in sorted(folder.glob("*.txt")) if _truth_path(text).exists()]


def measure_accuracy(documents: Iterable[Path], *, seeds: Iterable[int]) -> Accuracy | None:
    """Score all documents and their mutants; None when the scorer or the maker of mutants is not there."""
    texts = {path: path.read_text("utf-8") for path in documents}
    if not texts or ROOT is None:
        return None
    scorer = load_file(next(iter(texts)).parent / "score.py")
    maker = load_file(ROOT / "tests" / "documents" / "mutants.py")
    if scorer is None or maker is None:
        return None
    truths = {path: scorer.load(_truth_path(path)) for path in texts}
    originals = {path: scorer.score(truths[path], to_plain(read_file(path))) for path in texts}
    scored: dict[str, list[tuple[Path, dict[str, Any]]]] = {}
    with TemporaryDirectory() as folder:
        for seed in seeds:
            for path, text in texts.items():
                for mutant in maker.mutants(text, truths[path], seed=seed):
                    copy = Path(folder) / path.name
                    copy.write_text(mutant.text, "utf-8")
                    found = scorer.score(mutant.truth, to_plain(read_file(copy)))
                    scored.setdefault(mutant.kind, []).append((path, found))
    losses = {kind: _fall(scorer, originals, changed=changed) for kind, changed in scored.items()}
    figures = _micro(scorer, originals.values())
    return Accuracy(figures, losses, sum(len(changed) for changed in scored.values()))


def _fall(
    scorer: ModuleType, originals: dict[Path, dict[str, Any]], *, changed: list[tuple[Path, dict[str, Any]]]
) -> Figures:
    """How far the mutants of one kind fall below the originals they were made from."""
    before = _micro(scorer, (originals[path] for path, _ in changed))
    after = _micro(scorer, (found for _, found in changed))
    return {key: before[key] - after.get(key, 0.0) for key in before}


def _micro(scorer: ModuleType, scores: Iterable[dict[str, Any]]) -> Figures:
    """Micro averages over several documents, as `score.py --dir` takes them."""
    sums: dict[str, Any] = {}
    for score in scores:
        for name, tally in score.items():
            sums.setdefault(name, scorer.Tally()).add(tally)
    found = {key: sums[name].prf()[2] for key, name in TYPES.items() if name in sums}
    return {key: value for key, value in found.items() if value is not None}


def _truth_path(document: Path) -> Path:
    return document.parent / "truth" / f"{document.stem}.yaml"
