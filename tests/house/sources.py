"""The project's own files, as the house tests look at them."""

from __future__ import annotations

import ast
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "src" / "namro"

#: Folders that are made, not written.
MADE = {".git", ".venv", "var", "build", "dist", "__pycache__", "namro.egg-info"}


@cache
def modules() -> dict[str, ast.Module]:
    """Every module of the package by its path under `src/namro`, migrations left out (Django writes them)."""
    return {
        path.relative_to(PACKAGE).as_posix(): ast.parse(path.read_text("utf-8"), filename=str(path))
        for path in sorted(PACKAGE.rglob("*.py"))
        if "migrations" not in path.parts
    }


def imports(tree: ast.Module) -> Iterator[tuple[str, int]]:
    """Yield (absolute module name, line) of every import in a module, those inside functions included."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            yield node.module, node.lineno


def written_files(*suffixes: str) -> Iterator[Path]:
    """Yield the text files of the repository that people wrote, all or those with one of the suffixes."""
    for path in sorted(ROOT.rglob("*")):
        parts = path.relative_to(ROOT).parts
        hidden = any(p.startswith(".") and p not in {".ci", ".gitignore"} for p in parts)
        if path.is_file() and not hidden and not MADE & set(parts) and (not suffixes or path.suffix in suffixes):
            yield path


@cache
def project() -> dict[str, Any]:
    """The content of pyproject.toml."""
    return tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
