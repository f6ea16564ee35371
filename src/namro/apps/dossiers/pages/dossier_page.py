"""One dossier: what happened and when, when each thing arrived, who had it, the papers, what each rule says."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as _mark

from namro.apps.dossiers.bridge import CARRIED, value_of
from namro.apps.dossiers.models import (
    Channel,
    Dossier,
    DossierLetter,
    DossierPaper,
    DossierStep,
    LateContest,
    OpenAnswer,
    Procedure,
)
from namro.apps.dossiers.pages.list_page import chips_of, lasting
from namro.core.base.clock import VIETNAM
from namro.core.service import dossiers as core
from namro.core.service.findings import Circumstances, Finding, Level
from namro.core.service.lateness import LATE_CLASS_WORDS, lateness
from namro.core.service.watching import watch
from namro.core.timetable import WorkingTime
from namro.ui.chips import Chip
from namro.ui.formats import NOTHING, day, moment, number

_STATUSES = {
    "submitted": _mark("Nộp hồ sơ"),
    "accepted": _mark("Tiếp nhận"),
    "supplement_requested": _mark("Yêu cầu bổ sung"),
    "supplement_done": _mark("Công dân đã bổ sung"),
    "paused": _mark("Tạm dừng"),
    "resumed": _mark("Tiếp tục giải quyết"),
    "processed": _mark("Có kết quả"),
    "returned": _mark("Trả kết quả"),
    "stopped": _mark("Dừng giải quyết"),
    "refused": _mark("Từ chối"),
    "withdrawn": _mark("Công dân rút hồ sơ"),
    "apologised": _mark("Xin lỗi, hẹn lại"),
}
_UNITS = {
    "hour": _mark("giờ làm việc"), "working_day": _mark("ngày làm việc"), "day": _mark("ngày"), "month": _mark("tháng"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Happening:
    """Something that happened; `after` is the limit that had passed by then."""

    words: str
    at: str
    late: bool


@dataclass(frozen=True, slots=True)
class StepLine:
    """A step with who had it and how long."""

    number: int
    holder: str
    name: str
    officer: str
    began: str
    due: str
    ended: str
    late: str


@dataclass(frozen=True, slots=True)
class RuleLine:
    """What a rule says, how grave it is, on which article it rests."""

    chip: Chip
    words: str
    basis: str


@dataclass(frozen=True, slots=True)
class DossierPage:
    """All of it."""

    title: str
    code: str
    chips: tuple[Chip, ...]
    facts: tuple[tuple[str, str], ...]
    events: tuple[Happening, ...]
    steps: tuple[StepLine, ...]
    papers: tuple[tuple[str, str], ...]
    answers: tuple[tuple[str, str, str], ...]
    findings: tuple[RuleLine, ...]
    lateness: str
    known: core.Dossier


@dataclass(frozen=True, slots=True)
class Behind:
    """What belongs to a dossier: steps, papers, answers, its procedure, letters, contests, the newest first."""

    steps: tuple[DossierStep, ...]
    papers: tuple[DossierPaper, ...]
    answers: tuple[OpenAnswer, ...]
    procedure: Procedure | None
    letters: tuple[DossierLetter, ...] = ()
    contests: tuple[LateContest, ...] = ()


def dossier_page(
    row: Dossier, behind: Behind, *, told: bool, names: dict[int, str], now: datetime, office: WorkingTime
) -> DossierPage:
    """Put the page together; officers are named where `told`."""
    steps = tuple(_step(one, names, told=told, now=now) for one in behind.steps)
    known = value_of(row, steps=behind.steps, papers=behind.papers, answers=behind.answers, names=names)
    late = lateness(known, now, office) if row.accepted_at else None
    return DossierPage(
        behind.procedure.name if behind.procedure else row.procedure,
        row.code,
        tuple(chips_of(row, now)),
        tuple(_facts(row, behind.procedure, names, told=told)),
        tuple(_events(row)),
        steps,
        tuple((paper.get_kind_display(), _paper(paper)) for paper in behind.papers),
        tuple((one.get_answer_display(), _proof(one), moment(one.at)) for one in behind.answers),
        tuple(_rule(one) for one in watch(known, now, Circumstances(office=office, carried=CARRIED))),
        f"{_(LATE_CLASS_WORDS[late.late_class]).capitalize()}: {late.words}" if late else "",
        known,
    )


_LEVELS = {
    Level.BREACH: ("alert-triangle", "bad", _mark("vi phạm")),
    Level.WARNING: ("alert-triangle", "warn", _mark("cảnh báo")),
    Level.SOON: ("hourglass", "warn", _mark("sắp đến hạn")),
    Level.MISSING: ("help-hexagon", "calm", _mark("thiếu dữ liệu")),
}


def _rule(one: Finding) -> RuleLine:
    icon, css, words = _LEVELS[one.level]
    return RuleLine(Chip(icon, css, f"{one.rule}: {_(words)}"), one.words, "; ".join((*one.articles, *one.why)))


def _facts(row: Dossier, procedure: Procedure | None, names: dict[int, str], *, told: bool) -> list[tuple[str, str]]:
    found = [(_("Thủ tục"), row.procedure), (_("Đơn vị giải quyết"), names.get(row.unit_id, ""))]
    for title, unit in ((_("Nơi tiếp nhận"), row.intake_unit_id), (_("Nơi trả kết quả"), row.return_unit_id)):
        if unit and unit != row.unit_id:
            found.append((title, names.get(unit, "")))
    if told and row.officer:
        found.append((_("Người xử lý"), row.officer))
    found += [
        (_("Kênh"), str(Channel(row.channel).label)),
        (_("Nộp"), _at(row.submitted_at)),
        (_("Tiếp nhận"), _at(row.accepted_at)),
        (_("Hẹn trả ban đầu"), _at(row.due_at)),
        (_("Hạn đang tính"), _limit(row)),
        (_("Xong"), _at(row.ended_at)),
        (_("Số liệu về đến đây"), _at(row.synced_at)),
    ]
    if row.max_time:
        found.append((_("Thời hạn"), term_words(row.max_time, row.time_unit)))
    found.append((_("Thành phần số hóa"), _yes(row.digitised_component)))
    result = _("có bản điện tử") if row.result_url else _("chưa có bản điện tử")
    found.append((_("Kết quả"), result if row.ended_at else NOTHING))
    if procedure and procedure.act:
        found.append((_("Quyết định công bố"), procedure.act))
    return found


def _limit(row: Dossier) -> str:
    if row.limit_at is None:
        return _("chưa biết: tệp không có hẹn trả, danh mục không có thời hạn")
    if row.due_at and row.limit_at != row.due_at:
        said = _("%(at)s, đã cộng thời gian chờ bổ sung hoặc đến hết giờ làm việc")
        return said % {"at": moment(row.limit_at)}
    return moment(row.limit_at)


def _events(row: Dossier) -> list[Happening]:
    found: list[tuple[str, int]] = json.loads(row.events)
    limit = int(row.limit_at.timestamp()) if row.limit_at else None
    return [
        Happening(
            _(_STATUSES[status]) if status in _STATUSES else status, moment(_of(at)), limit is not None and at > limit
        )
        for status, at in found
    ]


def _of(seconds: int) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)


def _step(one: DossierStep, names: dict[int, str], *, told: bool, now: datetime) -> StepLine:
    until = one.ended_at or now
    late = lasting(one.due_at, until) if one.due_at and until > one.due_at else ""
    return StepLine(
        one.number,
        names.get(one.unit_id or 0, one.holder),
        one.name,
        one.officer if told else "",
        _at(one.began_at),
        _at(one.due_at),
        _at(one.ended_at) if one.ended_at else _("đang ở đây"),
        late and _("trễ %(time)s") % {"time": late},
    )


def _paper(paper: DossierPaper) -> str:
    said = _("số %(number)s ngày %(day)s") % {"number": paper.number, "day": day(paper.day)}
    return said + (_(", hẹn lại %(day)s") % {"day": day(paper.new_due)} if paper.new_due else "")


def _proof(one: OpenAnswer) -> str:
    return f"{day(one.ended_at.astimezone(VIETNAM).date())}: {one.proof}" if one.ended_at else one.proof


def _at(value: datetime | None) -> str:
    return moment(value) if value else NOTHING


def _yes(value: bool | None) -> str:
    return NOTHING if value is None else _("có") if value else _("chưa")


def term_words(amount: float | None, unit: str) -> str:
    """Return a time limit: `3 ngày làm việc`; "" without one."""
    return f"{number(Decimal(str(amount)))} {_(_UNITS[unit])}" if amount and unit in _UNITS else ""
