"""The worker's part of the mail: letters are claimed, handed to the server, tried again. None goes out twice.

Two workers never hold the same letter: a claim is one conditional UPDATE, and the word to begin another. A worker that
dies gives back what it only claimed; what it was handing over may have gone out, and waits for the administrator.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from email.message import EmailMessage
from itertools import takewhile

from django.db import transaction
from django.db.models import F, Q
from django.utils.translation import gettext as _

from namro.apps.notices.mail_text import message_of
from namro.apps.notices.models import Letter, MailServer
from namro.apps.notices.transport import Account, Line, Refused, Unreachable, Unsure, connected
from namro.core.base.clock import Clock
from namro.core.timetable.quiet import mailing_defaults

State = Letter.State
#: A claim that is older was a dead worker's.
LEASE = timedelta(minutes=10)
#: Letters of one connection.
AT_ONCE = 50
#: Of a fault: the connection broke while the letter was handed over, so that nobody knows whether it went out.
UNSURE = "unsure"
_DONE = {"claim": "", "claimed_at": None}


def send_waiting(account: Account, *, site: str, clock: Clock, stopping: Callable[[], bool] = lambda: False) -> int:
    """Send what is due; return how many letters the server took. Called again and again by the worker.

    Where `stopping` says so no further letter is begun, and the rest goes back.
    """
    now = clock()
    give_back(now)
    if _rests(now):
        return 0
    claim = claim_some(now)
    if not claim:
        return 0
    rows = list(Letter.objects.filter(claim=claim).select_related("notice__user").order_by("id"))
    try:
        with connected(account) as line:
            going = takewhile(lambda _row: not stopping(), rows)
            sent = _hand_over(going, line, claim, account=account, site=site, clock=clock)
    except Unreachable as fault:
        _release(claim)
        _note_down(str(fault), now=clock())
        return Letter.objects.filter(pk__in=[row.pk for row in rows], state=State.SENT).count()
    _release(claim)
    _note_up(clock())
    return sent


def _rests(now: datetime) -> bool:
    """Whether the server is left alone for now. A later hour than any pause reaches was set by a wrong clock."""
    longest = max(mailing_defaults().server_again_after)
    return MailServer.objects.filter(pk=MailServer.ONLY, next_try__gt=now, next_try__lte=now + longest).exists()


def claim_some(now: datetime) -> str:
    """Claim the letters that are due, the oldest first; return the claim, "" where there is nothing to do."""
    due = Letter.objects.filter(state=State.WAITING, not_before__lte=now).order_by("not_before", "id")
    keys = list(due.values_list("pk", flat=True)[:AT_ONCE])
    if not keys:
        return ""
    claim = secrets.token_hex(16)
    with transaction.atomic():
        taken = Letter.objects.filter(pk__in=keys, state=State.WAITING)
        count = taken.update(state=State.CLAIMED, claim=claim, claimed_at=now)
    return claim if count else ""


def give_back(now: datetime) -> None:
    """Take up what dead workers left behind; a claim of times to come was made by a clock that was set back since."""
    left = Letter.objects.filter(Q(claimed_at__lt=now - LEASE) | Q(claimed_at__gt=now + LEASE))
    left.filter(state=State.CLAIMED).update(state=State.WAITING, **_DONE)
    left.filter(state=State.HANDING).update(state=State.DEAD, fault=UNSURE, **_DONE)


def _hand_over(rows: Iterable[Letter], line: Line, claim: str, *, account: Account, site: str, clock: Clock) -> int:
    sent = 0
    for row in rows:
        mine = Letter.objects.filter(pk=row.pk, claim=claim)
        now = clock()
        # The lease may have run out meanwhile: whoever cannot begin does not send.
        if not mine.filter(state=State.CLAIMED).update(state=State.HANDING, claimed_at=now):
            continue
        try:
            line.hand_over(_composed(row, account=account, site=site, at=now), row.address)
        except Refused as fault:
            mine.update(**_after_refusal(row, fault, now=now))
        except Unsure as fault:
            mine.update(state=State.DEAD, fault=UNSURE, attempts=F("attempts") + 1, **_DONE)
            raise Unreachable(str(fault)) from fault
        except Unreachable as fault:
            # Counted, unlike a server that does not answer at all: a letter at which it always hangs up ends too.
            mine.update(**_after_refusal(row, Refused(str(fault), for_good=False), now=now))
            raise
        else:
            mine.update(state=State.SENT, sent_at=now, attempts=F("attempts") + 1, fault="", **_DONE)
            sent += 1
    return sent


def _composed(row: Letter, *, account: Account, site: str, at: datetime) -> EmailMessage:
    """The letter as it goes out. Raises Refused for one that cannot be written: the others must not wait for it."""
    try:
        return message_of(row, sender=account.sender, site=site, at=at)
    except ValueError as fault:
        raise Refused(_("không soạn được thư này: tên, địa chỉ có ký tự lạ"), for_good=True) from fault


def _after_refusal(row: Letter, fault: Refused, *, now: datetime) -> dict[str, object]:
    pauses = mailing_defaults().again_after
    told = {"attempts": row.attempts + 1, "fault": str(fault)[:300], **_DONE}
    if fault.for_good or row.attempts >= len(pauses):
        return {"state": State.DEAD, **told}
    return {"state": State.WAITING, "not_before": now + pauses[row.attempts], **told}


def _release(claim: str) -> None:
    Letter.objects.filter(claim=claim, state=State.CLAIMED).update(state=State.WAITING, **_DONE)


def _note_down(fault: str, *, now: datetime) -> None:
    row, _fresh = MailServer.objects.get_or_create(pk=MailServer.ONLY)
    pauses = mailing_defaults().server_again_after
    pause = pauses[min(row.failures, len(pauses) - 1)]
    MailServer.objects.filter(pk=row.pk).update(
        failures=F("failures") + 1, down_since=row.down_since or now, next_try=now + pause, fault=fault[:300]
    )


def _note_up(now: datetime) -> None:
    MailServer.objects.update_or_create(
        pk=MailServer.ONLY,
        defaults={"failures": 0, "down_since": None, "next_try": None, "fault": "", "last_sent": now},
    )
