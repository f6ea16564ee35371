"""A worker in a process of its own is killed while a real, slow SMTP server takes its letters.

What is certain at the boundary: a letter that the server has answered for and that is committed never goes out again;
one that was only claimed goes out later; the single one that was being handed over when the worker died may have gone
out or not. That one is never sent again by itself: the outbox tells the administrator so, who decides.
"""

from __future__ import annotations

import asyncio
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from threading import Event

import pytest
from aiosmtpd.smtp import SMTP, Envelope, Session

from namro.config.environment import Mail
from tests.apps.notices.mailbox import Mailbox, serving
from tests.config.test_background import rows, until

#: Makes the people, and tells each of them something that may go out at once.
FILL = """
import sys
from pathlib import Path
from namro.config import bootstrap
bootstrap.prepare(Path(sys.argv[1]))
from namro.apps.notices.models import Wish
from namro.apps.notices.telling import tell
from namro.apps.people.models import User
from namro.core.base.clock import system_clock
people = [User.objects.create_user(f"nguoi{n:02}", full_name=f"Người Số {n}") for n in range(int(sys.argv[2]))]
Wish.objects.bulk_create(Wish(user=one, email=f"{one.username}@xa.example") for one in people)
tell(people, "digest", "Sáng nay có 3 việc trễ", "/viec", key="sang", at=system_clock(), urgent=True)
"""
#: What the administrator sees of the outbox, and does: everything that is in doubt is sent again.
ADMIN = """
import sys
from pathlib import Path
from namro.config import bootstrap
bootstrap.prepare(Path(sys.argv[1]), hosts=("testserver",))
from django.test import Client
from namro.apps.notices.models import Letter
from namro.core.base.clock import system_clock
from namro.demo.filling import fill_people
from namro.apps.people.models import Role, User
names = {one.role: one.username for one in fill_people("mot-mat-khau-de-thu", system_clock, communes=1)}
client = Client()
client.force_login(User.objects.get(username=names[Role.ADMIN]))
print(client.get("/thong-bao/thu-gui" + sys.argv[2]).text)
if sys.argv[3] == "again":
    for row in Letter.objects.filter(state="dead"):
        assert client.post(f"/thong-bao/thu-gui/{row.pk}", {"lam": "gui-lai"}).status_code == 302
"""
PEOPLE, TAKEN = 12, 4


class SlowMailbox(Mailbox):
    """Takes a letter only after a while; from the fifth on it never answers, having kept the letter or not."""

    def __init__(self, *, keeps: bool) -> None:
        super().__init__()
        self.keeps, self.at_the_fifth, self.silent, self.pause = keeps, Event(), True, 0.05

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802 - aiosmtpd's
        await asyncio.sleep(self.pause)
        if self.silent and len(self.letters) == TAKEN:
            if self.keeps:
                await super().handle_DATA(server, session, envelope)
            self.at_the_fifth.set()
            await asyncio.sleep(3600)
        return await super().handle_DATA(server, session, envelope)

    def counted(self) -> Counter[str]:
        return Counter(str(one["Message-ID"]) for one in self.letters)


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with letters that wait."""
    data = tmp_path_factory.mktemp("mail") / "data"
    run(FILL, str(data), str(PEOPLE))
    return data


@contextmanager
def mailing(data: Path, mail: Mail) -> Iterator[subprocess.Popen[bytes]]:
    """`namro worker` with this mail server."""
    clean = {key: value for key, value in os.environ.items() if not key.startswith(("NAMRO_", "DJANGO_"))}
    given = {
        "NAMRO_MAIL_URL": f"smtp://{mail.host}:{mail.port}",
        "NAMRO_MAIL_FROM": mail.sender,
        "NAMRO_URL": "https://namro.suoimay.example",
    }
    command = [sys.executable, "-P", "-m", "namro", "worker", "--data", str(data)]
    process = subprocess.Popen(command, env=clean | given, cwd=data.parent)
    try:
        yield process
    finally:
        process.kill()
        process.wait(timeout=30)


def run(text: str, *words: str) -> str:
    clean = {key: value for key, value in os.environ.items() if not key.startswith(("NAMRO_", "DJANGO_"))}
    command = [sys.executable, "-c", text, *words]
    return subprocess.run(command, env=clean, timeout=120, check=True, capture_output=True, text=True).stdout


def states(data: Path) -> dict[object, object]:
    return dict(rows(data, "select state, count(*) from notices_letter group by state"))


def ten_minutes_later(data: Path) -> None:
    """What the clock does while nobody works: the claims of the dead worker run out."""
    with closing(sqlite3.connect(data / "namro.sqlite3", timeout=20)) as database, database:
        database.execute("update notices_letter set claimed_at = datetime(claimed_at, '-11 minutes')")


@pytest.mark.slow
@pytest.mark.parametrize("keeps", [True, False], ids=["the server has it", "the server lost it"])
def test_a_worker_killed_while_it_mails_sends_none_twice_and_forgets_none(
    filled: Path, tmp_path: Path, keeps: bool
) -> None:
    data, mailbox = tmp_path / "data", SlowMailbox(keeps=keeps)
    shutil.copytree(filled, data)
    with serving(mailbox) as mail:
        with mailing(data, mail) as worker:
            assert mailbox.at_the_fifth.wait(60)
            worker.send_signal(signal.SIGKILL)
            worker.wait(timeout=30)
        assert states(data) == {"sent": TAKEN, "handing": 1, "claimed": PEOPLE - TAKEN - 1}
        seen = run(ADMIN, str(data), "?loc=waiting", "look")
        assert seen.count("@xa.example") == PEOPLE - TAKEN  # what is on its way stands among what waits
        mailbox.silent = False
        ten_minutes_later(data)
        with mailing(data, mail):
            until(lambda: states(data) == {"sent": PEOPLE - 1, "dead": 1})
        assert max(mailbox.counted().values()) == 1
        assert len(mailbox.letters) == PEOPLE - (0 if keeps else 1)
        seen = run(ADMIN, str(data), "", "again")
        assert "Không rõ thư đã đi hay chưa" in seen
        assert "Hỏi người nhận trước khi gửi lại" in seen
        with mailing(data, mail):
            until(lambda: states(data) == {"sent": PEOPLE})
    # Sent again by a person's word: the receiver's own server knows a repetition by its Message-ID.
    assert len(mailbox.counted()) == PEOPLE
    assert sum(mailbox.counted().values()) == PEOPLE + (1 if keeps else 0)


@pytest.mark.slow
def test_a_worker_told_to_stop_ends_the_letter_in_hand_and_gives_the_rest_back(filled: Path, tmp_path: Path) -> None:
    data, mailbox = tmp_path / "data", SlowMailbox(keeps=True)
    mailbox.silent, mailbox.pause = False, 0.5
    shutil.copytree(filled, data)
    with serving(mailbox) as mail, mailing(data, mail) as worker:
        until(lambda: len(mailbox.letters) > 1)
        worker.send_signal(signal.SIGTERM)
        assert worker.wait(timeout=30) == 0
        left = states(data)
        assert left == {"sent": len(mailbox.letters), "waiting": PEOPLE - len(mailbox.letters)}
        assert left["waiting"]
