"""What python-docx has no words for: borders as lines, fixed tables, page numbers."""

from __future__ import annotations

from typing import Any

from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.section import Section
from docx.shared import Mm, Pt
from docx.table import Table, _Row
from docx.text.paragraph import Paragraph

from namro.documents.writing.decree import Layout, Style


def set_geometry(table: Table, widths_mm: list[float]) -> None:
    """Fixed column widths: a table that fits itself to its text looks different in every program."""
    table.alignment, table.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    for column, width in zip(table.columns, widths_mm, strict=True):
        column.width = Mm(width)


def without_padding(table: Table) -> None:
    """No distance between a cell's edge and its text: the title of the nation needs the whole width."""
    margins = _element("w:tblCellMar")
    margins.extend(_element(f"w:{side}", w="0", type="dxa") for side in ("left", "right"))
    _insert(margins, table._tbl.tblPr, before="w:tblLook")


def repeat_on_each_page(row: _Row) -> None:
    """Make the row the head of the table on every page."""
    row._tr.get_or_add_trPr().append(_element("w:tblHeader"))


def keep_whole(row: _Row) -> None:
    """Never part the row over two pages."""
    row._tr.get_or_add_trPr().append(_element("w:cantSplit"))


def rule(paragraph: Paragraph, style: Style, *, margin_mm: float) -> None:
    """Make an empty paragraph a thin line, `margin_mm` away from both edges of its column."""
    borders = _element("w:pBdr")
    borders.append(_element("w:top", val="single", sz="6", space="1", color="000000"))
    paragraph._p.get_or_add_pPr().append(borders)  # first: the schema wants it before spacing and indents
    paragraph.style = style.vi
    shrink(paragraph, pt=5)
    form = paragraph.paragraph_format
    form.space_before, form.space_after = Pt(3), Pt(style.after)
    form.left_indent = form.right_indent = Mm(margin_mm)
    form.first_line_indent = Pt(0)


def shrink(paragraph: Paragraph, *, pt: float = 1) -> None:
    """Give an empty paragraph the least height, so that it takes no visible room."""
    form = paragraph.paragraph_format
    form.space_before = form.space_after = Pt(0)
    form.line_spacing_rule, form.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(pt)


def add_page_number(paragraph: Paragraph, layout: Layout) -> None:
    """Fill the header's paragraph with the number of the page."""
    paragraph.style = layout.styles["page_number"].vi
    instruction = _element("w:instrText")
    instruction.text = "PAGE"
    for element in (_element("w:fldChar", fldCharType="begin"), instruction, _element("w:fldChar", fldCharType="end")):
        run = paragraph.add_run()
        run.font.name = layout.font
        run._r.append(element)


def count_from_one(section: Section) -> None:
    """Number the pages of the section on their own."""
    _insert(_element("w:pgNumType", start="1"), section._sectPr, before="w:cols")


def _element(tag: str, **attributes: str) -> Any:
    """An element that python-docx has no words for."""
    element = OxmlElement(tag)
    for name, value in attributes.items():
        element.set(qn(f"w:{name}"), value)
    return element


def _insert(element: Any, parent: Any, *, before: str) -> None:
    """Put an element where the schema wants it: in front of its sibling `before`."""
    parent.find(qn(before)).addprevious(element)
