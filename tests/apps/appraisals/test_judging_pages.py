"""The appraiser's pages: one criterion of all units, one unit, disputes, many at once; who may open them."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from namro.apps.appraisals.models import Opinion
from namro.apps.assessments.models import Assessment
from namro.apps.people.models import Role, User
from tests.apps.appraisals.judging import in_appraisal, judged, line_of
from tests.apps.assessments.sheets import edition_in_force

pytestmark = pytest.mark.django_db
in_force = pytest.fixture(autouse=True)(edition_in_force)
Browsers = Callable[[str], Client]


@pytest.fixture
def sheet(cast: dict[str, User]) -> Assessment:
    return in_appraisal(cast)


def base(sheet: Assessment) -> str:
    assert sheet.round is not None
    return f"/tham-dinh/{sheet.round.code}"


def sent(sheet: Assessment, node: str, act: str, **fields: str) -> dict[str, str]:
    """What the form of a line sends."""
    line = line_of(sheet, node)
    return {"dong": str(line.pk), "ban": str(line.version), "xet": act, "tu": "tieu-chi", **fields}


def test_a_criterion_shows_every_unit_with_its_claim(browser_of: Browsers, sheet: Assessment) -> None:
    text = browser_of(Role.APPRAISER).get(f"{base(sheet)}/1.2").content.decode()
    assert "1.2 Báo cáo đúng hạn" in text
    assert "3,50" in text
    assert "chưa xét" in text


def test_accepting_writes_the_claim_and_goes_on(browser_of: Browsers, sheet: Assessment) -> None:
    client = browser_of(Role.APPRAISER)
    answer = client.post(f"{base(sheet)}/xet", sent(sheet, "1.2", "chap-nhan", **{"kien-nghi": "Gửi sớm hơn"}))
    assert answer.status_code == 302
    assert answer.headers["Location"] == f"{base(sheet)}/1.2?don-vi=suoi-may&tiep=1"
    line = line_of(sheet, "1.2")
    assert line.value("appraised") == line.value("self")
    assert line.request == "Gửi sớm hơn"
    page = client.get(answer.headers["Location"]).content.decode()
    assert "Đã ghi ý kiến về Xã Suối Mây, tiêu chí 1.2." in page
    assert "giữ nguyên" in page


def test_lowering_asks_for_cause_and_words_and_keeps_what_was_typed(browser_of: Browsers, sheet: Assessment) -> None:
    client = browser_of(Role.APPRAISER)
    fields = {"diem": "3,25", "ly-do": "Quý III gửi ngày 05/10"}
    answer = client.post(f"{base(sheet)}/xet", sent(sheet, "1.2", "diem", **fields))
    assert answer.status_code == 400
    text = answer.content.decode()
    assert "hạ điểm thì chọn nguyên nhân" in text
    assert "Quý III gửi ngày 05/10</textarea>" in text
    assert 'value="3,25"' in text
    assert not Opinion.objects.exists()
    answer = client.post(f"{base(sheet)}/xet", sent(sheet, "1.2", "diem", **fields, **{"nguyen-nhan": "late"}))
    assert answer.status_code == 302
    assert line_of(sheet, "1.2").appraised_cause == "late"
    assert "−0,25 Quý III gửi ngày 05/10" in client.get(f"{base(sheet)}/1.2").content.decode()


@pytest.mark.parametrize("act", ["khong", "hoi"])
def test_zero_and_a_question_take_words(browser_of: Browsers, sheet: Assessment, act: str) -> None:
    client = browser_of(Role.APPRAISER)
    assert client.post(f"{base(sheet)}/xet", sent(sheet, "1.1", act)).status_code == 400
    fields = {"ly-do": "Không có văn bản nào", "nguyen-nhan": "missing_proof"}
    assert client.post(f"{base(sheet)}/xet", sent(sheet, "1.1", act, **fields)).status_code == 302
    line = line_of(sheet, "1.1")
    assert line.disputed == (act == "hoi")
    assert (line.value("appraised") is None) == (act == "hoi")


def test_who_was_slower_sees_both_words_and_loses_none(
    browser_of: Browsers, cast: dict[str, User], sheet: Assessment
) -> None:
    client = browser_of(Role.COUNCIL)
    fields = {"diem": "2", "nguyen-nhan": "late", "ly-do": "Trễ hai quý"}
    form = sent(sheet, "1.2", "diem", **fields)
    judged(cast[Role.APPRAISER], sheet, "1.2", "3.5")
    answer = client.post(f"{base(sheet)}/xet", form)
    assert answer.status_code == 409
    text = answer.content.decode()
    assert "Trễ hai quý" in text
    assert "3,50" in text
    assert "2,00" in text
    version = line_of(sheet, "1.2").version
    assert client.post(f"{base(sheet)}/xet", {**form, "ban": str(version)}).status_code == 302
    assert line_of(sheet, "1.2").appraised_reason == "Trễ hai quý"


def test_disputes_stand_side_by_side_and_the_chair_settles(
    browser_of: Browsers, cast: dict[str, User], sheet: Assessment
) -> None:
    judged(cast[Role.APPRAISER], sheet, "1.1", "2")
    Opinion.objects.update(by=cast[Role.LEADER])  # a colleague's word of before
    judged(cast[Role.APPRAISER], sheet, "1.1", "1", cause="not_signed", reason="Chưa ký số")
    client = browser_of(Role.COUNCIL)
    place = f"{base(sheet)}/y-kien-khac-nhau"
    text = client.get(place).content.decode()
    assert "2 ý kiến" in text
    assert cast[Role.LEADER].full_name in text
    form = sent(sheet, "1.1", "diem", **{"diem": "1", "ly-do": "Chưa ký số", "nguyen-nhan": "not_signed"})
    assert client.post(f"{base(sheet)}/xet", {**form, "tu": "y-kien"}).headers["Location"].startswith(place)
    assert not line_of(sheet, "1.1").disputed
    assert "Mọi người thẩm định đang thống nhất." in client.get(place).content.decode()
    closed = browser_of(Role.APPRAISER).get(f"{base(sheet)}/1.1").content.decode()
    assert "Hội đồng thẩm định đã chốt. Chỉ Hội đồng đổi được." in closed
    assert "data-decide" not in closed


def test_many_are_accepted_after_a_look(browser_of: Browsers, sheet: Assessment) -> None:
    client = browser_of(Role.APPRAISER)
    look = client.get(f"{base(sheet)}/chap-nhan?don-vi=suoi-may")
    text = look.content.decode()
    # 1.1 asks for proof that is not there: only the two others are without any remark.
    assert "Chấp nhận 2 dòng không có nhận xét" in text
    assert "Tổng 4,50 điểm" in text
    lines = [line_of(sheet, node) for node in ("1.1", "1.2", "1.3")]
    keys = [f"{line.pk}:{line.version}" for line in lines]
    answer = client.post(f"{base(sheet)}/chap-nhan?don-vi=suoi-may", {"d": keys}, follow=True)
    assert "Đã chấp nhận 2 dòng." in answer.content.decode()
    assert "1 dòng vừa có người xét hoặc có nhận xét mới" in answer.content.decode()
    assert [line_of(sheet, node).value("appraised") is not None for node in ("1.1", "1.2", "1.3")] == [False, True, True]


def test_only_who_appraises_comes_in_and_only_to_the_own_domains(browser_of: Browsers, sheet: Assessment) -> None:
    for role in (Role.COORDINATOR, Role.LEADER, Role.OFFICER, Role.ADMIN, Role.WATCHER):
        client = browser_of(role)
        for place in ("", "/1.2", "/don-vi/suoi-may", "/y-kien-khac-nhau", "/chap-nhan?tc=1.2"):
            assert client.get(f"{base(sheet)}{place}" if place else "/tham-dinh").status_code == 403, (role, place)
        assert client.post(f"{base(sheet)}/xet", sent(sheet, "1.2", "chap-nhan")).status_code == 403
    appraiser = browser_of(Role.APPRAISER)
    refused = appraiser.get(f"{base(sheet)}/2.1")
    assert refused.status_code == 403
    assert "Tiêu chí 2.1 chưa giao sở nào thẩm định" in refused.content.decode()
    assert appraiser.post(f"{base(sheet)}/xet", sent(sheet, "2.1", "chap-nhan")).status_code == 403
    assert appraiser.get(f"{base(sheet)}/chap-nhan?tc=2.1").status_code == 403
    assert "2.1" not in appraiser.get(f"{base(sheet)}/don-vi/suoi-may").content.decode().split("<tbody>")[1]
    assert browser_of(Role.COUNCIL).get(f"{base(sheet)}/2.1").status_code == 200
    assert not Opinion.objects.exists()


def test_a_draft_is_not_shown(browser_of: Browsers, sheet: Assessment) -> None:
    Assessment.objects.update(state="submitted")
    client = browser_of(Role.COUNCIL)
    assert "Suối Mây" not in client.get(f"{base(sheet)}/1.2").content.decode()
    assert client.get(f"{base(sheet)}/don-vi/suoi-may").status_code == 404
    assert client.post(f"{base(sheet)}/xet", sent(sheet, "1.2", "chap-nhan")).status_code == 404


def test_what_is_decided_is_sealed_for_departments(
    browser_of: Browsers, cast: dict[str, User], sheet: Assessment
) -> None:
    judged(cast[Role.APPRAISER], sheet, "1.2", "3.5")
    line = line_of(sheet, "1.2")
    type(line).objects.filter(pk=line.pk).update(final_nano=1_230_000_000, final_reason="Kết luận kín")
    Assessment.objects.update(state="decided")
    sealed = browser_of(Role.APPRAISER).get(f"{base(sheet)}/1.2").content.decode()
    assert "1,23" not in sealed
    assert "Kết luận kín" not in sealed
    assert "1,23" in browser_of(Role.COUNCIL).get(f"{base(sheet)}/1.2").content.decode()
