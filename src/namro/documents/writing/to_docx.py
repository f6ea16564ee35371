"""Printed parts as a Word document: named styles, real tables, lines as paragraph borders."""

from __future__ import annotations

from collections.abc import Iterable
from io import BytesIO

from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.table import WD_ALIGN_VERTICAL
from docx.section import Section
from docx.shared import Mm, Pt
from docx.table import _Cell, _Row
from docx.text.paragraph import Paragraph

from namro.documents.writing.decree import Layout
from namro.documents.writing.docx_elements import (
    add_page_number,
    count_from_one,
    keep_whole,
    repeat_on_each_page,
    rule,
    set_geometry,
    shrink,
    without_padding,
)
from namro.documents.writing.docx_styles import blank
from namro.documents.writing.parts import AnnexPage, Chart, Columns, Group, Line, Report, TaskRow, TaskTable
from namro.documents.writing.to_pdf import chart_png


def docx_bytes(printed: Report, layout: Layout) -> tuple[bytes, str]:
    """Return the file and a note about its font."""
    writer = _Writer(layout, printed.title[-1].text)
    for part in printed.parts:
        match part:
            case Line():
                writer.line(part)
            case Columns():
                writer.columns(part)
            case AnnexPage():
                writer.annex_page(landscape=not part.upright)
            case TaskTable():
                writer.tasks(part)
            case Chart():
                writer.chart(part)
    note = f"Tệp Word dùng phông {layout.font}; máy mở tệp cần có phông này."
    return writer.finished(), note


class _Writer:
    """A Word document under construction; `width_mm` is the text width of the current section."""

    def __init__(self, layout: Layout, title: str) -> None:
        self.layout = layout
        self.width_mm = layout.page.text_width_mm()
        self.document: WordDocument = blank(layout)
        self.document.core_properties.title = title
        self.document.core_properties.author = self.document.core_properties.comments = ""
        # Asked for once: the library looks through all styles at every paragraph.
        self.style_ids = {style.vi: self.document.styles[style.vi].style_id for style in layout.styles.values()}
        self._set_page(self.document.sections[0], landscape=False)
        add_page_number(self.document.sections[0].header.paragraphs[0], layout)

    def line(self, line: Line) -> None:
        self._fill(self.document, [line], self.width_mm)

    def columns(self, part: Columns) -> None:
        table = self.document.add_table(rows=0, cols=2)
        widths = [self.width_mm * share / 100 for share in part.shares]
        set_geometry(table, widths)
        without_padding(table)
        for row in part.rows:
            cells = table.add_row().cells
            for cell, lines, width in zip(cells, row, widths, strict=True):
                self._fill(cell, lines, width)
            keep_whole(table.rows[-1])
        shrink(self.document.add_paragraph())  # two tables in a row would grow together

    def chart(self, part: Chart) -> None:
        """Set the chart as a picture; what it shows stands in words behind it, for those who do not see it."""
        shape = self.document.add_picture(BytesIO(chart_png(part, self.width_mm)), width=Mm(self.width_mm))
        shape._inline.docPr.set("descr", part.alt)

    def annex_page(self, *, landscape: bool) -> None:
        self.width_mm = self.layout.page.text_width_mm(landscape=landscape)
        if not any(True for _ in self.document.iter_inner_content()):  # a document that is nothing but its annex
            self._set_page(self.document.sections[0], landscape=landscape)
            return
        section = self.document.add_section(WD_SECTION.NEW_PAGE)
        self._set_page(section, landscape=landscape)
        count_from_one(section)
        shrink(self.document.paragraphs[-1])  # it only carries the section break

    def tasks(self, part: TaskTable) -> None:
        table = self.document.add_table(rows=0, cols=len(part.columns), style="Table Grid")
        widths = [self.width_mm * column.share / 100 for column in part.columns]
        set_geometry(table, widths)
        head = table.add_row()
        for cell, column in zip(head.cells, part.columns, strict=True):
            self._fill(cell, [Line("cell_head", column.title)], 0)
        repeat_on_each_page(head)
        for row in part.rows:
            self._task_row(table.add_row(), row, part)
        shrink(self.document.add_paragraph(), pt=6)  # Word wants a paragraph after the last table, people some room

    def finished(self) -> bytes:
        stream = BytesIO()
        self.document.save(stream)
        return stream.getvalue()

    def _task_row(self, word_row: _Row, row: Group | TaskRow, part: TaskTable) -> None:
        cells = word_row.cells
        if isinstance(row, Group):
            self._fill(cells[0], [Line("cell_head", row.number)], 0)
            self._fill(cells[1].merge(cells[-1]), [Line("cell_group", row.title)], 0)
        else:
            for cell, column, text in zip(cells, part.columns, row.cells, strict=True):
                cell.vertical_alignment = WD_ALIGN_VERTICAL.CENTER
                self._fill(cell, [Line(row.style(column), line) for line in text.split("\n")], 0)
        keep_whole(word_row)

    def _fill(self, box: WordDocument | _Cell, lines: Iterable[Line], width_mm: float) -> None:
        """Add the lines to a box `width_mm` wide; a short line is the border of an empty paragraph of its own."""
        for line in lines:
            paragraph = _next_paragraph(box)
            paragraph._p.style = self.style_ids[self.layout.styles[line.style].vi]
            rest = (line.text[len(line.lead) :], None)
            for text, bold in ((line.lead, True), rest) if line.lead else (rest,):
                run = paragraph.add_run(text)
                run.font.name, run.bold = self.layout.font, bold
            if line.rule_mm:
                paragraph.paragraph_format.space_after = Pt(0)
                rule(box.add_paragraph(), self.layout.styles[line.style], margin_mm=(width_mm - line.rule_mm) / 2)

    def _set_page(self, section: Section, *, landscape: bool) -> None:
        page = self.layout.page
        short, long = Mm(page.width_mm), Mm(page.height_mm)
        section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
        section.page_width, section.page_height = (long, short) if landscape else (short, long)
        section.top_margin, section.bottom_margin = Mm(page.margins_mm["top"]), Mm(page.margins_mm["bottom"])
        section.left_margin, section.right_margin = Mm(page.margins_mm["left"]), Mm(page.margins_mm["right"])
        section.header_distance = Mm(page.number_mm)
        section.different_first_page_header_footer = True


def _next_paragraph(box: WordDocument | _Cell) -> Paragraph:
    """A new paragraph; the one that every new cell is born with is used first."""
    if isinstance(box, _Cell) and not box.paragraphs[0].runs:
        first: Paragraph = box.paragraphs[0]
        return first
    return box.add_paragraph()
