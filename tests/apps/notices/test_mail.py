"""Mail arrives at a real SMTP server, once, whatever happens on the way."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime, time, timedelta

import pytest

from namro.apps.notices.models import Letter, MailServer, Wish
from namro.apps.notices.sending import LEASE, UNSURE, claim_some, send_waiting
from namro.apps.notices.telling import tell
from namro.apps.people.models import Role, User
from namro.core.base.clock import VIETNAM
from tests.apps.notices.mailbox import Mailbox, account, free_port, serving

SITE = "https://namro.suoimay.example"
#: A Wednesday morning.
NOW = datetime(2026, 11, 18, 9, 0, tzinfo=VIETNAM)
State = Letter.State


@pytest.fixture
def officer(cast: dict[str, User]) -> User:
    """Somebody who wants mail."""
    user = cast[Role.OFFICER]
    Wish.objects.create(user=user, email="lethuan@suoimay.example", by_mail=["digest"])
    return user


def told(user: User, n: int = 1, *, at: datetime = NOW, **how: bool) -> None:
    for number in range(n):
        tell([user.pk], "digest", f"Sáng nay có {number} việc trễ", "/viec", key=f"thu:{number}", at=at, **how)


def at(moment: datetime) -> Callable[[], datetime]:
    return lambda: moment


def test_a_letter_arrives_as_text_and_html_in_vietnamese(officer: User) -> None:
    mailbox = Mailbox()
    told(officer)
    with serving(mailbox) as mail:
        assert send_waiting(mail, site=SITE, clock=at(NOW)) == 1
        assert send_waiting(mail, site=SITE, clock=at(NOW)) == 0
    (letter,) = mailbox.letters
    row = Letter.objects.get()
    assert (row.state, row.attempts, row.claim) == (State.SENT, 1, "")
    assert letter["Subject"] == "Sáng nay có 0 việc trễ"
    assert letter["Message-ID"] == f"<{row.message_id}@suoimay.example>"
    assert letter["Auto-Submitted"] == "auto-generated"
    plain, html = letter.get_body(("plain",)), letter.get_body(("html",))
    assert plain is not None
    assert html is not None
    assert f"{SITE}/viec" in plain.get_content()
    assert f"Kính gửi {officer.full_name}," in plain.get_content()
    assert f'<a href="{SITE}/viec">' in html.get_content()


def test_the_server_is_logged_in_to_and_its_password_is_never_told(
    officer: User, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG, "namro")
    mailbox, secret = Mailbox(), "rat-dai-va-kin"
    told(officer)
    with serving(mailbox, password=secret) as mail:
        wrong = account(mail.port, user="namro", password="sai-mat-khau")
        assert send_waiting(wrong, site=SITE, clock=at(NOW)) == 0
        assert send_waiting(mail, site=SITE, clock=at(NOW + timedelta(minutes=5))) == 1
    assert secret not in repr(mail)
    assert "sai-mat-khau" not in MailServer.objects.get().fault + caplog.text + repr(wrong)


def test_a_server_that_is_down_loses_nothing_and_uses_up_no_try(officer: User) -> None:
    port, mailbox = free_port(), Mailbox()
    told(officer, 3)
    moment = NOW
    for _ in range(12):  # far more than a letter is tried
        assert send_waiting(account(port), site=SITE, clock=at(moment)) == 0
        moment += timedelta(minutes=11)
    server = MailServer.objects.get()
    assert (server.failures, server.down_since) == (12, NOW)
    assert "từ chối kết nối" in server.fault
    assert set(Letter.objects.values_list("state", "attempts")) == {(State.WAITING, 0)}
    assert send_waiting(account(port), site=SITE, clock=at(moment - timedelta(minutes=10))) == 0  # not asked again yet
    assert MailServer.objects.get().failures == 12
    with serving(mailbox, port=port) as mail:
        assert send_waiting(mail, site=SITE, clock=at(moment)) == 3
    assert len(mailbox.letters) == 3
    assert MailServer.objects.get().down_since is None


def test_a_letter_put_off_is_tried_three_times_more_then_waits_for_the_administrator(officer: User) -> None:
    mailbox = Mailbox()
    mailbox.answers["lethuan@suoimay.example"] = ["451 thử lại sau"] * 9
    told(officer)
    moments = []
    with serving(mailbox) as mail:
        moment = NOW
        for _ in range(300):
            before = Letter.objects.get().attempts
            send_waiting(mail, site=SITE, clock=at(moment))
            if Letter.objects.get().attempts > before:
                moments.append(int((moment - NOW).total_seconds() // 60))
            moment += timedelta(minutes=1)
    row = Letter.objects.get()
    assert moments == [0, 2, 12, 72]
    assert (row.state, row.attempts) == (State.DEAD, 4)
    assert row.fault == "451 thử lại sau"
    assert mailbox.letters == []


def test_an_address_that_does_not_exist_does_not_hold_up_the_others(officer: User, cast: dict[str, User]) -> None:
    mailbox = Mailbox()
    mailbox.answers["lethuan@suoimay.example"] = ["550 không có hộp thư này"]
    leader = cast[Role.LEADER]
    Wish.objects.create(user=leader, email="hung@suoimay.example")
    tell([officer.pk, leader.pk], "digest", "Sáng nay", "/viec", key="sang", at=NOW)
    with serving(mailbox) as mail:
        assert send_waiting(mail, site=SITE, clock=at(NOW)) == 1
    assert {row.address: row.state for row in Letter.objects.all()} == {
        "lethuan@suoimay.example": State.DEAD,
        "hung@suoimay.example": State.SENT,
    }


@pytest.mark.parametrize(
    "bad", ["nguyễn@suoimay.example", "một hai@suoimay.example", "a@b.example\r\nBcc: c@d.example"]
)
def test_an_address_that_no_server_takes_does_not_hold_up_the_others(
    officer: User, cast: dict[str, User], bad: str
) -> None:
    mailbox, leader = Mailbox(), cast[Role.LEADER]
    Wish.objects.filter(user=officer).update(email=bad)
    Wish.objects.create(user=leader, email="hung@suối-mây.example")
    tell([officer.pk, leader.pk], "digest", "Sáng nay\r\nBcc: c@d.example\x00", "/viec", key="sang", at=NOW)
    with serving(mailbox) as mail:
        assert send_waiting(mail, site=SITE, clock=at(NOW)) == 1
    (letter,) = mailbox.letters
    assert letter["Bcc"] is None
    assert letter["To"].addresses[0].domain.startswith("xn--")
    refused = Letter.objects.get(address=bad)
    assert (refused.state, refused.attempts) == (State.DEAD, 1)
    assert refused.fault


def test_a_letter_claimed_by_a_dead_worker_goes_back_one_half_handed_over_does_not(officer: User) -> None:
    mailbox = Mailbox()
    told(officer, 2)
    assert claim_some(NOW)
    first, second = Letter.objects.order_by("id")
    Letter.objects.filter(pk=second.pk).update(state=State.HANDING)
    with serving(mailbox) as mail:
        assert send_waiting(mail, site=SITE, clock=at(NOW + LEASE / 2)) == 0
        assert send_waiting(mail, site=SITE, clock=at(NOW + LEASE + timedelta(minutes=1))) == 1
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.state, second.state, second.fault) == (State.SENT, State.DEAD, UNSURE)
    assert len(mailbox.letters) == 1


def test_two_workers_never_claim_the_same_letter(officer: User) -> None:
    told(officer, 5)
    first, second = claim_some(NOW), claim_some(NOW)
    assert first
    assert second == ""
    assert Letter.objects.filter(claim=first).count() == 5


def test_a_worker_whose_claim_ran_out_does_not_send(officer: User, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another worker took the letter over while the first one was opening its connection."""
    mailbox = Mailbox()
    told(officer)
    claim = claim_some(NOW)
    monkeypatch.setattr("namro.apps.notices.sending.claim_some", lambda now: claim)
    Letter.objects.update(claim=claim)
    monkeypatch.setattr(
        "namro.apps.notices.sending._note_up", lambda now: Letter.objects.filter(state=State.SENT).update(fault="")
    )
    Letter.objects.update(state=State.HANDING)  # the other one is at it
    with serving(mailbox) as mail:
        assert send_waiting(mail, site=SITE, clock=at(NOW)) == 0
    assert mailbox.letters == []


