"""One step of a sheet: locked, decided by the table of states, written with its event and its audit line."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _

from namro.apps.people.actions import record
from namro.apps.people.models import AuditEntry, User
from namro.apps.people.queries.people import positions_of
from namro.apps.yearly.models import TEXT_LENGTH, PersonSheet, SheetEvent
from namro.apps.yearly.news import tell_moved
from namro.apps.yearly.permissions import check_read, roles_on
from namro.core.base.clock import VIETNAM
from namro.core.base.errors import NamroError
from namro.core.base.folding import writable
from namro.core.improvement.yearly_states import TABLE, State, state_after


class SheetConflict(NamroError):
    """Somebody did something since the page was made; nothing was written."""

    def __init__(self) -> None:
        super().__init__(
            _("Phiếu vừa có người khác thao tác. Chưa ghi gì; xem lại bản mới nhất rồi bấm lần nữa."), code="conflict"
        )


@dataclass(frozen=True, slots=True)
class Step:
    """Who does something, when, and which version of the sheet was seen; None where nobody looked at one."""

    user: User
    at: datetime
    version: int | None = None

    @property
    def day(self) -> date:
        """The local day."""
        return self.at.astimezone(VIETNAM).date()


def gripped(step: Step, sheet: PersonSheet, name: str, *, said: str = "") -> PersonSheet:
    """Lock a sheet and see that the act is possible: for this person, now, and as the person saw it."""
    row = PersonSheet.objects.select_for_update(of=("self",)).select_related("unit", "user").get(pk=sheet.pk)
    check_read(step.user, row)
    if step.version is not None and step.version != row.version:
        raise SheetConflict
    TABLE.after(State(row.state), name, roles_on(step.user, row), said=said)
    return row


def written(step: Step, row: PersonSheet, name: str, *, said: str = "", waiting: int = 0) -> PersonSheet:
    """Move the sheet on, append the act, tell who waits; call it in the transaction that gripped the sheet."""
    row.state = state_after(name, TABLE.by_name[name].target, waiting=waiting)
    row.version += 1
    row.save()
    who = "; ".join(position.name for position in positions_of(step.user, step.day))[:300]
    SheetEvent.objects.create(sheet=row, version=row.version, act=name, by=step.user, as_who=who, at=step.at, said=said)
    about = AuditEntry.Act.YEARLY_CORRECTED if name in _ABOUT_CORRECTIONS else AuditEntry.Act.YEARLY_MOVED
    record(step.user, about, at=step.at, subject=row.code, note=TABLE.by_name[name].words)
    tell_moved(row, name, step.user, at=step.at)
    return row


_ABOUT_CORRECTIONS = {"ask", "withdraw", "accept", "refuse"}


def said_text(text: str) -> str:
    """Return a text as it is kept. Raises NamroError for one that is too long."""
    found = writable(text).strip()
    if len(found) > TEXT_LENGTH:
        raise NamroError(
            _("Nội dung dài %(length)d ký tự, nhiều nhất %(most)d. Viết ngắn lại.")
            % {"length": len(found), "most": TEXT_LENGTH},
            code="long",
        )
    return found
