"""What is still missing in a sheet: by person or by domain, with the text for the chat."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.core.paginator import Page, Paginator
from django.urls import reverse
from django.utils.translation import gettext as _

from namro.apps.assessments.pages.assign_page import assign_row, owner_name
from namro.apps.assessments.queries.assigned import Assigned
from namro.apps.assessments.queries.missing import Bare, Lacking
from namro.core.improvement.missing_text import missing_text
from namro.core.improvement.owners import Owner, Position, is_over
from namro.core.improvement.timeliness import due_words
from namro.core.timetable import national_calendar
from namro.ui.chips import Chip

BY_PERSON, BY_DOMAIN = "nguoi", "linh-vuc"
PER_PAGE = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class MissingRow:
    """One leaf that lacks proof: what, since when or until when, who owes it."""

    id: str
    name: str
    url: str
    proof: Chip
    items: tuple[str, ...]
    due: str
    late: bool
    owner: str


@dataclass(frozen=True, slots=True)
class MissingGroup:
    """Rows of one person, or of one domain."""

    title: str
    about: str
    rows: tuple[MissingRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MissingPage:
    """Everything the page shows."""

    by: str
    groups: tuple[MissingGroup, ...]
    rows: int
    late: int
    asked: int
    chat: str


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitRow:
    """One unit of a province."""

    name: str
    url: str
    asked: int
    bare: int
    incomplete: int
    unsigned: int
    late: int
    share: int


def missing_page(found: Assigned, *, unit: str, by: str, mine: bool = False) -> MissingPage:
    """Return the context of a unit by name; `mine`: only what the reader owes."""
    nodes = [node for node in found.rows if found.lacks(node) and (not mine or node in found.mine)]
    groups: dict[str, list[str]] = {}
    tops = {node.id: f"{node.id}. {node.name}" for node in found.framework.criteria}
    for node in nodes:
        title = tops[found.domain[node]] if by == BY_DOMAIN else called(found.owners.get(node), found.today)
        groups.setdefault(title, []).append(node)
    rows = {title: tuple(_row(found, node) for node in of) for title, of in groups.items()}
    late = sum(row.late for of in rows.values() for row in of)
    made = [MissingGroup(title, _about(of), of) for title, of in rows.items()]
    if by == BY_PERSON:  # who owes most comes first
        made.sort(key=lambda group: -len(group.rows))
    return MissingPage(
        by=by,
        groups=tuple(made),
        rows=len(nodes),
        late=late,
        asked=sum(one.is_asked for one in found.proof.values()),
        chat=chat_of(found, nodes, unit),
    )


def chat_of(found: Assigned, nodes: list[str], unit: str) -> str:
    """Return the message to everybody who owes proof; "" where nobody does."""
    if not nodes:
        return ""
    return missing_text(
        (found.proof[node] for node in nodes),
        found.framework,
        unit=unit,
        owners={node: called(owner, found.today) for node, owner in found.owners.items()},
        dues={node: row.due for node, row in found.rows.items() if row.due},
        today=found.today,
        calendar=national_calendar(),
    )


def called(owner: Owner | None, today: date) -> str:
    """What to call who owes: whoever holds a position, a group by its name."""
    if owner is None or is_over(owner):
        return _("Chưa có người phụ trách")
    if isinstance(owner, Position):
        held = ", ".join(person.name for person in owner.holders(today))
        return held or _("%(position)s (chưa có người giữ)") % {"position": owner.name}
    return owner.name


def units_page(sheets: list[Bare], number: str | None) -> Page[Bare]:
    """Return one page of the units."""
    return Paginator(sheets, PER_PAGE).get_page(number)


def unit_rows(page: Page[Bare], counts: Mapping[int, Lacking], names: Mapping[int, str]) -> tuple[UnitRow, ...]:
    """Return the units of a page with what each lacks, sheet by sheet."""
    return tuple(_unit_row(one, counts[one.sheet.pk], names) for one in page.object_list)


def _unit_row(one: Bare, counts: Lacking, names: Mapping[int, str]) -> UnitRow:
    sheet = one.sheet
    return UnitRow(
        name=names.get(sheet.unit_id, sheet.unit.code),
        url=reverse("assessments:missing", args=[sheet.year, sheet.unit.code]),
        asked=one.asked,
        bare=counts.tally.missing,
        incomplete=counts.tally.incomplete,
        unsigned=counts.tally.unsigned,
        late=counts.late,
        share=100
        * counts.tally.fine
        // sum((counts.tally.fine, counts.tally.missing, counts.tally.incomplete, counts.tally.unsigned))
        if one.asked
        else 100,
    )


def _row(found: Assigned, node: str) -> MissingRow:
    row, standing, due = assign_row(found, found.framework.leaves[node]), found.proof[node], found.due(node)
    assert row.proof is not None
    return MissingRow(
        id=node,
        name=row.name,
        url=row.url,
        proof=row.proof,
        items=tuple(one.sentence for one in standing.lacking) if len(standing.items) > 1 else (),
        due=due_words(due, found.today, national_calendar()) if due else "",
        late=due is not None and due < found.today,
        owner=owner_name(found.owners.get(node)),
    )


def _about(rows: tuple[MissingRow, ...]) -> str:
    late = sum(row.late for row in rows)
    words = _("%(count)d tiêu chí") % {"count": len(rows)}
    return f"{words} · {_('%(count)d trễ hạn') % {'count': late}}" if late else words
