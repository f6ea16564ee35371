"""The sentences of the dossier, worded so that no reader takes them for a second sheet beside its annex."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from namro.core.assessment.score_sheet import ScoreSheet, SheetRow
from namro.core.base.points import format_points
from namro.documents.writing.dossier_tables import changed_table, points
from namro.documents.writing.parts import DOTS, Line, TaskTable
from namro.documents.writing.task_words import one_line
from namro.documents.writing.wording import full_name, sentence, sentences

_DAY = "%d/%m/%Y"


def opening_lines(sheet: ScoreSheet) -> tuple[Line, ...]:
    """From the sentence below the grounds to the table of domains."""
    period = f"từ ngày {sheet.period_from.strftime(_DAY)} đến ngày {sheet.period_to.strftime(_DAY)}"
    return (
        Line(
            "body",
            f"{full_name(sheet.unit_name)} báo cáo kết quả tự đánh giá, chấm điểm Chỉ số cải cách hành chính năm "
            f"{sheet.year} theo {sheet.framework_title} (số liệu {period}) như sau:",
        ),
        Line("part", "I. TỔNG HỢP KẾT QUẢ TỰ CHẤM ĐIỂM"),
        Line("body", _total_words(sheet)),
    )


def result_lines(sheet: ScoreSheet) -> Iterator[Line]:
    """Part II: each domain with the criteria that there is something to say about."""
    yield Line("part", "II. KẾT QUẢ CỤ THỂ VÀ GIẢI TRÌNH")
    for place, domain in enumerate(sheet.domains, start=1):
        leaves = [row for row in (domain, *sheet.below(domain)) if row.is_leaf]
        told = [line for row in leaves for line in _row_lines(sheet, row)]
        yield Line("section", f"{place}. {_named(domain)}")
        yield Line("body", _domain_words(sheet, domain, told=bool(told)))
        yield from told
    beside = [line for row in sheet.leaves if row.side and row.claimed for line in _beside_lines(sheet, row)]
    if beside:
        yield Line("section", f"{len(sheet.domains) + 1}. Điểm cộng, điểm trừ")
        yield from beside


def last_parts(sheet: ScoreSheet) -> Iterator[Line | TaskTable]:
    """Part III and the sentence that closes the report."""
    yield Line("part", "III. KHÓ KHĂN, KIẾN NGHỊ VÀ SO SÁNH VỚI NĂM TRƯỚC")
    for title, text in (
        ("1. Khó khăn, vướng mắc", sheet.difficulties),
        ("2. Đề xuất, kiến nghị", sheet.proposals),
    ):
        yield Line("section", title)
        paragraphs = [line.strip() for line in text.splitlines() if line.strip()] or ["Không có."]
        yield from (Line("body", sentence(line)) for line in paragraphs)
    yield Line("section", f"3. So sánh với năm {sheet.year - 1}")
    yield from compared_parts(sheet)
    yield Line(
        "body",
        f"Trên đây là Báo cáo tự đánh giá, chấm điểm Chỉ số cải cách hành chính năm {sheet.year} của "
        f"{full_name(sheet.unit_name)}",
    )


def compared_parts(sheet: ScoreSheet) -> Iterator[Line | TaskTable]:
    """The total beside last year's, and the criteria whose points changed."""
    before = sheet.year - 1
    change = sheet.change()
    if change is None:
        yield Line("body", f"Chưa có kết quả năm {before} để so sánh.")
        return
    moved = f"{'cao' if change > 0 else 'thấp'} hơn {points(sheet, abs(change))} điểm" if change else "giữ nguyên"
    graded = f"; năm {before} xếp loại {sheet.last_band}" if sheet.last_band else ""
    yield Line("body", f"Tổng điểm tự chấm {moved} so với kết quả năm {before} ({_last_words(sheet)}{graded}).")
    table = changed_table(sheet)
    if table is not None:
        yield Line("body", "Các tiêu chí có điểm thay đổi so với năm trước:")
        yield table


