"""Who may import whom, and what each floor may take from outside."""

from __future__ import annotations

import subprocess
import sys
import textwrap

from tests.house.sources import PACKAGE, ROOT, imports, modules, project

#: What the core takes besides the standard library, and the only places that may.
CORE_LIBRARIES = {"yaml": "core/base/yamlfile.py", "numpy": "core/", "dateutil": "core/timetable/"}
#: Where reading apart is told to read here instead.
APART = "documents/reading/apart.py"


def run(code: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", textwrap.dedent(code)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


def test_import_contracts_hold() -> None:
    found = run("from importlinter.cli import lint_imports_command as main; main(['--no-logo', '--no-cache'])")
    assert found.returncode == 0, found.stdout + found.stderr


def test_contracts_are_exhaustive_and_cover_the_house_and_the_core() -> None:
    contracts = project()["tool"]["importlinter"]["contracts"]
    assert all(c["type"] == "layers" and c["exhaustive"] for c in contracts)
    covered = {container for c in contracts for container in c["containers"]}
    assert {"namro", "namro.core", "namro.documents", "namro.apps"} <= covered


def test_every_folder_with_python_is_a_package() -> None:
    folders = {path.parent for path in PACKAGE.rglob("*.py")}
    assert [str(f.relative_to(PACKAGE)) for f in folders if not (f / "__init__.py").exists()] == []


def test_core_takes_only_the_standard_library_and_three_named_ones() -> None:
    strange = []
    for path, tree in modules().items():
        if not path.startswith("core/"):
            continue
        for name, line in imports(tree):
            top = name.split(".")[0]
            allowed = top in sys.stdlib_module_names or top == "namro"
            if not allowed and not path.startswith(CORE_LIBRARIES.get(top, "nowhere")):
                strange.append(f"{path}:{line} imports {name}")
    assert strange == []


def test_only_the_demo_reads_files_without_a_process_of_their_own() -> None:
    users = [path for path in modules() if path != APART and "own_files" in (PACKAGE / path).read_text("utf-8")]
    assert users
    assert all(path.startswith("demo/") for path in users)


def test_core_documents_and_analytics_import_without_django() -> None:
    found = run(
        """
        import importlib, pkgutil, sys

        class NoDjango:
            def find_spec(self, name, path=None, target=None):
                if name.split(".")[0] == "django":
                    raise ImportError(f"{name} is not for this floor")

        sys.meta_path.insert(0, NoDjango())
        import namro.analytics, namro.core, namro.documents
        for room in (namro.core, namro.documents, namro.analytics):
            for module in pkgutil.walk_packages(room.__path__, room.__name__ + "."):
                importlib.import_module(module.name)
        """
    )
    assert found.returncode == 0, found.stderr


def test_help_of_the_command_loads_neither_django_nor_office_libraries() -> None:
    found = run(
        """
        import sys
        from namro.cli.main import main
        try:
            main(["--help"])
        except SystemExit:
            pass
        office = {"docx", "openpyxl", "typst", "pypdfium2", "python_calamine", "xlsxwriter", "pyhanko"}
        heavy = {"django", "duckdb", "ibis", *office}
        sys.exit(" ".join(sorted(heavy & set(sys.modules))) or 0)
        """
    )
    assert found.returncode == 0, found.stderr
