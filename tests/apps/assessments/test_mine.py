"""*Việc của tôi* tells the criteria that a person answers for, by name, position or group."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from namro.apps.assessments.actions.assigning import Edit, assign
from namro.apps.assessments.actions.attaching import Spot, attach
from namro.apps.assessments.models import Assessment
from namro.apps.assessments.queries.mine import criteria_of
from namro.apps.people.models import Group, OwnerKind, Owning, Role, User
from namro.core.assessment.stages import State
from tests.apps.assessments.giving import evidence_of, give, sheet_of
from tests.apps.assessments.sheets import NOW, edition_in_force, ready

edition = pytest.fixture(autouse=True)(edition_in_force)


@pytest.fixture
def sheet(cast: dict[str, User]) -> Assessment:
    """The commune's sheet; the officer owns 1.2 by name."""
    sheet = sheet_of(cast)
    give(cast, sheet, "1.2", cast[Role.OFFICER])
    return sheet


def test_by_name_and_by_position(cast: dict[str, User], sheet: Assessment) -> None:
    officer = cast[Role.OFFICER]
    seat = officer.holdings.get(until=None).position_id
    edit = Edit({"owner": Owning(OwnerKind.POSITION, seat)})
    assign(ready(cast[Role.COORDINATOR]), sheet, ["1.1"], edit=edit, at=NOW)
    (found,) = criteria_of(ready(officer))
    assert (found.criteria, found.tally.missing, found.late) == (2, 2, 1)
    paper = evidence_of(sheet.unit, officer)
    attach(ready(officer), sheet, [paper.pk], [Spot("1.1")], at=NOW)
    (found,) = criteria_of(ready(officer))
    assert (found.tally.missing, found.tally.unsigned) == (1, 1)
    assert criteria_of(ready(cast[Role.LEADER])) == []
    Assessment.objects.update(state=State.SUBMITTED)
    assert criteria_of(ready(officer)) == []


def test_by_group(cast: dict[str, User], sheet: Assessment) -> None:
    group = Group.objects.filter(unit=sheet.unit).earliest("id")
    edit = Edit({"owner": Owning(OwnerKind.EACH, group.pk)})
    assign(ready(cast[Role.COORDINATOR]), sheet, ["1.3"], edit=edit, at=NOW)
    inside = {user.pk for user in cast.values() if any(found.criteria for found in criteria_of(ready(user)))}
    members = set(group.members.filter(until=None).values_list("position__holdings__user", flat=True))
    assert inside == {cast[Role.OFFICER].pk, *(user.pk for user in cast.values() if user.pk in members)}


def test_the_page_says_it(browser_of: Callable[[str], Client], cast: dict[str, User], sheet: Assessment) -> None:
    assert 'data-later="/viec/tieu-chi?khung=1"' in browser_of(Role.OFFICER).get("/viec").content.decode()
    page = browser_of(Role.OFFICER).get("/viec/tieu-chi").content.decode()
    assert "Tiêu chí được giao: 1" in page
    assert "còn thiếu minh chứng: 1" in page
    assert 'href="/phieu/2026/suoi-may/thieu-minh-chung?loc=cua-toi"' in page
    alone = browser_of(Role.OFFICER).get("/viec/tieu-chi?khung=1").content.decode()
    assert "Tiêu chí được giao: 1" in alone
    assert "<html" not in alone
    assert "Chưa có tiêu chí nào được giao" in browser_of(Role.LEADER).get("/viec/tieu-chi").content.decode()


@pytest.mark.parametrize(
    ("state", "roles"),
    [
        ("scoring", set()),
        ("waiting", {Role.LEADER}),
        ("approved", {Role.LEADER, Role.COORDINATOR}),
        ("submitted", set()),
    ],
)
def test_a_sheet_that_waits_is_told_to_whom_it_waits_for(
    browser_of: Callable[[str], Client], sheet: Assessment, state: str, roles: set[Role]
) -> None:
    Assessment.objects.filter(pk=sheet.pk).update(state=state)
    told = {
        role
        for role in (Role.OFFICER, Role.COORDINATOR, Role.LEADER, Role.COUNCIL, Role.WATCHER)
        if "/phieu/2026/suoi-may/trinh-nop" in browser_of(role).get("/viec/tieu-chi?khung=1").content.decode()
    }
    assert told == roles


def test_as_often_for_more(browser_of: Callable[[str], Client], cast: dict[str, User], sheet: Assessment) -> None:
    client = browser_of(Role.OFFICER)
    client.get("/viec/tieu-chi")
    few = queries(client)
    for node in ("1.1", "1.3", "2.1", "2.2"):
        give(cast, sheet, node, cast[Role.OFFICER])
        papers = [evidence_of(sheet.unit, cast[Role.OFFICER], name=f"{node}-{n}.pdf").pk for n in range(3)]
        attach(ready(cast[Role.COORDINATOR]), sheet, papers, [Spot(node)], at=NOW)
    assert queries(client) == few <= 20


def queries(client: Client) -> int:
    with CaptureQueriesContext(connection) as found:
        assert client.get("/viec/tieu-chi").status_code == 200
    return len(found)
