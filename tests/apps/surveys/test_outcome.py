"""From the forms of a survey that is over to its public page: sealed, cleaned, estimated, looked over, published."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from io import BytesIO

import pytest
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from namro.apps.people.models import AuditEntry, Role, User
from namro.apps.surveys.estimates import outcome_of
from namro.apps.surveys.forms_read import read_survey
from namro.apps.surveys.models import FormDecision, Quote, Submission, Survey, SurveyResult
from namro.core.base.clock import system_clock
from tests.apps.surveys.closed import WORDS, closed_survey, form

Browser = Callable[[str], Client]


def at(name: str, survey: Survey, *more: str) -> str:
    return reverse(f"satisfaction:{name}", args=[survey.code, *more])


def test_sealed_until_the_end_for_everybody(browser_of: Browser, cast: dict[str, User]) -> None:
    survey = closed_survey(cast, state=Survey.State.COLLECTING, ended=-3)
    page = browser_of(Role.LEADER).get(at("result", survey)).content.decode()
    assert "Niêm phong đến hết ngày" in page
    for name in ("cleaning", "words", "left_out"):
        assert browser_of(Role.LEADER).get(at(name, survey)).status_code == 403
    assert browser_of(Role.LEADER).get(at("report", survey, "xlsx")).status_code == 403
    assert browser_of(Role.LEADER).post(at("publish", survey)).status_code == 403
    assert browser_of("").get(at("public", survey)).status_code == 404
    assert browser_of(Role.ADMIN).get(at("result", survey)).status_code == 404


def test_forms_are_left_out_with_a_reason_and_never_changed(browser_of: Browser, cast: dict[str, User]) -> None:
    survey = closed_survey(cast)
    form(survey, "trang", {}, system_clock() - timedelta(days=3))
    browser, before = browser_of(Role.COORDINATOR), list(Submission.objects.values())
    page = browser.get(at("cleaning", survey)).content.decode()
    assert "48 / 49 phiếu được tính" in page
    assert "phiếu trắng" in page
    assert "loại theo quy tắc" in page

    browser.post(at("cleaning", survey), {"phieu": ["phieu-001", "phieu-002"], "lam": "loai", "ly-do": " "})
    assert not FormDecision.objects.exists()
    browser.post(
        at("cleaning", survey), {"phieu": ["phieu-001", "khong-co"], "lam": "loai", "ly-do": "Người nhà công chức"}
    )
    browser.post(at("cleaning", survey), {"phieu": ["trang"], "lam": "giu", "ly-do": "Xem lại"})
    read = read_survey(survey)
    assert sorted(one.row.key for one in read.forms if not one.counts) == ["phieu-001"]
    book = load_workbook(BytesIO(browser.get(at("left_out", survey)).content)).active
    assert book is not None
    row = [cell.value for cell in book[2]]
    assert (row[0], row[5], row[7]) == ("phieu-001", cast[Role.COORDINATOR].full_name, "Người nhà công chức")
    browser.post(at("cleaning", survey), {"phieu": ["phieu-001"], "lam": "giu", "ly-do": "Không phải"})
    assert all(one.counts for one in read_survey(survey).forms)
    assert list(Submission.objects.values()) == before
    assert AuditEntry.objects.filter(act="forms_decided").count() == 3
    assert browser_of(Role.OFFICER).get(at("cleaning", survey)).status_code == 404


def test_estimates_with_errors_and_few_answers_hidden(cast: dict[str, User]) -> None:
    survey = closed_survey(cast, forms=40, min_n=40)
    form(survey, "ngan", {"a1": "5"}, system_clock() - timedelta(days=3))
    found = outcome_of(read_survey(survey))
    by_code = {one.code: one for one in found.figures}
    assert found.valid == 40
    assert found.left_out == (("bỏ trống quá nhiều câu", 1),)
    assert by_code["overall"].margin is not None
    assert found.weakest(1)[0].code == "a2"
    survey.min_n = 41
    hidden = outcome_of(read_survey(survey))
    assert all(one.estimate is None and one.n == 40 for one in hidden.figures)


def test_words_are_masked_then_looked_at_by_somebody(browser_of: Browser, cast: dict[str, User]) -> None:
    survey = closed_survey(cast)
    browser = browser_of(Role.COORDINATOR)
    page = browser.get(at("words", survey)).content.decode()
    assert "Chị [tên người] bắt chờ hai tiếng, gọi [số điện thoại] không ai nghe" in page
    row = Submission.objects.get(survey=survey, key="phieu-000")
    name = f"{row.pk}:g1"
    sent = {"loi": [name, "rac", "9999999:g1"], f"loi-{name}": "[tên người] bắt chờ hai tiếng", f"cau-{name}": "a2",
            f"hien-{name}": "1"}  # fmt: skip
    browser.post(at("words", survey), sent)
    quote = Quote.objects.get()
    assert (quote.text, quote.item, quote.shown) == ("[tên người] bắt chờ hai tiếng", "a2", True)
    assert outcome_of(read_survey(survey)).words == (("a2", ("[tên người] bắt chờ hai tiếng",)),)
    browser.post(at("words", survey), {**sent, f"loi-{name}": " "})
    assert Quote.objects.get().text == "[tên người] bắt chờ hai tiếng"


def test_published_for_good_and_seen_by_everybody(browser_of: Browser, cast: dict[str, User]) -> None:
    before = closed_survey(cast, ended=300, level=4, name="Hài lòng năm trước")
    survey = closed_survey(cast, level=4, name="Hài lòng năm nay")
    assert browser_of(Role.COORDINATOR).post(at("publish", survey)).status_code == 403
    leader = browser_of(Role.LEADER)
    for one in (before, survey):
        assert leader.post(at("publish", one)).status_code == 302
    kept = SurveyResult.objects.get(survey=survey)
    page = browser_of("").get(at("public", survey))
    text = page.content.decode()
    assert page.status_code == 200
    assert not page.cookies
    assert "Mạc Hạ Lam" not in text
    assert "Hài lòng chung" in text
    assert "không đổi" in text  # the same answers a year later
    leader.post(at("cleaning", survey), {"phieu": ["phieu-001"], "lam": "loai", "ly-do": "Muộn"})
    assert not FormDecision.objects.exists()
    leader.post(at("publish", survey))
    assert SurveyResult.objects.get(survey=survey).content == kept.content
    assert WORDS not in str(kept.content)
    assert browser_of(Role.OFFICER).get(at("result", survey)).status_code == 200


def test_too_few_forms_are_not_published(browser_of: Browser, cast: dict[str, User]) -> None:
    survey = closed_survey(cast, forms=12)
    browser = browser_of(Role.LEADER)
    said = browser.post(at("publish", survey), follow=True).content.decode()
    assert "Chưa đủ 30 phiếu" in said
    assert not SurveyResult.objects.exists()


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["docx", "pdf", "xlsx"])
def test_the_report_as_a_file(browser_of: Browser, cast: dict[str, User], kind: str) -> None:
    survey = closed_survey(cast)
    answer = browser_of(Role.LEADER).get(at("report", survey, kind))
    assert answer.status_code == 200
    assert answer.content[:4] == (b"%PDF" if kind == "pdf" else b"PK\x03\x04")
    assert AuditEntry.objects.filter(act="survey_downloaded").exists()
