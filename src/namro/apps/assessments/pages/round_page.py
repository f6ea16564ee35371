"""A round as its organiser and its units see it: dates, how far the units are, what was changed and why."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from namro.apps.assessments.models import Round, Window
from namro.apps.assessments.pages.sheet_head import Deadline, chip_of_state, deadline_of
from namro.apps.assessments.queries.progress import Member
from namro.core.assessment.stages import HANDED_IN, STAGE_WORDS, Stage, State
from namro.core.base.folding import fold
from namro.ui.chips import Chip
from namro.ui.formats import NOTHING, moment, points

PER_PAGE = 40
_LONGEST_SEARCH = 80


@dataclass(frozen=True, slots=True)
class StageLine:
    """A stage with its dates and how it stands to now."""

    words: str
    opens: str
    closes: str
    said: str
    now: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitRow:
    """A unit's row. `total` and `sheet` are empty where the sheet is not to be read."""

    name: str
    pool: str
    chip: Chip
    share: str
    filled: int
    total: str
    band: str
    deadline: Deadline | None
    late: str
    extended: bool
    sheet: str
    url: str


@dataclass(frozen=True, slots=True)
class Tab:
    """A filter with its count."""

    name: str
    words: str
    count: int
    chosen: bool


@dataclass(frozen=True, slots=True)
class UnitList:
    """The rows that are asked for, and how to ask for others."""

    rows: tuple[UnitRow, ...]
    page: Page[Member]
    tabs: tuple[Tab, ...]
    chosen: str
    search: str
    query: str


def stage_lines(windows: Mapping[Stage, Window], now: datetime) -> tuple[StageLine, ...]:
    """Return the stages in their order."""
    return tuple(_stage(stage, row, now) for stage, row in windows.items())


def _stage(stage: Stage, row: Window, now: datetime) -> StageLine:
    running = row.opens_at <= now <= row.closes_at
    if now > row.closes_at:
        said = _("đã qua")
    else:
        days = _days(row.closes_at if running else row.opens_at, now)
        if running:
            said = _("đang diễn ra, còn %(n)d ngày") % {"n": days} if days else _("hôm nay hết hạn")
        else:
            said = _("còn %(n)d ngày nữa bắt đầu") % {"n": days} if days else _("hôm nay bắt đầu")
    return StageLine(_(STAGE_WORDS[stage]), moment(row.opens_at), moment(row.closes_at), said, running)


def _days(until: datetime, now: datetime) -> int:
    return (timezone.localtime(until).date() - timezone.localtime(now).date()).days


def filters(now: datetime) -> dict[str, tuple[str, Callable[[Member], bool]]]:
    """Return the filters by name, with words and what they keep."""
    return {
        "": (_("Tất cả"), lambda _one: True),
        "chua-nop": (_("Chưa nộp"), lambda one: State(one.sheet.state) not in HANDED_IN),
        "da-nop": (_("Đã nộp"), lambda one: State(one.sheet.state) in HANDED_IN),
        "tre": (_("Trễ"), lambda one: is_late(one, now)),
        "gia-han": (_("Có gia hạn"), lambda one: one.extended),
    }


def is_late(one: Member, now: datetime) -> bool:
    """Whether a unit handed in late, or has not although its time is over."""
    if State(one.sheet.state) in HANDED_IN:
        return bool(one.sheet.days_late)
    return one.due is not None and now > one.due


def unit_list(
    members: Sequence[Member], made: Round, now: datetime, *, asked: Mapping[str, str], runs: bool, everything: bool
) -> UnitList:
    """Return the rows of one page, or all of them for paper and files; `asked` are `loc`, `tim`, `trang`."""
    known = filters(now)
    chosen = asked.get("loc", "")
    chosen = chosen if chosen in known else ""
    search = asked.get("tim", "").strip()[:_LONGEST_SEARCH]
    found = [one for one in members if fold(search) in fold(one.name)]
    tabs = tuple(
        Tab(name, words, sum(1 for one in found if keeps(one)), name == chosen)
        for name, (words, keeps) in known.items()
    )
    kept = [one for one in found if known[chosen][1](one)]
    page = Paginator(kept, max(1, len(kept)) if everything else PER_PAGE).get_page(asked.get("trang"))
    rows = tuple(_row(one, made, now, runs=runs) for one in page.object_list)
    said = {name: value for name, value in (("loc", chosen), ("tim", search)) if value}
    return UnitList(rows, page, tabs, chosen, search, urlencode(said))


def _row(one: Member, made: Round, now: datetime, *, runs: bool) -> UnitRow:
    sheet, seen = one.sheet, one.open_to_me
    late = sheet.days_late
    said = ""
    if State(sheet.state) in HANDED_IN:
        said = _("nộp trễ %(n)d ngày") % {"n": late} if late else _("nộp đúng hạn")
    code = sheet.unit.code
    return UnitRow(
        name=one.name,
        pool=sheet.pool.name if sheet.pool else "",
        chip=chip_of_state(sheet),
        share=NOTHING if one.share is None else f"{one.share} %",
        filled=one.share or 0,
        total=points(sheet.total) if seen else "",
        band=sheet.band if seen else "",
        deadline=deadline_of(sheet, one.due, now),
        late=said,
        extended=one.extended,
        sheet=reverse("assessments:sheet", args=[sheet.year, code]) if seen else "",
        url=reverse("assessments:round_unit", args=[made.code, code]) if runs else "",
    )


@dataclass(frozen=True, slots=True)
class Happened:
    """One thing that was done with a round or a unit in it."""

    at: str
    words: str
    person: str
    reason: str


def happened(rows: Iterable[tuple[datetime, str, str, str]]) -> tuple[Happened, ...]:
    """Return what was done, newest first, as text."""
    ordered = sorted(rows, key=lambda row: row[0], reverse=True)
    return tuple(Happened(moment(at), words, person, reason) for at, words, person, reason in ordered)
