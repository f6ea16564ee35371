"""Work as rows of a list: when, what, what proves it, how many points, and the one button."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from namro.apps.people.models import OwnerKind
from namro.apps.plans.models import Occurrence, Piece
from namro.apps.plans.pages.work_words import (
    Bar,
    capital,
    five_of,
    five_words,
    proof_mark,
    short_day,
    standing_of_work,
    weekday,
    work_url,
)
from namro.apps.plans.pages.work_zalo import called
from namro.apps.plans.queries import notes
from namro.core.improvement.agenda import is_late, lacks_proof
from namro.core.improvement.extensions import extended_words
from namro.core.improvement.owners import Owner, Person, Position, Share, has_left
from namro.core.improvement.quantities import plain
from namro.core.improvement.states import State
from namro.core.improvement.task_checks import over_words
from namro.ui.chips import Chip
from namro.ui.formats import initials, points

#: People named in a row whose product is missing; the task's page names all.
_NAMED = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkRow:
    """One row. `when` is large and `then` stands below it; `told` is a reason or a question that goes with it."""

    url: str
    when: str
    then: str
    late: bool
    text: str
    detail: str
    five: tuple[Bar, ...]
    five_words: str
    proof: Chip
    gain: str
    who: str
    initials: str
    share: str
    told: str
    button: str
    main: bool


def time_wish(row: Occurrence, today: date) -> str:
    """ "xin gia hạn đến 04/12: chờ hướng dẫn"; "" when nothing is asked for."""
    wanted = notes(row)["wanted"]
    if wanted is None:
        return ""
    return _("xin gia hạn đến %(day)s: %(why)s") % {"day": short_day(wanted, today), "why": notes(row)["wanted_why"]}


def _told(row: Occurrence, owed: Occurrence | Piece, seen: Seen) -> str:
    """A wish for time stands beside whatever else is asked; a wish that was settled is not asked any more."""
    asked = seen.told if owed.state in (State.RETURNED, State.STUCK) else ""
    over = over_words(seen.owner) if isinstance(seen.owner, Position) and seen.owner.over else ""
    if isinstance(seen.owner, Person) and has_left(seen.owner, seen.today) and seen.owner.until:
        left = {"name": seen.owner.name, "day": short_day(seen.owner.until, seen.today)}
        over = _("%(name)s nghỉ sau ngày %(day)s: giao cho người khác") % left
    return "; ".join(filter(None, (over, asked, capital(time_wish(row, seen.today)))))


def mine(row: Occurrence, user: int) -> Occurrence | Piece:
    """What the person owes of it: the own product where every member of a group owes one."""
    if row.task.owner_kind != OwnerKind.EACH:
        return row
    state = notes(row)["own_state"] or State.PLANNED
    return Piece(
        occurrence=row,
        user_id=user,
        state=state,
        submitted_on=notes(row)["own_submitted_on"],
        accepted_on=notes(row)["own_accepted_on"],
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """How a row is looked at: on which day, with which button, and what is known besides the row itself."""

    today: date
    button: str = ""
    main: bool = False
    owner: Owner | None = None
    share: Share | None = None
    proofs: int = 0
    told: str = ""


def work_row(row: Occurrence, owed: Occurrence | Piece, seen: Seen) -> WorkRow:
    """Return the row."""
    task, today = row.task, seen.today
    when, then = when_words(owed, row.due, today=today)
    if row.due is None and task.period and not owed.submitted_on:
        when, then = _("Thường xuyên"), ""
    handed_in = seen.share is not None and seen.share.handed_in
    if handed_in:
        when, then = _("Đã nộp đủ"), _("chờ duyệt")
    five = five_of(task, seen.owner)
    missed = lacks_proof(State(owed.state), row.due, today=today, proofs=seen.proofs)
    output = _("Sản phẩm: %(what)s") % {"what": task.deliverable} if task.deliverable else ""
    who = called(seen.owner, today) if seen.owner else ""
    return WorkRow(
        url=work_url(row),
        when=when,
        then=then,
        late=is_late(State(owed.state), row.due, today=today) and not handed_in,
        text=task.text,
        detail=" · ".join(
            filter(None, (task.criterion, output, _count(row), extended_words(notes(row)["extensions"])))
        ),
        five=five,
        five_words=five_words(five),
        proof=proof_mark(seen.proofs, missed=missed),
        gain=f"+{points(task.gain)}" if task.gain else "",
        who=who,
        initials=initials(who) if task.owner_kind == OwnerKind.PERSON and who else "",
        share=_share(seen.share),
        told=_told(row, owed, seen),
        button=seen.button or _("Xem"),
        main=seen.main,
    )


def _count(row: Occurrence) -> str:
    """ "3/4 tin" on the list of who owes it; "" where nothing is counted."""
    if row.task.quantity is None or "counted" not in notes(row):
        return ""
    return f"{plain(notes(row)['counted'] or Decimal(0))}/{plain(row.task.quantity)} {row.task.measure}".strip()


def when_words(owed: Occurrence | Piece, due: date | None, *, today: date) -> tuple[str, str]:
    """Return the large and the small words: "Trễ 4 ngày làm" and "hạn 16/11", "24/11" and "còn 2 ngày làm"."""
    words = standing_of_work(owed, due=due, today=today)
    if owed.submitted_on or owed.state == State.CANCELLED:
        first, _comma, rest = words.partition(", ")
        return capital(first), rest or (_("hạn %(day)s") % {"day": short_day(due, today)} if due else "")
    if due is None:
        return _("Chưa rõ"), words
    if due < today:
        return capital(words), _("hạn %(day)s") % {"day": short_day(due, today)}
    if due == today:
        return capital(words), f"{weekday(due)} {short_day(due, today)}"
    return short_day(due, today), words


def _share(share: Share | None) -> str:
    if share is None:
        return ""
    missing = ", ".join(person.name for person in share.missing[:_NAMED])
    more = len(share.missing) - _NAMED
    rest = _(" và %(n)d người nữa") % {"n": more} if more > 0 else ""
    told = _("đã có %(share)s") % {"share": share.words}
    if share.waiting:
        told = _("%(told)s, chờ duyệt %(n)d") % {"told": told, "n": len(share.waiting)}
    return _("%(told)s, còn thiếu %(names)s") % {"told": told, "names": missing + rest} if missing else told
