"""Each recognised item as one row: number, place, text, figure. Groups are in the order of a printed plan."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as _mark

from namro.apps.exchange.pages.places import Places, Spot, place_words
from namro.apps.exchange.pages.source import TONE_CLASS, Span, Tone
from namro.core.printed import Criterion, Deduction, Finding, IndexResult, LegalBasis, Place, Reading, Target, Task
from namro.ui.formats import NOTHING, lost, number, points, printed_day

#: Below this the reader itself is not sure of an item.
SURE = 0.7


@dataclass(frozen=True, slots=True, kw_only=True)
class Clear:
    """One of the five bars of a task."""

    word: str
    missing: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One item. `number` is 0 for what has no place in the text (no link then); `figure` stands at the right."""

    number: int = 0
    anchor: str = ""
    spot: Spot | None = None
    place: str = ""
    at: Place | None = None
    code: str = ""
    text: str = ""
    details: tuple[str, ...] = ()
    figure: str = ""
    remark: str = ""
    five: tuple[Clear, ...] = ()
    five_words: str = ""
    sure: bool = True
    css: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """Items of one kind."""

    anchor: str
    word: str
    rows: tuple[Row, ...]


def groups(reading: Reading, places: Places) -> tuple[Group, ...]:
    """Return all items by kind, empty kinds left out, numbered by their place in the text."""
    found = [(anchor, word, list(make(reading))) for anchor, word, make in _KINDS]
    everything = [row for _anchor, _word, rows in found for row in rows]
    located = [(spot, row) for row in everything if (spot := places.spot(row.at))]
    located.sort(key=lambda pair: (pair[0].index, pair[1].at.start if pair[1].at else 0))
    numbers = {id(row): (count, spot) for count, (spot, row) in enumerate(located, start=1)}
    return tuple(
        Group(anchor, _(word), tuple(_placed(row, *numbers.get(id(row), (0, None))) for row in rows))
        for anchor, word, rows in found
        if rows
    )


def toned(group: Group, tones: dict[int, Tone]) -> Group:
    """Return the group with the items that something was found about marked."""
    return replace(group, rows=tuple(replace(row, css=TONE_CLASS[tone_of(row, tones)]) for row in group.rows))


def tone_of(row: Row, tones: dict[int, Tone]) -> Tone:
    """How the row is shown: the worst of what was found about it and the reader's own doubt."""
    return max(tones.get(row.number, Tone.KNOWN), Tone.KNOWN if row.sure else Tone.DOUBT)


def spans(rows: list[Row], tones: dict[int, Tone]) -> dict[int, list[Span]]:
    """Return the marked characters by position of the passage."""
    marked: dict[int, list[Span]] = {}
    for row in rows:
        if row.spot and row.at:
            span = Span(row.at.start, row.at.end, row.number, tone_of(row, tones))
            marked.setdefault(row.spot.index, []).append(span)
    return marked


def _placed(row: Row, count: int, spot: Spot | None) -> Row:
    return replace(row, number=count, spot=spot, anchor=f"m{count}" if count else "", place=place_words(row.at))


def _header(reading: Reading) -> Iterator[Row]:
    head = reading.header
    entries = (
        (_("Tên văn bản"), head.title),
        (_("Cơ quan ban hành"), head.issuing_body),
        (_("Cơ quan cấp trên"), head.parent_body),
        (_("Số, ký hiệu"), head.doc_code),
        (_("Nơi, ngày"), ", ".join(filter(None, (head.place, printed_day(head.date))))),
        (_("Năm được đánh giá"), str(head.assessed_year or "")),
        (_("Năm của kế hoạch"), str(head.subject_year or "")),
        (_("Người ký"), ", ".join(filter(None, (head.signer.name, head.signer.role)))),
        (_("Nơi nhận"), "; ".join(head.recipients)),
    )
    for word, value in entries:
        if value:
            yield Row(code=word, text=value)


def _legal_basis(item: LegalBasis) -> Row:
    role = _("căn cứ") if item.role == "basis" else _("nhắc đến")
    details = tuple(filter(None, (item.issuer, printed_day(item.date), role)))
    return Row(at=item.at, text=item.code, details=(" · ".join(details),))


