"""A procedure's postings with proof, reviews and proposals, sample dossiers; what a unit has posted of all of them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from namro.apps.dossiers.models import Posting, Procedure, ProcedureReview, SampleDossier
from namro.apps.dossiers.pages.procedure_page import components_of
from namro.apps.dossiers.posting_state import Standing, overdue_postings, places_of, postings_of
from namro.apps.dossiers.procedures_kept import ProceduresKeep
from namro.apps.library.models import Evidence
from namro.apps.people.models import AuditEntry, Role, Unit, User
from tests.apps.dossiers.files import NOW

pytestmark = pytest.mark.usefixtures("data_folder")
Browsers = Callable[[str], Client]
CODE = "1.000901"


def made(code: str = CODE, **said: object) -> Procedure:
    values = {"name": "Đăng ký khai sinh", "amount": 5, "time_unit": "working_day", "since": date(2026, 7, 1)}
    return Procedure.objects.create(code=code, **values | said)


def proof(name: str = "anh.txt") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, f"Ảnh chụp bảng tin {name}\n".encode())


def test_what_is_posted_where_with_proof_and_what_is_late(cast: dict[str, User], browser_of: Browsers) -> None:
    decided = date(2026, 10, 1)
    for code, day in (("1.1", decided), ("1.2", decided), ("1.3", date(2026, 10, 14)), ("1.4", None), ("1.5", decided)):
        made(code, act="1/QĐ", act_day=day)
    made("2.1", level="province", act_day=decided)
    made("1.6", act_day=decided, until=date(2026, 10, 5))
    officer, unit = browser_of(Role.OFFICER), Unit.objects.get(code="suoi-may").pk
    for code, day in (("1.1", "08/10/2026"), ("1.2", "12/10/2026")):
        said = {"don-vi": "suoi-may", "place": "Bảng tin", "day": day, "proof": "", "tep": proof(f"{code}.txt")}
        assert officer.post(f"/thu-tuc/{code}", said).status_code == 302
    found = postings_of(unit, "suoi-may", "commune", NOW, NOW.date())
    standing = {one.procedure.code: one.standing for one in found}
    assert standing == {
        "1.1": Standing.DONE, "1.2": Standing.LATE, "1.3": Standing.WAITING, "1.4": Standing.UNDATED,
        "1.5": Standing.OVERDUE,
    }  # fmt: skip
    assert overdue_postings(unit, "suoi-may", "commune", NOW, NOW.date()) == 1
    assert overdue_postings(unit, "suoi-may", "commune", NOW + timedelta(days=30), NOW.date()) == 2
    (place,) = places_of(unit, [one.procedure.pk for one in found if one.procedure.code == "1.1"]).popitem()[1]
    assert place.evidence is not None
    assert Evidence.objects.count() == 2
    assert ProceduresKeep().refusal(place.evidence) != ""
    page = officer.get("/thu-tuc/niem-yet?loc=qua-han").content.decode()
    assert "1.5" in page
    assert "quá hạn chưa niêm yết" in officer.get("/ho-so").content.decode()


def test_a_refused_posting_leaves_no_evidence_behind(cast: dict[str, User], browser_of: Browsers) -> None:
    made()
    said = {"don-vi": "suoi-may", "place": "Bảng tin", "day": "01/01/2099", "proof": "", "tep": proof()}
    assert browser_of(Role.OFFICER).post(f"/thu-tuc/{CODE}", said).status_code == 400
    assert (Posting.objects.count(), Evidence.objects.count()) == (0, 0)


def test_a_proposal_to_save_time_and_what_became_of_it(cast: dict[str, User], browser_of: Browsers) -> None:
    made()
    officer, url = browser_of(Role.OFFICER), f"/thu-tuc/{CODE}/ra-soat"
    said = {"don-vi": "suoi-may", "aim": "time", "text": "Bỏ bước ký nháy", "day": "01/10/2026", "saved": "2"}
    for wrong in (
        {"saved": ""}, {"saved": "5"}, {"saved": "-1"}, {"aim": "fee"}, {"text": " "}, {"day": "01/01/2099"},
        {"saved": "hai"}, {"aim": "khac"},
    ):  # fmt: skip
        assert officer.post(url, said | wrong).status_code == 400
    assert browser_of(Role.LEADER).post(url, said).status_code == 403
    assert officer.post(url, said | {"tep": proof()}).status_code == 302
    row = ProcedureReview.objects.get()
    verdict = {"ket-qua": row.pk, "verdict": "accepted", "act": "45/QĐ-UBND", "on": "10/10/2026"}
    for wrong in ({"act": ""}, {"on": "01/09/2026"}, {"verdict": "waiting"}):
        assert officer.post(url, verdict | wrong).status_code == 400
    assert officer.post(url, verdict).status_code == 302
    assert "đã cắt 2 ngày làm việc" in officer.get(f"/thu-tuc/{CODE}").content.decode()
    assert officer.post(url, said | {"aim": "none", "saved": "", "text": "Không có gì thừa"}).status_code == 302
    assert AuditEntry.objects.filter(act="procedure_reviewed").count() == 3


def test_sample_dossiers_come_and_go(cast: dict[str, User], browser_of: Browsers) -> None:
    made()
    officer, url = browser_of(Role.OFFICER), f"/thu-tuc/{CODE}/ho-so-mau"
    assert officer.post(url, {"don-vi": "suoi-may", "ten": "Tờ khai"}).status_code == 400
    assert officer.post(url, {"don-vi": "suoi-may", "ten": " ", "tep": proof()}).status_code == 400
    assert officer.post(url, {"don-vi": "suoi-may", "ten": "Tờ khai đã điền", "tep": proof()}).status_code == 302
    assert "Tờ khai đã điền" in officer.get(f"/thu-tuc/{CODE}").content.decode()
    row = SampleDossier.objects.get()
    assert officer.post(url, {"bo": row.pk}).status_code == 302
    assert officer.post(url, {"bo": row.pk}).status_code == 400
    assert ProceduresKeep().refusal(row.evidence) == ""
    assert "Tờ khai đã điền" not in officer.get(f"/thu-tuc/{CODE}").content.decode()


def test_components_are_read_as_the_act_lists_them() -> None:
    row = Procedure(components="- Tờ khai theo mẫu;\n• Giấy chứng sinh\n\n; ")
    assert components_of(row) == ["Tờ khai theo mẫu", "Giấy chứng sinh"]
