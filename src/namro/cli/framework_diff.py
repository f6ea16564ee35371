"""`namro framework diff`: what changed between two editions."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from dataclasses import asdict

from namro.core.framework.compare import (
    ADDED,
    BAND,
    CHANGED,
    KIND_WORDS,
    MOVED,
    REMOVED,
    SET,
    SUBJECT_WORDS,
    Change,
    Comparison,
    compare,
)
from namro.core.framework.model import Framework
from namro.core.framework.reading import read_framework

_MARKS = {ADDED: "+", REMOVED: "−", MOVED: "→", CHANGED: "~"}


def diff(options: argparse.Namespace) -> int:
    """Print the changes for people, or as JSON with the way from old ids to new ones."""
    old, new = read_framework(options.old), read_framework(options.new)
    compared = compare(old, new)
    if options.json:
        answer = {
            "old": {"framework": old.framework, "edition": old.edition},
            "new": {"framework": new.framework, "edition": new.edition},
            "changes": [asdict(change) for change in compared.changes],
            "ids": dict(compared.ids),
        }
        print(json.dumps(answer, ensure_ascii=False, indent=1))
    else:
        print("\n".join(_lines(old, new, compared)))
    return 0


def _lines(old: Framework, new: Framework, compared: Comparison) -> Iterator[str]:
    names = f"{old.framework} {old.edition} → {new.framework} {new.edition}"
    if not compared.changes:
        yield f"{names}: hai bộ như nhau."
        return
    counts = ((KIND_WORDS[kind], len(compared.of_kind(kind))) for kind in KIND_WORDS)
    yield f"{names}: {', '.join(f'{word} {count}' for word, count in counts if count)}."
    for change in compared.changes:
        yield f"{_MARKS[change.kind]} {KIND_WORDS[change.kind]} {_about(change)}"
        for field in change.fields:
            if change.kind == ADDED:
                yield f"    {field.label}: {field.new}"
            else:
                yield f"    {field.label}: {field.old or '(không có)'} → {field.new or '(không có)'}"


def _about(change: Change) -> str:
    subject = SUBJECT_WORDS[change.subject]
    if change.subject == SET:
        return subject
    if change.subject == BAND:
        return f"{subject} “{change.name}”"
    return f"{subject} {change.new_id or change.old_id} “{change.name}”"
