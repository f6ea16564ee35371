"""A long audit record for measuring, sealed as the sealer would, in sets: a million acts one by one take an hour."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from random import Random

from django.db import connection, transaction

from namro.apps.people.models import AuditEntry, AuditSeal, User
from namro.apps.people.recording import COLUMNS, folded_words
from namro.apps.people.sealing import seal
from namro.core.sealing import Entry, Head, digest_of, link

#: Acts that people of the demo do, each with words as they stand in the record.
_ACTS = (
    (AuditEntry.Act.SHEET_FILLED, "sheet:2026:xa-{n}", "1.{n}.2, 2.1.{n}, 4.3"),
    (
        AuditEntry.Act.PROOF_ATTACHED,
        "sheet:2026:xa-{n}",
        "2.{n}.1: Quyết định {n}/QĐ-UBND về việc ban hành kế hoạch.pdf",
    ),
    (AuditEntry.Act.WORK_DONE, "viec-{n}", "Nộp: đã niêm yết đủ thủ tục tại Trung tâm Phục vụ hành chính công"),
    (AuditEntry.Act.LOGGED_IN, "", ""),
)
_BATCH = 10_000
_SECOND = timedelta(seconds=1, microseconds=1)


@transaction.atomic
def fill_record(count: int, *, at: datetime, seed: int) -> None:
    """Add sealed rows to the record, in its chain."""
    head = seal(at=at)
    people = list(User.objects.order_by("pk"))
    batch: list[Entry] = []
    for entry in _entries(people, head, count=count, at=at, random=Random(seed)):  # noqa: S311 - no secret is drawn
        batch.append(entry)
        if len(batch) == _BATCH:
            _insert(batch)
            batch.clear()
        head = Head(entry.seq or 0, entry.chain)
    _insert(batch)
    AuditSeal.objects.filter(pk=AuditSeal.ONLY).update(seq=head.seq, chain=head.chain)


def _entries(people: list[User], head: Head, *, count: int, at: datetime, random: Random) -> Iterator[Entry]:
    number, chain = head
    for place in range(count):
        act, subject, note = random.choice(_ACTS)
        user, n = random.choice(people), random.randrange(1, 125)
        salt = f"{random.getrandbits(128):032x}"
        words = (user.full_name, subject.format(n=n), note.format(n=n), salt)
        number += 1
        bare = Entry(number, at - (count - place) * _SECOND, act.value, user.pk, None, *words)
        entry = bare._replace(digest=digest_of(bare))
        chain = link(chain, entry)
        yield entry._replace(chain=chain)


def _insert(entries: list[Entry]) -> None:
    columns = ", ".join((*COLUMNS, "folded"))
    places = ", ".join(["%s"] * (len(COLUMNS) + 1))
    adapted = connection.ops.adapt_datetimefield_value
    rows = [(entry.seq, adapted(entry.at), *entry[2:], folded_words(entry)) for entry in entries]
    with connection.cursor() as cursor:
        table = connection.ops.quote_name(AuditEntry._meta.db_table)
        cursor.executemany(f"INSERT INTO {table} ({columns}) VALUES ({places})", rows)  # noqa: S608 - our own names
