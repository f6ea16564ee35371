"""Who may do what in which state: the table of `docs/appraisal.md`, asked cell by cell."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.test import Client

from namro.apps.people.models import User
from namro.core.assessment.stages import State
from namro.core.base.errors import NamroError
from tests.apps.appraisals.stage_acts import ACTS, Ask, NotThere, Sealed
from tests.apps.appraisals.stage_world import PEOPLE, World, world_in
from tests.apps.assessments.sheets import edition_in_force

pytestmark = pytest.mark.django_db
in_force = pytest.fixture(autouse=True)(edition_in_force)
PAGE = Path(__file__).parents[3] / "docs" / "appraisal.md"
LETTERS = {
    State.PREPARING: "p", State.SCORING: "s", State.WAITING: "w", State.APPROVED: "a", State.SUBMITTED: "h",
    State.APPRAISAL: "1", State.EXPLANATION: "e", State.REAPPRAISAL: "2", State.DECIDED: "d", State.PUBLISHED: "P",
    State.NOT_APPRAISED: "x",
}  # fmt: skip
EVERY = "".join(LETTERS.values())


def table() -> dict[str, dict[str, str]]:
    """The letters of the states in which something is allowed, by act and person."""
    lines = PAGE.read_text("utf-8").partition("## Who may do what, when")[2].splitlines()
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines if line.startswith("|")]
    heads, _rule, *body = rows
    assert tuple(heads[1:]) == PEOPLE
    return {
        act: {
            who: EVERY if cell == "all" else "" if cell == "–" else cell
            for who, cell in zip(PEOPLE, cells, strict=True)
        }
        for act, *cells in body
    }


def test_the_table_and_the_acts_name_the_same() -> None:
    expected = table()
    assert list(expected) == list(ACTS)
    assert set("".join(cell for row in expected.values() for cell in row.values())) <= set(EVERY)
    assert set(LETTERS) == set(State)


@pytest.mark.parametrize("state", list(State))
def test_each_cell(state: State) -> None:
    world, expected = world_in(state), table()
    assert world.sheet.state == state
    wrong = []
    for act, ask in ACTS.items():
        for who in PEOPLE:
            refusal = refusal_of(ask, world, world.people[who])
            if (refusal is None) is not (LETTERS[state] in expected[act][who]):
                wrong.append(f"{act}: {who}: {refusal}")
            elif refusal is not None and refusal != "404" and len(refusal.split()) < 5:
                wrong.append(f"{act}: {who}: no reason: {refusal}")
    assert wrong == []


#: Pages that say the same as the functions behind them.
PAGES = {
    "read the sheet": "/phieu/2026/suoi-may",
    "read findings": "/phieu/2026/suoi-may/ton-tai",
    "ranks, their workbook, the act": "/xep-hang/ky/{round}/ket-qua.xlsx",
    "a unit's notice": "/xep-hang/2026/suoi-may/thong-bao.docx",
    "all notices": "/xep-hang/ky/{round}/thong-bao.zip",
    "a step for all units": "/ky-danh-gia/{round}/chuyen-ca-ky",
    "open a council's sitting": "/hoi-dong/{round}/moi",
    "read the audit record": "/nhat-ky",
}


@pytest.mark.on_both
@pytest.mark.parametrize("state", [State.DECIDED, State.PUBLISHED])
def test_pages_say_the_same(state: State) -> None:
    world, expected = world_in(state), table()
    wrong = []
    for who in PEOPLE:
        client = Client()
        client.force_login(world.people[who])
        for act, address in PAGES.items():
            status = client.get(address.format(round=world.round.code)).status_code
            if (status == 200) is not (LETTERS[state] in expected[act][who]) or status not in (200, 403, 404):
                wrong.append(f"{act}: {who}: {status}")
    assert wrong == []


def refusal_of(ask: Ask, world: World, user: User) -> str | None:
    """What a person is told, "404" where nothing is there; None where it may be. Nothing stays of it."""
    try:
        with transaction.atomic():
            try:
                ask(world, user)
            finally:
                transaction.set_rollback(True)
    except (NamroError, PermissionDenied, Sealed) as refusal:
        return str(refusal)
    except NotThere:
        return "404"
    return None
