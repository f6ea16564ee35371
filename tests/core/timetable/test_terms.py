"""Terms, moments, pauses and office hours as people type them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from namro.core.base.errors import NamroError
from namro.core.timetable import (
    Term,
    TermUnit,
    default_hours,
    hours_of_unit,
    parse_hours,
    parse_moment,
    parse_pause,
    parse_term,
    parse_time,
)

LOCAL = """
units:
  "H21.227":
    - {since: 2026-01-01, hours: "07:00-11:30,13:30-17:00", source: "Thông báo 12/TB-UBND"}
    - {since: 2026-10-15, hours: "07:00-11:00", source: "Thông báo 40/TB-UBND"}
"""


def test_terms() -> None:
    assert parse_term("8", "hour") == Term(Decimal(8), TermUnit.HOUR)
    assert parse_term("7.5", "hour").minutes == 450
    assert parse_term("3.0", "working_day").count == 3
    assert parse_term("7.50", "hour").words == "7,5 giờ làm việc"
    assert parse_term("10", "day").words == "10 ngày"


@pytest.mark.parametrize(
    ("amount", "unit", "message"),
    [
        ("0", "day", "Thời hạn 0 không dùng được: ghi một số lớn hơn 0"),
        ("-3", "day", "“-3” không phải là số lớn hơn 0"),
        ("7,5", "hour", "“7,5” không phải là số .*dấu chấm"),
        ("1e3", "hour", "không phải là số"),
        ("٣", "hour", "không phải là số"),
        ("NaN", "hour", "không phải là số"),
        ("1000001", "hour", "tối đa 1000000"),
        ("9" * 400, "hour", "tối đa 1000000"),
        ("0.001", "hour", "ngắn hơn một phút"),
        ("2.5", "working_day", "2.5 ngày làm việc không phải số nguyên"),
        ("2", "week", "Không có đơn vị thời hạn “week”. Chọn: hour, working_day, day, month"),
    ],
)
def test_what_is_no_term(amount: str, unit: str, message: str) -> None:
    with pytest.raises(NamroError, match=message):
        parse_term(amount, unit)


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2026-08-21T14:00", "2026-08-21T14:00:00+07:00"),
        ("2026-08-21T14:00:30", "2026-08-21T14:00:30+07:00"),
        ("2026-08-21T14:00+07:00", "2026-08-21T14:00:00+07:00"),
        ("2026-08-21T14:00Z", "2026-08-21T21:00:00+07:00"),
    ],
)
def test_moments_are_local(text: str, moment: str) -> None:
    assert parse_moment(text).isoformat() == moment


@pytest.mark.parametrize(
    "text", ["", "2026-08-21", "21/08/2026 14:00", "2026-02-30T08:00", "2026-08-21T24:30", "20260821T1400", "T14:00"]
)
def test_what_is_no_moment(text: str) -> None:
    with pytest.raises(NamroError, match=r"không đọc được hoặc không có thật\. Ghi như 2026-08-21T14:00"):
        parse_moment(text)


@pytest.mark.parametrize("text", ["", "15", "24:00", "15:60", "3:00", "15:00:00"])
def test_what_is_no_time(text: str) -> None:
    with pytest.raises(NamroError, match="Ghi như 15:00"):
        parse_time(text)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("2026-08-21T14:00", "không đọc được. Ghi lúc dừng/lúc chạy tiếp"),
        ("2026-08-21T14:00/", "chưa kết thúc nên chưa có hạn"),
        ("2026-08-21T14:00/..", "chưa kết thúc nên chưa có hạn"),
        ("/2026-08-21T14:00", "không đọc được"),
        ("2026-08-21T14:00/2026-08-20T14:00", "kết thúc trước đó, lúc 2026-08-20T14:00"),
        ("2026-08-21T14:00/mai", "“mai” không đọc được"),
    ],
)
def test_what_is_no_pause(text: str, message: str) -> None:
    with pytest.raises(NamroError, match=message):
        parse_pause(text)


def test_office_hours() -> None:
    assert parse_hours("07:30-11:30,13:30-17:00") == ((450, 690), (810, 1020))
    assert parse_hours("07:30–11:30, 13:30–17:00") == ((450, 690), (810, 1020))
    assert default_hours().on(date(2026, 8, 22)) == ((450, 690), (810, 1020))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "không hợp lệ. Ghi như 07:30-11:30,13:30-17:00"),
        ("7:30-11:30", "không hợp lệ"),
        ("07:30-24:00", "không hợp lệ"),
        ("11:30-07:30", "không hợp lệ"),
        ("07:30-07:30", "không hợp lệ"),
        ("07:30-11:30,", "không hợp lệ"),
        ("07:30-11:30,11:30-17:00", "chồng lên nhau hoặc sai thứ tự"),
        ("13:30-17:00,07:30-11:30", "chồng lên nhau hoặc sai thứ tự"),
    ],
)
def test_what_are_no_office_hours(text: str, message: str) -> None:
    with pytest.raises(NamroError, match=message):
        parse_hours(text)


def test_hours_of_a_unit_are_dated(tmp_path: Path) -> None:
    path = tmp_path / "office-hours.yaml"
    path.write_text(LOCAL, "utf-8")
    hours = hours_of_unit("H21.227", path)
    assert hours is not None
    assert hours.on(date(2026, 10, 14)) == ((420, 690), (810, 1020))
    assert hours.on(date(2026, 10, 15)) == ((420, 660),)
    assert hours.on(date(2025, 12, 31)) == default_hours().on(date(2025, 12, 31))
    assert hours_of_unit("H21.228", path) is None
    assert hours_of_unit("H21.227", tmp_path / "nowhere.yaml") is None


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ('[{hours: "07:00-11:00"}]', "lich.yaml: mỗi dòng giờ làm việc cần since"),
        ("[{since: 2026-01-01, hours: 07:30}]", "lich.yaml: "),
        ("[{since: 2026-01-01, hours: 13:30}]", "lich.yaml: mỗi dòng giờ làm việc cần since"),
        ('[{since: hôm nay, hours: "07:00-11:00"}]', "lich.yaml: mỗi dòng giờ làm việc cần since"),
        ('[{since: 2026-01-01, hours: "sáng"}]', "lich.yaml: Giờ làm việc “sáng” không hợp lệ"),
        ("sáng", "lich.yaml: mỗi dòng giờ làm việc cần since"),
    ],
)
def test_a_faulty_file_of_hours_is_named(rows: str, message: str, tmp_path: Path) -> None:
    path = tmp_path / "lich.yaml"
    path.write_text(f"units: {{A: {rows}}}", "utf-8")
    with pytest.raises(NamroError, match=message):
        hours_of_unit("A", path)


@pytest.mark.parametrize("text", ["units: [A]", "- A", "A"])
def test_a_file_of_hours_without_units_is_refused(text: str, tmp_path: Path) -> None:
    path = tmp_path / "lich.yaml"
    path.write_text(text, "utf-8")
    with pytest.raises(NamroError, match=r"lich\.yaml: cần mục units"):
        hours_of_unit("A", path)
