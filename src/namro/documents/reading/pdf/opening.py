"""Opening a .pdf with the engine; what it cannot open is told in our words."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from namro.documents.reading import faults, limits

_KIND = "PDF"


@contextmanager
def opened(source: Path | bytes, *, to_draw: bool = False) -> Iterator[pdfium.PdfDocument]:
    """Open a .pdf of not too many pages; what the engine finds wrong meanwhile becomes `UnreadableDocument`.

    `to_draw`: filled-in fields and pictures of signatures are drawn too; nothing in the file is run.
    """
    try:
        with pdfium.PdfDocument(source) as document:
            if len(document) > limits.PAGES:
                raise faults.too_long("trang", limits.PAGES)
            if to_draw:
                document.init_forms()
            yield document
    except pdfium.PdfiumError as fault:
        encrypted = fault.err_code in {raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY}
        raise (faults.encrypted() if encrypted else faults.damaged(_KIND)) from fault
