"""No page, file, list or record tells a sealed value: recognisable values are looked for in everything that answers.

So are words of what another unit has not given out: its draft reports, and what only its own people read.
"""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile, is_zipfile

import pytest
from django.test import Client

from namro.apps.assessments.actions.opening import open_sheet
from namro.apps.library.models import Evidence
from namro.apps.people.models import AuditEntry, Role
from namro.core.assessment.stages import State
from tests.apps.addresses import ANSWERS, WHO
from tests.apps.appraisals import beside
from tests.apps.appraisals.stage_world import APPRAISED, ASKED, FINAL, PEOPLE, World, world_in
from tests.apps.appraisals.test_permission_table import LETTERS, table
from tests.apps.assessments.sheets import NOW, edition_in_force, ready

pytestmark = pytest.mark.django_db
in_force = pytest.fixture(autouse=True)(edition_in_force)

#: What tells a value: how it is written anywhere, the sums that it makes, the words that came with it; and the rows of
#: the table of permissions one of which has to allow it.
_SEEN_WHILE_JUDGING = "see the final value while judging"
SECRETS = {
    "the first appraisal": (("1,37", "1.37", "1370000000", "2,13", "QZA"), ("read the first appraisal",)),
    "the explanation": (("1,43", "1.43", "1430000000", "QZB"), ("read the explanation",)),
    "the final value": (
        ("1,41", "1.41", "1410000000", "2,09", "QZC", "QZD"),
        ("read the final value", _SEEN_WHILE_JUDGING),
    ),
    "the total of the appraisal": (("12,07", "12.07", "60,35"), ("read totals of the appraisal",)),
    "the final total": (("12,61", "12.61", "63,05", "4,41", "4.41"), ("ranks, their workbook, the act",)),
}
#: Who looks in which state: those who are told something, and not all of it.
READERS = {
    State.EXPLANATION: ("department", "admin"),
    State.REAPPRAISAL: ("coordinator",),
    State.DECIDED: ("coordinator", "department", "admin"),
    State.PUBLISHED: ("other unit",),
}
#: Pages that know nothing of a sheet's values.
_ELSEWHERE = (
    "/tro-giup", "/muc-khac", "/dang-nhap", "/tai-khoan", "/bo-tieu-chi", "/nhap-van-ban", "/thu-vien",
    "/kien-nghi", "/giam-sat", "/nhat-ky/{line}/xoa", "/to-chuc/nhom", "/to-chuc/nguoi", "/to-chuc/chuc-danh",
    "/to-chuc/danh-sach",
)  # fmt: skip
SHEET, AFTER = "/phieu/2026/suoi-may", "/phieu/2027/suoi-may"
MORE = (
    f"{SHEET}/1.2",
    f"{SHEET}/1.2/ly-lich",
    f"{SHEET}/phan-cong/1.2",
    f"{SHEET}/tep/bao-cao.docx?ban=1",
    f"{SHEET}/ton-tai",
    f"{SHEET}/thay-doi?loc=giam",
    f"{SHEET}?loc=giam",
    f"{SHEET}?tim=1.2",
    AFTER,
    f"{AFTER}/1.2",
    f"{AFTER}/1.2/ly-lich",
    f"{AFTER}/phan-cong",
    f"{AFTER}/phan-cong/1.2",
    f"{AFTER}/tep",
    f"{AFTER}/tep/bao-cao.docx",
    f"{AFTER}/so-offline",
    f"{AFTER}/thieu-minh-chung",
    f"{AFTER}/phan-cong.xlsx",
    "/phieu?nam=2026",
    "/phieu?tat-ca=1&nam=2027",
    "/ket-qua?nam=2026",
    "/ket-qua?nam=2027",
    "/ket-qua/2027/suoi-may",
    "/tham-dinh/{round}/1.2",
    "/tham-dinh/{round}/1.2?don-vi=suoi-may",
    "/tham-dinh/{round}/1.2?don-vi=suoi-may&khung=1",
    "/tham-dinh/{round}/1.2?loc=giai-trinh",
    "/tham-dinh/{round}/1.1",
    "/tham-dinh/{round}/2.1?don-vi=suoi-may",
    "/tham-dinh/{round}/don-vi/suoi-may?tc=1.2",
    "/tham-dinh?ky={round}&xem=don-vi",
    "/tham-dinh/{round}/chap-nhan?don-vi=suoi-may",
    "/xep-hang?ky={round}",
    "/xep-hang?ky={round}&theo=khao-sat",
    "/ky-danh-gia/{round}?loc=tat-ca",
    "/nhat-ky?tim=1.2",
    "/nhat-ky?act=judged",
    "/to-chuc/tinh-van-son/lich-su",
    "/bang?nam=2026",
    "/viec/tieu-chi?nam=2026",
)


@pytest.mark.slow
@pytest.mark.parametrize("state", list(READERS))
def test_nobody_finds_what_is_sealed(state: State, data_folder: Path) -> None:
    world = world_in(state)
    found: list[str] = []
    every = addresses(world, beside.beside(world.people, data_folder / "given"))
    for who in READERS[state]:
        secrets = sealed_to(who, state)
        client = Client()
        client.force_login(world.people[who])
        for address in every:
            answer = client.get(address)
            found += [f"{who} {address}: {what}" for what in told(answer, secrets)]
    assert found == []