@pytest.mark.parametrize(
    ("moment", "goes"),
    [
        (datetime(2026, 11, 18, 22, 0, tzinfo=VIETNAM), datetime(2026, 11, 19, 6, 30, tzinfo=VIETNAM)),
        (datetime(2026, 11, 20, 19, 0, tzinfo=VIETNAM), datetime(2026, 11, 23, 6, 30, tzinfo=VIETNAM)),
        (datetime(2026, 11, 21, 10, 0, tzinfo=VIETNAM), datetime(2026, 11, 23, 6, 30, tzinfo=VIETNAM)),
    ],
    ids=["at night", "on Friday evening", "on Saturday"],
)
def test_quiet_hours_and_days_off_hold_mail_back_unless_it_is_urgent(
    officer: User, moment: datetime, goes: datetime
) -> None:
    told(officer, at=moment)
    assert Letter.objects.get().not_before == goes
    tell([officer.pk], "hotline", "Phản ánh mới", "/viec", key="khan", at=moment, urgent=True)
    assert Letter.objects.latest("id").not_before == moment


def test_quiet_hours_are_the_person_s_own(officer: User) -> None:
    Wish.objects.update(quiet_from=time(20), quiet_until=time(5), on_days_off=True)
    told(officer, at=datetime(2026, 11, 22, 19, 0, tzinfo=VIETNAM))  # a Sunday evening
    assert Letter.objects.get().not_before == datetime(2026, 11, 22, 19, 0, tzinfo=VIETNAM)


