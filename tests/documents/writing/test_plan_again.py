"""A plan that was written is read with exactly its own tasks, and the plan of that plan has no more of them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from namro.core.improvement import draft_plan
from namro.core.improvement.plan import Plan
from namro.core.printed import Task
from namro.demo.samples import ANNEX_PLAN, SHEET
from namro.documents import read_file
from namro.documents.writing import write_plan
from namro.documents.writing.wording import full_name, signing_words
from tests.real.published import NAMES, needs_documents, source


@pytest.mark.parametrize("layout", ["annex", "blocks"])
@pytest.mark.parametrize("path", [ANNEX_PLAN, SHEET], ids=lambda path: path.name)
def test_plans_of_samples(tmp_path: Path, path: Path, layout: str) -> None:
    check(path, tmp_path, layout)


@pytest.mark.slow
@needs_documents
@pytest.mark.parametrize("layout", ["annex", "blocks"])
@pytest.mark.parametrize("name", NAMES)
def test_plans_of_real_documents(tmp_path: Path, name: str, layout: str) -> None:
    check(source(name), tmp_path, layout)


def check(path: Path, folder: Path, layout: str) -> None:
    plan = draft_plan(read_file(path))
    for suffix in (".docx", ".pdf"):
        written = folder / f"plan{suffix}"
        write_plan(plan, written, layout=layout)
        again = read_file(written)
        assert sorted(map(said, again.tasks)) == sorted(map(said, tasks_of(plan)))
        assert len(tasks_of(draft_plan(again))) == len(again.tasks)


def tasks_of(plan: Plan) -> list[Task]:
    return [
        Task(section="", text=t.text, lead=t.lead, collaborators=t.collaborators, due=t.due, deliverable=t.deliverable)
        for group in plan.groups
        for t in group.tasks
    ]


def said(task: Task) -> tuple[object, ...]:
    return plain(task.text), task.lead, task.collaborators, task.due, plain(task.deliverable)


def plain(text: str | None) -> str:
    return " ".join(re.sub(r"[;.]+", " ", text or "").split())


@pytest.mark.parametrize(
    ("body", "capacity", "role", "lines"),
    [
        ("UBND xã A", None, "Chủ tịch", ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH")),
        ("UBND xã A", "TM. Ủy ban nhân dân", "Chủ tịch", ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH")),
        (
            "UBND xã A",
            "TM. Ủy ban nhân dân kt",
            "Phó Chủ tịch",
            ("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"),
        ),
        ("Sở Nội vụ", None, "Giám đốc", ("GIÁM ĐỐC",)),
        ("UBND xã A", None, None, ()),
    ],
)
def test_who_signs_for_a_committee(body: str, capacity: str | None, role: str | None, lines: tuple[str, ...]) -> None:
    assert signing_words(body, capacity, role) == lines


def test_the_field_of_an_office_has_a_capital() -> None:
    assert full_name("Sở công thương") == "Sở Công thương"
