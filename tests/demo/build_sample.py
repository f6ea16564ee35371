"""Writes the shipped samples as .docx from their .md: `python -m tests.demo.build_sample` after changing one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from docx import Document
from docx.document import Document as Page
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph

from tests.house.sources import PACKAGE

SAMPLES = PACKAGE / "demo" / "sample"
_MARKED = re.compile(r"(\*{1,3})(.+?)\1")


def build(source: Path) -> Path:
    """Write the Markdown sheet beside itself as .docx in the page of Decree 30/2020; return the new file."""
    page = _blank_page()
    blocks = list(_blocks(source.read_text("utf-8")))
    _letterhead(page, blocks[:4])
    for block in blocks[4:]:
        if block[0].startswith("|"):
            _table(page, block)
        else:
            for line in block:
                _write(page.add_paragraph(), line)
    target = source.with_suffix(".docx")
    page.save(str(target))
    return target


def _blank_page() -> Page:
    page = Document()
    page.core_properties.author, page.core_properties.comments = "", ""
    section = page.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin, section.right_margin, section.top_margin, section.bottom_margin = (
        Mm(30),
        Mm(20),
        Mm(20),
        Mm(20),
    )
    style = page.styles["Normal"]
    style.font.name, style.font.size = "Times New Roman", Pt(14)
    return page


def _blocks(text: str) -> Iterator[list[str]]:
    for part in re.split(r"\n\s*\n", text.strip()):
        yield part.splitlines()


def _letterhead(page: Page, blocks: list[list[str]]) -> None:
    """Agency and number on the left, national title, place and date on the right, as every office prints it."""
    agency, nation, number, place = blocks
    table = page.add_table(rows=2, cols=2)
    for cell, lines in zip((*table.rows[0].cells, *table.rows[1].cells), (agency, nation, number, place), strict=True):
        for index, line in enumerate(lines):
            paragraph = cell.paragraphs[0] if index == 0 else cell.add_paragraph()
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
            _write(paragraph, line)


def _table(page: Page, lines: list[str]) -> None:
    rows = [
        [cell.strip() for cell in line.strip().strip("|").split("|")] for line in lines if not re.match(r"\|\s*-", line)
    ]
    table = page.add_table(rows=len(rows), cols=len(rows[0]), style="Table Grid")
    for row, texts in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            _write(cell.paragraphs[0], text)


def _write(paragraph: Paragraph, line: str) -> None:
    """Add a Markdown line as runs, its marks of emphasis as bold and italic."""
    done = 0
    for found in _MARKED.finditer(line):
        paragraph.add_run(line[done : found.start()])
        run = paragraph.add_run(found[2])
        run.bold, run.italic = len(found[1]) > 1, len(found[1]) != 2
        done = found.end()
    paragraph.add_run(line[done:])


if __name__ == "__main__":
    for sheet in sorted(SAMPLES.glob("*.md")):
        print(build(sheet).name)
