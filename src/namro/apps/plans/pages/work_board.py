"""The leader's board: what is late and who has it, what is due, what waits for a decision, what points depend on it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from namro.apps.plans.board import SHOWN, Board
from namro.apps.plans.models import Occurrence
from namro.apps.plans.pages.target_list import FallenRow, fallen_row
from namro.apps.plans.pages.work_rows import Seen, WorkRow, work_row
from namro.apps.plans.pages.work_words import capital, weekday
from namro.apps.plans.pages.work_zalo import Absolute, told_in_chat
from namro.apps.plans.queries import notes
from namro.apps.plans.tallies import LATE, OVER, SOON, STUCK, UNPROVEN, WAITING, Tally
from namro.core.improvement.owners import Owner, Share
from namro.ui.formats import day, initials, points

#: Rows of a column before the others are folded away.
_FIRST = 6
#: Lines of the tables by person and by field.
_LINES = 15


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A list of the board: the first rows, those folded away, and how many more there are than are shown."""

    key: str
    title: str
    icon: str
    css: str
    count: int
    rows: tuple[WorkRow, ...]
    folded: tuple[WorkRow, ...]
    more: int
    none: str
    chat: str


@dataclass(frozen=True, slots=True)
class Line:
    """Counts of a person or a field."""

    name: str
    letters: str
    late: int
    soon: int
    waiting: int
    open: int


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardPage:
    """The whole page. `share` is how much is done, in whole percent."""

    title: str
    units: str
    day: str
    left: tuple[Column, ...]
    right: tuple[Column, ...]
    people: tuple[Line, ...]
    more_people: int
    fields: tuple[Line, ...]
    done: int
    extended: int
    total: int
    share: int
    sure: str
    possible: str
    points_share: int
    reviews: int
    longest: int
    fallen: tuple[FallenRow, ...]
    folded_fallen: tuple[FallenRow, ...]
    fallen_total: int
    more_fallen: int


def board_page(board: Board, *, units: str, absolute: Absolute) -> BoardPage:
    """Return the context of the page."""
    rows = {pk: _row(board, row) for pk, row in board.rows.items()}
    people = [_line(name, tally, person=bool(key)) for (name, key), tally in board.people.items()]
    possible = board.sure + board.possible
    # Work that nobody answers for is rare: it stands first, and only when there is some.
    right = (*((OVER,) if board.columns[OVER] else ()), STUCK, WAITING)
    return BoardPage(
        title=board_title(board),
        units=units,
        day=f"{capital(weekday(board.today))}, {day(board.today)}",
        left=tuple(column(board, key, rows, units=units, absolute=absolute) for key in (LATE, SOON, UNPROVEN)),
        right=tuple(column(board, key, rows, units=units, absolute=absolute) for key in right),
        people=tuple(people[:_LINES]),
        more_people=max(0, len(people) - _LINES),
        fields=tuple(_line(name, tally, person=False) for name, tally in board.fields.items())[:_LINES],
        done=board.done,
        extended=board.extended,
        total=board.total,
        share=100 * board.done // board.total if board.total else 0,
        sure=points(board.sure),
        possible=points(possible),
        points_share=int(100 * board.sure / possible) if possible else 0,
        reviews=len(board.review_days),
        longest=board.review_days[0] if board.review_days else 0,
        fallen=tuple(fallen_row(row, row.plan) for row in board.fallen[:_FIRST]),
        folded_fallen=tuple(fallen_row(row, row.plan) for row in board.fallen[_FIRST:]),
        fallen_total=board.fallen_total,
        more_fallen=board.fallen_total - len(board.fallen),
    )


def board_title(board: Board) -> str:
    """The finding: what is late, else what is due, else that nothing presses."""
    late, soon = len(board.columns[LATE]), len(board.columns[SOON])
    if late:
        return ", ".join([_("%(late)d việc trễ hạn") % {"late": late}, *_behind(board)])
    if soon:
        return _("Không có việc trễ, %(soon)d việc đến hạn trong 7 ngày") % {"soon": soon}
    return _("Không có việc trễ")


def _behind(board: Board) -> list[str]:
    """Who has to do what is late, as in the table by person: people, and groups or positions without a name."""
    keys = [(name, key) for (name, key), tally in board.people.items() if tally.late]
    people, others = sum(key != 0 for _name, key in keys), sum(bool(name) and not key for name, key in keys)
    said = [_("%(n)d người chưa nộp") % {"n": people}] if people else []
    return [*said, _("%(n)d nhóm hoặc chức danh chưa nộp") % {"n": others}] if others else said


def column(board: Board, key: str, lines: Mapping[int, WorkRow], *, units: str, absolute: Absolute) -> Column:
    """Return one list of the board; `lines` are the rows, some of which stand in several lists."""
    title, icon, css, none = {
        LATE: (_("Trễ hạn"), "alert-triangle", "bad", _("Không có việc nào trễ.")),
        SOON: (_("Đến hạn trong 7 ngày"), "clock", "warn", _("Không có việc nào đến hạn trong 7 ngày.")),
        UNPROVEN: (_("Chưa có minh chứng"), "file-off", "bad", _("Việc đã nộp, đã xong, sắp đến hạn đã đủ.")),
        STUCK: (_("Vướng mắc, xin quyết định, xin gia hạn"), "help-hexagon", "warn", _("Không ai xin quyết định.")),
        WAITING: (_("Chờ duyệt"), "hourglass", "", _("Không có việc nào chờ duyệt.")),
        OVER: (_("Chưa có người nhận"), "user", "bad", _("Việc nào cũng có người nhận.")),
    }[key]
    keys = board.columns[key]
    shown = [board.rows[pk] for pk in keys[:SHOWN] if pk in board.rows]
    rows = tuple(lines[row.pk] for row in shown)
    named = ", ".join(filter(None, (title, units)))
    return Column(
        key=key,
        title=title,
        icon=icon,
        css=css,
        count=len(keys),
        rows=rows[:_FIRST],
        folded=rows[_FIRST:],
        more=len(keys) - len(shown),
        none=none,
        chat=told_in_chat(named, _reminders(board, shown), today=board.today, absolute=absolute),
    )


def _reminders(board: Board, rows: Iterable[Occurrence]) -> list[tuple[Occurrence, Owner | None, Share | None]]:
    return [(row, board.owners.get(row.task_id), board.shares.get(row.pk)) for row in rows]


def _row(board: Board, row: Occurrence) -> WorkRow:
    seen = Seen(
        today=board.today,
        owner=board.owners.get(row.task_id),
        share=board.shares.get(row.pk),
        proofs=notes(row)["proof_total"],
        told=board.questions.get(row.pk, ""),
    )
    return work_row(row, row, seen)


def _line(name: str, tally: Tally, *, person: bool) -> Line:
    shown = name or _("Chưa có người chủ trì")
    return Line(shown, initials(shown) if person else "", tally.late, tally.soon, tally.waiting, tally.open)
