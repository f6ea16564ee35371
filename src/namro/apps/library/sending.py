"""Files as answers: whatever they hold, a browser runs nothing of it, and no store in between keeps it."""

from __future__ import annotations

from django.http import FileResponse

_POLICY = "default-src 'none'; sandbox"

#: Formats in which plans are written, the usual one first, with their media types.
WRITTEN = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def guarded(response: FileResponse, kind: str) -> FileResponse:
    """Return the answer with its media type by `kind` and the headers that every file goes out with."""
    response.headers["Content-Type"] = WRITTEN.get(kind, "application/octet-stream")
    response.headers["Content-Security-Policy"] = _POLICY
    response.headers["Cache-Control"] = "private, no-store"
    return response
