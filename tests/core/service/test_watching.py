"""The rules that watch, each on a dossier worked by hand; journey 6 to the minute."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from namro.core.service.answer_checks import answer_limit
from namro.core.service.dossiers import Dossier, Event
from namro.core.service.findings import Circumstances, Finding, Level
from namro.core.service.postings import Evaluation, Posting, watch_evaluation, watch_posting
from namro.core.service.rules import watching_rules
from namro.core.service.watching import EVALUATORS, watch, would_break
from namro.core.timetable import OfficeHours, WorkingTime, default_hours, national_calendar, parse_hours
from tests.core.service.cast import UNIT, dossier, event, moment

EIGHT_HOURS = WorkingTime(national_calendar(), OfficeHours.always(parse_hours("07:00-11:30,13:30-17:00")))
USUAL = WorkingTime(national_calendar(), default_hours())
HERE, ELSEWHERE = Circumstances(office=EIGHT_HOURS), Circumstances(office=USUAL)


def of(rule: str, found: tuple[Finding, ...]) -> list[Finding]:
    return [finding for finding in found if finding.rule == rule]


def seen(one: Dossier, now: str, rule: str, circumstances: Circumstances = ELSEWHERE) -> list[tuple[str, Level]]:
    return [(finding.check, finding.level) for finding in of(rule, watch(one, moment(now), circumstances))]


def online(*events: dict[str, Any], **columns: Any) -> Dossier:
    return dossier(*events, channel=2, **columns)


def test_every_rule_about_a_dossier_is_asked_or_says_what_keeps_it() -> None:
    rules = watching_rules()
    assert sorted(rules) == [f"R{number:02d}" for number in range(1, 16)]
    asked = {code for code, rule in rules.items() if rule.subject == "dossier" and rule.checks}
    assert asked == set(EVALUATORS)
    assert {code for code, rule in rules.items() if rule.kept_by} == {"R03", "R09"}
    for rule in rules.values():
        assert rule.basis(date(2026, 10, 9)), rule.code
        assert rule.says


def test_an_answer_within_eight_office_hours_to_the_minute() -> None:
    friday = online(submitted_at="9/10 15:20")
    limits = answer_limit(moment("9/10 15:20"), EIGHT_HOURS)
    assert (limits.warned_at, limits.limit) == (moment("12/10 11:20"), moment("12/10 15:20"))
    assert seen(friday, "12/10 11:19", "R01", HERE) == []
    (warned,) = of("R01", watch(friday, moment("12/10 11:20"), HERE))
    assert (warned.level, warned.since, warned.limit) == (Level.SOON, moment("12/10 11:20"), moment("12/10 15:20"))
    assert seen(friday, "12/10 15:20", "R01", HERE) == [("answer", Level.SOON)]
    assert seen(friday, "12/10 15:21", "R01", HERE) == [("answer", Level.BREACH)]


@pytest.mark.parametrize(("slip", "levels"), [("15:19", []), ("15:20", []), ("15:21", [("answer", Level.BREACH)])])
def test_a_slip_in_time_keeps_the_rule_and_one_a_minute_late_breaks_it(slip: str, levels: list[Any]) -> None:
    answered = online(event("supplement_requested", f"12/10 {slip}", document="02/PYC"), submitted_at="9/10 15:20")
    assert seen(answered, "20/10 08:00", "R01", HERE) == levels


def test_a_breach_says_until_when_by_which_article_and_why() -> None:
    answered = online(event("supplement_requested", "12/10 15:21", document="02/PYC"), submitted_at="9/10 15:20")
    (found,) = of("R01", watch(answered, moment("12/10 16:00"), HERE))
    assert found.words == (
        "Hồ sơ đến lúc 15:20 thứ Sáu 9/10/2026, hạn trả lời 15:20 thứ Hai 12/10/2026, "
        "yêu cầu bổ sung lúc 15:21 thứ Hai 12/10/2026: trễ hạn."
    )
    assert found.since == moment("12/10 15:20")
    assert found.articles[0] == "Nghị định 118/2025/NĐ-CP (chưa đối chiếu nguyên văn)"
    assert found.why == ("Giờ làm việc 07:00–11:30, 13:30–17:00: một ngày làm việc là 8 giờ.",)


def test_what_arrives_on_a_saturday_evening_depends_on_the_length_of_the_day() -> None:
    saturday = moment("10/10 20:00")
    assert answer_limit(saturday, EIGHT_HOURS).limit == moment("12/10 17:00")
    assert answer_limit(saturday, USUAL).limit == moment("13/10 08:00")
    (found,) = of("R01", watch(online(submitted_at="10/10 20:00"), moment("13/10 08:01"), ELSEWHERE))
    assert found.why == ("Giờ làm việc 07:30–11:30, 13:30–17:00: một ngày làm việc là 7 giờ 30 phút.",)


def test_acceptance_refusal_and_withdrawal_are_answers_and_paper_needs_none() -> None:
    assert seen(online(submitted_at="9/10 15:20", accepted_at="12/10 08:00"), "20/10 08:00", "R01", HERE) == []
    assert seen(online(event("withdrawn", "12/10 08:00"), submitted_at="9/10 15:20"), "20/10 08:00", "R01", HERE) == []
    late = online(event("refused", "13/10 08:00"), submitted_at="9/10 15:20")
    assert seen(late, "20/10 08:00", "R01", HERE) == [("answer", Level.BREACH)]
    assert seen(dossier(submitted_at="9/10 15:20"), "20/10 08:00", "R01", HERE) == []
    (missing,) = of("R01", watch(online(), moment("9/10 15:20"), HERE))
    assert (missing.level, missing.missing) == (Level.MISSING, ("submitted_at",))
    assert "lúc nộp" in missing.words


def test_a_second_request_is_warned_of_before_it_is_sent() -> None:
    first = event("supplement_requested", "13/10 09:00", document="02/PYC", reason="thiếu bản đồ")
    done = event("supplement_done", "14/10 09:00")
    once = online(first, done, submitted_at="9/10 15:20", accepted_at="12/10 08:00")
    act = Event(status="supplement_requested", at=moment("20/10 09:00"), document="03/PYC", reason="thiếu chữ ký")
    (found,) = would_break(once, act, HERE)
    assert (found.rule, found.check, found.level, found.since) == ("R02", "once", Level.BREACH, moment("20/10 09:00"))
    assert "lần 2 sau khi tiếp nhận" in found.words
    assert would_break(online(submitted_at="19/10 08:00", accepted_at="19/10 09:00"), act, HERE) == ()
    without_slip = Event(status="supplement_requested", at=moment("20/10 09:00"), document="", reason="")
    assert [one.check for one in would_break(online(accepted_at="19/10 09:00"), without_slip, HERE)] == ["slip"]


def test_requests_at_intake_are_another_stage() -> None:
    intake = [event("supplement_requested", f"{day}/10 09:00", document="02") for day in (6, 7)]
    after = event("supplement_requested", "13/10 09:00", document="02")
    assert seen(dossier(*intake, after, accepted_at="12/10 08:00"), "20/10 08:00", "R02") == []
    assert seen(dossier(accepted_at="12/10 08:00"), "20/10 08:00", "R02") == [("once", Level.MISSING)]


def test_a_slip_that_is_not_there_is_a_breach_and_one_not_told_is_unknown() -> None:
    empty = dossier(event("supplement_requested", "13/10 09:00", document=""), accepted_at="12/10 08:00")
    unknown = dossier(event("supplement_requested", "13/10 09:00"), accepted_at="12/10 08:00")
    assert seen(empty, "20/10 08:00", "R02") == [("slip", Level.BREACH)]
    (found,) = of("R02", watch(unknown, moment("20/10 08:00"), ELSEWHERE))
    assert (found.level, found.missing) == (Level.MISSING, ("events.document",))


def test_a_pause_has_a_ground_is_told_and_does_not_last() -> None:
    good = event("paused", "13/10 09:00", reason="chờ giám định", document="05/TB", told_at=moment("13/10 09:30"))
    bare = event("paused", "13/10 09:00", reason="", document="")
    columns = {"accepted_at": "12/10 08:00", "due_at": "30/10 17:00"}
    assert seen(dossier(good, **columns), "20/10 08:00", "R04") == []
    assert seen(dossier(bare, **columns), "20/10 08:00", "R04") == [
        ("ground", Level.BREACH),
        ("told", Level.BREACH),
    ]
    assert seen(dossier(good, **columns), "12/11 09:01", "R04") == [("long", Level.WARNING)]
    resumed = event("resumed", "12/11 09:00")
    assert seen(dossier(good, resumed, **columns), "20/11 08:00", "R04") == []
    near = {**columns, "due_at": "14/10 08:00"}
    assert seen(dossier(good, **near), "13/10 10:00", "R04") == [("near_the_date", Level.WARNING)]
    unknown = dossier(event("paused", "13/10 09:00"), **columns)
    assert seen(unknown, "20/10 08:00", "R04") == [("ground", Level.MISSING), ("told", Level.MISSING)]
    assert seen(dossier(bare, due_at="30/10 17:00"), "20/10 08:00", "R04") == []


def test_an_apology_comes_before_the_date_once_in_writing() -> None:
    columns = {"accepted_at": "5/10 08:00", "due_at": "16/10 17:00"}
    plain = dossier(**columns)
    assert seen(plain, "14/10 17:00", "R05") == []
    assert seen(plain, "15/10 07:30", "R05") == [("apology", Level.SOON)]
    (late,) = of("R05", watch(plain, moment("16/10 17:01"), ELSEWHERE))
    assert (late.level, late.since, late.limit) == (Level.BREACH, moment("16/10 17:00"), moment("16/10 17:00"))
    assert late.articles == ("Thông tư 03/2025/TT-VPCP, mẫu 04",)
    sorry = event("apologised", "16/10 10:00", document="04", new_due_at=moment("20/10 17:00"))
    assert seen(dossier(sorry, **columns), "19/10 08:00", "R05") == []
    assert seen(dossier(sorry, **columns), "20/10 17:01", "R05") == [("apology", Level.BREACH)]
    after = event("apologised", "17/10 10:00", document="", new_due_at=moment("20/10 17:00"))
    assert seen(dossier(after, **columns), "19/10 08:00", "R05") == [
        ("slip", Level.BREACH),
        ("before_the_date", Level.WARNING),
    ]
    assert seen(dossier(sorry, {**sorry, "at": moment("16/10 11:00")}, **columns), "19/10 08:00", "R05") == [
        ("once", Level.WARNING)
    ]
    assert seen(dossier(event("processed", "16/10 17:00"), **columns), "19/10 08:00", "R05") == []
    assert seen(dossier(event("processed", "17/10 08:00"), **columns), "19/10 08:00", "R05") == [
        ("apology", Level.BREACH)
    ]
    assert seen(dossier(accepted_at="5/10 08:00"), "19/10 08:00", "R05") == [("apology", Level.MISSING)]


def test_a_confirmed_check_is_a_breach() -> None:
    columns = {"accepted_at": "5/10 08:00", "due_at": "16/10 17:00"}
    late = dossier(event("apologised", "17/10 10:00", document="04"), **columns)
    sure = Circumstances(office=USUAL, confirmed=frozenset({"R05.before_the_date"}))
    assert seen(late, "19/10 08:00", "R05", sure) == [("before_the_date", Level.BREACH)]


def test_the_date_moves_by_the_time_of_waiting() -> None:
    waited = dossier(
        event("supplement_requested", "7/10 09:00", document="02"),
        event("supplement_done", "9/10 09:00"),
        accepted_at="5/10 08:00",
        due_at="16/10 17:00",
        max_time=9,
        time_unit="working_day",
    )
    assert seen(waited, "16/10 17:01", "R05") == []
    (soon,) = of("R05", watch(waited, moment("19/10 07:30"), ELSEWHERE))
    assert (soon.level, soon.limit) == (Level.SOON, moment("20/10 17:00"))
    assert seen(waited, "20/10 17:01", "R05") == [("apology", Level.BREACH)]


def test_a_refusal_has_a_slip_with_its_reason() -> None:
    bare = dossier(event("refused", "13/10 09:00", document="", reason="sai thẩm quyền"))
    good = dossier(event("refused", "13/10 09:00", document="03", reason="sai thẩm quyền"))
    assert seen(bare, "14/10 08:00", "R06") == [("slip", Level.BREACH)]
    assert seen(good, "14/10 08:00", "R06") == []
    assert seen(dossier(event("refused", "13/10 09:00")), "14/10 08:00", "R06") == [("slip", Level.MISSING)]


@pytest.mark.parametrize(
    ("rule", "columns", "levels"),
    [
        ("R07", {"digitised_component": True}, []),
        ("R07", {"digitised_component": False}, [("digitised", Level.BREACH)]),
        ("R07", {}, [("digitised", Level.MISSING)]),
        ("R08", {"returns_document": True, "result_url": "https://dichvucong.gov.vn/kq/1"}, []),
        ("R08", {"returns_document": False}, []),
        ("R08", {"returns_document": True}, [("result", Level.BREACH)]),
        ("R08", {}, [("result", Level.MISSING)]),
        ("R13", {"fee": 0}, []),
        ("R13", {}, [("recorded", Level.MISSING)]),
    ],
)
def test_what_a_dossier_must_hold(rule: str, columns: dict[str, Any], levels: list[Any]) -> None:
    done = dossier(event("processed", "14/10 09:00"), accepted_at="12/10 08:00", **columns)
    assert seen(done, "20/10 08:00", rule) == levels
    assert seen(dossier(**columns), "20/10 08:00", rule) == []


@pytest.mark.parametrize(
    ("accepted", "handed", "levels"),
    [
        ("12/10 15:00", "12/10 17:00", []),
        ("12/10 15:00", "13/10 07:31", [("handed_over", Level.WARNING)]),
        ("12/10 15:01", "13/10 08:30", []),
        ("12/10 15:01", "13/10 08:31", [("handed_over", Level.WARNING)]),
        ("16/10 16:00", "19/10 08:00", []),
        ("12/10 15:00", None, [("handed_over", Level.MISSING)]),
    ],
)
def test_paper_is_handed_over_on_the_day_or_early_on_the_next(
    accepted: str, handed: str | None, levels: list[Any]
) -> None:
    columns = {"accepted_at": accepted} | ({"handed_over_at": handed} if handed else {})
    assert seen(dossier(**columns), "20/10 08:00", "R11") == levels
    assert seen(online(**columns), "20/10 08:00", "R11") == []


def test_what_the_source_fills_and_is_not_there_has_not_happened() -> None:
    carried = Circumstances(office=USUAL, carried=frozenset({"handed_over_at", "result_told_at"}))
    waiting = dossier(event("processed", "13/10 09:00"), accepted_at="12/10 15:00")
    assert seen(waiting, "12/10 17:00", "R11", carried) == []
    assert seen(waiting, "13/10 08:00", "R11", carried) == [("handed_over", Level.WARNING)]
    assert seen(waiting, "14/10 17:00", "R14", carried) == []
    assert seen(waiting, "15/10 07:30", "R14", carried) == [("told", Level.WARNING)]
    assert seen(waiting, "15/10 07:30", "R14") == [("told", Level.MISSING)]


def test_a_result_handed_back_needs_no_telling() -> None:
    back = dossier(event("processed", "13/10 09:00"), event("returned", "14/10 16:00"), accepted_at="12/10 15:00")
    told = dossier(event("processed", "13/10 09:00"), accepted_at="12/10 15:00", result_told_at="15/10 08:00")
    assert seen(back, "20/10 08:00", "R14") == []
    assert seen(told, "20/10 08:00", "R14") == [("told", Level.WARNING)]


def test_a_late_step_names_its_agency() -> None:
    steps = [
        {"unit": UNIT, "name": "thẩm tra", "due_at": moment("13/10 17:00"), "ended_at": moment("13/10 16:00")},
        {
            "unit": "VPĐK đất đai",
            "name": "trích đo",
            "due_at": moment("15/10 17:00"),
            "started_at": moment("13/10 16:00"),
        },
    ]
    one = dossier(accepted_at="12/10 08:00", steps=steps)
    assert seen(one, "15/10 17:00", "R12") == []
    (found,) = of("R12", watch(one, moment("16/10 08:00"), ELSEWHERE))
    assert (found.level, found.since) == (Level.BREACH, moment("15/10 17:00"))
    assert found.words == "VPĐK đất đai giữ bước “trích đo”, hạn 17:00 thứ Năm 15/10/2026: chưa xong."
    assert found.step is not None
    assert found.step.unit == "VPĐK đất đai"
    assert seen(dossier(accepted_at="12/10 08:00"), "16/10 08:00", "R12") == [("step", Level.MISSING)]


def test_the_gravest_stands_first_and_a_closed_moment_does_not_change() -> None:
    one = online(
        event("supplement_requested", "12/10 15:21", document=""),
        event("processed", "30/10 08:00"),
        submitted_at="9/10 15:20",
        accepted_at="12/10 15:30",
        due_at="19/10 17:00",
        digitised_component=False,
    )
    found = watch(one, moment("19/10 08:00"), HERE)
    assert [finding.level for finding in found] == sorted(
        (finding.level for finding in found), key=[Level.BREACH, Level.WARNING, Level.SOON, Level.MISSING].index
    )
    assert [(finding.rule, finding.level) for finding in found][:3] == [
        ("R01", Level.BREACH),
        ("R02", Level.BREACH),
        ("R07", Level.BREACH),
    ]
    assert ("R05", Level.SOON) in [(finding.rule, finding.level) for finding in found]


def test_a_procedure_is_public_within_five_working_days() -> None:
    posting = Posting(procedure="1.012345", decided_on=date(2026, 10, 9))
    assert watch_posting(posting, moment("16/10 17:00"), ELSEWHERE) is None
    late = watch_posting(posting, moment("16/10 17:01"), ELSEWHERE)
    assert late is not None
    assert (late.level, late.limit) == (Level.BREACH, moment("16/10 17:00"))
    assert late.words.endswith("phải công khai trước 17:00 thứ Sáu 16/10/2026: chưa công khai.")
    done = Posting(procedure="1.012345", decided_on=date(2026, 10, 9), posted_on=date(2026, 10, 16))
    assert watch_posting(done, moment("30/10 08:00"), ELSEWHERE) is None


def test_an_officer_is_evaluated_before_the_fifth_of_the_next_month() -> None:
    october = Evaluation(officer="Nguyễn Thị Lan", month=date(2026, 9, 1))
    assert watch_evaluation(october, moment("2/10 17:00"), ELSEWHERE) is None
    late = watch_evaluation(october, moment("5/10 08:00"), ELSEWHERE)
    assert late is not None
    assert late.limit == moment("2/10 17:00")  # the 4th is a Sunday: back to Friday
    december = Evaluation(officer="Nguyễn Thị Lan", month=date(2026, 12, 1), sent_on=date(2027, 1, 4))
    assert watch_evaluation(december, moment("5/11 08:00"), ELSEWHERE) is None
