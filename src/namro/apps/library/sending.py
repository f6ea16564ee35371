"""Files as answers: whatever they hold, a browser runs nothing of it, and no store in between keeps it."""

from __future__ import annotations

from typing import TypeVar

from django.http.response import HttpResponseBase

Guarded = TypeVar("Guarded", bound=HttpResponseBase)

_POLICY = "default-src 'none'; sandbox"

#: Formats in which plans are written, the usual one first, with their media types.
WRITTEN = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
#: Pictures that a browser shows by itself, with their media types.
SHOWN = {"png": "image/png", "jpg": "image/jpeg", "jpeg": "image/jpeg", "webp": "image/webp"}


def guarded(response: Guarded, kind: str) -> Guarded:
    """Return the answer with its media type by `kind` and the headers that every file goes out with."""
    response.headers["Content-Type"] = (WRITTEN | SHOWN).get(kind, "application/octet-stream")
    response.headers["Content-Security-Policy"] = _POLICY
    response.headers["Cache-Control"] = "private, no-store"
    return response
