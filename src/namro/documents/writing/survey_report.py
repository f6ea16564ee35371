"""The report of a survey of satisfaction in the layout of Decree 30/2020/NĐ-CP: sentences, charts, tables."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from namro.core.base.points import MINUS, format_points
from namro.core.survey.outcome import Choice, Figure, Outcome
from namro.documents.writing.content import Annex, Block, Bullets, Paper, Section
from namro.documents.writing.official import Official
from namro.documents.writing.parts import Bar, Chart, Column, TaskRow, TaskTable
from namro.documents.writing.rendering import paper_bytes
from namro.documents.writing.survey_workbook import workbook_bytes

NOTHING = "–"
_DAY = "%d/%m/%Y"
_WEAKEST = 5


def survey_report(found: Outcome, official: Official, kind: str, *, draft: bool = False) -> bytes:
    """Return the report as a file: docx, pdf or xlsx. Raises NamroError for another kind."""
    if kind == "xlsx":
        return workbook_bytes(found)
    return paper_bytes(replace(report_paper(found, official), draft=draft), f".{kind}")


def report_paper(found: Outcome, official: Official) -> Paper:
    """Return the report as typed content."""
    parts = [
        Section("Khảo sát được thực hiện như thế nào", tuple(_how(found))),
        Section("Kết quả", tuple(_results(found))),
        Section("Điều người dân chưa hài lòng nhất", tuple(_weak(found))),
    ]
    if found.choices:
        parts.append(Section("Mong đợi và câu hỏi lựa chọn", tuple(_choices(found.choices))))
    if found.domains:
        parts.append(Section("So sánh giữa các nhóm", tuple(_domains(found))))
    return Paper(
        official=official,
        summary=f"Kết quả {found.title[:1].lower()}{found.title[1:]}",
        body=(_opening(found), *parts),
        annexes=(Annex("Chỉ số từng câu hỏi", (_table(found, found.figures),), upright=True),),
    )


def percent(value: float | None, places: int = 2) -> str:
    """Write an estimate; a dash where there is none to show."""
    return NOTHING if value is None else format_points(Decimal(str(value)), places=places)


def _opening(found: Outcome) -> str:
    whole = found.overall
    if whole is None or whole.estimate is None:
        return f"Chưa đủ {found.min_n} phiếu hợp lệ nên chưa có chỉ số chung."
    said = f"Chỉ số hài lòng chung: {percent(whole.estimate)} % (± {percent(whole.margin)} điểm, độ tin cậy 95 %)"
    return f"{said}, từ {_count(found.valid)} phiếu hợp lệ."


def _how(found: Outcome) -> Iterator[Block]:
    since, until = (date.fromisoformat(one).strftime(_DAY) for one in (found.since, found.until))
    yield f"Cách đo: {found.method.words}."
    yield f"Thời gian thu phiếu: từ {since} đến {until}."
    received = f"Nhận {_count(found.received)} phiếu, tính {_count(found.valid)} phiếu"
    rates = found.rates
    if rates.response is not None:
        received = f"Phát {_count(found.issued)} mã. {received}; tỷ lệ trả lời {percent(rates.response, 1)} %"
    if rates.validity is not None:
        received = f"{received}; tỷ lệ phiếu hợp lệ {percent(rates.validity)} %"
    yield f"{received}."
    if found.weighted:
        yield f"Trọng số: {found.weighted}."
    if found.left_out:
        yield "Phiếu không tính, mỗi phiếu có lý do và người quyết định:"
        yield Bullets(tuple(f"{reason}: {_count(n)} phiếu" for reason, n in found.left_out))
    yield (
        f"Sai số tính theo thiết kế mẫu. Yếu tố, câu hỏi có ít hơn {found.min_n} trả lời chỉ ghi số trả lời. "
        "Sai số không gồm phần do người không trả lời khác người trả lời."
    )


def _results(found: Outcome) -> Iterator[Block]:
    parts = [one for one in found.figures if not one.item]
    yield chart_of(parts, found)
    yield _table(found, parts)
    if found.why_apart:
        yield f"Không so với đợt trước ({found.before.title if found.before else ''}). {found.why_apart}"
    elif found.before:
        changes = [(one, change) for one in parts if (change := found.change(one))]
        yield f"So với {found.before.title}:"
        yield Bullets(tuple(f"{one.name}: {_signed(change.difference)} điểm, {change.said}" for one, change in changes))
    aims = [(one, aim) for one in parts if (aim := found.against_goal(one))]
    if aims:
        yield "So với chỉ tiêu của kế hoạch:"
        yield Bullets(
            tuple(f"{one.name}: chỉ tiêu {percent(found.goals[one.code])} %, {aim.said}" for one, aim in aims)
        )


def _weak(found: Outcome) -> Iterator[Block]:
    words = dict(found.words)
    for one in found.weakest(_WEAKEST):
        blocks: list[Block] = [f"Chỉ số {percent(one.estimate)} % (± {percent(one.margin)}; {_count(one.n)} trả lời)."]
        if texts := words.pop(one.code, ()):
            blocks.append("Người dân nói (đã che thông tin cá nhân):")
            blocks.append(Bullets(tuple(f"“{text}”" for text in texts)))
        yield Section(one.name, tuple(blocks))
    if words:
        rest = tuple(f"“{text}”" for texts in words.values() for text in texts)
        yield Section("Lời khác của người dân", (Bullets(rest),))


def _choices(choices: Sequence[Choice]) -> Iterator[Block]:
    for one in choices:
        several = "Được chọn nhiều phương án, tổng có thể quá 100 %." if one.several else ""
        yield Section(one.text, (chart_of(one.options, None, note=several),))


def _domains(found: Outcome) -> Iterator[Block]:
    columns = (
        Column("Nhóm", 40),
        Column("Hài lòng chung (%)", 22, style="cell_centred"),
        Column("Số trả lời", 18, style="cell_centred"),
        Column("Khoảng hạng", 20, style="cell_centred"),
    )
    rows = tuple(
        TaskRow((domain.name, _with_margin(domain.figures[0]), _count(domain.figures[0].n), band or NOTHING))
        for domain, band in found.ranked()
    )
    yield TaskTable(columns, rows)
    yield (
        "Khoảng hạng là hạng tốt nhất và kém nhất mà sai số còn cho phép; hai nhóm có khoảng chồng nhau thì chưa thể "
        "khẳng định nhóm nào hơn."
    )


def _table(found: Outcome, figures: Sequence[Figure]) -> TaskTable:
    columns = (
        Column("Yếu tố, câu hỏi", 46),
        Column("Chỉ số (%)", 16, style="cell_centred"),
        Column("Khoảng tin cậy 95 %", 22, style="cell_centred"),
        Column("Số trả lời", 16, style="cell_centred"),
    )
    return TaskTable(columns, tuple(_row(one, found) for one in figures))


def _row(one: Figure, found: Outcome) -> TaskRow:
    value = percent(one.estimate) if one.shown else f"dưới {found.min_n} trả lời"
    cells = (one.name, value, interval_words(one), _count(one.n))
    return TaskRow(cells, strong=not one.item and one.depth < 2)


def interval_words(one: Figure) -> str:
    """The interval, cut where a percentage ends; a dash where there is none to show."""
    if one.low is None or one.high is None:
        return NOTHING
    return f"{percent(max(one.low, 0.0), 1)} – {percent(min(one.high, 100.0), 1)}"


def chart_of(figures: Sequence[Figure], found: Outcome | None, *, note: str = "") -> Chart:
    """Return the bars of some nodes, or of the options of a question (without `found`); bars begin at 0."""
    goals = found.goals if found else {}
    notes = ["Vạch đậm: khoảng tin cậy 95 %."] if any(one.low is not None for one in figures) else []
    notes += ["Vạch đứng: chỉ tiêu."] if any(one.code in goals for one in figures) else []
    return Chart(
        bars=tuple(
            Bar(
                label=one.name, words=f"{percent(one.estimate, 1)} %" if one.shown else f"{_count(one.n)} trả lời",
                value=one.estimate, low=one.low, high=one.high, goal=goals.get(one.code),
            )
            for one in figures
        ),
        note=" ".join([*notes, note]).strip(),
        alt="; ".join(f"{one.name}: {_with_margin(one)}" for one in figures),
    )  # fmt: skip


def _with_margin(one: Figure) -> str:
    return NOTHING if one.estimate is None else f"{percent(one.estimate)} ± {percent(one.margin)}"


def _signed(value: float) -> str:
    return f"{MINUS if value < 0 else '+'}{percent(abs(value))}"


def _count(n: int) -> str:
    return format_points(Decimal(n), places=0)
