"""The worker's look at the outbox: with a mail server it sends, without one it rests."""

from __future__ import annotations

from datetime import datetime

import pytest
from pytest_django import Settings

from namro.apps.notices.models import Letter, Wish
from namro.apps.notices.telling import tell
from namro.apps.people.models import User
from namro.config.worker import mail_what_waits
from namro.core.base.clock import VIETNAM
from tests.apps.notices.mailbox import Mailbox, serving

NOW = datetime(2026, 11, 18, 9, 0, tzinfo=VIETNAM)


@pytest.mark.django_db(transaction=True)
def test_the_worker_sends_once_a_mail_server_is_set_up(settings: Settings) -> None:
    user = User.objects.create_user("an", full_name="Lê Thu An")
    Wish.objects.create(user=user, email="an@xa.example")
    tell([user], "digest", "Sáng nay: 1 việc đến hạn hôm nay", "/viec", key="sang", at=NOW)
    settings.MAIL, settings.SITE_URL = None, ""
    assert mail_what_waits(lambda: NOW) > 60
    assert Letter.objects.get().state == Letter.State.WAITING
    mailbox = Mailbox()
    with serving(mailbox) as mail:
        settings.MAIL, settings.SITE_URL = mail, "https://namro.suoimay.example"
        assert mail_what_waits(lambda: NOW) < 60
    (letter,) = mailbox.letters
    plain = letter.get_body(("plain",))
    assert plain is not None
    assert "https://namro.suoimay.example/viec" in plain.get_content()
    assert Letter.objects.get().state == Letter.State.SENT
