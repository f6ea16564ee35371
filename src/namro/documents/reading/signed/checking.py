"""The signatures of a .pdf, checked against the file itself and the named roots; nothing is fetched from anywhere."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from namro.core.assessment.signatures import SignatureReport, summarised
from namro.documents.reading.pdf.opening import opened
from namro.documents.reading.pdf.streams import refuse_bombs

#: A signature says in this word which bytes it covers. They are filled in last, so no program packs the word away.
_MARK = b"/ByteRange"


def read_signatures(
    path: Path, report: Callable[[int, int], None], *, roots: Sequence[Path]
) -> Iterator[SignatureReport]:
    """Yield the one report about a .pdf. Raises `UnreadableDocument` for a file that cannot be looked into."""
    data = path.read_bytes()
    refuse_bombs(data)
    with opened(path) as document:
        report(0, len(document))
    if _MARK in data:
        # Most files are unsigned, and the library takes long to load.
        from namro.documents.reading.signed.whole import report_of

        yield report_of(path, data, roots)
    else:
        yield summarised(())