def _index_result(item: IndexResult) -> Row:
    rank = ""
    if item.rank:
        rank = _("hạng %(rank)s") % {"rank": f"{item.rank}/{item.rank_total}" if item.rank_total else item.rank}
    value = number(item.value) if item.value is not None else ""
    if value and item.max is not None:
        value = f"{value} / {number(item.max)}"
    details = tuple(filter(None, (item.subject, str(item.year or ""), item.grade)))
    return Row(at=item.at, text=item.index, details=(" · ".join(details),), figure=value or rank,
               remark=rank if value else "")


def _criterion(item: Criterion) -> Row:
    details = []
    if item.raw_id is not None and item.raw_id != item.id:
        printed = _("in trên văn bản là “%(id)s”") % {"id": item.raw_id} if item.raw_id else _("không in số thứ tự")
        details.append(printed)
    if item.second_value is not None:
        details.append(_("còn một giá trị khác: %(value)s") % {"value": points(item.second_value)})
    if item.note:
        details.append(item.note)
    return Row(
        at=item.at,
        code=item.id,
        text=item.name,
        details=tuple(details),
        figure=f"{points(item.achieved)} / {points(item.max)}",
        remark=lost(item.deducted) if item.deducted else "",
        sure=item.confidence >= SURE,
    )


def _deduction(item: Deduction) -> Row:
    details = []
    if item.status == "done":
        details.append(_("văn bản ghi đã khắc phục"))
    if item.implied:
        details.append(_("điểm trừ tính từ tối đa và đạt, không in"))
    return Row(
        at=item.at,
        code=item.id,
        text=item.reason or _("không ghi lý do"),
        details=tuple(details),
        figure=NOTHING if item.points is None else lost(item.points),
        sure=item.confidence >= SURE,
    )


def _finding(item: Finding) -> Row:
    return Row(at=item.at, code=item.section, text=item.text, sure=item.confidence >= SURE)


def _task(item: Task) -> Row:
    entries = (
        (_("sản phẩm"), item.deliverable),
        (_("chủ trì"), ", ".join(item.lead)),
        (_("phối hợp"), ", ".join(item.collaborators)),
        (_("hạn"), item.due_text or ", ".join(item.due)),
        (_("khắc phục"), ", ".join(item.remedies)),
    )
    five = (
        Clear(word=_("việc"), missing=not item.text),
        Clear(word=_("người"), missing=not (item.lead or item.collaborators)),
        Clear(word=_("trách nhiệm"), missing=not item.lead),
        Clear(word=_("thời gian"), missing=not item.due),
        Clear(word=_("kết quả"), missing=not (item.deliverable or item.remedies)),
    )
    unclear = ", ".join(bar.word for bar in five if bar.missing)
    return Row(
        at=item.at,
        code=item.section,
        text=item.text,
        details=tuple(f"{word}: {value}" for word, value in entries if value),
        five=five,
        five_words=_("Chưa rõ: %(what)s") % {"what": unclear} if unclear else _("Đủ năm rõ"),
        sure=item.confidence >= SURE,
    )


def _target(item: Target) -> Row:
    sign = {"=": "", "increase>=": _("tăng ≥ "), ">=": "≥ ", "<=": "≤ "}.get(item.op, f"{item.op} ")
    figure = f"{sign}{number(item.value)} {item.unit}"
    by = (_("hạn: %(by)s") % {"by": item.by},) if item.by else ()
    return Row(at=item.at, code=item.section, text=item.text, details=by, figure=figure,
               sure=item.confidence >= SURE)


def _each(field: str, make: Callable[[Any], Row]) -> Callable[[Reading], Iterator[Row]]:
    return lambda reading: (make(item) for item in getattr(reading, field))


_KINDS: tuple[tuple[str, str, Callable[[Reading], Iterator[Row]]], ...] = (
    ("tieu-chi", _mark("Tiêu chí"), _each("criteria", _criterion)),
    ("diem-tru", _mark("Điểm trừ"), _each("deductions", _deduction)),
    ("ton-tai", _mark("Tồn tại"), _each("findings", _finding)),
    ("viec", _mark("Việc"), _each("tasks", _task)),
    ("chi-tieu", _mark("Chỉ tiêu"), _each("targets", _target)),
    ("chi-so", _mark("Chỉ số"), _each("index_results", _index_result)),
    ("can-cu", _mark("Căn cứ"), _each("legal_bases", _legal_basis)),
    ("dau-van-ban", _mark("Đầu văn bản"), _header),
)
