"""`namro bench read`: accuracy on the shared documents, time for each, for a long one, and for a second demo."""

from __future__ import annotations

import sys
from importlib.resources import as_file, files
from pathlib import Path
from tempfile import TemporaryDirectory

from namro.cli.bench import Measured
from namro.cli.bench_accuracy import Accuracy, measure_accuracy, shared_documents
from namro.cli.bench_commands import command_seconds, demo_restart_seconds, reading_seconds, write_long_documents

SEED = 2026
PAGES = 200


def measure(size: str) -> Measured:
    """Take all figures; those that need the shared documents are left out, and that is said, where these are absent."""
    documents = shared_documents()
    rounds = 5 if size == "full" else 1
    accuracy = measure_accuracy(documents, seeds=range(SEED, SEED + rounds)) or Accuracy({})
    figures = dict(accuracy.figures)
    if figures:
        figures["f1_mutants_loss_max"] = accuracy.worst_loss
        figures["read_s_max"] = max(command_seconds("read", str(path)) for path in documents)
        _explain(accuracy)
    else:
        print("Không có ../shared/documents: bỏ các số f1_* và read_s_max.", file=sys.stderr)
    with TemporaryDirectory() as name:
        folder = Path(name)
        with as_file(files("namro.demo") / "sample" / "phieu-cham-diem-2025.md") as sheet:
            long_documents = write_long_documents(sheet, folder, pages=PAGES)
        figures["read_200p_s"] = max(reading_seconds(path) for path in long_documents)
        figures["demo_restart_s"] = demo_restart_seconds(folder)
    sizes = f"{len(documents)} documents, {accuracy.mutants} mutants, .docx and .pdf of {PAGES} pages"
    return Measured(figures, seed=SEED, sizes=sizes)


def _explain(accuracy: Accuracy) -> None:
    for kind, losses in accuracy.losses.items():
        print(f"{kind}: " + ", ".join(f"{key} {0 - round(loss, 3):+}" for key, loss in losses.items()), file=sys.stderr)
