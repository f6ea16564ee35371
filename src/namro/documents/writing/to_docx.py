"""Printed parts as a Word document: named styles, real tables, lines as paragraph borders."""

from __future__ import annotations

from collections.abc import Iterable
from io import BytesIO
from typing import Any

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.section import Section
from docx.shared import Mm, Pt
from docx.table import Table, _Cell, _Row
from docx.text.paragraph import Paragraph

from namro.documents.writing.decree import Layout, Style
from namro.documents.writing.parts import AnnexPage, Columns, Group, Line, Printed, TaskRow, TaskTable

_ALIGN = {
    "left": WD_ALIGN_PARAGRAPH.LEFT,
    "center": WD_ALIGN_PARAGRAPH.CENTER,
    "justify": WD_ALIGN_PARAGRAPH.JUSTIFY,
}


def docx_bytes(printed: Printed, layout: Layout) -> tuple[bytes, str]:
    """Return the file and a note about its font."""
    writer = _Writer(layout, printed.title[-1].text)
    for part in printed.flow():
        match part:
            case Line():
                writer.line(part)
            case Columns():
                writer.columns(part)
            case AnnexPage():
                writer.annex_page()
            case TaskTable():
                writer.tasks(part)
    note = f"Tệp Word dùng phông {layout.font}; máy mở tệp cần có phông này."
    return writer.finished(), note


class _Writer:
    """A Word document under construction; `width_mm` is the text width of the current section."""

    def __init__(self, layout: Layout, title: str) -> None:
        self.layout = layout
        self.width_mm = layout.page.text_width_mm()
        self.document: WordDocument = Document()
        self.document.core_properties.title = title
        self.document.core_properties.author = self.document.core_properties.comments = ""
        _set_styles(self.document, layout)
        self._set_page(self.document.sections[0], landscape=False)
        _add_page_number(self.document.sections[0].header.paragraphs[0], layout)

    def line(self, line: Line) -> None:
        self._fill(self.document, [line], self.width_mm)

    def columns(self, part: Columns) -> None:
        table = self.document.add_table(rows=0, cols=2)
        widths = [self.width_mm * share / 100 for share in part.shares]
        _set_geometry(table, widths)
        _without_padding(table)
        for row in part.rows:
            cells = table.add_row().cells
            for cell, lines, width in zip(cells, row, widths, strict=True):
                self._fill(cell, lines, width)
            _keep_whole(table.rows[-1])
        _shrink(self.document.add_paragraph())  # two tables in a row would grow together

    def annex_page(self) -> None:
        section = self.document.add_section(WD_SECTION.NEW_PAGE)
        self._set_page(section, landscape=True)
        _insert(_element("w:pgNumType", start="1"), section._sectPr, before="w:cols")
        self.width_mm = self.layout.page.text_width_mm(landscape=True)
        _shrink(self.document.paragraphs[-1])  # it only carries the section break

    def tasks(self, part: TaskTable) -> None:
        table = self.document.add_table(rows=0, cols=len(part.columns), style="Table Grid")
        widths = [self.width_mm * column.share / 100 for column in part.columns]
        _set_geometry(table, widths)
        head = table.add_row()
        for cell, column in zip(head.cells, part.columns, strict=True):
            self._fill(cell, [Line("cell_head", column.title)], 0)
        head._tr.get_or_add_trPr().append(_element("w:tblHeader"))
        for row in part.rows:
            self._task_row(table.add_row(), row, part)

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
                self._fill(cell, [Line(column.style, line) for line in text.split("\n")], 0)
        _keep_whole(word_row)

    def _fill(self, box: WordDocument | _Cell, lines: Iterable[Line], width_mm: float) -> None:
        """Add the lines to a box `width_mm` wide; a short line is the border of an empty paragraph of its own."""
        for line in lines:
            paragraph = _next_paragraph(box)
            paragraph.style = _name(self.layout, line.style)
            paragraph.add_run(line.text).font.name = self.layout.font
            if line.rule_mm:
                _rule(box.add_paragraph(), (width_mm - line.rule_mm) / 2, style=_name(self.layout, line.style))

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