def sealed_to(who: str, state: State) -> dict[str, re.Pattern[str]]:
    """What the table of permissions keeps from somebody in a state."""
    expected, letter = table(), LETTERS[state]
    return {
        what: re.compile("|".join(rf"(?<![\d.,]){re.escape(word)}(?!\d)" for word in words))
        for what, (words, rows) in SECRETS.items()
        if not any(letter in expected[row][who] for row in rows)
    }


#: What is not given out: the word, and for whom it is there. Plans and meetings are read by whoever reads about the
#: unit; a draft report by those who work there; a yearly sheet by the person, the leader and the coordinator.
_OF_UNIT = {"officer", "coordinator", "leader"}
_OF_READERS = _OF_UNIT | {"owner", "watcher", "department", "other department", "council", "admin"}
NOT_OUT = {
    beside.REPORT: _OF_UNIT | {"owner"},
    beside.PLAN: _OF_READERS,
    beside.MEETING: _OF_READERS,
    beside.YEAR: _OF_UNIT,
}


@pytest.mark.slow
def test_nobody_finds_what_another_unit_has_not_given_out(data_folder: Path) -> None:
    world = world_in(State.EXPLANATION)
    every = addresses(world, beside.beside(world.people, data_folder / "given"))
    found, seen = [], set()
    for who, user in world.people.items():
        if who not in PEOPLE:
            continue
        client = Client()
        client.force_login(user)
        for address in every:
            if address.startswith("/lich/"):  # the calendar of whoever has its address
                continue
            text = "".join(texts(content_of(client.get(address))))
            for word, readers in NOT_OUT.items():
                if word in text:
                    seen.add((word, who))
                    if who not in readers:
                        found.append(f"{who} {address}: {word}")
    assert found == []
    assert {word for word, _who in seen} == set(NOT_OUT)


def addresses(world: World, others: dict[str, object]) -> list[str]:
    """Every address that answers to GET and leads to something in this world."""
    coordinator = ready(world.people["coordinator"])
    open_sheet(coordinator, world.sheet.unit, 2027, world.sheet.edition, at=NOW + timedelta(days=90))
    held = coordinator.holdings.get(until=None)
    places = {
        "round": world.round.code, "acted": world.round.code,
        "sitting": world.sitting.code if world.sitting else "khongco", "closed": "khongco",
        "evidence": Evidence.objects.get(pk=world.evidence).code, "position": held.position_id, "person": held.user_id,
        "line": AuditEntry.objects.filter(act=AuditEntry.Act.JUDGED).latest("pk").pk,
    }  # fmt: skip
    places = others | places
    given = [address for address, *answers in ANSWERS.values() if answers[WHO.index(Role.ADMIN)] != 405]
    given = [address for address in given if not address.startswith(_ELSEWHERE)]
    found = []
    for address in (*given, *MORE, *beside.MORE):
        try:
            found.append(address.format(**places))
        except KeyError:
            continue
    return found


def told(answer: Any, secrets: dict[str, re.Pattern[str]]) -> Iterator[str]:
    """Which secrets an answer tells, packed ones included."""
    for text in texts(content_of(answer)):
        for what, words in secrets.items():
            if hit := words.search(text):
                yield f"{what}: {text[max(0, hit.start() - 60) : hit.end() + 40]!r}"


def content_of(answer: Any) -> bytes:
    return b"".join(answer.streaming_content) if answer.streaming else bytes(answer.content)


def texts(content: bytes) -> Iterator[str]:
    if content[:2] == b"\x1f\x8b":
        content = gzip.decompress(content)
    if not is_zipfile(BytesIO(content)):
        yield content.decode("utf-8", "replace")
        return
    with ZipFile(BytesIO(content)) as packed:
        for name in packed.namelist():
            yield from texts(packed.read(name))


def test_the_values_are_really_there() -> None:
    """Whoever runs the round finds each of them: what is looked for is what is written."""
    world = world_in(State.DECIDED)
    client = Client()
    client.force_login(world.people["council"])
    places = (f"{SHEET}/1.2/ly-lich", f"/xep-hang?ky={world.round.code}", f"{SHEET}/thay-doi", f"{SHEET}/giai-trinh")
    found = {what for address in places for what in told_what(client.get(address))}
    assert found == set(SECRETS)
    assert (APPRAISED, ASKED, FINAL) == ("1.37", "1.43", "1.41")


def told_what(answer: Any) -> Iterator[str]:
    text = answer.content.decode()
    yield from (what for what, (words, _rows) in SECRETS.items() if any(word in text for word in words))


@pytest.mark.slow
def test_every_page_beside_is_really_there(data_folder: Path) -> None:
    """An address that leads nowhere hides nothing: each answers somebody who looks."""
    world = world_in(State.DECIDED)
    every = addresses(world, beside.beside(world.people, data_folder / "given"))
    missing = {address for address in every if address.startswith(beside.PAGES)}
    assert len(missing) > 80
    for who in ("coordinator", "council", "admin", "leader", "officer"):
        client = Client()
        client.force_login(world.people[who])
        missing = {address for address in missing if client.get(address).status_code not in (200, 302)}
    assert missing == set()
