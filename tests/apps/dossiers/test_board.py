"""The board of a unit: what is due, near, late; lists behind the counts; who sees which dossiers and which names."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import pytest
from django.test import Client

from namro.apps.dossiers.models import Dossier
from namro.apps.dossiers.queries import KINDS, PER_PAGE, Sought, counts, listed
from namro.apps.people.models import Role, Unit, User
from namro.apps.people.queries.people import standing_of
from namro.core.base.clock import VIETNAM
from tests.apps.dossiers.files import NOW, brought_in, csv_of, events, row

pytestmark = pytest.mark.usefixtures("data_folder")


def _counts(now: datetime = NOW) -> dict[str, int]:
    found = counts(Unit.objects.get(code="suoi-may").pk, now)
    return {word: count for word, count in found.items() if count and word != "dang-giai-quyet"}


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ({"due_at": "2026-10-20T17:00"}, set()),
        ({"due_at": "2026-10-15T17:00"}, {"hom-nay", "8-gio"}),
        ({"due_at": "2026-10-16T10:00"}, {"8-gio"}),
        ({"due_at": "2026-10-14T17:00"}, {"tre", "chua-xin-loi"}),
        ({"due_at": "2026-10-14T17:00", "events": events(("apologised", "14T10:00"))}, {"tre"}),
        ({"due_at": "2026-10-14T17:00", "events": events(("processed", "14T10:00"))}, set()),
        # The request stopped the clock in time; the one that came after the limit did not.
        ({"due_at": "2026-10-14T17:00", "events": events(("supplement_requested", "14T10:00"))}, set()),
        (
            {"due_at": "2026-10-13T17:00", "events": events(("supplement_requested", "14T10:00"))},
            {"tre", "chua-xin-loi"},
        ),
        (
            {"events": events(("supplement_requested", "13T10:00"), ("supplement_requested", "14T10:00"))},
            {"bo-sung-hai-lan"},
        ),
        ({"due_at": "2026-10-30T17:00", "events": events(("paused", "13T10:00"))}, {"dung-chua-van-ban"}),
        ({"due_at": "2026-10-30T17:00", "digitised_component": "false"}, {"chua-so-hoa"}),
        ({"returns_document": "true", "events": events(("returned", "14T10:00"))}, {"chua-ket-qua-dien-tu"}),
        ({"accepted_at": "", "due_at": "", "channel": "2", "submitted_at": "2026-10-15T08:00"}, {"cho-tiep-nhan"}),
    ],
)  # fmt: skip
def test_each_kind_is_counted(cast: dict[str, User], said: dict[str, str], expected: set[str]) -> None:
    brought_in(cast[Role.COORDINATOR], csv_of([row("1", **({"due_at": "2026-10-30T17:00"} | said))]))
    assert set(_counts()) == expected


def test_every_count_leads_to_a_list_of_as_many(cast: dict[str, User]) -> None:
    rows = [row(f"{n}", due_at=f"2026-10-{13 + n % 5}T17:00", digitised_component="false") for n in range(20)]
    brought_in(cast[Role.COORDINATOR], csv_of(rows))
    user = cast[Role.COORDINATOR]
    user.standing = standing_of(user, NOW.date())
    unit = Unit.objects.get(code="suoi-may").pk
    for word, count in counts(unit, NOW).items():
        assert len(listed(user, Sought(KINDS[word], unit), NOW).rows) == count, word


def test_lists_go_on_from_key_to_key_without_a_gap(cast: dict[str, User]) -> None:
    rows = [row(f"{n:03}", due_at="2026-10-14T17:00" if n % 3 else "") for n in range(2 * PER_PAGE + 7)]
    brought_in(cast[Role.COORDINATOR], csv_of(rows))
    user = cast[Role.COORDINATOR]
    user.standing = standing_of(user, NOW.date())
    for kind in (KINDS["dang-giai-quyet"], KINDS["tat-ca"]):
        seen, after = [], None
        for _page in range(4):
            page = listed(user, Sought(kind), NOW, after=after)
            seen += [one.pk for one in page.rows]
            after = page.older
            if after is None:
                break
        assert sorted(seen) == sorted(Dossier.objects.values_list("pk", flat=True))


def test_a_unit_sees_its_own_and_departments_see_no_names(
    cast: dict[str, User], browser_of: Callable[[str], Client]
) -> None:
    brought_in(cast[Role.COORDINATOR], csv_of([row("1", officer="Lò Thị Thử", due_at="2026-10-14T17:00")]))
    key = Dossier.objects.get().pk
    for address in ("/ho-so", "/ho-so/danh-sach?loai=tat-ca", f"/ho-so/{key}"):
        assert "Lò Thị Thử" in browser_of(Role.OFFICER).get(address).content.decode(), address
        assert "Lò Thị Thử" not in browser_of(Role.APPRAISER).get(f"{address}").content.decode(), address
    assert browser_of(Role.APPRAISER).get(f"/ho-so/{key}").status_code == 200
    assert browser_of(Role.ENUMERATOR).get(f"/ho-so/{key}").status_code == 404
    assert "H99.201-1" not in browser_of(Role.ENUMERATOR).get("/ho-so/danh-sach").content.decode()


def test_journey_6_eight_hours_in_an_office_of_seven_and_a_half(cast: dict[str, User]) -> None:
    filed = {"accepted_at": "", "due_at": "", "channel": "2", "submitted_at": "2026-10-10T20:00"}
    brought_in(cast[Role.COORDINATOR], csv_of([row("1", **filed)]))
    kept = Dossier.objects.get()
    assert kept.limit_at == datetime(2026, 10, 13, 8, 0, tzinfo=VIETNAM)
    assert kept.warn_at == datetime(2026, 10, 12, 15, 30, tzinfo=VIETNAM)


def test_a_paper_takes_a_late_dossier_off_its_list(cast: dict[str, User], browser_of: Callable[[str], Client]) -> None:
    brought_in(cast[Role.COORDINATOR], csv_of([row("1", due_at="2026-10-14T17:00")]))
    key = Dossier.objects.get().pk
    said = {"kind": "apology", "number": "12/PXL", "day": "14/10/2026", "new_due": ""}
    officer = browser_of(Role.OFFICER)
    assert "cần ngày hẹn lại" in officer.post(f"/ho-so/{key}/van-ban", said).content.decode()
    assert browser_of(Role.LEADER).post(f"/ho-so/{key}/van-ban", said | {"new_due": "20/10/2026"}).status_code == 403
    assert officer.post(f"/ho-so/{key}/van-ban", said | {"new_due": "20/10/2026"}).status_code == 302
    assert set(_counts()) == {"tre"}
    # A later file does not take away what was put down here.
    brought_in(
        cast[Role.COORDINATOR], csv_of([row("1", due_at="2026-10-14T17:00", fee="1", synced_at="15/10/2026 11:30")])
    )
    assert set(_counts()) == {"tre"}


def test_journey_4_returned_on_paper_and_hanging_in_the_system(
    cast: dict[str, User], browser_of: Callable[[str], Client]
) -> None:
    brought_in(cast[Role.COORDINATOR], csv_of([row("1", accepted_at="2026-10-05T08:00", due_at="2026-10-13T17:00")]))
    key = Dossier.objects.get().pk
    officer = browser_of(Role.OFFICER)
    said = {"answer": "returned", "day": "12/10/2026", "proof": ""}
    assert "căn cứ" in officer.post(f"/ho-so/{key}/thuc-te", said).content.decode()
    assert officer.post(f"/ho-so/{key}/thuc-te", said | {"proof": "Sổ trả kết quả, trang 41"}).status_code == 302
    assert _counts() == {}
    assert "Sổ trả kết quả, trang 41" in officer.get(f"/ho-so/{key}").content.decode()


def test_the_upload_page_stands_before_any_source_is_known(browser_of: Callable[[str], Client]) -> None:
    answer = browser_of(Role.COORDINATOR).get("/ho-so/nap")
    assert answer.status_code == 200
    assert 'name="source"' in answer.content.decode()
