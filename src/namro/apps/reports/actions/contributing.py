"""Writing a section: words, figures, tables; handing it in, taking it back, asking for more."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from namro.apps.people.models import User
from namro.apps.people.owners import owners_of
from namro.apps.reports.actions.events import told
from namro.apps.reports.models import Contribution, Piece
from namro.apps.reports.permissions import can_coordinate, check_contribute, owns
from namro.core.base.clock import VIETNAM
from namro.core.base.errors import NamroError
from namro.core.base.folding import writable
from namro.core.improvement.owners import Owner
from namro.core.reporting.states import CONTRIBUTION, Given, Role

#: A section of more than this is a document of its own.
LONGEST = 20_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """What was typed into a section, as it is kept; `version` is the one that the form was made of."""

    text: str
    version: int
    figures: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    tables: Mapping[str, Mapping[str, Mapping[str, str]]] = field(default_factory=dict)
    notes: Mapping[str, str] = field(default_factory=dict)


class Conflict(NamroError):
    """Somebody else wrote the same section since the form was made; nothing was written."""

    def __init__(self, row: Contribution, mine: Written) -> None:
        super().__init__(
            _("%(person)s đã sửa mục này sau khi trang được mở. Chưa ghi gì; chọn giữ bản nào.")
            % {"person": row.by.full_name if row.by else _("Người khác")},
            code="conflict",
        )
        self.row = row
        self.mine = mine


@transaction.atomic
def save_section(user: User, found: Contribution, written: Written, *, at: datetime) -> Contribution:
    """Write a section. Raises Conflict when somebody else did so since, and NamroError for a text too long."""
    row, _owner = _grip(user, found)
    text = _checked(written.text)
    if row.version != written.version:
        raise Conflict(row, written)
    values = {
        "text": text,
        "figures": {name: dict(kept) for name, kept in written.figures.items()},
        "tables": {name: dict(cells) for name, cells in written.tables.items()},
        "notes": dict(written.notes),
    }
    if all(getattr(row, name) == value for name, value in values.items()):
        return row
    for name, value in values.items():
        setattr(row, name, value)
    row.by, row.at = user, at
    row.version += 1
    row.save(update_fields=[*values, "by", "at", "version"])
    told(user, row.report, "write", at=at, section=row.section)
    return row


@transaction.atomic
def save_piece(user: User, found: Contribution, text: str, *, give_it: bool, at: datetime) -> Piece:
    """Write one member's own words where each member of a group owes something; nobody else writes them."""
    row, owner = _grip(user, found)
    if not owns(user, owner):
        raise PermissionDenied(_("Mục này do từng thành viên của nhóm góp. Anh/chị không ở trong nhóm."))
    piece, _made = Piece.objects.get_or_create(contribution=row, user=user)
    piece.text = _checked(text)
    piece.given_on = at.astimezone(VIETNAM).date() if give_it else None
    piece.version += 1
    piece.save()
    told(user, row.report, "give" if give_it else "write", at=at, section=row.section)
    return piece


@transaction.atomic
def give(user: User, found: Contribution, *, at: datetime) -> Contribution:
    """Hand the section in: its owner has nothing to add."""
    row, owner = _grip(user, found)
    row.state = CONTRIBUTION.after(Given(row.state), "give", _roles(user, row, owner))
    row.given_on, row.said = at.astimezone(VIETNAM).date(), ""
    return _moved(user, row, "give", at=at)


@transaction.atomic
def take_back(user: User, found: Contribution, *, at: datetime) -> Contribution:
    """Open the section again for its owner."""
    row, owner = _grip(user, found)
    row.state = CONTRIBUTION.after(Given(row.state), "take_back", _roles(user, row, owner))
    row.given_on = None
    return _moved(user, row, "take_back", at=at)


@transaction.atomic
def ask_more(user: User, found: Contribution, *, said: str, at: datetime) -> Contribution:
    """Ask the owner for more, with what is missing."""
    row, owner = _grip(user, found)
    row.state = CONTRIBUTION.after(Given(row.state), "ask_more", _roles(user, row, owner), said=said)
    row.given_on, row.said = None, _checked(said)
    return _moved(user, row, "ask_more", at=at, said=row.said)


def _grip(user: User, found: Contribution) -> tuple[Contribution, Owner | None]:
    """Lock the section and its report, so that nobody submits the report meanwhile."""
    type(found.report).objects.select_for_update().get(pk=found.report_id)
    rows = Contribution.objects.select_related("report", "owner_user", "owner_position", "owner_group", "by")
    row = rows.select_for_update(of=("self",)).get(pk=found.pk)
    owner = owners_of([row], today=user.standing.day).get(row.pk)
    check_contribute(user, row, owner)
    return row, owner


def _roles(user: User, row: Contribution, owner: Owner | None) -> frozenset[Role]:
    roles = {Role.COORDINATOR} if can_coordinate(user, row.report.unit_id) else set()
    return frozenset(roles | ({Role.OWNER} if owns(user, owner) else set()))


def _moved(user: User, row: Contribution, act: str, *, at: datetime, said: str = "") -> Contribution:
    row.version += 1
    row.save(update_fields=["state", "given_on", "said", "version"])
    told(user, row.report, act, at=at, section=row.section, said=said)
    return row


def _checked(text: Any) -> str:
    words = writable(str(text)).replace("\r\n", "\n").strip()
    if len(words) > LONGEST:
        raise NamroError(
            _("Nội dung dài %(length)d ký tự, nhiều nhất %(most)d. Rút gọn hoặc gửi kèm phụ lục.")
            % {"length": len(words), "most": LONGEST},
            code="long",
        )
    return words
