"""The weekly list of what hangs open, and the paper book beside the system."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.test import Client

from namro.apps.dossiers.entered_share import entered_shares
from namro.apps.dossiers.gone import gone
from namro.apps.dossiers.models import BookCount, Dossier, OpenAnswer, Procedure
from namro.apps.dossiers.reconciling import Entered, entered, hanging
from namro.apps.indicators.book_share import BookShare
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


def test_the_share_entered_is_an_indicator_and_duplicates_do_not_count(cast: dict[str, User]) -> None:
    Procedure.objects.create(code="1.000001", name="Khai sinh", field="Hộ tịch", since=date(2026, 1, 1))
    rows = [row(f"{n}") for n in range(4)]
    rows += [row(f"1{n}", accepted_at="2026-10-13T08:00", procedure="2.000002") for n in range(3)]
    brought_in(cast[Role.COORDINATOR], csv_of(rows))
    unit = Unit.objects.get(code="suoi-may").pk
    by, first = cast[Role.OFFICER], Dossier.objects.earliest("code")
    for day, field, received in ((12, "", 5), (12, "Hộ tịch", 9), (13, "Hộ tịch", 2), (13, "Đất đai", 1), (14, "", 0)):
        BookCount.objects.create(unit_id=unit, day=date(2026, 10, day), field=field, received=received, by=by, at=NOW)
    days = (date(2026, 10, 1), date(2026, 10, 31))
    assert entered_shares([unit], *days) == {unit: (4, 8)}
    said = {"ended_at": NOW, "proof": "Sổ, trang 2", "by": by, "at": NOW}
    OpenAnswer.objects.create(dossier=first, answer="cancelled", **said)
    figure = BookShare().figures("entered", [unit], days)[unit]
    assert (figure.numerator, figure.denominator) == (3, 8)
    assert BookShare().url("entered", unit, days) == "/ho-so/doi-chieu?don-vi=suoi-may"
    assert BookShare().figures("other", [unit], days) == {}
    assert [(one.code, str(one.answer)) for one in gone(unit, NOW.date())] == [(first.code, "cancelled")]


def test_what_the_system_says_was_withdrawn_is_listed(
    cast: dict[str, User], browser_of: Callable[[str], Client]
) -> None:
    events = '[{"status": "withdrawn", "at": "2026-10-14T09:00"}]'
    brought_in(cast[Role.COORDINATOR], csv_of([row("1", events=events), row("2")]))
    unit = Unit.objects.get(code="suoi-may").pk
    (one,) = gone(unit, NOW.date())
    assert (one.code, one.proof) == ("H99.201-1", "")
    assert gone(unit, NOW.date() + timedelta(days=60)) == []
    assert browser_of(Role.OFFICER).get("/ho-so/doi-chieu").status_code == 200
