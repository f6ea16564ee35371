"""Criteria sets that come with the program: `data/frameworks/<id>/<edition>.yaml`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

_NAME = re.compile(r"(\d{4}-\d{2}-\d{2})\.yaml")


@dataclass(frozen=True, slots=True)
class Shipped:
    """One shipped edition, its text not looked into."""

    framework: str
    edition: str
    text: str

    @property
    def key(self) -> str:
        """How a form names it."""
        return f"{self.framework}/{self.edition}"


@cache
def shipped_sets() -> dict[str, Shipped]:
    """Return the shipped editions by key: sets by id, the newest edition first."""
    found = []
    root = files("namro.data") / "frameworks"
    for folder in root.iterdir() if root.is_dir() else ():
        for file in folder.iterdir() if folder.is_dir() else ():
            if name := _NAME.fullmatch(file.name):
                found.append(Shipped(folder.name, name.group(1), file.read_text("utf-8")))
    found.sort(key=lambda one: one.edition, reverse=True)
    found.sort(key=lambda one: one.framework)
    return {one.key: one for one in found}
