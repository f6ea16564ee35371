"""The respondents' pages: small, without cookies, without script; what is refused says why and loses nothing."""

from __future__ import annotations

import json
import re
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.contrib.staticfiles import finders
from django.test import Client

from namro.apps.surveys.filling import filled
from namro.apps.surveys.guessing import MOST_WRONG
from namro.apps.surveys.instruments import questions_of, shipped_row
from namro.apps.surveys.models import AccessCode, DossierLink, Submission, Survey
from namro.core.base.clock import system_clock
from tests.apps.conftest import Answer
from tests.apps.surveys.asking import Cast, code_for, counter_of, survey_of

LIMIT = 30_000


@pytest.fixture
def survey(cast: Cast) -> Survey:
    """A sample that is collecting today."""
    return survey_of(cast, at=system_clock())


def mark_of(page: Answer) -> str:
    found = re.search(r'name="-phieu" value="([^"]+)"', page.content.decode())
    assert found
    return found[1]


def all_of(survey: Survey, answer: str = "4") -> dict[str, Any]:
    return {item.code: answer for item in questions_of(survey.instrument).items}


def send(code: str, answers: dict[str, Any], *, mark: str = "", client: Client | None = None, **more: Any) -> Answer:
    client = client or Client()
    address = f"/ks/{code}"
    mark = mark or mark_of(client.get(address))
    return client.post(address, {"-phieu": mark, **answers}, **more)


@pytest.mark.parametrize("code", ["nam-yeu-to", "ba-khoi"])
def test_the_page_and_its_files_are_under_thirty_kilobytes(cast: Cast, code: str) -> None:
    survey = survey_of(cast, at=system_clock(), instrument=shipped_row(code, at=system_clock()))
    client = Client()
    page = client.get(f"/ks/{code_for(survey)}")
    files = re.findall(r'(?:href|src)="[^"]*?/(namro/[^"]+)"', page.content.decode())
    assert sorted(files) == ["namro/css/ks.css", "namro/js/ks.js"]
    paths = [finders.find(name) for name in files]
    whole = len(page.content) + sum(Path(str(path)).stat().st_size for path in paths)
    assert whole < LIMIT, whole
    assert not client.cookies


def test_answers_without_script_are_kept_without_a_cookie(survey: Survey) -> None:
    client, code = Client(enforce_csrf_checks=True), code_for(survey, stratum="Miền núi", psu="Thôn Thượng")
    said = send(code, {**all_of(survey), "g1": "Chờ lâu."}, client=client)
    assert "Đã nhận câu trả lời" in said.content.decode()
    assert not client.cookies
    row = Submission.objects.get()
    assert (row.stratum, row.psu, row.channel, row.complete) == ("Miền núi", "Thôn Thượng", "slip", True)
    assert (row.answers["a1"], row.answers["g1"]) == ("4", "Chờ lâu.")
    assert row.started_at is not None
    assert row.started_at <= row.received_at
    assert len(row.device) == 64
    assert AccessCode.objects.get().used_at == row.received_at


def test_a_form_with_questions_open_is_kept_and_may_be_completed(survey: Survey) -> None:
    client, code = Client(), code_for(survey)
    mark = mark_of(client.get(f"/ks/{code}"))
    said = send(code, {"a1": "4", "a2": ""}, mark=mark, client=client).content.decode()
    assert "Còn 18 câu chưa trả lời" in said
    assert re.search(r"name=a1 value=4 checked", said)
    assert not Submission.objects.get().complete
    assert "Đã nhận câu trả lời" in send(code, all_of(survey), mark=mark, client=client).content.decode()
    assert Submission.objects.latest_revisions().get().complete


def test_the_script_sends_the_same_form_again_and_gets_the_same_answer(survey: Survey) -> None:
    code, accept = code_for(survey), {"accept": "application/json"}
    mark = mark_of(Client().get(f"/ks/{code}"))
    for _again in range(3):
        answer = send(code, all_of(survey), mark=mark, headers=accept)
        assert (answer.status_code, answer.json()) == (200, {"open": 0})
    changed = send(code, all_of(survey, "1"), mark=mark, headers=accept)
    assert (changed.status_code, changed.json()["code"]) == (409, "closed")
    assert Submission.objects.count() == 1


