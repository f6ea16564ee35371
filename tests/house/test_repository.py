"""What the repository may not hold, and what it must."""

from __future__ import annotations

import re
import subprocess
from importlib import metadata
from pathlib import Path

import pytest

from tests.house.sources import PACKAGE, ROOT, project, written_files

PINS = sorted((ROOT / "requirements").glob("*.txt"))

#: What the core may stand on: licences that put no condition on handing the product on under Apache-2.0.
LICENCES = ("Apache", "BSD", "MIT", "PSF", "Python Software Foundation")
#: Taken unchanged, with a line in docs/decisions.md: the licence's condition is on changed files of the library itself.
UNCHANGED = {"certifi": "MPL-2.0"}

BINARY = {".docx", ".xlsx", ".pdf", ".png", ".ttf", ".woff2", ".mo"}


def pinned(path: Path) -> dict[str, str]:
    """Name and whole entry of every line of a hashed requirements file."""
    text = path.read_text("utf-8").replace("\\\n", " ")
    entries = [line for line in text.splitlines() if line.strip() and not line.lstrip().startswith("#")]
    return {re.split(r"[=<>;\[ ]", entry, maxsplit=1)[0]: entry for entry in entries}


@pytest.mark.parametrize("path", PINS, ids=lambda p: p.name)
def test_every_pin_is_exact_and_hashed(path: Path) -> None:
    loose = [e for e in pinned(path).values() if "==" not in e or "--hash=sha256:" not in e]
    assert loose == []


def test_core_pins_are_cut_from_the_same_resolution() -> None:
    core, dev = pinned(ROOT / "requirements/core.txt"), pinned(ROOT / "requirements/dev.txt")
    assert {n: (e, dev.get(n)) for n, e in core.items() if dev.get(n) != e} == {}


def test_every_dependency_is_pinned() -> None:
    about = project()["project"]
    asked = [*about["dependencies"], *about["optional-dependencies"]["analytics"]]
    names = {re.split(r"[<>=\[ ]", d)[0].lower() for d in asked}
    assert names <= set(pinned(ROOT / "requirements/core.txt"))


def test_licences_of_the_core_libraries_go_with_apache() -> None:
    strange = {}
    for name, entry in pinned(ROOT / "requirements/core.txt").items():
        if "sys_platform == 'win32'" in entry:
            continue
        about = metadata.metadata(name)
        classifiers = [c for c in about.get_all("Classifier") or [] if c.startswith("License ::")]
        licence = " ".join([about.get("License-Expression") or "", about.get("License") or "", *classifiers])
        if not any(word in licence for word in (*LICENCES, *filter(None, [UNCHANGED.get(name)]))):
            strange[name] = licence
    assert strange == {}


def test_no_index_address_and_no_path_of_one_machine() -> None:
    banned = re.compile(
        r"(?:--(?:extra-)?index-url|^\s*(?:extra-)?index-url|\"resolved\":\s*\"http|registry\s*=\s*\"?http"
        r"|(?<![\w./])/(?:work|root|home/\w+)/)",
        re.MULTILINE,
    )
    found = {}
    for path in written_files():
        if path.suffix in {".docx", ".woff2", ".ttf", ".png", ".mo", ".xlsx", ".pdf", ".sqlite3"} or path == Path(
            __file__
        ):
            continue
        if hit := banned.search(path.read_text("utf-8")):
            found[str(path.relative_to(ROOT))] = hit.group()
    assert found == {}


def test_every_file_of_the_package_is_shipped() -> None:
    patterns = project()["tool"]["setuptools"]["package-data"]["namro"]
    files = [p.relative_to(PACKAGE) for p in PACKAGE.rglob("*") if p.is_file() and "__pycache__" not in p.parts]
    assert [str(f) for f in files if f.suffix != ".py" and not any(f.match(pattern) for pattern in patterns)] == []


def test_pages_load_nothing_from_another_host() -> None:
    foreign = re.compile(r"""(?:src|href|action)\s*=\s*["']?(?:https?:)?//|@import|url\(\s*["']?(?:https?:)?//""")
    pages = [p for p in PACKAGE.rglob("*") if p.suffix in {".html", ".css", ".svg"}]
    assert {str(p.relative_to(PACKAGE)) for p in pages if foreign.search(p.read_text("utf-8"))} == set()


def test_missing_venv_is_told_in_one_sentence(tmp_path: Path) -> None:
    """A Debian Python without ensurepip: right version, no way to make an environment."""
    fake = tmp_path / "python3"
    fake.write_text('#!/bin/sh\ncase "$2" in *ensurepip*) exit 1;; *) exit 0;; esac\n')
    fake.chmod(0o755)
    made = make_environment(tmp_path)
    assert made.returncode == 1
    assert made.stderr == "Thiếu gói python3-venv. Chạy: apt install python3-venv, rồi gọi lại lệnh này.\n"


def test_missing_python_is_told(tmp_path: Path) -> None:
    made = make_environment(tmp_path)
    assert made.returncode == 1
    assert made.stderr.startswith("Không tìm thấy Python 3.11")


def make_environment(path: Path) -> subprocess.CompletedProcess[str]:
    command = ["/bin/sh", str(ROOT / "requirements/venv.sh")]
    return subprocess.run(command, cwd=path, env={"PATH": str(path)}, capture_output=True, text=True, check=False)
