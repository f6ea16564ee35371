"""The weekly list of what hangs open, and the paper book beside the system."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.test import Client

from namro.apps.dossiers.models import Dossier, Procedure
from namro.apps.dossiers.reconciling import Entered, entered, hanging
from namro.apps.people.models import Role, Unit, User
from tests.apps.dossiers.files import NOW, brought_in, csv_of, row

pytestmark = pytest.mark.usefixtures("data_folder")


def test_an_answer_takes_a_dossier_off_the_list_running_only_for_a_week(
    cast: dict[str, User], browser_of: Callable[[str], Client]
) -> None:
    rows = [row(f"{n}", accepted_at="2026-10-05T08:00", due_at="2026-10-13T17:00") for n in range(3)]
    brought_in(cast[Role.COORDINATOR], csv_of(rows))
    unit = Unit.objects.get(code="suoi-may").pk
    officer = browser_of(Role.OFFICER)
    page = officer.get("/ho-so/doi-chieu").content.decode()
    assert page.count('name="proof"') == 3
    first, second, _third = Dossier.objects.order_by("code")
    back = {"ve": "doi-chieu", "proof": "Sổ, trang 41", "day": "12/10/2026"}
    answer = officer.post(f"/ho-so/{first.pk}/thuc-te", back | {"answer": "returned"})
    assert answer.headers["Location"] == "/ho-so/doi-chieu?don-vi=suoi-may"
    officer.post(f"/ho-so/{second.pk}/thuc-te", {"answer": "running", "day": "", "proof": ""})
    said = second.answers.get().at
    assert hanging(unit, said).count() == 1
    assert hanging(unit, said + timedelta(days=8)).count() == 2


def test_days_of_the_book_stand_beside_what_was_entered(
    cast: dict[str, User], browser_of: Callable[[str], Client]
) -> None:
    Procedure.objects.create(code="1.000001", name="Khai sinh", field="Hộ tịch", since=date(2026, 1, 1))
    rows = [row(f"{n}", procedure="1.000001" if n else "2.000002") for n in range(4)]
    brought_in(cast[Role.COORDINATOR], csv_of(rows))
    officer = browser_of(Role.OFFICER)
    for field, received in (("", "5"), ("Hộ tịch", "3"), ("", "8")):
        said = {"don-vi": "suoi-may", "day": "12/10/2026", "field": field, "received": received}
        assert officer.post("/ho-so/doi-chieu", said).status_code == 302
    unit = Unit.objects.get(code="suoi-may").pk
    day = date(2026, 10, 12)
    assert entered(unit, NOW.date()) == [Entered(day, "", 8, 4), Entered(day, "Hộ tịch", 3, 3)]
    assert browser_of(Role.LEADER).post("/ho-so/doi-chieu", said).status_code == 403
    assert officer.post("/ho-so/doi-chieu", said | {"received": "nhiều"}).status_code == 400
