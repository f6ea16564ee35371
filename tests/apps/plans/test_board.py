"""The leader's board: what it counts, whose it is, how much it asks of the database."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from namro.apps.people.models import Group, OwnerKind, Owning, Role, User
from namro.apps.people.queries.people import standing_of
from namro.apps.plans import actions
from namro.apps.plans.board import board_of
from namro.apps.plans.models import Occurrence
from namro.apps.plans.tallies import LATE, MISSED, OVER, SOON, STUCK, UNPROVEN, WAITING
from namro.core.base.clock import system_clock
from tests.apps.plans.giving_out import Cast, give_out, owned_by

Browsers = Callable[[str], Client]
DAY = timedelta(days=1)
NOW = system_clock()


@pytest.fixture
def rows(cast: Cast) -> list[Occurrence]:
    """Late, due soon, handed in, stuck, accepted, owed by each member of a group and late."""
    officer, leader, today = cast[Role.OFFICER], cast[Role.LEADER], NOW.date()
    group = Group.objects.order_by("id").first()
    assert group is not None
    owner = owned_by(officer)
    given = [{"owner": owner, "due": today + n * DAY} for n in (-20, 4, 60, 60, 60)]
    found = give_out(cast, [*given, {"owner": Owning(OwnerKind.EACH, group.pk), "due": today - 9 * DAY}], at=NOW)
    actions.act(officer, found[2], "submit", said="xong", at=NOW - 8 * DAY)
    actions.act(officer, found[3], "ask", said="xin thêm kinh phí", at=NOW)
    actions.add_link(officer, found[4], "https://example.vn/1", at=NOW)
    actions.act(officer, found[4], "submit", at=NOW)
    actions.act(leader, found[4], "accept", at=NOW)
    return found


def test_columns_people_fields_and_points(cast: Cast, rows: list[Occurrence]) -> None:
    unit = rows[0].task.plan.unit_id
    board = board_of([unit], today=NOW.date())
    at = {name: [rows.index(board.rows[pk]) for pk in keys] for name, keys in board.columns.items()}
    assert at == {LATE: [0, 5], SOON: [1], UNPROVEN: [0, 5, 1, 2], STUCK: [3], WAITING: [2], OVER: [], MISSED: []}
    officer = board.people["Lê Thu An", cast[Role.OFFICER].pk]
    share = board.shares[rows[5].pk]
    assert (officer.late - any(p.name == "Lê Thu An" for p in share.missing), officer.soon) == (1, 1)
    assert {name for name, _key in board.people} == {"Lê Thu An", *(person.name for person in share.missing)}
    assert board.fields["Công tác chỉ đạo, điều hành"].open == 5
    assert (board.sure, board.possible) == (rows[0].task.gain, rows[0].task.gain * 5)  # type: ignore[operator]
    assert (board.done, board.total) == (1, 6)
    assert board.review_days[0] >= 5
    assert board.questions == {rows[3].pk: "xin thêm kinh phí"}


def test_the_page_and_the_sheet_for_monday(browser_of: Browsers, rows: list[Occurrence]) -> None:
    page = browser_of(Role.LEADER).get("/bang").content.decode()
    board = board_of([rows[0].task.plan.unit_id], today=NOW.date())
    late = [name for (name, key), tally in board.people.items() if tally.late and key]
    assert f"{len(board.columns[LATE])} việc trễ hạn, {len(late)} người chưa nộp" in page
    assert len(board.columns[LATE]) == 2
    assert "xin thêm kinh phí" in page
    assert "Xã Suối Mây" in page
    assert f"http://testserver/viec/{rows[0].code}" in page  # in the text for a chat
    sheet = browser_of(Role.WATCHER).get("/bang/in").content.decode()
    assert "Trễ hạn, theo người" in sheet
    assert "xin thêm kinh phí" in sheet
    officer = browser_of(Role.OFFICER).get("/bang").content.decode()
    assert "dành cho lãnh đạo" in officer
    assert "xin thêm kinh phí" not in officer


def test_a_group_that_handed_in_waits_for_the_reviewer(
    cast: Cast, browser_of: Browsers, rows: list[Occurrence]
) -> None:
    row, unit = rows[5], rows[0].task.plan.unit_id
    first, *others = board_of([unit], today=NOW.date()).shares[row.pk].missing
    hand_in(row, first.key)
    board = board_of([unit], today=NOW.date())
    assert (row.pk in board.columns[LATE], row.pk in board.columns[WAITING]) == (True, True)
    assert board.shares[row.pk].missing == tuple(others)
    tally = board.people[first.name, int(first.key)]
    assert (tally.waiting, tally.open) == (1 + (first.name == "Lê Thu An"), tally.open)
    page = browser_of(Role.LEADER).get(f"/viec/{row.code}").content.decode()
    assert f"Chờ duyệt: {first.name}" in page
    for person in others:
        hand_in(row, person.key)
    board = board_of([unit], today=NOW.date())
    assert (row.pk in board.columns[LATE], row.pk in board.columns[WAITING]) == (False, True)
    assert sum(tally.late for tally in board.people.values()) == 1  # the other task
    assert "Mọi người đã nộp, chờ duyệt" in browser_of(Role.LEADER).get(f"/viec/{row.code}?nguoi=0").content.decode()


def hand_in(row: Occurrence, key: str) -> None:
    user = User.objects.get(pk=key)
    user.standing = standing_of(user, NOW.date())
    actions.act(user, row, "submit", said="xong", at=NOW)


def test_columns_show_fifty_rows(cast: Cast, browser_of: Browsers) -> None:
    given = {"owner": owned_by(cast[Role.OFFICER]), "due": NOW.date() - 5 * DAY}
    give_out(cast, [given] * 53, at=NOW)
    page = browser_of(Role.LEADER).get("/bang").content.decode()
    assert "và 3 việc nữa" in page
    assert page.count("data-item") == 100  # late, and without proof


def test_the_database_is_asked_as_often_for_three_times_as_much(
    cast: Cast, browser_of: Browsers, rows: list[Occurrence]
) -> None:
    client = browser_of(Role.LEADER)
    client.get("/bang")
    few = {address: queries(client, address) for address in ("/bang", "/bang/in")}
    given = [{"owner": owned_by(cast[Role.OFFICER]), "due": NOW.date() + n * DAY} for n in range(-9, 9)]
    give_out(cast, given, at=NOW)
    assert {address: queries(client, address) for address in few} == few
    assert max(few.values()) <= 12


def queries(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as found:
        assert client.get(address).status_code == 200
    return len(found)
