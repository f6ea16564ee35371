"""The year of a unit, how each report stands, the discipline of reporting."""

from datetime import date

import pytest

from namro.core.base.errors import NamroError
from namro.core.reporting.days import DayRule, WindowRule, days_of
from namro.core.reporting.obligations import (
    Setting,
    Stand,
    by_month,
    check_setting,
    discipline_of,
    obligation_of,
    obligations,
    stand_of,
)
from namro.core.reporting.periods import Kind, period_of
from namro.core.reporting.reading import shipped_types
from namro.core.reporting.types import Level
from namro.core.timetable import Shift, national_calendar

YEAR = (date(2024, 1, 1), date(2024, 12, 31))
CALENDAR = national_calendar()
TYPES = shipped_types()


def year(*settings: Setting, names: tuple[str, ...] = tuple(TYPES)) -> dict[tuple[str, str], date | None]:
    made = [TYPES[name] for name in names]
    found = obligations(made, Level.COMMUNE, YEAR, calendar=CALENDAR, settings=settings)
    return {one.key: one.days.due for one in found}


def test_a_year_has_every_progress_report_once() -> None:
    found = year(names=("REMEDY-PROGRESS",))
    assert len(found) == 12
    assert found["REMEDY-PROGRESS", "2024-10"] == date(2024, 10, 18)


def test_a_report_of_december_that_is_due_in_january_belongs_to_the_next_year() -> None:
    span = (date(2025, 1, 1), date(2025, 12, 30))
    found = [one.period.key for one in obligations([TYPES["OFFICER-EVAL"]], Level.COMMUNE, span, calendar=CALENDAR)]
    assert found == ["2024-12", *(f"2025-{month:02d}" for month in range(1, 12))]
    # Before 5 January 2026 is Sunday the 4th; from the 1st on all days are off.
    assert obligation_of(
        TYPES["OFFICER-EVAL"], Level.COMMUNE, period_of("2025-12"), calendar=CALENDAR
    ).days.due == date(2025, 12, 31)


def test_a_commune_does_not_owe_the_report_of_the_province() -> None:
    assert year(names=("CCHC-PROV",)) == {}


def test_what_has_no_day_stands_at_the_end() -> None:
    days = list(year().values())
    assert None in days
    assert all(day is None for day in days[days.index(None) :])


def test_a_setting_goes_before_the_type_and_one_of_a_kind_before_it() -> None:
    every = Setting(type_id="CCHC-COMMUNE", due=DayRule(day=20), window=WindowRule(), source="Công văn 1")
    third = Setting(type_id="CCHC-COMMUNE", kind=Kind.Q3, due=DayRule(day=18), to="Văn phòng UBND tỉnh")
    found = obligations([TYPES["CCHC-COMMUNE"]], Level.COMMUNE, YEAR, calendar=CALENDAR, settings=(third, every))
    by_key = {one.period.key: one for one in found}
    assert by_key["2024-Q1"].days.due == date(2024, 3, 20)
    assert by_key["2024-Q1"].source == "Công văn 1"
    assert by_key["2024-Q1"].cautions == ()
    assert by_key["2024-Q3"].days.due == date(2024, 9, 18)
    assert by_key["2024-Q3"].days.window == (date(2024, 6, 15), date(2024, 9, 14))
    assert by_key["2024-Q3"].to == "Văn phòng UBND tỉnh"


def test_a_day_off_moves_forward_where_the_setting_says_so() -> None:
    setting = Setting(type_id="REMEDY-PROGRESS", shift=Shift.FORWARD)
    assert year(setting, names=("REMEDY-PROGRESS",))["REMEDY-PROGRESS", "2024-10"] == date(2024, 10, 21)


def test_a_report_that_a_unit_does_not_owe_is_left_out() -> None:
    assert year(Setting(type_id="AUTONOMY", off=True), names=("AUTONOMY",)) == {}


def test_a_setting_that_closes_data_after_the_sending_is_refused() -> None:
    wrong = Setting(type_id="CCHC-COMMUNE", due=DayRule(day=3, before=True), window=WindowRule())
    with pytest.raises(NamroError, match="Quý I năm 2026: chốt số liệu 14/03/2026 sau hạn gửi 02/03/2026"):
        check_setting(TYPES["CCHC-COMMUNE"], Level.COMMUNE, wrong, year=2026)
    check_setting(TYPES["CCHC-COMMUNE"], Level.COMMUNE, Setting(type_id="CCHC-COMMUNE", due=DayRule(day=5)), year=2026)
    with pytest.raises(NamroError, match="cấp này không phải báo cáo"):
        check_setting(TYPES["CCHC-COMMUNE"], Level.PROVINCE, wrong, year=2026)


def test_one_obligation_by_its_name() -> None:
    found = obligation_of(TYPES["DECENTRALISATION"], Level.COMMUNE, period_of("2024"), calendar=CALENDAR)
    assert (found.days.internal, found.days.due) == (date(2024, 11, 4), date(2024, 11, 8))
    with pytest.raises(NamroError, match="không phải báo cáo kỳ Quý I"):
        obligation_of(TYPES["DECENTRALISATION"], Level.COMMUNE, period_of("2024-Q1"), calendar=CALENDAR)


@pytest.mark.parametrize(
    ("today", "sent", "stand"),
    [
        (date(2024, 9, 1), None, Stand.AHEAD),
        (date(2024, 10, 8), None, Stand.COLLECTING),
        (date(2024, 10, 11), None, Stand.SOON),
        (date(2024, 10, 18), None, Stand.SOON),
        (date(2024, 10, 19), None, Stand.LATE),
        (date(2024, 10, 30), date(2024, 10, 18), Stand.SENT),
        (date(2024, 10, 30), date(2024, 10, 20), Stand.SENT_LATE),
    ],
)
def test_how_a_report_stands(today: date, sent: date | None, stand: Stand) -> None:
    rules = TYPES["REMEDY-PROGRESS"].editions[-1].levels[Level.COMMUNE].periods[Kind.MONTH]
    days = days_of(rules, period_of("2024-10"), CALENDAR)
    assert stand_of(days, sent, today=today) == stand


def test_discipline_counts_what_was_due() -> None:
    owed = [
        (date(2024, 10, 18), date(2024, 10, 18)),
        (date(2024, 9, 20), date(2024, 9, 24)),
        (date(2024, 8, 20), None),
        (date(2024, 11, 20), None),
        (date(2023, 12, 20), None),
    ]
    found = discipline_of(owed, YEAR, today=date(2024, 11, 1), calendar=CALENDAR)
    assert (found.in_time, found.late, found.missing, found.owed) == (1, 1, 1, 3)
    assert found.late_days == 2, "Friday to Tuesday"


def test_months_hold_what_is_due_in_them() -> None:
    found = obligations([TYPES["REMEDY-PROGRESS"]], Level.COMMUNE, YEAR, calendar=CALENDAR)
    assert [month for _year, month in by_month(found)] == list(range(1, 13))
