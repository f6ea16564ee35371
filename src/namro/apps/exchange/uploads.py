"""Taking a file off the wire: onto disk, never into memory, and not more than the site allows."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadhandler import TemporaryFileUploadHandler

#: What the form's other fields and the boundaries may add to the file.
_OVERHEAD = 64 * 1024


class LimitedUploadHandler(TemporaryFileUploadHandler):
    """Refuses a request by its announced length, before anything is written."""

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
