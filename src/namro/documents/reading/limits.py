"""How much is read at most. A document beyond these figures is refused with a message, never half read."""

from __future__ import annotations

from typing import Final

MB: Final = 1024 * 1024

FILE_MB: Final = 64
TEXT_MB: Final = 8
LINE_CHARACTERS: Final = 100_000
CHARACTERS: Final = 8_000_000
PAGES: Final = 2_000
BLOCKS: Final = 60_000
#: Paragraphs with the empty ones, which cost time all the same; each cell of a table has at least one.
PARAGRAPHS: Final = 600_000
CELLS: Final = 500_000
COLUMNS: Final = 200
SECONDS: Final = 120

#: One part of a .docx or .xlsx unpacked, all parts together, and how many parts.
PART_MB: Final = 64
UNPACKED_MB: Final = 512
PARTS: Final = 10_000
WORKBOOK_MB: Final = 128

#: Tags and attributes of one XML part: they, not the bytes, decide how much memory its tree takes.
XML_TAGS: Final = 3_000_000
XML_ATTRIBUTES: Final = 2_000_000

#: A page's drawing instructions in a PDF, unpacked, and memory of the process that reads it.
PDF_STREAM_MB: Final = 16
PDF_PAGE_CHARACTERS: Final = 40_000
PDF_PAGE_OBJECTS: Final = 60_000
#: Points of a page drawn as a picture.
PICTURE_POINTS: Final = 8_000_000
PICTURE_WIDTH: Final = 2_400
#: Somebody waits for a picture or a preview.
PICTURE_SECONDS: Final = 20
PREVIEW_BLOCKS: Final = 400
CHILD_MEMORY_MB: Final = 800
