"""Documents as officials write them: read into one neutral model, recognised, and written again."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from namro.core.printed import Reading

__all__ = ["read_file"]


def read_file(path: Path, *, progress: Callable[[int, int], None] | None = None) -> Reading:
    """Read a .txt, .md, .docx, .pdf or .xlsx file and recognise what it says.

    `progress(done, total)` is called while long files are read. Raises `UnreadableDocument` with a message for people.
    """
    from namro.documents.reading import read_document
    from namro.documents.recognition import recognise

    return recognise(read_document(path, progress=progress))
