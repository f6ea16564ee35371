"""What stands above a sheet: its state, how long there is, why it is closed, and what the reader may do with it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from namro.apps.assessments.models import Assessment
from namro.apps.assessments.permissions import parties
from namro.apps.assessments.queries.rounds import late_after
from namro.apps.people.models import User
from namro.core.assessment.stages import OPEN, STATE_WORDS, TABLE, Party, State, lock_of
from namro.core.base.states import Act
from namro.ui.chips import Chip
from namro.ui.formats import moment

#: Icon and class of each state's chip.
_CHIPS = {
    State.PREPARING: ("circle-dashed", "line"),
    State.SCORING: ("progress", "acc"),
    State.WAITING: ("hourglass", "warn"),
    State.APPROVED: ("circle-check", "good"),
    State.SUBMITTED: ("circle-check", "good"),
    State.APPRAISAL: ("progress", ""),
    State.EXPLANATION: ("message-2", "warn"),
    State.REAPPRAISAL: ("progress", ""),
    State.DECIDED: ("circle-check", "good"),
    State.PUBLISHED: ("circle-check", "good"),
    State.NOT_APPRAISED: ("alert-triangle", "bad"),
}
_SOON = timedelta(days=3)


@dataclass(frozen=True, slots=True)
class Deadline:
    """Until when, in words; `late` says what would follow if the sheet were handed in now."""

    words: str
    css: str
    late: str = ""


@dataclass(frozen=True, slots=True)
class Closed:
    """Why cells cannot be changed, since when, and who lifts it."""

    why: str
    since: str
    lifted_by: str


@dataclass(frozen=True, slots=True)
class Returned:
    """Why a sheet is open again, or not taken: what was done with it, when, by whom."""

    words: str
    at: str
    person: str
    reason: str


@dataclass(frozen=True, slots=True)
class ActButton:
    """An act of the table of states; `says` names the text that must go with it, `onward`: towards the hand-in."""

    name: str
    words: str
    says: str
    onward: bool


def chip_of_state(sheet: Assessment) -> Chip:
    """Return the state of a sheet."""
    state = State(sheet.state)
    return Chip(*_CHIPS[state], _(STATE_WORDS[state]))


def closed_of(sheet: Assessment) -> Closed | None:
    """Return the lock of a sheet."""
    lock = lock_of(State(sheet.state), sheet.state_at)
    if lock is None:
        return None
    return Closed(_(lock.why), moment(lock.since) if lock.since else "", _(lock.lifted_by))


def returned_of(sheet: Assessment) -> Returned | None:
    """Return what `with_last_act` found, where it was done with a reason: what is to be put right now."""
    found = vars(sheet)
    act, reason = found["last_act"], found["last_reason"]
    if not reason or act not in TABLE.by_name:
        return None
    return Returned(_(TABLE.by_name[act].words), moment(sheet.state_at), found["last_person"], reason)


def deadline_of(sheet: Assessment, due: datetime | None, now: datetime) -> Deadline | None:
    """Return how long there is to score; None without a date, or where the sheet was handed in."""
    if due is None or (sheet.state not in OPEN and sheet.state not in {State.WAITING, State.APPROVED}):
        return None
    said = moment(due)
    if now <= due:
        days = (timezone.localtime(due).date() - timezone.localtime(now).date()).days
        left = _("còn %(days)d ngày") % {"days": days} if days else _("hôm nay là hạn")
        css = "t-warn" if due - now < _SOON else ""
        return Deadline(_("%(left)s, hạn %(due)s") % {"left": left, "due": said}, css)
    late = late_after(sheet, due, now)
    words = _("quá hạn %(due)s") % {"due": said}
    if late is None:
        return Deadline(words, "t-bad")
    follows = late[1].sentence
    return Deadline(words, "t-bad", _("Nếu nộp bây giờ: %(follows)s") % {"follows": follows[:1].lower() + follows[1:]})


def acts_of(user: User, sheet: Assessment) -> tuple[ActButton, ...]:
    """Return what the reader may do with the sheet now; the units of a round are published together, elsewhere."""
    names = TABLE.acts_open(State(sheet.state), parties(user, sheet))
    together = {"publish"} if sheet.round is not None and not sheet.round.alone else set()
    acts = sorted((TABLE.by_name[name] for name in names if name not in together), key=lambda act: bool(act.says))
    return tuple(_button(State(sheet.state), act) for act in acts)


def _button(state: State, act: Act[State, Party]) -> ActButton:
    order = list(State)
    says = _(act.says) if act.says else ""
    onward = not says and order.index(act.target) > order.index(state)
    return ActButton(act.name, _(act.words), says[:1].upper() + says[1:], onward)
