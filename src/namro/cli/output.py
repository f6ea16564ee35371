"""Files that commands write: whole or not at all, and never over what is being read."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path

from namro.core.base.errors import NamroError


def keep_sources(sources: Iterable[Path | None], outputs: Iterable[Path | None]) -> None:
    """Refuse to write over a file that is read, under whatever name it is given."""
    read = [path for path in sources if path is not None and path.exists()]
    for output in outputs:
        if output is not None and output.exists() and any(output.samefile(path) for path in read):
            raise NamroError(
                f"Tệp ghi ra “{output}” chính là tệp đang đọc. Hãy chọn tên tệp khác để giữ tệp gốc.",
                code="output_file",
            )


def expect_suffix(output: Path, *suffixes: str) -> None:
    """Refuse a name that says another format."""
    if output.suffix.lower() not in suffixes:
        message = f"Không ghi được ra tệp “{output.name}”. Hãy đặt đuôi tệp là {' hoặc '.join(suffixes)}."
        raise NamroError(message, code="output_format")


def write_output(path: Path, content: bytes) -> None:
    """Write a file and say so on stderr. Raises `NamroError` where it cannot be written."""
    from namro.documents.writing.whole_file import why_not_written, write_whole

    try:
        write_whole(path, content)
    except OSError as error:
        message = f"Không ghi được “{path}”: {why_not_written(error)}. Kiểm tra thư mục, đóng tệp nếu đang mở."
        raise NamroError(message, code="output_file") from error
    print(f"Đã ghi {path}.", file=sys.stderr)
