"""Two editions side by side: what was added, removed, moved, changed."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from django.utils.translation import gettext as _

from namro.core.framework.compare import (
    ADDED,
    CHANGED,
    KIND_WORDS,
    MOVED,
    REMOVED,
    SUBJECT_WORDS,
    Change,
    Comparison,
)
from namro.ui.formats import NOTHING, printed_day

#: Class and icon of a kind's chip, in the order of the tabs.
_LOOKS = {
    ADDED: ("good", "plus"),
    REMOVED: ("bad", "file-off"),
    MOVED: ("acc", "route"),
    CHANGED: ("warn", "pencil"),
}


@dataclass(frozen=True, slots=True)
class FieldRow:
    """One field with its words on both sides."""

    word: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """One change; `id` is "1.2" or "1.2 → 1.3"."""

    word: str
    css: str
    icon: str
    subject: str
    id: str
    name: str
    fields: tuple[FieldRow, ...]


@dataclass(frozen=True, slots=True)
class Tab:
    """One kind of change with its count."""

    key: str
    word: str
    count: int
    current: bool


@dataclass(frozen=True, slots=True)
class ComparisonPage:
    """The whole page."""

    old: str
    new: str
    summary: str
    tabs: tuple[Tab, ...]
    rows: tuple[ChangeRow, ...]


def comparison_page(found: Comparison, *, old: str, new: str, only: str = "") -> ComparisonPage:
    """Return the context; `only` is one kind of change."""
    counts = Counter(change.kind for change in found.changes)
    chosen = only if only in _LOOKS else ""
    tabs = [Tab("", _("Tất cả"), len(found.changes), not chosen)]
    tabs += [Tab(kind, _(KIND_WORDS[kind]), counts[kind], kind == chosen) for kind in _LOOKS]
    rows = tuple(_row(change) for change in found.changes if not chosen or change.kind == chosen)
    return ComparisonPage(old, new, summary(found), tuple(tabs), rows)


def summary(found: Comparison) -> str:
    """Count the changes by kind: "thêm 2, bỏ 1"."""
    counts = Counter(change.kind for change in found.changes)
    told = [f"{_(KIND_WORDS[kind])} {counts[kind]}" for kind in _LOOKS if counts[kind]]
    return ", ".join(told) or _("không khác gì")


def _row(change: Change) -> ChangeRow:
    css, icon = _LOOKS[change.kind]
    ids = [one for one in (change.old_id, change.new_id) if one and one != change.name]
    return ChangeRow(
        word=_(KIND_WORDS[change.kind]),
        css=css,
        icon=icon,
        subject=_(SUBJECT_WORDS[change.subject]),
        id=" → ".join(dict.fromkeys(ids)),
        name=change.name,
        fields=tuple(FieldRow(_(f.label), _side(f.field, f.old), _side(f.field, f.new)) for f in change.fields),
    )


def _side(field: str, words: str) -> str:
    return (printed_day(words) if field == "edition" else words) or NOTHING
