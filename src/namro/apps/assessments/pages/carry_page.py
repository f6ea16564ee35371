"""Going on with another edition: what would move, and the lines that people decide about."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.core.paginator import Page, Paginator
from django.utils.translation import gettext as _

from namro.apps.assessments.actions.deciding import takeable, targets_of
from namro.apps.assessments.models import Assessment, Carried
from namro.apps.frameworks.models import Edition
from namro.apps.frameworks.trees import tree_of
from namro.core.framework.carrying import carrying
from namro.core.framework.model import Framework
from namro.ui.formats import day, moment

PER_PAGE = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """What a change to an edition would do, in a sentence for criteria and one for bonus and penalty items."""

    edition: int
    title: str
    day: str
    scores_year: bool
    leaves: str
    items: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CarriedRow:
    """One line: `holds` says what waits with it, `targets` are (value, words, chosen)."""

    id: int
    version: int
    old_id: str
    name: str
    why: str
    holds: str
    proposed: str
    takeable: bool
    targets: tuple[tuple[str, str, bool], ...]
    is_new: bool
    kept: bool
    decided: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CarryPage:
    """Everything the page shows: lines to decide, then those that are kept without a place, then the decided ones."""

    rows: tuple[CarriedRow, ...]
    page: Page[Carried]
    waiting: int
    takeable: int
    done: int


def move_of(sheet: Assessment, edition: Edition) -> Move:
    """Return what would happen."""
    old, new = tree_of(sheet.edition), tree_of(edition)
    found = carrying(old, new)
    return Move(
        edition=edition.pk,
        title=edition.title,
        day=day(edition.edition),
        scores_year=new.scores(sheet.year),
        leaves=found.leaves.sentence,
        items=found.items.sentence if old.items or new.items else "",
    )


def carry_page(
    sheet: Assessment, lines: Iterable[Carried], held: Mapping[int, tuple[int, int, int]], *, number: str | None
) -> CarryPage:
    """Return the context; `held` counts lines, owners and proof that wait, by the row's id."""
    framework = tree_of(sheet.edition)
    rows = sorted(lines, key=lambda row: (row.decided_at is not None, bool(row.target), row.move, row.place))
    open_rows = [row for row in rows if row.decided_at is None]
    page = Paginator(rows, PER_PAGE).get_page(number)
    names = framework.names
    return CarryPage(
        rows=tuple(_row(row, framework, names, held.get(row.pk, (0, 0, 0))) for row in page.object_list),
        page=page,
        waiting=len(open_rows),
        takeable=sum(takeable(row, framework) for row in open_rows),
        done=sum(bool(row.decided_at) for row in rows),
    )


def _row(row: Carried, framework: Framework, names: Mapping[str, str], held: tuple[int, int, int]) -> CarriedRow:
    can_take = takeable(row, framework)
    ids = targets_of(row, framework) if row.old_id and not row.target else ()
    return CarriedRow(
        id=row.pk,
        version=row.version,
        old_id=row.old_id,
        name=row.old_name,
        why=row.why,
        holds=_holds(held),
        proposed=f"{row.proposed} {names.get(row.proposed, '')}" if row.proposed else "",
        takeable=can_take,
        targets=tuple((key, f"{key} {names[key]}"[:90], can_take and key == row.proposed) for key in ids),
        is_new=not row.old_id,
        kept=row.decided_at is not None and not row.target,
        decided=_decided(row, names),
    )


def _holds(held: tuple[int, int, int]) -> str:
    lines, owners, proof = held
    said = [
        _("điểm, giải trình") if lines else "",
        _("người phụ trách") if owners else "",
        _("%(count)d minh chứng") % {"count": proof} if proof else "",
    ]
    return ", ".join(filter(None, said))


def _decided(row: Carried, names: Mapping[str, str]) -> str:
    if row.decided_at is None or row.decided_by is None:
        return ""
    if not row.old_id:
        where = _("đã xem")
    elif row.target:
        where = _("chuyển vào %(id)s %(name)s") % {"id": row.target, "name": names.get(row.target, "")}
    else:
        where = _("giữ ngoài phiếu")
    return f"{where} · {row.decided_by.full_name}, {moment(row.decided_at)}"
