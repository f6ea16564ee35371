"""A file shown in a page: pages of a .pdf as pictures, other documents as their blocks."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from namro.documents.model import Block
from namro.documents.reading import faults, limits, read_document
from namro.documents.reading.apart import read_apart
from namro.documents.reading.pdf.png import PagePicture
from namro.documents.reading.sniff import kind_of


@dataclass(frozen=True, slots=True)
class TextPreview:
    """The first blocks of a document; `cut` when there are more."""

    blocks: tuple[Block, ...]
    cut: bool


def page_picture(path: Path, *, page: int = 1, width: int = 900) -> PagePicture:
    """Return one page of a .pdf as a PNG of that width in points, with the count of pages; `page` counts from 1.

    Drawn in a process of its own. Raises `UnreadableDocument`: no .pdf, no such page (code `no_page`), broken, with a
    password, too much to draw.
    """
    with faults.told():
        if kind_of(path) != "pdf":
            raise faults.no_pages()
        options = [str(page - 1), str(min(max(width, 1), limits.PICTURE_WIDTH))]
        found = read_apart("picture", path, lambda _done, _total: None, options, seconds=limits.PICTURE_SECONDS)
        picture: PagePicture = found[0]
        return picture


def text_preview(path: Path, *, most: int = limits.PREVIEW_BLOCKS) -> TextPreview:
    """Return what a .docx, .txt, .md or .xlsx says as paragraphs and tables, to be shown without its layout.

    Raises `UnreadableDocument` like `read_document`.
    """
    blocks = read_document(path).blocks
    return TextPreview(blocks[:most], len(blocks) > most)