def test_a_code_that_was_used_is_refused(survey: Survey) -> None:
    code = code_for(survey)
    other = mark_of(Client().get(f"/ks/{code}"))
    send(code, all_of(survey))
    for answer in (Client().get(f"/ks/{code}"), send(code, all_of(survey), mark=other)):
        assert answer.status_code == 409
        assert "Mã này đã được dùng" in answer.content.decode()
    assert Submission.objects.count() == 1


def test_a_code_that_is_over_is_refused_but_not_what_was_opened_in_time(survey: Survey) -> None:
    code, now = code_for(survey), system_clock()
    mark = mark_of(Client().get(f"/ks/{code}"))
    AccessCode.objects.update(expires_at=now - timedelta(days=1))
    assert send(code, all_of(survey), mark=mark).status_code == 410
    AccessCode.objects.update(expires_at=now + timedelta(minutes=1))
    assert send(code, all_of(survey), mark=mark).status_code == 200
    late = Client().get(f"/ks/{code_for(survey, expires_at=now - timedelta(minutes=1))}")
    assert late.status_code == 410
    assert "hết hạn" in late.content.decode()


@pytest.mark.parametrize(
    ("changes", "status", "words"),
    [
        ({"state": "draft"}, 403, "chưa bắt đầu"),
        ({"state": "closed"}, 410, "đã kết thúc"),
        ({"field_from": "2040-01-01", "field_to": "2040-02-01"}, 403, "01/01/2040"),
        ({"field_from": "2020-01-01", "field_to": "2020-02-01"}, 410, "01/02/2020"),
    ],
)
def test_outside_the_field_period_nothing_comes_in(
    survey: Survey, changes: dict[str, str], status: int, words: str
) -> None:
    code = code_for(survey)
    Survey.objects.update(**changes)
    answer = Client().get(f"/ks/{code}")
    assert answer.status_code == status
    assert words in answer.content.decode()


def test_guessing_is_slowed_down_by_address_and_then_tells_nothing(survey: Survey) -> None:
    code = code_for(survey)
    for n in range(MOST_WRONG):
        answer = Client().get(f"/ks/khong-co-{n}")
        assert answer.status_code == 404
    assert "Không có mã này" in answer.content.decode()
    assert Client().get(f"/ks/{code}").status_code == 429
    assert Client(REMOTE_ADDR="10.1.2.3").get(f"/ks/{code}").status_code == 200


@pytest.mark.parametrize("wrong", [{"a1": "7"}, {"a1": "-1"}, {"a1": "x"}, {"a1": ["1", "2"]}, {"a1": "4; DROP"}])
def test_answers_off_the_scale_are_said_and_nothing_is_lost(survey: Survey, wrong: dict[str, Any]) -> None:
    code = code_for(survey)
    sent = {**all_of(survey, "2"), **wrong}
    page = send(code, sent)
    assert page.status_code == 400
    assert 'class="err"' in page.content.decode()
    assert re.search(r"name=a2 value=2 checked", page.content.decode())
    told = send(code, sent, headers={"accept": "application/json"})
    assert set(told.json()["faults"]) == {"a1"}
    assert not Submission.objects.exists()
    assert AccessCode.objects.get().used_at is None


def test_a_mark_that_is_not_ours_is_refused(survey: Survey) -> None:
    code = code_for(survey)
    good = mark_of(Client().get(f"/ks/{code}"))
    for mark in ("", "x", "x:y:z", good[:-2] + "xx", good.replace(good[0], "2" if good[0] != "2" else "3", 1)):
        assert send(code, all_of(survey), mark=mark or "-").status_code == 400
    assert not Submission.objects.exists()


def test_a_mark_of_one_code_opens_no_other_and_does_not_get_around_the_limit(survey: Survey) -> None:
    one, two = code_for(survey), code_for(survey)
    mark = mark_of(Client().get(f"/ks/{one}"))
    assert send(two, all_of(survey), mark=mark).status_code == 400
    for n in range(MOST_WRONG):
        assert send(f"khong-co-{n}", all_of(survey), mark=mark).status_code == 404
    assert send(two, all_of(survey), mark=mark).status_code == 429
    assert send(one, all_of(survey), mark=mark).status_code == 200
    assert Submission.objects.count() == 1