def _last_words(sheet: ScoreSheet) -> str:
    surveys = [row.last_year for row in sheet.waiting() if row.last_year]
    without = f", trong đó {points(sheet, sum(surveys, Decimal(0)))} điểm khảo sát không so sánh" if surveys else ""
    return f"{points(sheet, sheet.last_total)}{without}"


def _total_words(sheet: ScoreSheet) -> str:
    left = sheet.max - sheet.excluded
    share = format_points(sheet.total / left * 100) if left else "0"
    graded = f", tự xếp loại {sheet.band}" if sheet.band else ""
    without = f" (không tính {points(sheet, sheet.excluded)} điểm không áp dụng)" if sheet.excluded else ""
    words = (
        f"Tổng điểm tự chấm là {points(sheet, sheet.total)} trong thang điểm {points(sheet, sheet.max)}{without}, "
        f"bằng {share}%{graded}."
    )
    survey = sum((row.max for row in sheet.waiting() if row.max is not None), Decimal(0))
    if survey:
        words += f" Các tiêu chí điều tra xã hội học ({points(sheet, survey)} điểm) không tự chấm."
    if 0 < survey < left:
        share = format_points(sheet.total / (left - survey) * 100)
        words += f" Tính trên phần tự chấm, tỷ lệ là {share}%."
    return f"{words} Kết quả theo lĩnh vực như sau:"


def survey_lines(sheet: ScoreSheet) -> Iterator[Line]:
    """What the last column of the table of domains leaves out."""
    before = [row.last_year for row in sheet.waiting() if row.last_year is not None]
    if before and sheet.last_total is not None:
        yield Line(
            "body",
            "(Cột Tăng, giảm không tính các tiêu chí điều tra xã hội học chưa có kết quả; năm "
            f"{sheet.year - 1} các tiêu chí này đạt {points(sheet, sum(before, Decimal(0)))} điểm.)",
        )


def _domain_words(sheet: ScoreSheet, domain: SheetRow, *, told: bool) -> str:
    if sheet.unknown(domain):
        return "Xác định qua điều tra xã hội học, không tự chấm."
    if domain.claimed is None:
        return "Chưa tự chấm điểm."
    survey = sum((row.max for row in sheet.waiting(domain) if row.max is not None), Decimal(0))
    words = f"Tự chấm {points(sheet, domain.claimed)} trong thang điểm {points(sheet, domain.max)}"
    words += f", còn {points(sheet, survey)} điểm khảo sát chưa có kết quả" if survey else ""
    if told:
        return f"{words}. Các tiêu chí cần giải trình:"
    full = domain.claimed + survey == domain.max
    return f"{words}; đủ điểm ở tất cả các tiêu chí tự chấm." if full else f"{words}."


def _row_lines(sheet: ScoreSheet, row: SheetRow) -> Iterator[Line]:
    said = sentences(row.explanation)
    if row.not_applicable:
        why = sentences(row.not_applicable)
        yield Line("body", f"- {_called(row)}: không áp dụng. Lý do: {why} {said}".rstrip())
    elif row.claimed is None and row.open:
        yield Line("body", f"- {_called(row)}: chưa tự chấm điểm. {said}".rstrip())
    elif row.lost > 0 and row.survey:  # the people's answers: nothing to give reasons for unless the unit wants to
        found = f"điều tra xã hội học được {points(sheet, row.claimed)} trong thang điểm {points(sheet, row.max)}"
        yield Line("body", f"- {_called(row)}: {found}. {said}".rstrip())
    elif row.lost > 0:
        scored = f"tự chấm {points(sheet, row.claimed)} trong thang điểm {points(sheet, row.max)}"
        yield Line("body", f"- {_called(row)}: {scored}. {said or f'Lý do: {DOTS}'}")
    elif said:
        yield Line("body", f"- {_called(row)}: {said}")


def _beside_lines(sheet: ScoreSheet, row: SheetRow) -> Iterator[Line]:
    said = sentences(row.explanation)
    yield Line("body", f"- {_called(row)}: {points(sheet, row.claimed)}. {said}".rstrip())


def _called(row: SheetRow) -> str:
    return f"Tiêu chí {row.node_id} ({_named(row)})"


def _named(row: SheetRow) -> str:
    return one_line(row.name).rstrip(" .:;")
