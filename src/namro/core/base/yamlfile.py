"""The one door to PyYAML: plain data only, read with the C loader where there is one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any, NamedTuple

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


def data_text(name: str) -> str:
    """Return the text of one of the product's own data files, for those that are copied rather than read."""
    return (files("namro.data") / name).read_text(encoding="utf-8")


class BadYaml(Exception):
    """The text is not YAML: the line, counted from 1, and the parser's own words."""

    def __init__(self, line: int, problem: str) -> None:
        super().__init__(problem)
        self.line = line
        self.problem = problem


class Event(NamedTuple):
    """One step of the parser: `document`, `mapping`, `sequence`, `scalar`, `alias`, or `end` of what was opened."""

    kind: str
    line: int
    text: str = ""
    plain: bool = False
    anchor: str | None = None
    tag: str | None = None


def events(text: str) -> Iterator[Event]:
    """Yield what the parser meets in `text`. Raises `BadYaml`."""
    try:
        event: Any  # each kind of event has attributes of its own
        for event in yaml.parse(text, Loader=_Loader):
            kind = _KINDS.get(type(event))
            if kind == "scalar":
                tag = event.tag if not any(event.implicit) else None
                line = event.start_mark.line + 1
                yield Event("scalar", line, event.value, event.implicit[0], event.anchor, tag)
            elif kind == "alias":
                yield Event("alias", event.start_mark.line + 1, event.anchor)
            elif kind in ("mapping", "sequence"):
                tag = None if event.implicit else event.tag
                yield Event(kind, event.start_mark.line + 1, anchor=event.anchor, tag=tag)
            elif kind:
                yield Event(kind, event.start_mark.line + 1)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise BadYaml(mark.line + 1 if mark else 0, str(error.problem)) from error
    except (yaml.YAMLError, ValueError) as error:  # a character YAML does not allow; half of a surrogate pair
        raise BadYaml(_forbidden_line(text), str(getattr(error, "reason", error))) from error


_KINDS = {
    yaml.ScalarEvent: "scalar",
    yaml.AliasEvent: "alias",
    yaml.MappingStartEvent: "mapping",
    yaml.SequenceStartEvent: "sequence",
    yaml.MappingEndEvent: "end",
    yaml.SequenceEndEvent: "end",
    yaml.DocumentStartEvent: "document",
}
_FORBIDDEN = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def _forbidden_line(text: str) -> int:
    found = _FORBIDDEN.search(text)
    return text.count("\n", 0, found.start()) + 1 if found else 0
