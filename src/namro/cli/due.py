"""`namro due`: when a term is up, for one case or for a file of cases, for people or for programs."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

from namro.cli import streams
from namro.cli.arguments import data_folder
from namro.cli.due_cases import Counted, count_cases
from namro.core.base.errors import NamroError
from namro.core.timetable import (
    Calendar,
    Due,
    OfficeHours,
    Rules,
    TermUnit,
    WorkingTime,
    default_hours,
    due,
    hours_of_unit,
    national_calendar,
    parse_hours,
    parse_moment,
    parse_pause,
    parse_term,
    parse_time,
)
from namro.core.timetable.deadline_words import hours_words, sentences

#: An option for each unit of a term, and its example.
_TERMS = {
    TermUnit.HOUR: ("--working-hours", "GIỜ", "giờ làm việc, có thể lẻ: 7.5"),
    TermUnit.WORKING_DAY: ("--working-days", "NGÀY", "ngày làm việc"),
    TermUnit.DAY: ("--days", "NGÀY", "ngày, kể cả ngày nghỉ"),
    TermUnit.MONTH: ("--months", "THÁNG", "tháng"),
}
Typed = TypeVar("Typed")
HOURS_FILE = "office-hours.yaml"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    parser.add_argument("--from", dest="start", metavar="LÚC", help="lúc bắt đầu, giờ Việt Nam: 2026-08-21T14:00")
    terms = parser.add_mutually_exclusive_group()
    for unit, (option, metavar, words) in _TERMS.items():
        terms.add_argument(option, dest=unit.value, metavar=metavar, help=f"thời hạn: {words}")
    parser.add_argument("--file", metavar="TỆP.csv", type=Path, help="tính nhiều hạn: các cột from, amount, unit")
    parser.add_argument(
        "--unit", metavar="ĐƠN-VỊ", help=f"giờ làm việc của đơn vị này ({HOURS_FILE} ở thư mục dữ liệu)"
    )
    parser.add_argument("--office-hours", metavar="GIỜ", help="giờ làm việc: 07:30-11:30,13:30-17:00")
    parser.add_argument(
        "--late-after", metavar="GIỜ:PHÚT", help="nhận sau giờ này của ngày làm việc thì tính từ ngày làm việc kế tiếp"
    )
    parser.add_argument(
        "--pause", metavar="LÚC/LÚC", action="append", default=[], help="tạm dừng từ lúc đầu đến trước lúc sau"
    )
    parser.add_argument(
        "--apply-swap",
        metavar="NGÀY",
        action="append",
        default=[],
        help="coi ngày hoán đổi đang đề xuất là đã quyết định",
    )
    parser.add_argument("--json", action="store_true", help="in dạng JSON cho chương trình khác")


def run(options: argparse.Namespace) -> int:
    """Print the deadline, or those of the file in the order of its rows."""
    chosen = [(unit, getattr(options, unit.value)) for unit in TermUnit if getattr(options, unit.value) is not None]
    if options.file is not None and (chosen or options.start is not None):
        raise NamroError(
            "--file đã có from và thời hạn của từng dòng: bỏ --from và thời hạn trên lệnh.", code="arguments"
        )
    if options.file is None and (options.start is None or not chosen):
        wanted = ", ".join(option for option, _, _ in _TERMS.values())
        raise NamroError(
            f"Thiếu --from hoặc thời hạn. Ghi --from và một trong {wanted}; hoặc --file.", code="arguments"
        )
    office = WorkingTime(_calendar(options.apply_swap), _hours(options.unit, options.office_hours))
    rules = Rules(
        late_after=_named("--late-after", parse_time, options.late_after) if options.late_after is not None else None
    )
    pauses = tuple(_named("--pause", parse_pause, text) for text in options.pause)
    if options.file is None:
        unit, amount = chosen[0]
        start = _named("--from", parse_moment, options.start)
        term = _named(_TERMS[unit][0], lambda text: parse_term(text, unit), amount)
        found = due(start, term, office=office, rules=rules, pauses=pauses)
        plain = json.dumps(to_plain(found), ensure_ascii=False, indent=1) if options.json else None
        print(plain or "\n".join(sentences(found, office)))
        return 0
    cases = count_cases(options.file, lambda start, term: due(start, term, office=office, rules=rules, pauses=pauses))
    print(_array(to_plain(case.due) for case in cases) if options.json else "\n".join(_rows(cases, office)))
    return 0


def to_plain(found: Due) -> dict[str, Any]:
    """Return the published form of one deadline."""
    amount = found.term.amount
    return {
        "from": found.start.isoformat(),
        "term": {"amount": int(amount) if amount == int(amount) else float(amount), "unit": found.term.unit.value},
        "due": found.at.isoformat(),
        "due_date": found.at.date().isoformat(),
        "basis": list(found.basis),
        "warnings": list(found.warnings),
    }


def _rows(cases: list[Counted], office: WorkingTime) -> Iterator[str]:
    for case in cases:
        yield f"Dòng {case.line}: {next(sentences(case.due, office))}"
        yield from (f"  {line}" for line in sentences(case.due, office) if line.startswith("Lưu ý"))


def _array(rows: Iterable[dict[str, Any]]) -> str:
    """One row a line, written at once: a file may hold a year of a province."""
    lines = ",\n".join(json.dumps(row, ensure_ascii=False) for row in rows)
    return f"[\n{lines}\n]"


def _named(option: str, parse: Callable[[str], Typed], text: str) -> Typed:
    """What was typed after an option; a fault names the option."""
    try:
        return parse(text)
    except NamroError as error:
        raise NamroError(f"{option}: {error.message}", code=error.code) from error


def _calendar(swaps: list[str]) -> Calendar:
    calendar = national_calendar()
    for day in [_named("--apply-swap", _day, text) for text in swaps]:
        calendar = calendar.decided(day, applied=True)
    return calendar


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise NamroError(f"“{text}” không phải là ngày. Ghi như 2026-11-23.", code="swap") from error


def _hours(unit: str | None, typed: str | None) -> OfficeHours:
    if typed is not None:
        return OfficeHours.always(_named("--office-hours", parse_hours, typed))
    if unit is None:
        return default_hours()
    path = data_folder() / HOURS_FILE
    own = hours_of_unit(unit, path)
    if own is None:
        usual = default_hours()
        streams.say(
            f"Không thấy giờ làm việc riêng của đơn vị “{unit}”: tính theo giờ mặc định "
            f"{hours_words(usual.rows[-1][1])}. "
            f"Kiểm tra tên đơn vị, ghi giờ của đơn vị vào {path}, hoặc dùng --office-hours."
        )
        return usual
    return own
