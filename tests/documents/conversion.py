"""A neutral document written as an ordinary office worker's .docx, .pdf or .xlsx, for tests that read it back.

The letterhead and the signature go into two columns without lines, tables get lines, marks stay typed text.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import docx
import typst
import xlsxwriter
from docx.document import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Pt
from docx.table import _Cell
from docx.text.paragraph import Paragraph as WordParagraph

from namro.documents.model import Block, Document, Paragraph, Table

FONTS = Path(__file__).resolve().parents[2] / "src" / "namro" / "documents" / "writing" / "fonts"

_LEFT = re.compile(r"(?:ỦY BAN|UỶ BAN|UBND|HỘI ĐỒNG|XÃ |PHƯỜNG |HUYỆN |SỞ |Số\s*:)")
_RIGHT = re.compile(r"CỘNG HÒA XÃ HỘI|Độc lập|.{0,40}ngày.{0,6}tháng.{0,6}năm \d{4}$")
_NEXT_LINE = re.compile(r"(?<!HÒA) (?=Độc lập|XÃ |PHƯỜNG |HUYỆN |CHỦ TỊCH|PHÓ CHỦ TỊCH|KT\.)")
_TITLE = re.compile(r"(?:KẾ HOẠCH|BÁO CÁO|THÔNG BÁO|QUYẾT ĐỊNH|PHỤ LỤC)$")


@dataclass(frozen=True)
class Columns:
    """Two columns side by side."""

    left: tuple[Paragraph, ...]
    right: tuple[Paragraph, ...]


def to_docx(document: Document, path: Path) -> None:
    """Write a .docx: paragraphs, tables in the style "Table Grid", columns as a table without lines."""
    word = docx.Document()
    word.styles["Normal"].font.name = "Times New Roman"
    word.styles["Normal"].font.size = Pt(13)
    for part in parts(document):
        if isinstance(part, Columns):
            cells = word.add_table(rows=1, cols=2).rows[0].cells
            _fill(cells[0], part.left)
            _fill(cells[1], part.right)
        elif isinstance(part, Table):
            _word_table(word, part)
        else:
            paragraph = word.add_paragraph()
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER if _TITLE.match(part.text) else WD_ALIGN_PARAGRAPH.JUSTIFY
            _write(paragraph, part)
    word.save(str(path))


def to_pdf(document: Document, path: Path) -> None:
    """Write a .pdf: A4, justified lines with a first-line indent, page numbers at the top, ruled tables."""
    data = {"parts": json.dumps([_plain(part) for part in parts(document)], ensure_ascii=False)}
    path.write_bytes(typst.compile(_TYPST.encode(), font_paths=[FONTS], sys_inputs=data))


def to_xlsx(document: Document, path: Path) -> None:
    """Write an .xlsx with one sheet: a paragraph in column A of its own row, a table as a block of cells."""
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("Kế hoạch")
        row = 0
        for part in parts(document):
            if isinstance(part, Columns):
                for i in range(max(len(part.left), len(part.right))):
                    for column, texts in ((0, part.left), (3, part.right)):
                        if i < len(texts):
                            sheet.write_string(row + i, column, texts[i].text)
                row += max(len(part.left), len(part.right)) + 1
            elif isinstance(part, Table):
                row = _sheet_table(sheet, part, row) + 1
            else:
                sheet.write_string(row, 0, part.text)
                row += 1


def parts(document: Document) -> Iterator[Block | Columns]:
    """The blocks, with each letterhead and signature gathered into two columns."""
    blocks = list(document.blocks)
    index = 0
    while index < len(blocks):
        end = _letterhead_end(blocks, index)
        if end > index:
            head = [b for b in blocks[index:end] if isinstance(b, Paragraph)]
            left = [p for p in head if not _RIGHT.match(p.text)]
            yield Columns(_printed(left), _printed([p for p in head if p not in left]))
            index = end
        elif _text(blocks[index]) == "Nơi nhận:":
            middle = next(
                (i for i in range(index + 1, len(blocks)) if not _text(blocks[i]).startswith("-")), len(blocks)
            )
            end = next((i for i in range(middle, len(blocks)) if _letterhead_end(blocks, i) > i), len(blocks))
            yield Columns(_printed(blocks[index:middle]), _printed(blocks[middle:end]))
            index = end
        else:
            yield blocks[index]
            index += 1


def _printed(blocks: Sequence[Block]) -> tuple[Paragraph, ...]:
    """The paragraphs with the line breaks that a letterhead and a signature have."""
    found = (b for b in blocks if isinstance(b, Paragraph))
    return tuple(replace(p, text=text) for p in found for text in _NEXT_LINE.split(p.text))


def _letterhead_end(blocks: list[Block], start: int) -> int:
    end = start
    while end < len(blocks) and (_LEFT.match(_text(blocks[end])) or _RIGHT.match(_text(blocks[end]))):
        end += 1
    followed = end < len(blocks) and _TITLE.match(_text(blocks[end]))
    return end if end - start > 1 and followed else start


def _text(block: Block) -> str:
    return block.text if isinstance(block, Paragraph) else ""


def _write(target: WordParagraph, paragraph: Paragraph) -> None:
    run = target.add_run(paragraph.text)
    run.bold, run.italic = paragraph.bold or None, paragraph.italic or None


def _fill(cell: _Cell, paragraphs: tuple[Paragraph, ...]) -> None:
    for i, paragraph in enumerate(paragraphs):
        _write(cell.paragraphs[0] if i == 0 else cell.add_paragraph(), paragraph)


def _word_table(word: WordDocument, table: Table) -> None:
    width = _width(table)
    grid = word.add_table(rows=len(table.rows), cols=width, style="Table Grid")
    for target, row in zip(grid.rows, table.rows, strict=True):
        cells = target.cells
        column = 0
        for cell in row.cells:
            place = cells[column] if cell.span == 1 else cells[column].merge(cells[column + cell.span - 1])
            _fill(place, cell.paragraphs)
            column += cell.span


def _sheet_table(sheet: Any, table: Table, row: int) -> int:
    for i, line in enumerate(table.rows):
        column = 0
        for cell in line.cells:
            text = "\n".join(p.text for p in cell.paragraphs)
            if cell.span > 1:
                sheet.merge_range(row + i, column, row + i, column + cell.span - 1, text)
            elif text:
                sheet.write_string(row + i, column, text)
            column += cell.span
    return row + len(table.rows)


def _width(table: Table) -> int:
    return max(sum(cell.span for cell in row.cells) for row in table.rows)


def _plain(part: Block | Columns) -> dict[str, Any]:
    if isinstance(part, Columns):
        return {"left": [_line(p) for p in part.left], "right": [_line(p) for p in part.right]}
    if isinstance(part, Paragraph):
        return _line(part)
    rows = [[{"span": c.span, "lines": [_line(p) for p in c.paragraphs]} for c in row.cells] for row in part.rows]
    return {"width": _width(part), "rows": rows}


def _line(paragraph: Paragraph) -> dict[str, Any]:
    title = bool(_TITLE.match(paragraph.text))
    return {"text": paragraph.text, "bold": paragraph.bold, "italic": paragraph.italic, "title": title}


_TYPST = """
#set page(paper: "a4", margin: (top: 20mm, bottom: 20mm, left: 30mm, right: 20mm), numbering: "1", number-align: top)
#set text(font: ("Liberation Serif", "Libertinus Serif"), size: 13pt, lang: "vi", hyphenate: false)
#let line(p) = {
  set text(weight: if p.bold {"bold"} else {"regular"}, style: if p.italic {"italic"} else {"normal"})
  p.text
}
#for part in json(bytes(sys.inputs.parts)) {
  if "left" in part {
    set text(size: 12pt)
    let column(lines) = align(center, stack(spacing: 8pt, ..lines.map(line)))
    block(breakable: false, grid(columns: (42%, 58%), column(part.left), column(part.right)))
  } else if "rows" in part {
    set text(size: 11pt)
    let cell(c) = table.cell(colspan: c.span, stack(spacing: 6pt, ..c.lines.map(line)))
    let head = part.rows.first().map(cell)
    let body = part.rows.slice(1).flatten().map(cell)
    table(columns: (12mm,) + (1fr,) * (part.width - 1), table.header(..head), ..body)
  } else if part.title {
    align(center, line(part))
  } else {
    par(justify: true, first-line-indent: (amount: 1cm, all: true), spacing: 10pt, leading: 6pt, line(part))
  }
}
"""
