"""What the page says: places, marks, rows, doubts and totals, worked out by hand."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from namro.apps.exchange.bridge import Passage, passages_of, plain_source
from namro.apps.exchange.corrected import reading_of
from namro.apps.exchange.matters import Matter, joined, matters
from namro.apps.exchange.models import ImportedDocument
from namro.apps.exchange.pages import kinds, reading_page
from namro.apps.exchange.pages.places import Places, place_words
from namro.apps.exchange.pages.review import doubts, piles, tones
from namro.apps.exchange.pages.rows import Row, numbered
from namro.apps.exchange.pages.source import Segment, Span, Tone, blocks, segments
from namro.apps.exchange.pages.totals import totals
from namro.core.assessment import AuditRow
from namro.core.improvement import report
from namro.core.printed import Criterion, Deduction, Header, IndexResult, Place, Question, Reading, Task
from namro.documents.model import Cell, Document, Paragraph, Table
from namro.documents.model import Row as TableRow

#: On the same line as criterion 1.1, further right.
AFTER_IT = Place(line=3, start=9)
SHEET = Reading(
    doc_id="phieu",
    header=Header(title="Kế hoạch", assessed_year=2025),
    index_results=(IndexResult(index="CCHC", year=2025, value=Decimal("8.5"), max=Decimal(10), at=Place(line=1)),),
    criteria=(
        Criterion(id="1", name="Chỉ đạo", max=Decimal(10), achieved=Decimal(8), at=Place(line=2)),
        Criterion(id="1.1", name="Báo cáo", parent="1", max=Decimal(4), achieved=Decimal(3), at=Place(line=3)),
        Criterion(id="1.2", name="Giám sát", parent="1", max=Decimal(6), achieved=Decimal(5), at=Place(line=5)),
    ),
    deductions=(
        Deduction(
            id="1.1", criterion="1.1", points=Decimal(1), reason="không có minh chứng", at=Place(line=3, start=9)
        ),
        Deduction(id="1.2", criterion="1.2", points=Decimal(1), reason=None, implied=True, at=Place(line=5)),
    ),
    tasks=(Task(section="1.1", text="Lập sổ", lead=("Duy",), remedies=("1.1",), at=Place(line=4)),),
)


def numbered_rows(reading: Reading, passages: list[Passage]) -> list[Row]:
    return [row for group in numbered(kinds.groups(reading, {}), Places(passages)) for row in group.rows]


PASSAGES = [Passage(f"dòng thứ {line} của văn bản", line=line) for line in range(1, 6)]


class TestMarks:
    def test_text_is_cut_at_the_items(self) -> None:
        cut = segments("đạt 1/2 điểm, trừ 1", [Span(0, 12, 1, Tone.KNOWN), Span(14, 19, 2, Tone.DOUBT)])
        assert cut == (Segment("đạt 1/2 điểm", (1,), ""), Segment(", "), Segment("trừ 1", (2,), "w"))

    def test_overlapping_items_share_one_mark_in_the_worst_tone(self) -> None:
        cut = segments("đạt 1/2 điểm, trừ 1", [Span(0, 15, 1, Tone.CLASH), Span(14, 19, 2, Tone.KNOWN)])
        assert cut == (Segment("đạt 1/2 điểm, trừ 1", (1, 2), "e"),)

    @pytest.mark.parametrize(
        "span", [Span(0, 0, 3, Tone.KNOWN), Span(5, 2, 3, Tone.KNOWN), Span(90, 99, 3, Tone.KNOWN)]
    )
    def test_without_usable_characters_the_whole_line_is_marked(self, span: Span) -> None:
        assert segments("một dòng", [span]) == (Segment("một dòng", (3,), ""),)

    def test_nothing_recognised_marks_nothing(self) -> None:
        assert segments("một dòng", []) == (Segment("một dòng"),)
        assert segments("", []) == ()

    def test_tables_stand_apart_and_a_heading_row_covers_all_columns(self) -> None:
        cells = [("TT", "Việc"), ("I. CHỈ ĐẠO", ""), ("1", "Lập sổ")]
        passages = [Passage("mở đầu", line=1)] + [
            Passage(text, line=2, cell=f"bảng 1, dòng {row}", table=1, row=row)
            for row, texts in enumerate(cells, start=1)
            for text in texts
        ]
        lines, table = blocks(passages, {5: [Span(0, 0, 1, Tone.DOUBT)]})
        assert not lines.is_table
        assert [[cell.span for cell in line.cells] for line in table.lines] == [[1, 1], [2], [1, 1]]
        assert [line.css for line in table.lines] == ["", "", "w"]


class TestPlaces:
    def test_cell_wins_over_line_and_a_line_alone_is_enough(self) -> None:
        places = Places([Passage("a", line=1), Passage("b", line=2, cell="S!A1"), Passage("c", line=2, cell="S!B1")])
        spots = [places.spot(place) for place in (Place(line=2, cell="S!B1"), Place(cell="S!B1"), Place(line=2))]
        assert [spot and spot.anchor for spot in spots] == ["d3", "d3", "d2"]
        assert places.spot(Place(line=9)) is None
        assert places.spot(None) is None

    def test_words(self) -> None:
        assert place_words(Place(line=39)) == "dòng 39"
        assert place_words(Place(line=4, cell="Tự chấm!B7")) == "Tự chấm!B7"
        assert place_words(Place(line=4, cell="bảng 2, dòng 3, cột 4")) == "bảng 2, dòng 3"
        assert place_words(None) == ""


class TestRows:
    def test_numbers_follow_the_text_not_the_kinds(self) -> None:
        found = {(row.number, row.text) for row in numbered_rows(SHEET, PASSAGES) if row.number}
        assert found == {
            (1, "CCHC"),
            (2, "Chỉ đạo"),
            (3, "Báo cáo"),
            (4, "không có minh chứng"),
            (5, "Lập sổ"),
            (6, "Giám sát"),
            (7, "không ghi lý do"),
        }

    def test_printed_figures_are_shown_as_printed(self) -> None:
        rows = {row.text: row for row in numbered_rows(SHEET, PASSAGES)}
        assert rows["Báo cáo"].figure == "3,00 / 4,00"
        assert rows["không có minh chứng"].figure == "−1,00"
        assert rows["không ghi lý do"].details == ("điểm trừ tính từ tối đa và đạt, văn bản không in",)
        assert rows["CCHC"].figure == "8,5 / 10"

    def test_the_five_clears_name_what_is_missing(self) -> None:
        task = next(row for row in numbered_rows(SHEET, PASSAGES) if row.five)
        assert task.five is not None
        assert [bar.missing for bar in task.five.bars] == [False, False, False, True, True]
        assert task.five.words == "Chưa rõ: thời gian, hiệu quả"

    def test_cause_and_disposition_stand_beside_the_deduction(self) -> None:
        lost = {finding.id: finding for finding in report(SHEET).findings}
        group = next(group for group in kinds.groups(SHEET, lost) if group.anchor == "diem-tru")
        assert group.rows[0].details == ("Thiếu minh chứng · Phải thực hiện",)


class TestDoubts:
    ROWS = numbered_rows(SHEET, PASSAGES)
    IMPOSSIBLE = AuditRow("date_impossible", "error", "1.1", "31/06/2026", None, "ngày không có")

    def test_matters_know_their_items(self) -> None:
        found = doubts(
            [
                Matter("Tổng điểm không khớp", "error", "tổng lệch", ("total",)),
                Matter("Hai số điểm khác nhau", "error", "hai số", ("1.1", "1.2")),
                Matter("Chưa có thời hạn", "gap", "chưa ghi hạn", ("1.1",)),
                Matter("Lỗi lời văn", "info", "ghi chú", ("assignees",)),
            ],
            self.ROWS,
        )
        assert [[row.number for row in doubt.rows] for doubt in found] == [[1], [3, 6], [3], []]
        assert [(doubt.css, doubt.part) for doubt in found] == [
            ("e", "tổng điểm"),
            ("e", ""),
            ("w", ""),
            ("i", "người được giao"),
        ]
        assert tones(found) == {1: Tone.CLASH, 3: Tone.CLASH, 6: Tone.CLASH}
        assert [pile.word for pile in piles(found)] == [doubt.kind for doubt in found]

    def test_what_audit_and_reader_both_say_is_said_once_at_the_exact_place(self) -> None:
        asked = Question(kind="impossible_date", where="1.1", found="31/06/2026", at=Place(line=4))
        (matter,) = joined([self.IMPOSSIBLE], [asked])
        assert (matter.kind, matter.severity, matter.text) == ("Ngày không có thật", "error", "ngày không có")
        assert doubts([matter], self.ROWS)[0].rows[0].text == "Lập sổ"

    def test_a_question_about_something_else_stays(self) -> None:
        asked = Question(kind="impossible_date", where="1.2", found="31/06/2026", message="Ngày nào?")
        assert [matter.text for matter in joined([self.IMPOSSIBLE], [asked])] == ["ngày không có", "Ngày nào?"]

    def test_items_read_with_doubt_are_to_be_looked_at(self) -> None:
        task = Task(section="2", text="việc không rõ", lead=("Duy",), due=("2026",), confidence=0.4)
        found = [matter for matter in matters(Reading(doc_id="x", tasks=(task,))) if matter.kind == "Đọc chưa chắc"]
        assert [matter.text for matter in found] == ["việc không rõ"]

    def test_contradictions_come_first(self) -> None:
        severities = [matter.severity for matter in matters(SHEET)]
        assert severities[0] == "error"
        assert severities == sorted(severities, key=["error", "gap", "text", "info"].index)

    def test_long_piles_start_closed_unless_they_are_contradictions(self) -> None:
        errors = [Matter("Hai số điểm khác nhau", "error", f"lệch {n}") for n in range(5)]
        gaps = [Matter("Chưa có thời hạn", "gap", f"thiếu {n}") for n in range(5)]
        assert [pile.open for pile in piles(doubts([*errors, *gaps], self.ROWS))] == [True, False]


class TestTotals:
    def test_figures_of_a_sheet(self) -> None:
        found = totals(SHEET, report(SHEET))
        said = [(figure.value, figure.beside, figure.word) for figure in found.figures]
        assert said[:4] == [
            ("8,50", "/ 10", "điểm công bố"),
            ("8,00", "lệch 0,50", "cộng các lĩnh vực"),
            ("−2,00", "2 chỗ", "điểm mất"),
            ("9,50", "", "nếu đủ minh chứng, đủ chữ ký số"),
        ]
        assert [(share.word, share.points, share.percent) for share in found.causes] == [
            ("Thiếu minh chứng", "−1,00", 100),
            ("Không ghi lý do", "−1,00", 100),
        ]
        assert [(share.word, share.points) for share in found.reaches] == [("Đơn vị tự làm được trong năm", "−2,00")]

    def test_places_without_a_line_of_deduction_are_explained(self) -> None:
        assert totals(SHEET, report(SHEET)).beside == ""
        fewer = replace(SHEET, deductions=SHEET.deductions[:1])
        said = "2 chỗ mất điểm: 1 chỗ có dòng điểm trừ, 1 chỗ chỉ thấy khi so điểm tối đa với điểm đạt (1.2)."
        assert totals(fewer, report(fewer)).beside == said

    def test_a_plan_without_a_sheet_has_none(self) -> None:
        plan = Reading(doc_id="x", tasks=SHEET.tasks)
        assert totals(plan, report(plan)).figures == ()


def test_source_survives_storing() -> None:
    cell = Cell(
        (Paragraph("Lập", Place(line=2)), Paragraph("sổ", Place(line=2))), Place(line=2, cell="bảng 1, dòng 1"), 2
    )
    document = Document(
        "a.docx", "docx", (Paragraph("Mở đầu", Place(line=1), heading=1), Table((TableRow((cell,)),), Place(line=2)))
    )
    stored = ImportedDocument(source=plain_source(document))
    assert passages_of(stored) == [
        Passage("Mở đầu", line=1, bold=True),
        Passage("Lập sổ", line=2, cell="bảng 1, dòng 1", table=1, row=1, span=2),
    ]


def test_page_of_a_stored_document(document: ImportedDocument) -> None:
    page = reading_page(document)
    assert reading_of(document).header.issuing_body in page.about
    assert page.clashes == document.contradictions >= 1
    assert page.to_see == document.contradictions + document.doubts
    assert [kind for kind, _url in page.plan_urls] == ["docx", "pdf", "xlsx"]
    assert page.passages == sum(len(line.cells) for block in page.source for line in block.lines)
    marked = {n for b in page.source for line in b.lines for c in line.cells for s in c.segments for n in s.numbers}
    assert marked == {row.number for group in page.groups for row in group.rows if row.number}
