"""Workers and schedulers at the same time, each in a thread with a connection of its own."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from threading import Barrier

import pytest
from django.db import connection

from namro.apps.notices.models import Letter, Notice, Wish
from namro.apps.notices.sending import send_waiting
from namro.apps.notices.telling import Told, tell_each
from namro.apps.people.models import User
from namro.core.base.clock import VIETNAM
from tests.apps.notices.mailbox import Mailbox, serving

NOW = datetime(2026, 11, 18, 9, 0, tzinfo=VIETNAM)
_THREADS = 4


def at_once(action: Callable[[], object]) -> None:
    """Do the same in several threads, begun together."""
    ready = Barrier(_THREADS)

    def run(_n: int) -> None:
        try:
            ready.wait()
            action()
        finally:
            connection.close()

    with ThreadPoolExecutor(_THREADS) as pool:
        list(pool.map(run, range(_THREADS)))


@pytest.mark.django_db(transaction=True)
def test_the_same_told_by_several_and_sent_by_several_arrives_once() -> None:
    people = [User.objects.create_user(f"nguoi{n}", full_name=f"Người {n}") for n in range(30)]
    Wish.objects.bulk_create(Wish(user=one, email=f"{one.username}@xa.example") for one in people)
    told = [Told(user=one.pk, text="Sáng nay", url="/viec", key="sang") for one in people]
    at_once(lambda: tell_each(told, kind="digest", at=NOW))
    assert Notice.objects.count() == Letter.objects.count() == len(people)
    mailbox = Mailbox()
    with serving(mailbox) as mail:
        at_once(lambda: send_waiting(mail, site="https://x.example", clock=lambda: NOW))
    assert sorted(str(one["Message-ID"]) for one in mailbox.letters) == sorted(
        f"<{key}@suoimay.example>" for key in Letter.objects.values_list("message_id", flat=True)
    )
    assert set(Letter.objects.values_list("state", flat=True)) == {Letter.State.SENT}
