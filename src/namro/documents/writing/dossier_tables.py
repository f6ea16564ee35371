"""The tables of the dossier: results by domain, the whole sheet, the numbered list of proof."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal
from math import ceil

from namro.core.assessment.score_sheet import BONUS, PENALTY, ScoreSheet, SheetProof, SheetRow
from namro.core.base.points import MINUS, format_points
from namro.documents.writing.decree import decree_30
from namro.documents.writing.parts import Column, Group, TaskRow, TaskTable
from namro.documents.writing.task_words import one_line
from namro.documents.writing.wording import sentences

_PADDING_MM = 5
#: What stands where no points are.
NOTHING = "–"
NOT_APPLICABLE = "Không áp dụng"
SURVEY = "Khảo sát"
BESIDE = "ĐIỂM CỘNG, ĐIỂM TRỪ"
#: Said in the name of each such item, so that nobody counts it as part of a criterion.
_SIDES = {BONUS: "Điểm cộng: ", PENALTY: "Điểm trừ: "}

_SHEET = (
    Column("Mã", 8, style="cell_centred"),
    Column("Lĩnh vực, tiêu chí", 32),
    Column("Điểm tối đa", 10, style="cell_centred"),
    Column("Điểm tự chấm", 11, style="cell_centred"),
    Column("Giải trình", 28),
    Column("Số tài liệu kiểm chứng", 11, style="cell_centred"),
)
_PROOF = (
    Column("TT", 5, style="cell_centred"),
    Column("Tiêu chí", 9, style="cell_centred"),
    Column("Số, ký hiệu", 13),
    Column("Ngày văn bản", 12, style="cell_centred"),
    Column("Cơ quan ban hành", 15),
    Column("Trích yếu", 25),
    Column("Tên tệp hoặc liên kết", 21),
)


def domain_table(sheet: ScoreSheet) -> TaskTable:
    """One row for each domain, then what stands beside the scale, then the total."""
    columns: tuple[Column, ...] = (
        Column("TT", 8, style="cell_centred"),
        Column("Lĩnh vực", 30),
        Column("Điểm tối đa", 12, style="cell_centred"),
        Column("Điểm tự chấm", 14, style="cell_centred"),
        Column("Tỷ lệ (%)", 12, style="cell_centred"),
        *_years(sheet)[:1],
        Column("Tăng, giảm", 12, style="cell_centred"),
    )
    rows = [TaskRow((row.node_id, named(row), *_compared(sheet, row))) for row in sheet.domains]
    for row in sheet.rows:
        if row.side and row.level == 1 and row.claimed:
            rows.append(TaskRow((row.node_id, named(row), *_compared(sheet, row))))
    most, now, _share, *rest = _figures(sheet, sheet.max, sheet.total, sheet.last_total, sheet.change())
    figures = (most, now, _share_of(sheet.total, sheet.max - sheet.excluded), *rest)
    columns = _fitted(columns, (row.node_id for row in sheet.domains), landscape=False)
    return TaskTable(columns, (*rows, TaskRow(("", "Tổng cộng", *figures), strong=True)))


def changed_table(sheet: ScoreSheet) -> TaskTable | None:
    """The criteria that fell below or rose above last year, those that fell first; None if there are none."""
    moved = [(change, row) for row in sheet.leaves if (change := _moved(sheet, row))]
    columns = (
        Column("Mã", 9, style="cell_centred"),
        Column("Tiêu chí", 33),
        *_years(sheet),
        Column("Tăng, giảm", 12, style="cell_centred"),
        Column("Mất điểm năm trước vì", 22),
    )
    rows = tuple(
        TaskRow(
            (
                row.node_id,
                named(row),
                points(sheet, row.last_year),
                points(sheet, row.claimed),
                signed(sheet, change),
                sentences(row.last_reason),
            )
        )
        for change, row in sorted(moved, key=lambda pair: pair[0] > 0)
    )
    fitted = _fitted(columns, (row.node_id for _, row in moved), landscape=False)
    return TaskTable(fitted, rows) if rows else None


def _years(sheet: ScoreSheet) -> tuple[Column, Column]:
    before, now = (Column(f"Năm {year}", 12, style="cell_centred") for year in (sheet.year - 1, sheet.year))
    return before, now


def _moved(sheet: ScoreSheet, row: SheetRow) -> Decimal | None:
    return None if row.side or row.not_applicable else sheet.change(row)


def sheet_table(sheet: ScoreSheet) -> TaskTable:
    """The whole sheet, parents set like headings."""
    numbers: dict[str, list[int]] = defaultdict(list)
    for number, row, _ in sheet.numbered_proof():
        numbers[row.node_id].append(number)
    rows: list[Group | TaskRow] = [_sheet_row(sheet, row, numbers) for row in sheet.rows if not row.side]
    beside = [_sheet_row(sheet, row, numbers) for row in sheet.rows if row.side]
    if beside:
        rows += [Group("", BESIDE), *beside]
    total = ("", "Tổng cộng", points(sheet, sheet.max), points(sheet, sheet.total), sheet.band, "")
    columns = _fitted(_SHEET, sheet.by_id, landscape=True)
    return TaskTable(columns, (*rows, TaskRow(total, strong=True)))


def proof_table(sheet: ScoreSheet) -> TaskTable:
    """The numbered list of proof."""
    rows = (TaskRow((str(number), row.node_id, *proof_cells(proof))) for number, row, proof in sheet.numbered_proof())
    return TaskTable(proof_columns(sheet), tuple(rows))


def proof_columns(sheet: ScoreSheet) -> tuple[Column, ...]:
    """The columns of the list, wide enough for the ids of the criteria."""
    number, criterion, code, day, issuer, abstract, where = _PROOF
    criterion, abstract = _fitted((criterion, abstract), sheet.by_id, landscape=True)
    return number, criterion, code, day, issuer, abstract, where


def proof_cells(proof: SheetProof) -> tuple[str, ...]:
    """Number, day, issuer, abstract and where it is."""
    day = proof.dated.strftime("%d/%m/%Y") if proof.dated else ""
    where = proof.file_name or proof.link
    return tuple(map(one_line, (proof.number, day, proof.issuer, proof.abstract, where)))


def _fitted(columns: tuple[Column, ...], ids: Iterable[str], *, landscape: bool) -> tuple[Column, ...]:
    """The columns with the first one wide enough for its ids, at the cost of the second, which holds names."""
    layout = decree_30()
    widest = max((layout.styles["cell_head"].width_mm(node) for node in ids), default=0) + _PADDING_MM
    share = ceil(100 * widest / layout.page.text_width_mm(landscape=landscape))
    first, second, *rest = columns
    more = min(max(share - first.share, 0), second.share // 2)
    return (replace(first, share=first.share + more), replace(second, share=second.share - more), *rest)


def points(sheet: ScoreSheet, value: Decimal | None) -> str:
    """Points with the edition's digits."""
    return NOTHING if value is None else format_points(value, places=sheet.precision)


