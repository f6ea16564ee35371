"""Fieldwork on the site: visits with replacements, paper forms typed twice, workbooks of answers, counts, re-checks."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from namro.apps.people.models import Role
from namro.apps.surveys.actions import fielding
from namro.apps.surveys.actions.rechecking import begin_recheck, note_recheck, result_of
from namro.apps.surveys.actions.typing import settle, type_form
from namro.apps.surveys.field_counts import tallies
from namro.apps.surveys.instruments import questions_of
from namro.apps.surveys.models import AccessCode, Channel, Draw, Recheck, SampleRow, Submission, Survey, Typing
from namro.core.base.errors import NamroError
from namro.core.survey.fieldwork import Outcome, Tally
from namro.core.survey.model import words_in
from tests.apps.surveys.asking import NOON, Cast, stand
from tests.apps.surveys.drawn import answers, drawn, enumerator, given_out, keeper, typed_twice

BrowserOf = Callable[[str], Client]


@pytest.fixture(autouse=True)
def noon(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pages stand at the noon at which fieldwork goes on."""
    for room in ("enumerating", "fieldwork", "typing_forms", "rechecking", "respondent"):
        monkeypatch.setattr(f"namro.apps.surveys.views.{room}.system_clock", lambda: NOON)


def printed(cast: Cast, made: Draw) -> list[tuple[SampleRow, str]]:
    """Paper forms of the enumerator."""
    return fielding.paper_codes(keeper(cast), made, enumerator(cast), at=NOON)


def test_who_cannot_be_reached_is_replaced_in_the_order_of_the_draw(cast: Cast) -> None:
    made = given_out(cast)
    row = made.rows.filter(reserve=False).order_by("pk").first()
    assert row is not None
    who = enumerator(cast)
    assert fielding.visit(who, row.pk, Outcome.ABSENT, at=NOON) is None
    assert fielding.visit(who, row.pk, Outcome.LATER, at=NOON) is None
    first = fielding.visit(who, row.pk, Outcome.REFUSED, at=NOON)
    assert first is not None
    assert (first.cell_id, first.number, first.reserve, first.replaces_id) == (row.cell_id, 1, True, row.pk)
    second = fielding.visit(who, first.pk, Outcome.MOVED, at=NOON)
    assert second is not None
    assert second.number == 2
    assert fielding.visit(who, second.pk, Outcome.INELIGIBLE, at=NOON) is None  # nobody is left in reserve
    with pytest.raises(NamroError, match="đã xong"):
        fielding.visit(who, row.pk, Outcome.ABSENT, at=NOON)
    with pytest.raises(NamroError, match="tự tính"):
        fielding.visit(who, second.pk, Outcome.DONE, at=NOON)
    with pytest.raises(PermissionDenied):
        fielding.visit(keeper(cast), row.pk, Outcome.ABSENT, at=NOON)
    with pytest.raises(NamroError, match="hết ngày"):
        fielding.visit(
            who, made.rows.filter(stand="open", reserve=False)[0].pk, Outcome.ABSENT, at=NOON + timedelta(90)
        )
    assert tallies(made)[()] == Tally(lost=2, ineligible=1, open=11)
    assert tallies(made, "cell__stratum")[(row.cell.stratum,)] == Tally(lost=2, ineligible=1, open=2)


def test_asking_now_opens_the_questions_and_the_answer_counts(cast: Cast, browser_of: BrowserOf) -> None:
    made, browser = given_out(cast), browser_of(Role.ENUMERATOR)
    row = made.rows.filter(reserve=False)[0]
    opened = browser.post(reverse("samples:ask", args=[row.pk]))
    page = browser.get(opened["Location"])
    assert page.status_code == 200
    mark = page.content.decode().partition('name="-phieu" value="')[2].partition('"')[0]
    assert browser.post(opened["Location"], {"-phieu": mark, **answers(made.survey)}).status_code in (200, 302)
    sent = Submission.objects.get()
    row.refresh_from_db()
    assert (sent.channel, sent.psu, sent.stratum) == (Channel.INTERVIEW, row.cell.code, row.cell.stratum)
    assert sent.code_id == row.code_id
    assert set(sent.answers.values()) == {"4"}
    assert tallies(made)[()].done == 1
    told = browser.get(reverse("samples:person", args=[row.pk])).content.decode()
    assert "Đã có phiếu" in told
    assert "Hỏi ngay" not in told
    assert browser.post(reverse("samples:ask", args=[row.pk]))["Location"].endswith(f"/diem-hoi/{row.pk}")


def test_paper_forms_are_printed_under_codes_of_their_own(cast: Cast) -> None:
    made = given_out(cast)
    first, again = printed(cast, made), printed(cast, made)
    assert len(first) == len(again) == 12
    assert AccessCode.objects.count() == 12  # those printed before work no longer
    assert not {code for _row, code in first} & {code for _row, code in again}
    with pytest.raises(NamroError, match="Không có phiếu mang mã này"):
        type_form(enumerator(cast), made.survey, first[0][1], answers(made.survey), at=NOON)
    with pytest.raises(NamroError, match="Không còn ai"):
        fielding.paper_codes(keeper(cast), drawn(cast), enumerator(cast), at=NOON)


