"""The form of one item, and what people changed in each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from django.utils.translation import gettext as _

from namro.apps.exchange.corrected import Corrected
from namro.apps.exchange.edits import form_fields, typed
from namro.apps.exchange.pages.places import place_words
from namro.apps.exchange.pages.rows import Group, Row
from namro.apps.exchange.pages.words import field_hint, field_word, kind_word
from namro.core.printed.corrections import HEADER, Act, is_added, kind_of, ordered_keys
from namro.core.printed.fields import EMPTY, Item
from namro.ui.formats import NOTHING

#: Fields by the room they need; the others take a line.
_NARROW = {"id", "max", "achieved", "deducted", "second_value", "parent", "points", "criterion", "section", "line"} | {
    "value", "unit", "year", "rank", "rank_total", "date", "assessed_year", "subject_year", "doc_code", "code"
}  # fmt: skip
_LONG = {"name", "text", "reason", "title"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What the address asks for: the item to correct and where its form opens, and whether only doubts are shown.

    `values` and `refused` come from a form that was sent and not taken, `version` is the one that it was made of.
    """

    key: str = ""
    anchor: str = ""
    only_doubts: bool = False
    version: int | None = None
    values: Mapping[str, str] = field(default_factory=dict)
    refused: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """One field of a form; `read_as` is what the reader had read when that is something else."""

    name: str
    word: str
    value: str
    hint: str
    error: str
    css: str
    long: bool
    read_as: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """The form of one item, made of a `version`. `anchor` is the part of the page where it opens."""

    key: str
    version: int
    anchor: str
    title: str
    boxes: tuple[Box, ...]
    droppable: bool


def form_of(now: Corrected, asked: Asked, *, version: int) -> Form | None:
    """Return the form that is asked for, or None when there is no such item."""
    kind = kind_of(asked.key)
    adding = asked.key.endswith(":+") and kind in EMPTY
    item = EMPTY[kind] if adding else now.items.get(asked.key)
    if item is None:
        return None
    names = (*form_fields(kind), "line") if adding else form_fields(kind)
    boxes = tuple(_box(now, item, asked, name=name) for name in names)
    where = place_words(getattr(item, "at", None))
    said = _("Thêm: %(kind)s") if adding else _("Sửa: %(kind)s")
    title = " · ".join(filter(None, (said % {"kind": kind_word(kind).lower()}, where)))
    return Form(
        key=asked.key,
        version=version if asked.version is None else asked.version,
        anchor=asked.anchor,
        title=title,
        boxes=boxes,
        droppable=not adding and asked.key != HEADER,
    )


def with_items(groups: tuple[Group, ...], now: Corrected) -> tuple[Group, ...]:
    """Return the groups with each row knowing the key of its item and what the reader had read there."""
    notes = _read_as(now)
    return tuple(
        replace(
            group, rows=tuple(_known(row, key, notes) for row, key in zip(group.rows, _keys(group, now), strict=True))
        )
        for group in groups
    )


def _keys(group: Group, now: Corrected) -> list[str]:
    """The header is one item that stands in several rows."""
    return [HEADER] * len(group.rows) if group.kind == HEADER else ordered_keys(now.items, group.kind)


def _known(row: Row, key: str, notes: Mapping[str, tuple[str, ...]]) -> Row:
    return replace(row, item=key, read_as=() if key == HEADER else notes.get(key, ()))


def _read_as(now: Corrected) -> dict[str, tuple[str, ...]]:
    """For each corrected item what the reader had read, once for each field that people see."""
    found: dict[str, dict[str, str]] = {}
    for correction in now.corrections:
        if correction.kind is Act.ADD:
            found[correction.item] = {"": _("không có trong kết quả đọc, do người thêm")}
        elif correction.kind is Act.CHANGE and not is_added(correction.item):
            item = now.items.get(correction.item)
            name = correction.field
            if item is None or name not in form_fields(kind_of(correction.item)):
                continue
            read, current = typed(now.printed[correction.item], name), typed(item, name)
            told = _("%(field)s: máy đọc là “%(text)s”") % {"field": field_word(name), "text": read or NOTHING}
            if read != current:
                found.setdefault(correction.item, {})[name] = told
    return {key: tuple(told.values()) for key, told in found.items()}


def _box(now: Corrected, item: Item, asked: Asked, *, name: str) -> Box:
    current = "" if name == "line" else typed(item, name)
    read = now.printed.get(asked.key)
    read_as = typed(read, name) if read is not None and name != "line" else current
    return Box(
        name=name,
        word=field_word(name),
        value=asked.values.get(name, current),
        hint=field_hint(name),
        error=asked.refused.get(name, ""),
        css="s" if name in _NARROW else "",
        long=name in _LONG and len(current) > 60,
        read_as=read_as if read_as != current else "",
    )
