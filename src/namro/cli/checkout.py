"""What only a checkout of the source has: its own tests and papers, and the shared documents beside it."""

from __future__ import annotations

import sys
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType

import namro


def _find_root() -> Path | None:
    root = Path(namro.__file__).resolve().parents[2]
    return root if (root / "pyproject.toml").exists() else None


#: The checkout that this program runs from, or None when it was installed from a package.
ROOT = _find_root()


def load_file(path: Path) -> ModuleType | None:
    """Return the Python file at `path` as a module, or None where there is no such file."""
    if not path.exists():
        return None
    spec = spec_from_file_location(f"_beside_namro_{path.stem}", path)
    if spec is None or spec.loader is None:
        return None
    module = sys.modules[spec.name] = module_from_spec(spec)  # known by name: dataclasses look themselves up
    spec.loader.exec_module(module)
    return module