def test_questions_that_are_not_asked_are_not_missed(cast: Cast) -> None:
    made = questions_of(shipped_row("ba-khoi", at=system_clock()))
    everything = {one.question.code: "1" for one in made.asked()}
    assert filled(made, everything).open == ()
    without = filled(made, {**everything, "n1": "2"})
    assert without.faults == {}
    assert without.open == ()
    assert "a1" not in without.given
    assert "p1" in filled(made, {}).open
    assert "a1" in filled(made, {}).open, "who passes over the question before them is asked about services"
    assert "e1" not in filled(made, {}).open


def test_the_page_tells_its_script_which_questions_depend_on_which(cast: Cast) -> None:
    survey = survey_of(cast, at=system_clock(), instrument=shipped_row("ba-khoi", at=system_clock()))
    page = Client().get(f"/ks/{code_for(survey)}").content.decode()
    found = re.search(r'<section data-if="([^"]+)"><h2>Tiếp cận dịch vụ', page)
    assert found
    assert json.loads(found[1].replace("&quot;", '"').replace("&#x27;", "'")) == ["all", ["!=", "n1", "2"]]
    assert "Chỉ trả lời nếu đã chọn “Có”" in page
    assert "không chọn “Không”" in page


def test_a_device_of_the_counter_takes_form_after_form(cast: Cast) -> None:
    survey = survey_of(cast, Survey.Kind.DESK, at=system_clock())
    device = counter_of(survey, about_user=cast["officer"])
    address = f"/ks/quay/{device.code}"
    for _n in range(2):
        page = Client().get(address)
        assert "không phải khảo sát SIPAS" in page.content.decode()
        said = Client().post(address, {"-phieu": mark_of(page), "a1": "5"})
        assert said.headers["Refresh"] == "8"
    assert [(row.channel, row.about_user) for row in Submission.objects.all()] == [("kiosk", cast["officer"])] * 2
    device.open = False
    device.save()
    assert Client().get(address).status_code == 404


def test_a_dossier_is_linked_only_on_purpose(cast: Cast) -> None:
    survey = survey_of(cast, Survey.Kind.DESK, at=system_clock())
    for ticked, found in ((False, 0), (True, 1)):
        code = code_for(survey)
        page = Client().get(f"/ks/{code}?ho-so=000.00.12.H45-1")
        assert "Gắn phiếu này với hồ sơ 000.00.12.H45-1" in page.content.decode()
        more = {"-ho-so": "000.00.12.H45-1", **({"-gan": "1"} if ticked else {})}
        send(code, {"a1": "2", **more}, mark=mark_of(page))
        assert DossierLink.objects.count() == found
    assert "000.00.12" not in json.dumps([row.answers for row in Submission.objects.all()])


def test_a_typed_code_leads_to_its_form(survey: Survey) -> None:
    code = code_for(survey, "abcd2345")
    assert "Mã trên phiếu" in Client().get("/ks").content.decode()
    answer = Client().get("/ks", {"ma": " ABCD-2345 "})
    assert answer.headers["Location"] == f"/ks/{code}"


def test_the_pages_ask_the_database_a_fixed_number_of_times(
    survey: Survey, django_assert_num_queries: Any, django_assert_max_num_queries: Any
) -> None:
    code = code_for(survey)
    Client().get(f"/ks/{code}")
    with django_assert_num_queries(4):  # wrong codes, the code, its survey, the unit's name
        page = Client().get(f"/ks/{code}")
    with django_assert_max_num_queries(6):  # two of them open and close a savepoint of the test
        send(code, all_of(survey), mark=mark_of(page), headers={"accept": "application/json"})


def test_the_languages_of_the_questionnaire_are_offered_by_their_names(cast: Cast) -> None:
    survey = survey_of(cast, Survey.Kind.DESK, at=system_clock(), instrument=shipped_row("tai-quay", at=system_clock()))
    address = f"/ks/quay/{counter_of(survey).code}"
    vietnamese, english = (Client().get(f"{address}{query}").content.decode() for query in ("", "?nn=en"))
    assert "Công chức lịch sự" in vietnamese
    assert '<a href="?nn=en" lang="en">English</a>' in vietnamese
    assert "Staff were polite" in english
    assert '<html lang="en">' in english
    assert Client().get(f"{address}?nn=xx").content.decode().count("Công chức lịch sự") == 1
