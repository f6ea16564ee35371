"""The papers of the house keep up with it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from namro.cli.main import COMMANDS
from namro.core.assessment.causes import cause_labels
from namro.core.assessment.rows import CODES
from namro.core.improvement.dispositions import disposition_labels
from tests.house.sources import PACKAGE, ROOT, project

DOCS = ROOT / "docs"


def rooms() -> list[str]:
    """Packages of the first two storeys, `core/base` and so on, without the folders that Django asks for."""
    found = [p.parent for depth in ("*", "*/*") for p in PACKAGE.glob(f"{depth}/__init__.py")]
    return sorted(p.relative_to(PACKAGE).as_posix() for p in found if p.name not in {"migrations", "templatetags"})


@pytest.mark.parametrize("room", rooms())
def test_architecture_names_every_room(room: str) -> None:
    assert f"`{room}`" in (DOCS / "architecture.md").read_text("utf-8")


@pytest.mark.parametrize("readme", ["README.md", "README.vi.md"])
def test_both_readmes_name_both_make_commands_and_every_command(readme: str) -> None:
    text = (ROOT / readme).read_text("utf-8")
    expected = ["make demo", "make test", *(f"namro {name}" for name in COMMANDS)]
    assert [e for e in expected if e not in text] == []


def test_decisions_give_reason_and_licence_of_every_library() -> None:
    table = (DOCS / "decisions.md").read_text("utf-8")
    about = project()["project"]
    asked = [*about["dependencies"], *(one for extra in about["optional-dependencies"].values() for one in extra)]
    for source in ("build.in", "dev.in"):
        asked += [x for x in (ROOT / "requirements" / source).read_text("utf-8").splitlines() if not x.startswith("#")]
    names = [re.split(r"[<>=\[ ]", a)[0] for a in asked]
    rows = {row.split("|")[1].strip().lower(): row for row in table.splitlines() if row.startswith("| ")}
    missing = [n for n in names if n.lower() not in rows or not all(c.strip() for c in rows[n.lower()].split("|")[2:4])]
    assert missing == []


@pytest.mark.parametrize("words", [cause_labels(), disposition_labels(), CODES], ids=["cause", "disposition", "audit"])
def test_glossary_has_every_code_with_its_words(words: dict[str, str]) -> None:
    text = (DOCS / "glossary.md").read_text("utf-8")
    assert [code for code, word in words.items() if f"| {code} | {word} |" not in text] == []


def test_changelog_has_the_current_version() -> None:
    assert f"## {project()['project']['version']}" in (ROOT / "CHANGELOG.md").read_text("utf-8")


@pytest.mark.parametrize("paper", sorted([*ROOT.glob("*.md"), *DOCS.glob("*.md")]), ids=lambda p: p.name)
def test_links_between_papers_lead_somewhere(paper: Path) -> None:
    links = re.findall(r"\]\((?!https?:|#)([^)#]+)", paper.read_text("utf-8"))
    assert [link for link in links if not (paper.parent / link).exists()] == []


def test_licence_is_apache() -> None:
    text = (ROOT / "LICENSE").read_text("utf-8")
    assert "Apache License" in text
    assert "Version 2.0, January 2004" in text
