"""The bench: its contract, its page, and that it says what it could not measure."""

from __future__ import annotations

import re
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from namro.cli import bench, bench_accuracy, bench_commands, bench_pages, bench_plan
from namro.cli.bench import Measured
from namro.cli.main import main
from namro.core.base.clock import system_clock
from namro.demo.filling import fill_people
from namro.demo.following import fill_work
from tests.house.sources import PACKAGE

SHEET = PACKAGE / "demo" / "sample" / "phieu-cham-diem-2025.md"


@pytest.fixture
def measured(monkeypatch: pytest.MonkeyPatch) -> None:
    """A bench that has measured already."""
    figures = Measured({"f1_tasks": 0.91, "read_s_max": 0.4126}, seed=7, sizes="5 documents")
    monkeypatch.setattr("namro.cli.bench_read.measure", lambda size: figures)


@pytest.mark.usefixtures("measured")
def test_one_line_for_each_figure_then_one_on_the_machine(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["bench", "read"]) == 0
    *figures, about = capsys.readouterr().out.splitlines()
    assert figures == ["f1_tasks: 0.910", "read_s_max: 0.413"]
    assert re.search(r"\d+ cores.*Python 3.*; seed 7; 5 documents; load \d", about)


@pytest.mark.usefixtures("measured")
def test_write_replaces_its_own_section_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page = tmp_path / "docs" / "benchmarks.md"
    page.parent.mkdir()
    page.write_text("# B\n\n<!-- bench read: start -->\nold\n<!-- bench read: end -->\nkept\n", "utf-8")
    monkeypatch.setattr(bench, "ROOT", tmp_path)
    options = bench.argparse.Namespace(name="read", size="full", write=True)
    for _ in range(2):
        bench.run(options, clock=lambda: datetime(2026, 11, 20, tzinfo=UTC))
        text = page.read_text("utf-8")
        assert "$ namro bench read --size full --write\nf1_tasks: 0.910\nread_s_max: 0.413\n" in text
        assert "2026-11-20" in text
        assert "old" not in text
        assert text.endswith("<!-- bench read: end -->\nkept\n")


@pytest.mark.usefixtures("measured")
def test_write_needs_a_checkout(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(bench, "ROOT", None)
    assert main(["bench", "read", "--write"]) == 2
    assert "thư mục mã nguồn" in capsys.readouterr().err


def test_without_the_shared_documents_there_is_no_accuracy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bench_accuracy, "ROOT", tmp_path / "alone")
    assert bench_accuracy.shared_documents() == []
    assert bench_accuracy.measure_accuracy([], seeds=[1]) is None


@pytest.mark.skipif(not bench_accuracy.shared_documents(), reason="no shared documents beside this checkout")
def test_accuracy_of_one_document_and_its_mutants() -> None:
    shortest = min(bench_accuracy.shared_documents(), key=lambda path: path.stat().st_size)
    accuracy = bench_accuracy.measure_accuracy([shortest], seeds=[1, 2])
    assert accuracy is not None
    assert accuracy.figures["f1_tasks"] > 0.8
    assert set(accuracy.losses) == {"renumbered", "ocr", "split", "synonyms"}  # it has no table
    assert 4 <= accuracy.mutants <= 8  # not every seed picks a synonym that occurs in it
    assert accuracy.worst_loss == max(max(losses.values()) for losses in accuracy.losses.values())


def test_long_documents_have_their_pages_and_can_be_read(tmp_path: Path) -> None:
    docx, pdf = bench_commands.write_long_documents(SHEET, tmp_path, pages=3)
    for path in (docx, pdf):
        assert bench_commands.reading_seconds(path) > 0


SLOW_AT_FIRST = """
import socket, sys
body = b"HTTP/1.0 200 OK\\r\\n\\r\\n"
with socket.create_server(("127.0.0.1", int(sys.argv[1]))) as server:
    silent = server.accept()
    server.accept()[0].close()
    answered, _ = server.accept()
    answered.recv(1000)
    answered.sendall(body)
    answered.close()
    server.accept()
"""


def test_a_site_slow_to_answer_is_asked_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def command(*arguments: str) -> list[str]:
        return [sys.executable, "-c", SLOW_AT_FIRST, arguments[arguments.index("--port") + 1]]

    monkeypatch.setattr(bench_commands, "_command", command)
    monkeypatch.setattr(bench_commands, "_ANSWER_S", 0.5)
    with bench_commands.running_demo(tmp_path) as address:
        assert address.startswith("http://127.0.0.1:")


@pytest.mark.django_db
def test_work_is_measured_the_same_for_the_same_seed() -> None:
    fill_people("only for tests", system_clock, communes=1)
    plans = [fill_work(100, seed=5, clock=system_clock) for _ in range(2)]
    assert [plan.tasks.count() for plan in plans] == [0, 100]  # the second one stands in place of the first
    taken = [bench_pages.answers("board", "lanhdao", "/bang", rounds=1)["board_queries"]]
    fill_work(300, seed=5, clock=system_clock)
    taken.append(bench_pages.answers("board", "lanhdao", "/bang", rounds=1)["board_queries"])
    assert 0 < taken[0] == taken[1] <= 12
    assert 50 < bench_plan._weight("lanhdao", "/bang") < 150