def test_two_people_type_and_what_differs_is_settled(cast: Cast, browser_of: BrowserOf) -> None:
    made = given_out(cast)
    (row, code), (_other, alike), *_rest = printed(cast, made)
    typed_twice(cast, made, alike)
    assert Submission.objects.get().channel == Channel.PAPER
    item = questions_of(made.survey.instrument).items[0].code
    type_form(enumerator(cast), made.survey, code, answers(made.survey), at=NOON)
    with pytest.raises(NamroError, match="Người khác nhập lần hai"):
        type_form(enumerator(cast), made.survey, code, answers(made.survey), at=NOON)
    second = type_form(keeper(cast), made.survey, code, answers(made.survey, **{item: "2"}), at=NOON)
    assert second is not None
    assert second.differs == [item]
    with pytest.raises(NamroError, match="đã nhập hai lần"):
        type_form(keeper(cast), made.survey, code, answers(made.survey), at=NOON)
    assert Submission.objects.count() == 1
    browser = browser_of(Role.COUNCIL)
    place = reverse("samples:dispute", args=[made.survey.code, second.code_id])
    assert browser.get(place).status_code == 200
    assert browser.post(place, {item: "7"}).status_code == 400  # off the scale
    assert browser.post(place, {item: "3"}).status_code == 302
    row.refresh_from_db()
    sent = Submission.objects.get(code=row.code)
    assert (sent.answers[item], sent.complete) == ("3", True)
    assert Typing.objects.filter(code=row.code).count() == 3
    with pytest.raises(NamroError, match="không còn bất đồng"):
        settle(keeper(cast), made.survey, second.code_id, {}, at=NOON)


def test_only_who_may_types_and_codes_are_told_apart(cast: Cast, browser_of: BrowserOf) -> None:
    made = given_out(cast)
    (_row, code), *_rest = printed(cast, made)
    place = reverse("samples:type_in", args=[made.survey.code])
    assert browser_of(Role.COORDINATOR).get(place).status_code == 403
    browser = browser_of(Role.ENUMERATOR)
    assert "Không có phiếu mang mã này" in browser.get(f"{place}?ma=xxxx-xxxx").content.decode()
    page = browser.post(f"{place}?ma={code}", answers(made.survey, "8"))
    assert page.status_code == 400
    assert not Typing.objects.exists()
    assert browser.post(f"{place}?ma={code}", answers(made.survey)).status_code == 302
    assert Typing.objects.get().nth == Typing.FIRST


def _csv(rows: list[list[str]]) -> SimpleUploadedFile:
    return SimpleUploadedFile("phieu.csv", "\n".join(",".join(row) for row in rows).encode())


def test_a_workbook_of_answers_is_taken_whole_or_not_at_all(cast: Cast, browser_of: BrowserOf) -> None:
    made, browser = given_out(cast), browser_of(Role.COUNCIL)
    forms = printed(cast, made)
    items = [item.code for item in questions_of(made.survey.instrument).items]
    head, good = ["Mã phiếu", *items], ["4"] * len(items)
    place = reverse("samples:import_answers", args=[made.survey.code])

    def told(rows: list[list[str]]) -> str:
        page = browser.post(place, {"file": _csv(rows)})
        assert page.status_code == 400
        assert not Submission.objects.exists()
        return page.content.decode()

    assert f"thiếu cột: {items[0]}" in told([["Mã phiếu", *items[1:]], [forms[0][1], *good[1:]]])
    assert "không có cột “Lạ”" in told([[*head, "Lạ"], [forms[0][1], *good, "x"]])
    assert "có hai lần" in told([[*head, items[0]], [forms[0][1], *good, "4"]])
    page = told(
        [head, [forms[0][1], "9 điểm", *good[1:]], ["aaaa-bbbb", *good], [forms[1][1], *good], [forms[1][1], *good]]
    )
    assert f"dòng 2: {items[0]}: “9 điểm” không có trong các câu trả lời" in page
    assert "dòng 3: không có phiếu mang mã “aaaa-bbbb”" in page
    assert "dòng 5: mã phiếu đã có ở dòng 4" in page
    assert "không có phiếu nào dưới dòng tiêu đề" in told([head])
    rows = [head, [forms[0][1].upper(), *good], [forms[1][1], "", *good[1:]]]
    assert browser.post(place, {"file": _csv(rows)}).status_code == 302
    sent = {one.complete: one for one in Submission.objects.all()}
    assert items[0] not in sent[False].answers
    assert sent[True].channel == Channel.IMPORT
    assert "đã được nhận" in browser.post(place, {"file": _csv(rows)}).content.decode()
    assert Submission.objects.count() == 2


