"""The page of the year's assignment: the leaves by domain, who owes which, until when, with what proof."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from namro.apps.assessments.expecting import expected_words, pieces_of
from namro.apps.assessments.queries.assigned import Assigned
from namro.apps.people.owning import Choices
from namro.core.assessment.missing import State
from namro.core.base.folding import fold
from namro.core.framework.model import Leaf
from namro.core.improvement.owners import Group, Owner, is_over
from namro.core.improvement.timeliness import due_words
from namro.core.scoring.numbers import said, said_points
from namro.core.timetable import national_calendar
from namro.ui.chips import Chip
from namro.ui.formats import day

NO_OWNER, NO_DUE, KEEPS, MINE, LACKS = "chua-giao", "chua-han", "duy-tri", "cua-toi", "thieu"
#: Icon and class of the state of proof.
_PROOF = {
    State.MISSING: ("file-off", "bad"),
    State.INCOMPLETE: ("progress", "warn"),
    State.UNSIGNED: ("pencil", "warn"),
    State.FINE: ("file-check", "good"),
}


@dataclass(frozen=True, slots=True)
class Wanted:
    """The filters in force."""

    only: str = ""
    domain: str = ""
    search: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AssignRow:
    """One leaf."""

    id: str
    name: str
    url: str
    version: int
    most: str
    last: str
    lost: bool
    expected: str
    count: int
    owner: str
    over: bool
    due: str
    late: str
    keeps: bool
    note: str
    proof: Chip | None
    picked: bool


@dataclass(frozen=True, slots=True)
class Domain:
    """The leaves of one domain; `about` counts those that are given out."""

    id: str
    title: str
    about: str
    rows: tuple[AssignRow, ...]


@dataclass(frozen=True, slots=True)
class Filter:
    """One way to see fewer rows."""

    url: str
    words: str
    count: int
    current: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class AssignPage:
    """Everything the page shows; `query` are the filters in force."""

    year: int
    code: str
    edition: str
    provisional: bool
    domains: tuple[Domain, ...]
    choices: tuple[tuple[str, str, bool], ...]
    filters: tuple[Filter, ...]
    wanted: Wanted
    query: str
    found: int
    leaves: int
    given: int
    lacking: int
    gives: bool


def chosen(found: Assigned, wanted: Wanted) -> list[str]:
    """Return the leaves that the filters let through, in the order of the set."""
    tests = {
        NO_OWNER: lambda node: is_over(found.owners.get(node)),
        NO_DUE: lambda node: found.rows[node].due is None,
        KEEPS: lambda node: found.rows[node].keeps,
        MINE: lambda node: node in found.mine,
        LACKS: found.lacks,
    }
    test = tests.get(wanted.only, lambda _node: True)
    words = fold(wanted.search)
    return [
        node
        for node, leaf in found.framework.leaves.items()
        if node in found.rows
        and test(node)
        and (not wanted.domain or found.domain[node] == wanted.domain)
        and (not words or words in fold(f"{node} {leaf.node.name}"))
    ]


def assign_page(found: Assigned, wanted: Wanted, *, picked: Collection[str] = ()) -> AssignPage:
    """Return the context; `picked` are rows that stay ticked."""
    sheet, shown = found.sheet, chosen(found, wanted)
    tops = {node.id: node.name for node in found.framework.criteria}
    rows: dict[str, list[AssignRow]] = {}
    for node in shown:
        row = assign_row(found, found.framework.leaves[node], picked=node in picked)
        rows.setdefault(found.domain[node], []).append(row)
    return AssignPage(
        year=sheet.year,
        code=sheet.unit.code,
        edition=found.framework.title,
        provisional=sheet.provisional,
        domains=tuple(Domain(top, tops[top], _about(found, top), tuple(of)) for top, of in rows.items()),
        choices=tuple((top, f"{top}. {name}", top == wanted.domain) for top, name in tops.items()),
        filters=_filters(found, wanted),
        wanted=wanted,
        query=query_of(wanted),
        found=len(shown),
        leaves=len(found.rows),
        given=sum(not is_over(found.owners.get(node)) for node in found.rows),
        lacking=sum(map(found.lacks, found.rows)),
        gives=found.gives,
    )


def assign_row(found: Assigned, leaf: Leaf, *, picked: bool = False) -> AssignRow:
    """Return one leaf as a row."""
    node, scale = leaf.node, found.framework.scale
    row, owner = found.rows[node.id], found.owners.get(node.id)
    last, proof = found.before.rows.get(node.id), found.proof.get(node.id)
    pieces = pieces_of(node, row.expected)
    return AssignRow(
        id=node.id,
        name=node.name,
        url=reverse("assessments:assign_row", args=[found.sheet.year, found.sheet.unit.code, node.id]),
        version=row.version,
        most=said(node.max),
        last=said_points(last.points, scale) if last else "",
        lost=last is not None and not last.full,
        expected=expected_words(pieces),
        count=sum(piece.min_count for piece in pieces),
        owner=owner_name(owner),
        over=owner is not None and is_over(owner),
        due=day(row.due) if row.due else "",
        late=late_words(found, node.id),
        keeps=row.keeps,
        note=row.note,
        proof=Chip(*_PROOF[proof.state], proof.sentence) if proof else None,
        picked=picked,
    )


def owner_name(owner: Owner | None) -> str:
    """Say who owes a row; of a group how."""
    if owner is None:
        return ""
    if isinstance(owner, Group):
        how = _("mỗi người") if owner.each else _("một người làm")
        return f"{owner.name} ({how})"
    return owner.name


def late_words(found: Assigned, node: str) -> str:
    """How many days what is lacking is late, in words; "" while there is time, or nothing is lacking."""
    due = found.due(node)
    if due is None or due >= found.today or not found.lacks(node):
        return ""
    late = due_words(due, found.today, national_calendar())
    return _("hạn %(day)s, %(late)s") % {"day": day(due), "late": late}


def query_of(wanted: Wanted, **changes: Any) -> str:
    """The filters as a query of an address; `changes` replaces some."""
    values = {"loc": wanted.only, "linh-vuc": wanted.domain, "tim": wanted.search}
    values |= {name.replace("_", "-"): value for name, value in changes.items()}
    return urlencode({name: value for name, value in values.items() if value})


def wanted_in(query: Mapping[str, Any]) -> Wanted:
    """The filters of an address."""
    only = query.get("loc", "")
    known = {NO_OWNER, NO_DUE, KEEPS, MINE, LACKS}
    return Wanted(only if only in known else "", query.get("linh-vuc", "")[:64], query.get("tim", "").strip()[:80])


#: (value, words, chosen) of a list.
Options = tuple[tuple[str, str, bool], ...]


def owner_options(choices: Choices, chosen_value: str = "") -> tuple[tuple[str, Options], ...]:
    """(heading, (value, words, chosen)) for a list to choose an owner from."""
    return tuple(
        (heading, tuple((one.value, one.words, one.value == chosen_value) for one in options))
        for heading, options in choices.of_owners()
        if options
    )


def _about(found: Assigned, top: str) -> str:
    nodes = [node for node in found.rows if found.domain[node] == top]
    given = sum(not is_over(found.owners.get(node)) for node in nodes)
    lacking = sum(map(found.lacks, nodes))
    said_of = [_("%(given)d/%(all)d tiêu chí đã giao") % {"given": given, "all": len(nodes)}]
    if lacking:
        said_of.append(_("%(count)d còn thiếu minh chứng") % {"count": lacking})
    return " · ".join(said_of)


def _filters(found: Assigned, wanted: Wanted) -> tuple[Filter, ...]:
    kinds = (
        ("", _("Tất cả")), (NO_OWNER, _("Chưa giao")), (NO_DUE, _("Chưa có hạn")), (KEEPS, _("Duy trì")),
        (MINE, _("Của tôi")), (LACKS, _("Còn thiếu minh chứng")),
    )  # fmt: skip
    counts = ((only, words, len(chosen(found, Wanted(only)))) for only, words in kinds)
    return tuple(_shown_filters(counts, wanted))


def _shown_filters(counts: Iterable[tuple[str, str, int]], wanted: Wanted) -> Iterable[Filter]:
    for only, words, count in counts:
        if count or not only or wanted.only == only:
            yield Filter("?" + query_of(wanted, loc=only), words, count, current=wanted.only == only)
