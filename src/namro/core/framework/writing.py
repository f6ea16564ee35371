"""A criteria set as the text of its file: one writing for one set, which reads back as the same set."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

from namro.core.framework.fields import BOOLEANS, SWITCHES, written
from namro.core.framework.model import Framework
from namro.core.framework.plain import Plain, Quoted, Word, plain_set

_WIDE = 120
#: Written one below the other; everything else stands in one line where it fits.
_BLOCKS = frozenset({"criteria", "bands", "adjustments", "bonus", "penalty", "inputs"})
#: Words that some reader of YAML takes for something else than text.
_TAKEN = SWITCHES | BOOLEANS.keys() | {"null", "y", "n"}
_SAFE = re.compile(r"[^\W\d_](?:[\w .,;/()%+&!?“”–…*=<>≥≤'-]|:(?=\w))*")
_SAFE_IN_FLOW = re.compile(r"[^\W\d_][\w ./()%+&!–…*=<>≥≤'-]*")
_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t"}


def write_framework(framework: Framework) -> str:
    """Return the text of the set's file. `parse_framework` of it gives the same set."""
    return "\n".join(_mapping(plain_set(framework), 0)) + "\n"


def text_scalar(text: str, *, flow: bool = False) -> str:
    """Write a text, in quotes where it would be read as something else."""
    safe = _SAFE_IN_FLOW if flow else _SAFE
    if safe.fullmatch(text) and text.lower() not in _TAKEN and text.isprintable() and not text.endswith(" "):
        return text
    return '"' + "".join(_escaped(character) for character in text) + '"'


def _escaped(character: str) -> str:
    if character in _ESCAPES:
        return _ESCAPES[character]
    if character.isprintable():
        return character
    code = ord(character)
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def _mapping(values: Plain, indent: int) -> list[str]:
    """Return the lines of a mapping in block style."""
    lines: list[str] = []
    for key, value in values.items():
        head = f"{' ' * indent}{text_scalar(key)}:"
        if key in _BLOCKS and isinstance(value, dict):
            lines += [head, *_mapping(value, indent + 2)]
        elif (key in _BLOCKS or key == "items") and isinstance(value, list):
            lines += [head, *_list(key, value, indent + 2)]
        else:
            lines.append(f"{head} {_in_line(value, len(head) + 1, indent + 2)}")
    return lines


def _list(key: str, values: list[Any], indent: int) -> list[str]:
    lines: list[str] = []
    for value in values:
        if key == "bands":
            lines.append(f"{' ' * indent}- {_in_line(value, indent + 2, indent + 4)}")
            continue
        first, *rest = _mapping(value, indent + 2)
        lines += [f"{' ' * indent}- {first.lstrip()}", *rest]
    return lines


def _in_line(value: Any, used: int, indent: int) -> str:
    """Write a value behind its key; a list of mappings that does not fit goes on below, one mapping a line."""
    if not isinstance(value, dict):
        return _scalar(value, flow=False) if not isinstance(value, list) else _flow(value)
    plain = _flow(value)
    long = next((key for key, inner in value.items() if _is_records(inner)), None)
    if used + len(plain) <= _WIDE or long is None:
        return plain
    pad = "\n" + " " * indent
    parts = [
        f"{key}: [{pad}{f',{pad}'.join(map(_flow, inner))}]" if key == long else f"{key}: {_flow(inner)}"
        for key, inner in value.items()
    ]
    return "{" + ", ".join(parts) + "}"


def _is_records(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and isinstance(value[0], dict)


def _flow(value: Any) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {_flow(inner)}" for key, inner in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_flow, value)) + "]"
    return _scalar(value, flow=True)


def _scalar(value: Any, *, flow: bool) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal):
        return written(value)
    if isinstance(value, Word):
        return str(value)
    if isinstance(value, Quoted):
        return '"' + "".join(_escaped(character) for character in value) + '"'
    return text_scalar(value, flow=flow)
