"""The reminder letter of a unit: what is late there or in the units below, who signs, and the letter made of both."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from namro.apps.chasing.dues import Asked, Due, dues, dues_of_units
from namro.apps.chasing.permissions import check_write_letter, units_under
from namro.apps.papers.letterheads import issuer_of
from namro.apps.people.actions import record
from namro.apps.people.models import AuditEntry, Role, User
from namro.apps.people.queries.organisation import Node, tree_on
from namro.apps.people.queries.people import holders_of, seats_in
from namro.core.base.errors import NamroError
from namro.core.base.names import COMMITTEE
from namro.core.improvement.reminder_letter import LateWork, ReminderLetter
from namro.core.timetable import days_late, national_calendar
from namro.documents.writing.wording import full_name

OWN, BELOW = "don-vi", "cap-duoi"
#: Working days until an answer unless somebody chooses another day.
_ANSWER = 3
_ONE_DAY = timedelta(days=1)
#: A title of a position without the body that it is in.
_BODY = re.compile(rf"\s+({COMMITTEE}|UBND)\b.*")


@dataclass(frozen=True, slots=True)
class Signer:
    """Somebody who may sign for the unit."""

    key: str
    role: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """What the person chose: the issuing unit, to whom, which works, by when, who signs, a further sentence."""

    unit: int
    scope: str
    keys: Collection[str]
    answer_by: date
    signer: Signer | None
    note: str = ""


def late_works(user: User, unit: int, scope: str, *, only: str = "") -> list[Due]:
    """Return what is late in the unit, or in the units below, and waits for nobody else.

    Nobody in the unit is reminded of what nobody holds; a unit below answers for that, too. `only` asks for what units
    below have not done at all (`dues_of_units`), and nothing else.
    """
    check_write_letter(user, unit)
    today = user.standing.day
    units = [unit] if scope == OWN else units_under(user, unit)
    if only:
        return dues_of_units(only, units, today)
    found = dues(Asked(today=today, until=today - _ONE_DAY, units=units))
    return [due for due in found if not due.waits and (due.people or scope == BELOW)]


def signers_of(unit: int, today: date) -> list[Signer]:
    """Return who leads the unit today."""
    return [
        Signer(f"{seat.pk}-{held.user_id}", _BODY.sub("", seat.name), held.user.full_name)
        for seat in seats_in(unit, today)
        if seat.role == Role.LEADER
        for held in holders_of(seat)
    ]


def usual_answer(today: date) -> date:
    """Return the day by which an answer is asked for unless another one is chosen."""
    calendar = national_calendar()
    day = today
    for _n in range(_ANSWER):
        day = calendar.next_working_day(day + _ONE_DAY)
    return day


def letter_of(user: User, chosen: Chosen, found: Sequence[Due]) -> ReminderLetter:
    """Return the letter about the chosen works. Raises NamroError where none is chosen or the day gives no time."""
    today = user.standing.day
    works = [due for due in found if due.key in chosen.keys]
    if not works:
        raise NamroError(_("Chưa chọn việc nào. Đánh dấu ít nhất một việc trễ rồi xem trước."), code="works")
    if chosen.answer_by <= today:
        raise NamroError(_("Ngày trả lời phải sau hôm nay. Chọn một ngày làm việc sắp tới."), code="answer_by")
    tree = tree_on(today)
    node = tree.nodes[chosen.unit]
    names = {key: issuer_of(one) for key, one in tree.nodes.items()}
    body = names[node.id]
    return ReminderLetter(
        issuing_body=body,
        parent_body=_parent(body, node, names),
        place=node.name.partition(" ")[2] or None,
        year=today.year,
        works=tuple(_work(due, chosen.scope, names, today=today) for due in works),
        as_of=today,
        answer_by=chosen.answer_by,
        signer_name=chosen.signer.name if chosen.signer else "",
        signer_role=chosen.signer.role if chosen.signer else "",
        to_units=chosen.scope == BELOW,
        note=chosen.note,
    )


def _parent(body: str, node: Node, names: dict[int, str]) -> str | None:
    """A People's Committee stands alone in its letterhead."""
    return None if full_name(body).startswith(COMMITTEE) or node.parent is None else names.get(node.parent)


def _work(due: Due, scope: str, names: dict[int, str], *, today: date) -> LateWork:
    who = full_name(names.get(due.unit, "")) if scope == BELOW else due.who
    late = days_late(due.due, today, national_calendar())
    return LateWork(who=who, text=due.text, due=due.due, late=late, kind=due.kind)


@transaction.atomic
def note_letter(user: User, chosen: Chosen, letter: ReminderLetter, *, at: datetime) -> None:
    """Write down that the letter was made."""
    check_write_letter(user, chosen.unit)
    told = _("%(n)d việc, gửi %(to)s") % {"n": len(letter.works), "to": "; ".join(letter.addressees)}
    code = tree_on(user.standing.day).nodes[chosen.unit].code
    record(user, AuditEntry.Act.REMINDER_WRITTEN, at=at, subject=code, note=told)
