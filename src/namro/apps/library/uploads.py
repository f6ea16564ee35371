"""Taking a file off the wire: onto disk, never into memory, not more than the site allows, under a harmless name."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import TemporaryFileUploadHandler

#: What the form's other fields and the boundaries may add to the file.
_OVERHEAD = 64 * 1024

#: What may not stand in a file name: control and format characters, and what some system reads as a path.
_UNSAFE = re.compile(r'[\x00-\x1f\x7f-\x9f<>:"/\\|?*\u061c\u200b\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]')
_NAME_LENGTH, _SUFFIX_LENGTH = 200, 10
#: File systems count bytes, most of them up to 255; a Vietnamese letter takes up to three.
_NAME_BYTES = 240


class LimitedUploadHandler(TemporaryFileUploadHandler):
    """Refuses a request by its announced length, before anything is written; names of files are harmless from here."""

    def handle_raw_input(
        self,
        input_data: Any,
        META: Any,  # noqa: N803 - Django's name
        content_length: int,
        *rest: Any,
        **named: Any,
    ) -> Any:
        """Raise RequestDataTooBig (answered with 413) when the request is too long."""
        if content_length > settings.MAX_UPLOAD_BYTES + _OVERHEAD:
            raise RequestDataTooBig("upload larger than MAX_UPLOAD_BYTES")
        return super().handle_raw_input(input_data, META, content_length, *rest, **named)

    def new_file(self, field_name: str, file_name: str, *rest: Any, **named: Any) -> None:
        """Begin a file; its ending stands in the name under which it is written to disk."""
        super().new_file(field_name, safe_name(file_name), *rest, **named)


def safe_name(name: str) -> str:
    """Return an uploaded file's name without anything that a file system or a browser could read differently."""
    whole = unicodedata.normalize("NFC", name.replace("\\", "/"))  # Macs send letters and their marks apart
    bare = _UNSAFE.sub("_", Path(whole).name).strip(". ")
    stem, dot, suffix = bare.rpartition(".")
    ending = f"{dot}{suffix[: _SUFFIX_LENGTH - 1]}"
    room = _NAME_BYTES - len(ending.encode())
    short = stem[: _NAME_LENGTH - _SUFFIX_LENGTH].encode()[:room].decode(errors="ignore")
    return f"{short}{ending}" if bare else "van-ban"


def all_taken_in(uploads: Iterable[UploadedFile], room: Path) -> list[Path]:
    """Write several uploads into a folder, each in one of its own: phones call every photo image.jpg."""
    files = []
    for number, upload in enumerate(uploads):
        place = room / str(number)
        place.mkdir()
        files.append(taken_in(upload, place))
    return files


def taken_in(upload: UploadedFile, room: Path) -> Path:
    """Write an upload into a folder (`storage.waiting_room`) under its safe name and return where it lies."""
    path = room / safe_name(upload.name or "")
    with path.open("wb") as file:
        for chunk in upload.chunks():
            file.write(chunk)
    return path
