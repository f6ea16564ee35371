"""The faults of an uploaded file, each with the line it stands in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from namro.core.base.faults import PRINTED, Fault

#: A longer line is cut where it is shown.
_LONGEST = 200


@dataclass(frozen=True, slots=True)
class FaultRow:
    """One fault: where, the text of the line, what is wrong and what to write instead."""

    where: str
    text: str
    message: str


@dataclass(frozen=True, slots=True)
class FaultPage:
    """All faults that are listed; `more` says how many are not."""

    title: str
    rows: tuple[FaultRow, ...]
    more: int


def fault_page(name: str, faults: Sequence[Fault], text: str) -> FaultPage:
    """Return the context; `text` is the file's, empty when it could not be decoded."""
    lines = text.split("\n")
    rows = tuple(_row(fault, lines) for fault in faults[:PRINTED])
    title = _title(name, len(faults))
    return FaultPage(title, rows, max(0, len(faults) - PRINTED))


def _title(name: str, count: int) -> str:
    words = ngettext("%(name)s: %(n)d lỗi, chưa lưu gì", "%(name)s: %(n)d lỗi, chưa lưu gì", count)
    return words % {"name": name, "n": count}


def _row(fault: Fault, lines: list[str]) -> FaultRow:
    where = _("dòng %(line)d") % {"line": fault.line} if fault.line else _("cả tệp")
    if fault.node:
        where = _("%(where)s, mục %(id)s") % {"where": where, "id": fault.node[:60]}
    line = lines[fault.line - 1].strip() if 0 < fault.line <= len(lines) else ""
    return FaultRow(where, line if len(line) <= _LONGEST else f"{line[:_LONGEST]}…", fault.message)