def test_the_board_shows_counts_never_answers(cast: Cast, browser_of: BrowserOf) -> None:
    made, browser = given_out(cast), browser_of(Role.COUNCIL)
    forms = printed(cast, made)
    for _row, code in forms[:4]:
        typed_twice(cast, made, code, "5")
    place = reverse("samples:board", args=[made.survey.code])
    assert browser.post(place, {"chi-tieu-paper": "ba"}).status_code == 400
    assert browser.post(place, {"chi-tieu-paper": "4", "chi-tieu-interview": "8"}).status_code == 302
    page = browser.get(place).content.decode()
    assert "4 phiếu trên 12 cần có, tỷ lệ trả lời 33,3 %" in page
    assert "Mạc Hạ Lam" in page
    assert "đủ" in page
    items = questions_of(made.survey.instrument).items
    assert not any(words_in(item.text) in page for item in items)
    assert browser_of(Role.ENUMERATOR).get(place).status_code == 403


def test_some_are_asked_again_by_somebody_else(cast: Cast) -> None:
    made = given_out(cast)
    for _row, code in printed(cast, made)[:6]:
        typed_twice(cast, made, code)
    with pytest.raises(NamroError, match="Chưa có phiếu"):
        begin_recheck(keeper(cast), drawn(cast), Decimal("0.5"), "PT 1", at=NOON)
    check = begin_recheck(keeper(cast), made, Decimal("0.5"), "PT 1", at=NOON)
    rows = list(check.rows.order_by("pk"))
    assert (len(rows), len(check.items)) == (3, 3)
    once: dict[str, Any] = {"confirmed": True, "at": NOON}
    said = {check.items[0]: "4", check.items[1]: "1"}
    note_recheck(keeper(cast), rows[0].pk, reached=True, answers=said, **once)
    note_recheck(keeper(cast), rows[1].pk, reached=False, answers=said, **once)
    found = result_of(check)
    assert (found.wanted, found.reached, found.confirmed, found.compared, found.same) == (3, 1, 1, 2, 1)
    SampleRow.objects.filter(pk=rows[2].row_id).update(enumerator=cast[Role.COUNCIL])
    with pytest.raises(NamroError, match="Người khác phúc tra"):
        note_recheck(keeper(cast), rows[2].pk, reached=True, answers={}, **once)


def test_places_are_forgotten_when_it_is_over(cast: Cast) -> None:
    made = given_out(cast)
    for _row, code in printed(cast, made)[:6]:
        typed_twice(cast, made, code)
    begin_recheck(keeper(cast), made, Decimal(1), "PT", at=NOON)
    assert not made.frame.contacts.exists()  # who was not drawn is not to be found from the first visit on
    with pytest.raises(NamroError, match="Còn đang thu phiếu"):
        fielding.forget_places(keeper(cast), made, at=NOON)
    Survey.objects.filter(pk=made.survey_id).update(state=Survey.State.CLOSED)
    made.survey.refresh_from_db()
    before = set(made.rows.filter(code__used_at__isnull=False).values_list("cell__code", "code__psu"))
    forms = set(made.rows.filter(code__used_at__isnull=False).values_list("code", flat=True))
    assert fielding.forget_places(keeper(cast), made, at=NOON) == 6
    assert not made.rows.exclude(where="").exists()
    assert set(made.rows.exclude(code=None).values_list("code", flat=True)) == forms
    assert {(cell, psu) for cell, psu in made.rows.exclude(code=None).values_list("cell__code", "code__psu")} == before
    assert result_of(Recheck.objects.get()).wanted == 6


def test_places_come_in_for_those_who_were_drawn(cast: Cast, browser_of: BrowserOf) -> None:
    made, browser = drawn(cast), browser_of(Role.COUNCIL)
    place = reverse("samples:places", args=[made.survey.code])
    code = made.rows.earliest("pk").frame_code
    for rows, told in (
        ([["Mã hồ sơ", "Thôn"], [code, "Thôn 1"]], "không thấy cột mã và cột “Nơi gặp”"),
        ([["Mã hồ sơ", "Địa chỉ"], ["HS-LA", "Số 9"]], "Không có mã nào trong tệp thuộc mẫu"),
    ):
        page = browser.post(place, {"file": _csv(rows)})
        assert page.status_code == 400
        assert told in page.content.decode()
    rows = [["Mã hồ sơ", "Địa chỉ"], [code, "Số 9 đường mới"], ["HS-LA", "Số 10"]]
    assert browser.post(place, {"file": _csv(rows)}).status_code == 302
    assert made.rows.get(frame_code=code).where == "Số 9 đường mới"
    assert not made.rows.filter(where="Số 10").exists()


def test_rows_go_to_people_of_the_unit_that_asks(cast: Cast) -> None:
    made = drawn(cast)
    keys = list(made.rows.values_list("pk", flat=True))
    with pytest.raises(NamroError, match="đơn vị được đo"):
        fielding.assign(keeper(cast), made, keys, stand(cast[Role.OFFICER]), at=NOON)
    with pytest.raises(NamroError, match="Chưa chọn ai"):
        fielding.assign(keeper(cast), made, [], enumerator(cast), at=NOON)
    assert fielding.assign(keeper(cast), made, keys, enumerator(cast), at=NOON) == 12  # the reserve waits
