"""Pages of a .pdf as pictures: what people look at, and what two versions of a file are compared by."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pypdfium2 as pdfium
from numpy.typing import NDArray

from namro.documents.reading import faults, limits
from namro.documents.reading.pdf.opening import opened
from namro.documents.reading.pdf.png import PagePicture, png
from namro.documents.reading.pdf.streams import refuse_bombs


def read_picture(path: Path, report: Callable[[int, int], None], *, number: int, width: int) -> Iterator[PagePicture]:
    """Yield one page drawn `width` points wide. Raises `UnreadableDocument` for a file or page that is not there."""
    refuse_bombs(path.read_bytes())
    with opened(path, to_draw=True) as document:
        if not 0 <= number < len(document):
            raise faults.no_page(number + 1, len(document))
        report(number, len(document))
        points = drawn(document[number], width)
        yield PagePicture(number, len(document), points.shape[1], points.shape[0], png(points))


def drawn(page: pdfium.PdfPage, width: int) -> NDArray[np.uint8]:
    """Return a page with its annotations as rows of red, green and blue, `width` points wide on white.

    A very long page is drawn narrower, so that no page takes more than the limit of points.
    """
    across, down = page.get_size()
    scale = min(width / max(across, 1.0), (limits.PICTURE_POINTS / max(across * down, 1.0)) ** 0.5)
    bitmap = page.render(scale=scale, rev_byteorder=True, prefer_bgrx=True)
    points: NDArray[np.uint8] = bitmap.to_numpy()[:, :, :3].copy()
    bitmap.close()
    return points