def claimed_words(sheet: ScoreSheet, row: SheetRow) -> str:
    """What stands in the column of the self-score."""
    if row.not_applicable and row.is_leaf:
        return NOT_APPLICABLE
    return SURVEY if sheet.unknown(row) else points(sheet, row.claimed)


def named(row: SheetRow) -> str:
    """The name of a row on one line."""
    return _SIDES.get(row.side, "") + one_line(row.name)


def ranges(numbers: list[int]) -> str:
    """Rising numbers, those in a row joined: "1-3, 7"."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ", ".join(str(run[0]) if len(run) == 1 else f"{run[0]}-{run[-1]}" for run in runs)


def _sheet_row(sheet: ScoreSheet, row: SheetRow, numbers: dict[str, list[int]]) -> TaskRow:
    said = [row.explanation, f"Không áp dụng: {row.not_applicable}" if row.not_applicable else ""]
    cells = (
        row.node_id,
        named(row),
        points(sheet, row.max),
        claimed_words(sheet, row),
        "\n".join(text.strip() for text in said if text.strip()),
        ranges(numbers[row.node_id]),
    )
    return TaskRow(cells, strong=not row.is_leaf)


def _compared(sheet: ScoreSheet, row: SheetRow) -> tuple[str, ...]:
    now = None if sheet.unknown(row) else row.claimed
    return _figures(sheet, row.max, now, row.last_year, sheet.change(row))


def _figures(
    sheet: ScoreSheet, most: Decimal | None, now: Decimal | None, before: Decimal | None, change: Decimal | None
) -> tuple[str, ...]:
    moved = NOTHING if change is None else signed(sheet, change)
    return points(sheet, most), points(sheet, now), _share_of(now, most), points(sheet, before), moved


def _share_of(now: Decimal | None, most: Decimal | None) -> str:
    return format_points(now / most * 100) if now is not None and most else NOTHING


def signed(sheet: ScoreSheet, change: Decimal) -> str:
    """A change with its sign: "+0,50", "−1,00", "0,00"."""
    words = points(sheet, change)
    return words if words.startswith(MINUS) or not change else f"+{words}"
