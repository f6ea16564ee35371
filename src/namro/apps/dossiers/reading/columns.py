"""The columns of dossier files and the words for them, as `dossier_columns.yaml` has them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, cast

from namro.core.base.folding import fold, tidy
from namro.core.base.yamlfile import load_data


@dataclass(frozen=True, slots=True)
class Column:
    """A column of ours, its title for people, and the headings it is known by."""

    name: str
    title: str
    names: tuple[str, ...]
    required: bool


@cache
def columns() -> tuple[Column, ...]:
    """Return all columns in their order."""
    data = cast(Mapping[str, Any], load_data("dossier_columns.yaml"))
    asked = set(data["required"])
    return tuple(
        Column(name, said["title"], tuple(said["names"]), name in asked) for name, said in data["columns"].items()
    )


@cache
def words(kind: str) -> Mapping[str, str]:
    """Return our word by each folded word of files: of `statuses`, `units`, `channels`."""
    data = cast(Mapping[str, Any], load_data("dossier_columns.yaml"))
    return {key_of(word): str(ours) for ours, known in data[kind].items() for word in known}


def key_of(text: str) -> str:
    """Return a heading or word without what people write differently."""
    return fold(tidy(str(text))).replace("_", " ").strip(" .:*")


def proposed(header: Sequence[str], remembered: Mapping[str, str]) -> dict[str, str]:
    """Return the heading of the file by column: as it was chosen last time, else by the names we know."""
    there = {key_of(heading): heading for heading in reversed(header) if heading.strip()}
    found: dict[str, str] = {}
    for column in columns():
        known = (remembered.get(column.name, ""), column.name, column.title, *column.names)
        heading = next((there[key_of(name)] for name in known if name and key_of(name) in there), None)
        if heading is not None and heading not in found.values():
            found[column.name] = heading
    return found


def missing(chosen: Mapping[str, str]) -> list[str]:
    """Return the titles of required columns for which no heading was chosen."""
    return [column.title for column in columns() if column.required and not chosen.get(column.name)]


def places(header: Sequence[str], chosen: Mapping[str, str], wanted: Iterable[str]) -> list[int]:
    """Return where each wanted column stands in a row; −1 for one that the file does not have."""
    at = {heading: place for place, heading in reversed(list(enumerate(header)))}
    return [at.get(chosen.get(name, ""), -1) for name in wanted]
