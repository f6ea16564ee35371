"""One person's sheet: the figures, the rows behind the chosen one, corrections, what happened to the sheet."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.paginator import Page, Paginator
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from namro.apps.people.models import User
from namro.apps.plans.habits import habits_of
from namro.apps.yearly.models import Correction, PersonSheet, SheetEvent
from namro.apps.yearly.pages.words import GROUPS, ORDER, figure_words, posts_words, sheet_chip, value_words
from namro.apps.yearly.permissions import roles_on
from namro.apps.yearly.reading import Reading
from namro.core.improvement.yearly_figures import Figure, Row, of_figure
from namro.core.improvement.yearly_states import TABLE, State, first_day_to_close
from namro.core.timetable import national_calendar
from namro.ui.chips import Chip
from namro.ui.formats import day, moment

#: Rows of a figure on one page.
MANY = 25


@dataclass(frozen=True, slots=True)
class Tile:
    """A figure with the address of its rows."""

    key: str
    words: str
    value: str
    known: bool
    query: str
    current: bool
    bad: bool


@dataclass(frozen=True, slots=True)
class Line:
    """A row behind a figure; `correct` is the address at which it can be objected to, "" where it cannot."""

    text: str
    path: str
    on: str
    detail: str
    said: str
    correct: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Objection:
    """A correction that was asked for, with what became of it."""

    seq: int
    text: str
    wanted: str
    said: str
    proof: str
    proof_name: str
    chip: Chip
    answer: str
    decided: str
    decides: bool
    withdraws: bool


@dataclass(frozen=True, slots=True)
class Past:
    """A line of the history."""

    word: str
    who: str
    at: str
    said: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetPage:
    """Everything the page shows. `code` is "" where no sheet was drafted: only the numbers of today."""

    code: str
    year: int
    version: int
    own: bool
    name: str
    posts: str
    unit: str
    chip: Chip
    next: str
    groups: tuple[tuple[str, tuple[Tile, ...]], ...]
    chosen: str
    lines: tuple[Line, ...]
    page: Page[Row] | None
    query: str
    acts: frozenset[str]
    differs: tuple[str, ...]
    closed: str
    objections: tuple[Objection, ...]
    history: tuple[Past, ...]
    error: str = ""
    typed: str = ""


def sheet_page(
    found: Reading,
    user: User,
    *,
    unit: str,
    year: int,
    wanted: str,
    number: str | None,
    error: str = "",
    typed: str = "",
) -> SheetPage:
    """Return the context; `wanted` is the figure whose rows are shown, `number` their page."""
    sheet = found.sheet
    roles = roles_on(user, sheet) if sheet else frozenset()
    acts = frozenset(TABLE.acts_open(State(sheet.state), roles)) if sheet else frozenset()
    figure = _chosen(found, wanted)
    pager = Paginator(of_figure(found.rows, figure), MANY).get_page(number) if figure else None
    return SheetPage(
        code=sheet.code if sheet else "",
        year=year,
        version=sheet.version if sheet else 0,
        own=found.stay.user == user.pk,
        name=found.stay.name,
        posts=posts_words(found.stay),
        unit=unit,
        chip=sheet_chip(sheet),
        next=_next(sheet, acts, waiting=found.waiting),
        groups=tuple((_(title), tuple(_tile(found, one, figure) for one in ones)) for title, ones in GROUPS),
        chosen=figure_words(figure) if figure else "",
        lines=tuple(_line(row, sheet, open_="ask" in acts) for row in pager) if pager is not None else (),
        page=pager,
        query=urlencode({"muc": figure}) if figure else "",
        acts=acts,
        differs=tuple(
            f"{figure_words(one.figure)}: {value_words(one.was)} → {value_words(one.now)}" for one in found.differs
        ),
        closed=_closed(found),
        objections=tuple(_objection(one, sheet, acts) for one in found.corrections if sheet),
        history=_history(sheet),
        error=error,
        typed=typed,
    )


def _chosen(found: Reading, wanted: str) -> Figure | None:
    """The figure asked for, else the first one of those that matter most that has rows."""
    if wanted in ORDER:
        return Figure(wanted)
    first = (Figure.LATE, *ORDER)
    return next((one for one in first if found.figures.get(one)), None)


def _tile(found: Reading, figure: Figure, chosen: Figure | None) -> Tile:
    value = found.figures.get(figure)
    return Tile(
        key=figure.value,
        words=figure_words(figure),
        value=value_words(value),
        known=value is not None,
        query=urlencode({"muc": figure.value}),
        current=figure == chosen,
        bad=bool(value) and figure in (Figure.LATE, Figure.ASKED_LATE),
    )


def _line(row: Row, sheet: PersonSheet | None, *, open_: bool) -> Line:
    where = reverse("yearly:correct", args=[sheet.year, sheet.code]) if sheet and open_ else ""
    return Line(
        text=row.text,
        path=row.path,
        on=day(row.on) if row.on else "",
        detail=row.detail,
        said=row.said,
        correct=f"{where}?{urlencode({'dong': row.ref})}" if where else "",
    )


def _next(sheet: PersonSheet | None, acts: frozenset[str], *, waiting: int) -> str:
    """Return what is to be done next, and by whom."""
    if sheet is None:
        return _("Đây là số liệu tính đến hôm nay. Cuối năm đầu mối lập phiếu và gửi bạn xem trước.")
    match State(sheet.state):
        case State.DRAFTED:
            return _("Lãnh đạo, đầu mối chưa xem được phiếu này. Phiếu mở cho họ khi đã gửi bạn xem.")
        case State.SHOWN | State.SETTLED:
            told = _("Chưa đúng thì đề nghị sửa ở từng dòng, kèm minh chứng.") if "ask" in acts else ""
            return " ".join(filter(None, (_when_to_close(sheet), told)))
        case State.DISPUTED:
            return _("%(n)d đề nghị sửa chờ lãnh đạo hoặc đầu mối quyết định; quyết định xong mới chốt được.") % {
                "n": waiting
            }
        case State.CLOSED:
            return _("Số liệu giữ như lúc chốt; thay đổi về sau hiện ở dưới, không đổi phiếu.")


def _when_to_close(sheet: PersonSheet) -> str:
    if sheet.confirmed:
        return _("Người được đánh giá đã xác nhận đúng; chốt được ngay.")
    assert sheet.shown_on is not None  # a constraint of the table
    days = habits_of(sheet.unit_id, sheet.shown_on).look_days
    first = first_day_to_close(sheet.shown_on, days, national_calendar())
    return _("Xem trong %(n)d ngày làm việc từ %(shown)s; chốt được từ %(first)s.") % {
        "n": days,
        "shown": day(sheet.shown_on),
        "first": day(first),
    }


def _closed(found: Reading) -> str:
    if found.closed is None:
        return ""
    told = _("%(person)s chốt lần %(n)d lúc %(at)s")
    return told % {
        "person": found.closed.closed_by.full_name,
        "n": found.closed.number,
        "at": moment(found.closed.closed_at),
    }


_OUTCOMES = {
    Correction.Outcome.WAITING: ("clock", "warn"),
    Correction.Outcome.ACCEPTED: ("circle-check", "good"),
    Correction.Outcome.REFUSED: ("arrow-back-up", "bad"),
    Correction.Outcome.WITHDRAWN: ("progress", "line"),
}


def _objection(one: Correction, sheet: PersonSheet, acts: frozenset[str]) -> Objection:
    waiting = one.outcome == Correction.Outcome.WAITING
    icon, css = _OUTCOMES[Correction.Outcome(one.outcome)]
    decided = f"{one.decided_by.full_name}, {moment(one.decided_at)}" if one.decided_by and one.decided_at else ""
    file = reverse("yearly:proof", args=[sheet.year, sheet.code, one.seq]) if one.sha256 else ""
    return Objection(
        seq=one.seq,
        text=one.text,
        wanted=wanted_words(one),
        said=one.said,
        proof=file or one.link,
        proof_name=one.file_name or one.link,
        chip=Chip(icon, css, one.get_outcome_display()),
        answer=one.answer,
        decided=decided,
        decides=waiting and "accept" in acts,
        withdraws=waiting and "withdraw" in acts,
    )


def wanted_words(one: Correction) -> str:
    """What a correction asks for: added, moved to another figure, left out."""
    if not one.figure:
        return _("bỏ khỏi phiếu")
    told = _("thêm vào “%(figure)s”") if one.missing else _("chuyển sang “%(figure)s”")
    return told % {"figure": figure_words(Figure(one.figure))}


def _history(sheet: PersonSheet | None) -> tuple[Past, ...]:
    if sheet is None:
        return ()
    events = SheetEvent.objects.filter(sheet=sheet).select_related("by").order_by("-version")
    return tuple(
        Past(
            _(TABLE.by_name[one.act].words),
            ", ".join(filter(None, (one.by.full_name, one.as_who))),
            moment(one.at),
            one.said,
        )
        for one in events
    )
