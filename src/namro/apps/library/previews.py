"""Pages of a PDF as pictures: drawn when somebody looks, kept for a while in `pictures/` of the data folder.

What lies there can be thrown away at any time. A page is drawn in a process of its own with limits; only a few at
once, so that people who leaf through a long file leave the machine to the others.
"""

from __future__ import annotations

import os
import tempfile
from datetime import datetime, timedelta
from pathlib import Path
from threading import BoundedSemaphore

from django.conf import settings
from django.utils.translation import gettext as _

from namro.apps.library import storage
from namro.core.base.errors import NamroError
from namro.documents.reading.previews import page_picture

#: Dots across: enough to read small print on a screen.
WIDTH = 1100
STAYS = timedelta(days=30)
_AT_ONCE = BoundedSemaphore(2)
_PATIENCE = 20.0


def page_of(sha256: str, number: int) -> bytes:
    """Return page `number` (from 1) as a PNG. Raises NamroError with what people are to know."""
    place = _folder() / sha256[:2] / sha256 / f"{number}.png"
    try:
        return place.read_bytes()
    except FileNotFoundError:
        pass
    if not _AT_ONCE.acquire(timeout=_PATIENCE):
        raise NamroError(_("Máy đang vẽ nhiều trang. Tải lại trang sau ít phút."), code="busy")
    try:
        with storage.named(sha256, "pdf") as path:
            content = page_picture(path, page=number, width=WIDTH).png
    finally:
        _AT_ONCE.release()
    _keep(place, content)
    return content


def clear_old(now: datetime) -> None:
    """Throw away pictures that were drawn long ago."""
    before = (now - STAYS).timestamp()
    for path in _folder().glob("*/*/*"):
        if path.stat().st_mtime < before:
            path.unlink(missing_ok=True)


def _keep(place: Path, content: bytes) -> None:
    place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=place.parent)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
    Path(name).replace(place)


def _folder() -> Path:
    return Path(settings.DATA_DIR) / "pictures"
