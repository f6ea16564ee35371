"""The pages of months ask the database as often for three times as many dossiers."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from namro.apps.people.models import Role, User
from tests.apps.officers.given import MONTH, handled_by, in_september

pytestmark = pytest.mark.usefixtures("data_folder")


def _late(first: int, count: int) -> list[dict[str, str]]:
    return [in_september(f"{n}") | {"processed_at": "2026-09-14T10:00"} for n in range(first, first + count)]


def test_months_ask_as_often_for_more_dossiers(cast: dict[str, User], browser_of: Callable[[str], Client]) -> None:
    officer, leader, counts = handled_by(cast, *_late(0, 3)), browser_of(Role.LEADER), []
    pages = (f"/danh-gia-thang/{MONTH}", f"/danh-gia-thang/{MONTH}/{officer.pk}", "/thu-tuc/niem-yet")
    for page in pages:
        leader.get(page)
    for more in ([], _late(3, 9)):
        if more:
            handled_by(cast, *more)
        found = []
        for page in pages:
            with CaptureQueriesContext(connection) as asked:
                assert leader.get(page).status_code == 200
            found.append(len(asked))
        counts.append(found)
    assert counts[0] == counts[1]
    assert max(counts[0]) <= 24