def _name(layout: Layout, style: str) -> str:
    return layout.styles[style].vi


def _set_styles(document: WordDocument, layout: Layout) -> None:
    """One Word style per component, so that a clerk changes all of a kind at once."""
    fonts = document.styles.element.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}/{qn('w:rFonts')}")
    fonts.attrib.clear()  # the template's theme fonts
    for script in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.set(qn(f"w:{script}"), layout.font)
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = layout.font, Pt(layout.styles["body"].pt)
    normal.paragraph_format.space_after, normal.paragraph_format.line_spacing = Pt(0), 1
    for style in layout.styles.values():
        _set_style(document, style)


def _set_style(document: WordDocument, style: Style) -> None:
    word_style = document.styles.add_style(style.vi, WD_STYLE_TYPE.PARAGRAPH)
    word_style.base_style = document.styles["Normal"]
    word_style.quick_style = True
    word_style.font.size, word_style.font.bold, word_style.font.italic = Pt(style.pt), style.bold, style.italic
    form = word_style.paragraph_format
    form.alignment, form.keep_with_next, form.widow_control = _ALIGN[style.align], style.keep_next, True
    form.first_line_indent, form.line_spacing = Mm(style.indent_mm), style.line
    form.space_before, form.space_after = Pt(style.before), Pt(style.after)


def _set_geometry(table: Table, widths_mm: list[float]) -> None:
    """Fixed column widths: a table that fits itself to its text looks different in every program."""
    table.alignment, table.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    for column, width in zip(table.columns, widths_mm, strict=True):
        column.width = Mm(width)


def _without_padding(table: Table) -> None:
    """No distance between a cell's edge and its text: the title of the nation needs the whole width."""
    margins = _element("w:tblCellMar")
    margins.extend(_element(f"w:{side}", w="0", type="dxa") for side in ("left", "right"))
    _insert(margins, table._tbl.tblPr, before="w:tblLook")


def _keep_whole(row: _Row) -> None:
    row._tr.get_or_add_trPr().append(_element("w:cantSplit"))


def _rule(paragraph: Paragraph, margin_mm: float, *, style: str) -> None:
    """Make an empty paragraph a thin line, `margin_mm` away from both edges of its column."""
    borders = _element("w:pBdr")
    borders.append(_element("w:top", val="single", sz="6", space="1", color="000000"))
    paragraph._p.get_or_add_pPr().append(borders)  # first: the schema wants it before spacing and indents
    paragraph.style = style
    _shrink(paragraph, pt=5)
    form = paragraph.paragraph_format
    form.left_indent = form.right_indent = Mm(margin_mm)
    form.first_line_indent = Pt(0)


def _shrink(paragraph: Paragraph, *, pt: float = 1) -> None:
    """Give an empty paragraph the least height, so that it takes no visible room."""
    form = paragraph.paragraph_format
    form.space_before = form.space_after = Pt(0)
    form.line_spacing_rule, form.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(pt)


def _add_page_number(paragraph: Paragraph, layout: Layout) -> None:
    paragraph.style = _name(layout, "page_number")
    instruction = _element("w:instrText")
    instruction.text = "PAGE"
    for element in (_element("w:fldChar", fldCharType="begin"), instruction, _element("w:fldChar", fldCharType="end")):
        run = paragraph.add_run()
        run.font.name = layout.font
        run._r.append(element)


def _element(tag: str, **attributes: str) -> Any:
    """An element that python-docx has no words for."""
    element = OxmlElement(tag)
    for name, value in attributes.items():
        element.set(qn(f"w:{name}"), value)
    return element


def _insert(element: Any, parent: Any, *, before: str) -> None:
    """Put an element where the schema wants it: in front of its sibling `before`."""
    parent.find(qn(before)).addprevious(element)
