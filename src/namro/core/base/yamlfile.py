"""The one door to PyYAML: plain data only, read with the C loader where there is one."""

from __future__ import annotations

from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

import yaml

from namro.core.base.errors import NamroError

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def load(source: Path | Traversable | str) -> Any:
    """Return the data of a YAML file, or of YAML text when `source` is a string.

    Raises NamroError with the file and line when it is not YAML.
    """
    text = source if isinstance(source, str) else source.read_text(encoding="utf-8")
    name = "văn bản YAML" if isinstance(source, str) else source.name
    try:
        return yaml.load(text, Loader=_Loader)  # noqa: S506  # a safe loader, only the C one
    except yaml.MarkedYAMLError as error:
        line = f", dòng {error.problem_mark.line + 1}" if error.problem_mark else ""
        raise NamroError(f"{name}{line}: không đọc được YAML ({error.problem}).", code="bad_yaml") from error


def load_data(name: str) -> Any:
    """Return one of the product's own data files, `causes.yaml` for example."""
    return load(files("namro.data") / name)
