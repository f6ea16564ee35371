"""What a list would do, before anything is written."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.paginator import Page, Paginator
from django.utils.translation import gettext as _

from namro.apps.people.lists.plan import Change, Outcome, Plan, Said
from namro.apps.people.models import UnitListUpload
from namro.ui.formats import NOTHING, day, moment

PER_PAGE = 50
#: The value of `?loc=` for everything that changes.
CHANGES = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One unit of the list: (what happens, from what to what, from which day on)."""

    line: str
    code: str
    name: str
    said: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PreviewPage:
    """The whole page; `counts` and `tabs` are (words, number, …) of changes that there are."""

    name: str
    at: str
    seal: str
    writes: bool
    changed: int
    same: int
    counts: tuple[tuple[str, int], ...]
    tabs: tuple[tuple[str, str, int, bool], ...]
    rows: tuple[Row, ...]
    found: Page[Outcome]
    query: str


def preview_page(upload: UnitListUpload, plan: Plan, *, chosen: str, number: str | None) -> PreviewPage:
    """Return the page; `chosen` is a change, or "" for all units that change."""
    counts = {change: n for change, n in plan.counts().items() if n}
    changed = [one for one in plan.outcomes if one.changes]
    chosen = chosen if chosen in counts else CHANGES
    meant = [one for one in plan.outcomes if any(said.change == chosen for said in one.said)] if chosen else changed
    found = Paginator(meant, PER_PAGE).get_page(number)
    tabs = [(_("Mọi thay đổi"), CHANGES, len(changed)), *((str(c.label), str(c.value), n) for c, n in counts.items())]
    return PreviewPage(
        name=upload.name,
        at=moment(upload.at),
        seal=plan.seal,
        writes=plan.writes,
        changed=len(changed),
        same=counts.get(Change.SAME, 0),
        counts=tuple((str(change.label), n) for change, n in counts.items() if change != Change.SAME),
        tabs=tuple((words, f"?loc={key}", n, key == chosen) for words, key, n in tabs),
        rows=tuple(_row(one) for one in found.object_list),
        found=found,
        query=f"loc={chosen}",
    )


def _row(outcome: Outcome) -> Row:
    line = _("dòng %(n)d") % {"n": outcome.line} if outcome.line else _("không có dòng riêng")
    return Row(line, outcome.code, outcome.name, tuple(_said(said) for said in outcome.said))


def _said(said: Said) -> tuple[str, str, str]:
    words = f"{said.before} → {said.after or NOTHING}" if said.before else said.after
    if said.change == Change.MERGED:
        words = f"{said.before}, {said.after}"
    elif said.change == Change.ENDED and said.after:
        words = f"→ {said.after}"
    return str(said.change.label), words, _("từ %(since)s") % {"since": day(said.on)} if said.on else ""