def test_a_clock_that_is_set_back_holds_no_letter_for_years(officer: User) -> None:
    """For an hour the machine believed in 2031: the server was down then, and a worker died with its claim."""
    mailbox, wrong = Mailbox(), NOW.replace(year=2031)
    told(officer, 2)
    assert send_waiting(account(free_port()), site=SITE, clock=at(wrong)) == 0
    assert claim_some(wrong)
    with serving(mailbox) as mail:
        assert send_waiting(mail, site=SITE, clock=at(NOW)) == 2
    assert len(mailbox.letters) == 2
    assert MailServer.objects.get().down_since is None


@pytest.mark.slow
def test_a_server_that_is_down_for_three_days_loses_and_doubles_nothing(officer: User, cast: dict[str, User]) -> None:
    port, mailbox, moment, tries = free_port(), Mailbox(), NOW, 0
    Wish.objects.create(user=cast[Role.LEADER], email="hung@suoimay.example", by_mail=["digest"], on_days_off=True)
    back = NOW + timedelta(days=3)
    while moment < back:
        if moment.time() == NOW.time():
            tell([officer.pk, cast[Role.LEADER].pk], "digest", "Sáng nay", "/viec", key=f"{moment:%d}", at=moment)
        before = MailServer.objects.filter(pk=MailServer.ONLY).values_list("failures", flat=True).first() or 0
        send_waiting(account(port), site=SITE, clock=at(moment))
        tries += MailServer.objects.get().failures > before
        moment += timedelta(minutes=1)
    assert 3 * 24 * 5 < tries < 3 * 24 * 15  # it is asked again all the time, and not all the time
    assert set(Letter.objects.values_list("state", "attempts")) == {(State.WAITING, 0)}
    with serving(mailbox, port=port) as mail:
        for minutes in range(0, 3 * 24 * 60, 11):  # over the weekend, for those who are not written to then
            send_waiting(mail, site=SITE, clock=at(back + timedelta(minutes=minutes)))
    assert set(Letter.objects.values_list("state", flat=True)) == {State.SENT}
    assert len({str(one["Message-ID"]) for one in mailbox.letters}) == len(mailbox.letters) == 6
