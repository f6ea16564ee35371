"""What is wrong with a task before it is given out, each fault with its reason and, where there is one, a way out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from namro.core.improvement.owners import Group, Owner, Person, Position
from namro.core.timetable import MOST_TIMES, Calendar, Period, Rhythm, lay_out, nearest_days, times_at_most


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """A task as somebody filled it in. `due` is a day, or the token of an impossible one (`invalid:2024-11-31`).

    `last` is the last day of the plan, up to which a recurring task without a day of its own comes back. With `today`,
    a time of it must still be to come, unless the task is `begun`: times of it that stay were given out before.
    """

    start: date
    due: date | str | None = None
    rhythm: Rhythm | None = None
    owner: Owner | None = None
    last: date | None = None
    today: date | None = None
    begun: bool = False


@dataclass(frozen=True, slots=True)
class Fault:
    """A reason not to give a task out; `field` is a field of `Given`, `proposals` are days to choose from."""

    code: str
    field: str
    message: str
    proposals: tuple[date, ...] = ()


def faults(task: Given, calendar: Calendar) -> tuple[Fault, ...]:
    """Return everything wrong with a task, dates first."""
    return (*_of_dates(task, calendar), *_of_owner(task))


def _of_dates(task: Given, calendar: Calendar) -> Iterator[Fault]:
    if isinstance(task.due, str):
        yield _impossible(task.due, calendar)
    elif task.due is not None and task.due < task.start:
        yield Fault(
            "due_before_start",
            "due",
            f"Hạn {_day(task.due)} trước ngày bắt đầu {_day(task.start)}. Hãy lùi hạn hoặc sửa ngày bắt đầu.",
        )
    elif task.rhythm and (endless := _endless(task, task.rhythm)):
        yield endless
    elif task.due is not None and task.rhythm and not _comes_back(task.rhythm, task.start, task.due, calendar):
        yield Fault(
            "no_occurrence",
            "rhythm",
            f"Từ {_day(task.start)} đến {_day(task.due)} không có kỳ {task.rhythm.often} nào. "
            "Hãy kéo dài thời gian hoặc chọn chu kỳ khác.",
        )
    elif task.rhythm and (over := _all_over(task, task.rhythm, calendar)):
        yield over


def _impossible(token: str, calendar: Calendar) -> Fault:
    """Both days around it, and what choosing between them means: often they lead to one working day."""
    proposals = nearest_days(token)
    year, month, day = token.removeprefix("invalid:").split("-")
    moved = {calendar.previous_working_day(proposal) for proposal in proposals}
    same = f" Cả hai đều về ngày làm việc {_day(moved.pop())}." if len(moved) == 1 else ""
    first, second = map(_day, proposals)
    message = f"Không có ngày {day}/{month}/{year}. Hãy chọn {first} hoặc {second}.{same}"
    return Fault("date_impossible", "due", message, proposals)


def _endless(task: Given, rhythm: Rhythm) -> Fault | None:
    """A recurrence that comes back beyond all reason; it is counted without being laid out."""
    last = task.due if isinstance(task.due, date) else task.last
    if last is None:
        return None
    if (times := times_at_most(rhythm, (task.start, last))) <= MOST_TIMES:
        return None
    message = (
        f"Từ {_day(task.start)} đến {_day(last)}, việc {rhythm.often} lặp lại khoảng {times} lần; nhiều nhất "
        f"{MOST_TIMES}. Hãy ghi ngày cuối cùng gần hơn hoặc chọn chu kỳ dài hơn."
    )
    return Fault("too_many_times", "due", message)


def _all_over(task: Given, rhythm: Rhythm, calendar: Calendar) -> Fault | None:
    """A recurring task that would be given out without a single time to do it."""
    last = task.due if isinstance(task.due, date) else task.last
    if task.begun or task.today is None or last is None or rhythm.period is Period.CONTINUOUS:
        return None
    times = lay_out(rhythm, (task.start, last), calendar).occurrences
    if any(one.due >= task.today for one in times):
        return None
    message = (
        f"Đến {_day(last)} không còn kỳ {rhythm.often} nào kể từ hôm nay {_day(task.today)}. "
        "Hãy kéo dài thời gian, chọn chu kỳ khác, hoặc bỏ việc này khỏi kế hoạch."
    )
    return Fault("times_over", "rhythm", message)


def _comes_back(rhythm: Rhythm, first: date, last: date, calendar: Calendar) -> bool:
    return rhythm.period is Period.CONTINUOUS or bool(lay_out(rhythm, (first, last), calendar).occurrences)


def _of_owner(task: Given) -> Iterator[Fault]:
    owner = task.owner
    if owner is None:
        yield Fault("owner_missing", "owner", "Việc chưa có người thực hiện. Hãy chọn người, chức danh hoặc nhóm.")
        return
    if isinstance(owner, Group) and not owner.members:
        yield Fault("group_empty", "owner", f"Nhóm “{owner.name}” chưa có ai. Hãy thêm thành viên trước khi giao việc.")
        return
    day = task.due if isinstance(task.due, date) else task.start
    if isinstance(owner, Group):
        gone = [person for person in dict.fromkeys(owner.members) if not person.here_on(day)]
        if gone:
            yield _gone(f"Trong nhóm “{owner.name}”: ", gone, day)
    elif isinstance(owner, Person):
        if not owner.here_on(day):
            yield _gone("", [owner], day)
    elif owner.over is not None:
        yield Fault("position_over", "owner", f"{over_words(owner)} Hãy chọn người nhận.")
    elif not owner.holders(day):
        message = f"Ngày {_day(day)} chưa có ai giữ chức danh “{owner.name}”. Hãy bổ sung người hoặc chọn người khác."
        yield Fault("position_vacant", "owner", message)


def over_words(owner: Position) -> str:
    """Why nobody answers for the work of a position: since when it is over, and among whom the work was divided."""
    assert owner.over is not None
    divided = f", việc chia cho {', '.join(owner.among)}" if owner.among else ", chưa có nơi kế tiếp"
    return f"Chức danh “{owner.name}” đã kết thúc từ ngày {_day(owner.over)}{divided}."


def _gone(where: str, people: list[Person], day: date) -> Fault:
    names = ", ".join(_with_span(person, day) for person in people)
    return Fault(
        "person_left", "owner", f"{where}{names} không làm việc tại đơn vị vào ngày {_day(day)}. Hãy chọn người khác."
    )


def _with_span(person: Person, day: date) -> str:
    if person.until is not None and person.until < day:
        return f"{person.name} (nghỉ sau ngày {_day(person.until)})"
    return f"{person.name} (đến từ ngày {_day(person.since)})" if person.since else person.name


def _day(day: date) -> str:
    return f"{day:%d/%m/%Y}"
