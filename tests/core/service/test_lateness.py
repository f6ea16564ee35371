"""Whose lateness, both readings of the ratio, and the days of the letters; journey 4 whole."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from namro.core.base.errors import NamroError
from namro.core.service.dossiers import Dossier
from namro.core.service.lateness import (
    LATE_CLASS_WORDS,
    Contest,
    LateClass,
    Lateness,
    Reading,
    lateness,
    on_time_ratio,
)
from namro.core.service.letters import Letter, LetterKind, last_due, letter_days, letter_of, letters_on, not_needed
from namro.core.timetable import WorkingTime, default_hours, national_calendar
from tests.core.service.cast import UNIT, dossier, event, moment, step

OFFICE = WorkingTime(national_calendar(), default_hours())
LAND = "Văn phòng đăng ký đất đai"
NOW = moment("19/10 08:00")
OWN_STEP = step(UNIT, "tiếp nhận, thẩm tra", "5/10 08:00", due="7/10 17:00", ended="7/10 16:00")
LAND_STEP = step(LAND, "trích đo", "7/10 16:00", due="14/10 17:00")


def at_the_land_office(**columns: Any) -> Dossier:
    given = {"accepted_at": "5/10 08:00", "due_at": "16/10 17:00", "steps": [OWN_STEP, LAND_STEP]}
    return dossier(**{**given, **columns})


def late_class(one: Dossier, *, contest: Contest | None = None) -> LateClass | None:
    found = lateness(one, NOW, OFFICE, contest=contest)
    return found.late_class if found else None


def test_five_of_1204_dossiers_hang_at_the_land_office() -> None:
    timely = dossier(event("processed", "16/10 16:00"), accepted_at="5/10 08:00", due_at="16/10 17:00")
    found = [lateness(one, NOW, OFFICE) for one in [timely] * 1199 + [at_the_land_office()] * 5]
    ratio = on_time_ratio(found)
    assert (ratio.total, ratio.late) == (1204, ((LateClass.OTHER_AGENCY, 5),))
    assert (ratio.numerator(Reading.ALL), ratio.percent(Reading.ALL)) == (1199, Decimal("99.58"))
    assert (ratio.numerator(Reading.OWN_FAULT), ratio.percent(Reading.OWN_FAULT)) == (1204, Decimal("100.00"))


def test_the_reason_names_the_step_and_its_unit() -> None:
    found = lateness(at_the_land_office(), NOW, OFFICE)
    assert found is not None
    assert found.words == (
        "Văn phòng đăng ký đất đai giữ bước “trích đo” quá hạn 17:00 thứ Tư 14/10/2026, chưa xong; "
        "các bước của đơn vị trong hạn."
    )
    assert found.step is not None
    assert (found.step.unit, found.since, found.is_own_fault) == (LAND, moment("16/10 17:00"), False)
    assert lateness(at_the_land_office(), moment("16/10 17:00"), OFFICE) is None


@pytest.mark.parametrize(
    "steps",
    [
        [],
        [OWN_STEP],
        [OWN_STEP, step(LAND, "trích đo", "7/10 16:00")],
        [OWN_STEP, step(LAND, "trích đo", "7/10 16:00", due="14/10 17:00", ended="14/10 17:00")],
        [step(UNIT, "thẩm tra", "5/10 08:00", due="7/10 17:00", ended="12/10 16:00"), LAND_STEP],
    ],
    ids=["no steps", "own step only", "their step without a limit", "their step in time", "both late"],
)
def test_what_the_figures_do_not_prove_is_the_process(steps: list[dict[str, Any]]) -> None:
    assert late_class(at_the_land_office(steps=steps)) is LateClass.PROCESS


def test_asking_twice_is_the_process_even_where_another_agency_is_late() -> None:
    asked = [event("supplement_requested", "6/10 08:00"), event("supplement_requested", "8/10 08:00")]
    columns = {"accepted_at": "5/10 08:00", "due_at": "16/10 17:00", "steps": [OWN_STEP, LAND_STEP]}
    found = lateness(dossier(*asked, **columns), NOW, OFFICE)
    assert found is not None
    assert found.late_class is LateClass.PROCESS
    assert found.words.startswith("Yêu cầu bổ sung 2 lần")


@pytest.mark.parametrize(
    ("events", "columns"),
    [
        ([], {"due_at": ""}),
        ([], {"due_at": "2/10 17:00"}),
        ([event("returned", "16/10 10:00"), event("processed", "18/10 10:00")], {}),
    ],
    ids=["no date at all", "date before receipt", "returned in time, closed in the system later"],
)
def test_faults_of_the_data(events: list[dict[str, Any]], columns: dict[str, Any]) -> None:
    given = {"accepted_at": "5/10 08:00", "due_at": "16/10 17:00", **columns}
    assert late_class(dossier(*events, **given)) is LateClass.DATA


def test_late_news_made_it_late_in_the_figures_of_that_day() -> None:
    columns = {"accepted_at": "5/10 08:00", "due_at": "16/10 17:00"}
    told_late = event("returned", "12/10 09:00", arrived_at=moment("26/10 08:00"))
    for one in (
        dossier(told_late, **columns),
        dossier(event("returned", "12/10 09:00"), synced_at="26/10 08:00", **columns),
    ):
        found = lateness(one, NOW, OFFICE, seen_at=NOW)
        assert found is not None
        assert found.late_class is LateClass.DATA
        assert found.words == (
            "Đồng bộ muộn: xảy ra lúc 09:00 thứ Hai 12/10/2026, đến 08:00 thứ Hai 26/10/2026 mới có trong dữ liệu; "
            "theo lúc xảy ra thì đúng hạn."
        )
        assert lateness(one, NOW, OFFICE) is None
        assert lateness(one, NOW, OFFICE, seen_at=moment("26/10 08:00")) is None
    really = dossier(event("returned", "18/10 09:00", arrived_at=moment("26/10 08:00")), **columns)
    late = lateness(really, NOW, OFFICE, seen_at=NOW)
    assert late is not None
    assert late.late_class is LateClass.PROCESS


def test_a_clock_that_stood_for_the_citizen() -> None:
    columns = {"accepted_at": "5/10 08:00", "due_at": "16/10 17:00"}
    standing = dossier(event("paused", "14/10 08:00"), **columns)
    ended = dossier(
        event("paused", "12/10 08:00"), event("resumed", "14/10 08:00"), event("processed", "19/10 07:50"), **columns
    )
    assert late_class(standing) is LateClass.CITIZEN
    assert late_class(ended) is LateClass.CITIZEN
    found = lateness(standing, NOW, OFFICE)
    assert found is not None
    assert "từ 08:00 thứ Tư 14/10/2026 đang chờ" in found.words


def test_a_contested_mark_with_proof_decides() -> None:
    hanging = at_the_land_office(steps=[])
    mark = Contest(late_class=LateClass.DATA, reason="Đã trả bản giấy ngày 12/10", proof="sổ giấy trang 37")
    found = lateness(hanging, NOW, OFFICE, contest=mark)
    assert found is not None
    assert (found.late_class, found.contest) == (LateClass.DATA, mark)
    assert found.words == "Đã trả bản giấy ngày 12/10 (minh chứng: sổ giấy trang 37)"
    closed = dossier(event("returned", "12/10 09:00"), accepted_at="5/10 08:00", due_at="16/10 17:00")
    assert lateness(closed, NOW, OFFICE, contest=mark) is None


@pytest.mark.parametrize(("reason", "proof", "said"), [("", "sổ", "cần lý do"), ("đã trả", " ", "cần minh chứng")])
def test_a_mark_without_reason_or_proof_is_refused(reason: str, proof: str, said: str) -> None:
    with pytest.raises(NamroError) as refused:
        Contest(late_class=LateClass.DATA, reason=reason, proof=proof)
    assert said in refused.value.message


def test_both_readings_of_every_class() -> None:
    found = [Lateness(late_class=kind, words="") for kind in LateClass]
    ratio = on_time_ratio([*found, *[None] * 6])
    assert (ratio.numerator(Reading.ALL), ratio.numerator(Reading.OWN_FAULT), ratio.total) == (6, 9, 10)
    assert set(LATE_CLASS_WORDS) == set(LateClass)
    assert on_time_ratio([]).percent(Reading.ALL) is None


def test_letters_five_three_and_one_working_days_before_and_a_notice_after() -> None:
    days = letter_days(date(2026, 10, 16), national_calendar())
    assert days.agency == (date(2026, 10, 9), date(2026, 10, 13), date(2026, 10, 15))
    assert days.citizen == date(2026, 10, 19)


def letters(one: Dossier, day: str) -> list[Letter]:
    now = moment(f"{day} 08:00")
    return list(letters_on(one, now.date(), now, OFFICE))


def test_letters_go_to_who_holds_it_then_to_the_citizen() -> None:
    one = at_the_land_office()
    prepared = {day: letters(one, f"{day}/10") for day in range(8, 21)}
    assert {day: [letter.kind for letter in found] for day, found in prepared.items() if found} == {
        9: [LetterKind.AGENCY],
        13: [LetterKind.AGENCY],
        15: [LetterKind.AGENCY, LetterKind.APOLOGY],
        19: [LetterKind.CITIZEN],
    }
    (first,), (notice,) = prepared[9], prepared[19]
    assert (first.unit, first.due) == (LAND, date(2026, 10, 16))
    assert (notice.unit, notice.days_late, notice.promised) == (LAND, 1, None)
    assert [letter.days_left for day in (9, 13, 15) for letter in prepared[day][:1]] == [5, 3, 1]
    sorry = at_the_land_office(events=[event("apologised", "14/10 09:00", new_due_at=moment("23/10 17:00"))])
    assert [letter.kind for letter in letters(sorry, "15/10")] == [LetterKind.AGENCY]
    assert [letter.promised for letter in letters(sorry, "19/10")] == [moment("23/10 17:00")]


def test_no_letter_for_what_is_done_stands_still_or_lies_with_us() -> None:
    for status in ("returned", "paused"):
        quiet = dossier(event(status, "12/10 08:00"), accepted_at="5/10 08:00", due_at="16/10 17:00")
        assert letters(quiet, "19/10") == []
    ours = dossier(accepted_at="5/10 08:00", due_at="16/10 17:00", steps=[step(UNIT, "xử lý", "5/10 08:00")])
    assert letters(ours, "13/10") == []
    assert [letter.unit for letter in letters(ours, "19/10")] == [UNIT]


@pytest.mark.parametrize(
    ("kind", "changed", "reason"),
    [
        (LetterKind.AGENCY, {}, ""),
        (LetterKind.CITIZEN, {}, ""),
        (LetterKind.AGENCY, {"events": [event("processed", "12/10 09:30")]}, "Hồ sơ đã xong lúc 09:30 thứ Hai 12/10"),
        (LetterKind.AGENCY, {"events": [event("paused", "12/10 09:30")]}, "Đồng hồ đang dừng từ 09:30 thứ Hai"),
        (LetterKind.APOLOGY, {"due_at": "20/10 17:00"}, "Ngày hẹn trả đã đổi: thư ghi 16/10/2026, nay là 20/10/2026."),
        (LetterKind.AGENCY, {"steps": [OWN_STEP]}, "Văn phòng đăng ký đất đai không còn giữ hồ sơ."),
        (LetterKind.CITIZEN, {"steps": [OWN_STEP]}, ""),
        (LetterKind.APOLOGY, {"events": [event("apologised", "12/10 09:30")]}, "Đã có phiếu xin lỗi và ngày hẹn mới."),
    ],
)  # fmt: skip
def test_a_letter_is_not_needed_any_more_when_the_dossier_moved_on(
    kind: LetterKind, changed: dict[str, Any], reason: str
) -> None:
    now = moment("13/10 08:00")
    said = not_needed(kind, date(2026, 10, 16), LAND, at_the_land_office(**changed), now, OFFICE)
    assert said.startswith(reason)
    assert bool(said) is bool(reason)


def test_a_letter_needs_a_date_of_return() -> None:
    with pytest.raises(NamroError, match="chưa rõ ngày hẹn trả"):
        letter_of(LetterKind.APOLOGY, dossier(accepted_at="5/10 08:00"), date(2026, 10, 9), NOW, OFFICE)
    assert last_due(date(2026, 10, 9), national_calendar()) == date(2026, 10, 19)
