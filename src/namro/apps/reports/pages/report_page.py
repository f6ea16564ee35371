"""A report's page as finished text: its way, its sections with who owes them, its figures with where they come from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from namro.apps.people.models import User
from namro.apps.reports.gathering import Content, changed_in, edition_of, lacking_of, table_faults
from namro.apps.reports.models import Contribution, Report
from namro.apps.reports.pages.chips import due_chip, given_chip, state_chip
from namro.apps.reports.permissions import can_contribute, owns, roles_of
from namro.apps.reports.queries import share_of_section
from namro.apps.reports.writing import annexes_of
from namro.core.improvement.owners import Owner
from namro.core.reporting.carrying import carried
from namro.core.reporting.days import Days
from namro.core.reporting.outline import Figure, Outline, Place, Section, Source
from namro.core.reporting.paper import Grid
from namro.core.reporting.periods import period_of
from namro.core.reporting.reading import shipped_types
from namro.core.reporting.states import CONTRIBUTION, REPORT, State
from namro.core.reporting.values import Value, sentences_of
from namro.ui.chips import Chip
from namro.ui.formats import day, moment


@dataclass(frozen=True, slots=True)
class FigureLine:
    """A figure: `behind` leads to what it was counted from."""

    name: str
    words: str
    unit: str
    origin: str
    behind: str
    missing: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionLine:
    """A section as the page shows it."""

    id: str
    title: str
    who: str
    chip: Chip | None
    missing: str
    paragraphs: tuple[str, ...]
    words: tuple[str, ...]
    figures: tuple[FigureLine, ...]
    lists: tuple[Grid, ...]
    url: str
    writes: bool
    mine: bool
    said: str
    old: str
    empty: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportPage:
    """The page. `acts`: buttons as (act, words, needs words); `lacking`: sections owed; `history` newest first."""

    code: str
    title: str
    period: str
    unit: str
    to: str
    state: Chip
    due_chip: Chip
    facts: tuple[tuple[str, str], ...]
    parts: tuple[tuple[str, tuple[SectionLine, ...]], ...]
    annexes: tuple[Grid, ...]
    acts: tuple[tuple[str, str, str], ...]
    version: int
    changed: tuple[tuple[str, str, str], ...]
    faults: tuple[str, ...]
    given: int
    owed: int
    late: tuple[str, ...]
    lacking: tuple[str, ...]
    history: tuple[tuple[str, str, str, str], ...]
    reason: str
    closed: str
    coordinates: bool
    sends: bool
    today: str


def report_page(
    report: Report,
    rows: Iterable[Contribution],
    content: Content,
    *,
    user: User,
    owners: Mapping[int, Owner],
    unit: str,
) -> ReportPage:
    """Return the context of the page."""
    today = user.standing.day
    outline = edition_of(report).outline
    by_section = {row.section: row for row in rows}
    lines = {
        section.id: _section(
            outline, section, by_section.get(section.id), content, user=user, owners=owners, report=report
        )
        for section in outline.sections
    }
    shares = [share_of_section(row, owners.get(row.pk), today) for row in by_section.values()]
    roles = roles_of(user, report)
    return ReportPage(
        code=report.code,
        title=shipped_types()[report.type_id].name,
        period=period_of(report.period).words,
        unit=unit,
        to=report.to,
        state=state_chip(report),
        due_chip=due_chip(_days(report), report, today=today),
        facts=tuple(_facts(report)),
        parts=tuple((part.title, tuple(lines[one.id] for one in part.sections)) for part in outline.parts),
        annexes=tuple(grid for grid in annexes_of(outline, content) if grid.rows),
        acts=tuple(
            (act, _(REPORT.by_name[act].words), _(REPORT.by_name[act].says) if REPORT.by_name[act].says else "")
            for act in REPORT.acts_open(State(report.state), roles)
            if act != "send"
        ),
        version=report.version,
        changed=tuple(
            (one.figure.name, one.then.words(one.figure) or "–", one.now.words(one.figure))
            for one in changed_in(report, today=today)
        ),
        faults=tuple(table_faults(report, content)),
        given=sum(share.done >= share.owed for share in shares),
        owed=len(shares),
        late=tuple(dict.fromkeys(person.name for share in shares for person in share.missing)),
        lacking=lacking_of(report, by_section.values(), owners, today),
        history=tuple(_history(report, outline)),
        reason=report.reason,
        closed=moment(report.closed_at) if report.closed_at else "",
        coordinates="coordinator" in roles,
        sends="send" in REPORT.acts_open(State(report.state), roles),
        today=day(today),
    )


def _days(report: Report) -> Days:
    window = (report.window_from, report.window_last)
    return Days(window=window, named=report.named, due=report.due, internal=report.internal)


def _facts(report: Report) -> Iterator[tuple[str, str]]:
    yield _("Số liệu"), f"{day(report.window_from)} – {day(report.window_last)}"
    if report.internal:
        yield _("Hạn góp nội dung"), day(report.internal)
    if report.due:
        named = report.named and report.named != report.due
        printed = (
            _(" (ngày ghi trong quy định: %(day)s)") % {"day": day(report.named)} if named and report.named else ""
        )
        yield _("Hạn gửi"), day(report.due) + printed
    yield _("Nơi nhận"), report.to
    if report.sent_on:
        number = _(", số %(number)s") % {"number": report.sent_number} if report.sent_number else ""
        yield _("Đã gửi"), day(report.sent_on) + number
    if report.received_on:
        number = _(", số đến %(number)s") % {"number": report.received_number} if report.received_number else ""
        yield _("Cấp trên nhận"), day(report.received_on) + number


def _section(
    outline: Outline, section: Section, row: Contribution | None, content: Content, *, user: User,
    owners: Mapping[int, Owner], report: Report,
) -> SectionLine:  # fmt: skip
    today = user.standing.day
    figures = {figure.id: figure for figure in outline.figures}
    owner = owners.get(row.pk) if row else None
    share = share_of_section(row, owner, today) if row else None
    words = content.texts.get(section.id, "")
    kept = carried(row.carried, row.text) if row else None
    writing = State(report.state) == State.WRITING
    return SectionLine(
        id=section.id,
        title=section.title,
        who=owner.name if owner else _("đầu mối") if section.lead else "",
        chip=given_chip(row.state, share) if row and share else None,
        missing=", ".join(person.name for person in share.missing) if share and share.owed > 1 else "",
        paragraphs=tuple(sentences_of(section.says, figures, content.values)),
        words=tuple(line for line in words.splitlines() if line.strip()),
        figures=tuple(
            _figure(report, one, content.values.get(one.id, Value())) for one in outline.figures_of(section.id)
        ),
        lists=tuple(
            Grid(title=one.title, columns=grid.columns, rows=grid.rows)
            for one in outline.lists
            if one.id in section.lists
            and one.place != Place.ANNEX
            and (grid := content.grids.get(one.id)) is not None
            and grid.rows
        ),
        url=reverse("reports:section", args=[report.code, section.id]),
        writes=row is not None and can_contribute(user, row, owner),
        mine=writing and owns(user, owner),
        said=row.said if row else "",
        old=_("%(kept)d/%(n)d câu giữ nguyên từ kỳ trước") % {"kept": kept.kept, "n": kept.sentences}
        if kept and kept.kept and writing
        else "",
        empty=row is not None and not words.strip(),
    )


def _figure(report: Report, figure: Figure, value: Value) -> FigureLine:
    counted = figure.source != Source.ENTRY and value.known
    return FigureLine(
        name=figure.name,
        words=value.words(figure) or "–",
        unit="" if figure.share else figure.unit,
        origin=value.origin,
        behind=value.url or (reverse("reports:behind", args=[report.code, figure.id]) if counted else ""),
        missing=not value.known,
    )


def _history(report: Report, outline: Outline) -> Iterator[tuple[str, str, str, str]]:
    words = {
        "start": _("Bắt đầu báo cáo"),
        "write": _("Viết"),
        "name": _("Phân công"),
        "head": _("Sửa phần đầu"),
        **{act.name: _(act.words) for act in CONTRIBUTION.acts},
        **{act.name: _(act.words) for act in REPORT.acts},
    }
    for event in report.events.select_related("by").order_by("-id")[:40]:
        section = outline.section(event.section)
        where = section.title if section else ""
        said = "" if event.act == "name" else event.said
        yield words.get(event.act, event.act), where, f"{event.by.full_name} · {moment(event.at)}", said
