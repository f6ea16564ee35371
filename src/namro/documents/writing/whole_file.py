"""A file that is there whole or not at all."""

from __future__ import annotations

import errno
import os
from contextlib import suppress
from pathlib import Path
from secrets import token_hex


def write_whole(path: Path, content: bytes) -> None:
    """Write the content under a temporary name beside `path`, then rename it; a failure leaves what was there before.

    A link keeps pointing to the file that is written. What is not a plain file (a pipe) is written as it is. Raises
    `OSError`.
    """
    target = path.resolve()
    if target.exists() and not target.is_file():
        target.write_bytes(content)
        return
    made = target.with_name(f".{token_hex(8)}{target.suffix}")
    try:
        with made.open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        _take_rights(made, target)
        made.replace(target)
    except BaseException:
        with suppress(OSError):
            made.unlink()
        raise


def _take_rights(made: Path, target: Path) -> None:
    """Give a file the rights of the one it replaces; one that may not be written is not replaced either."""
    if target.exists():
        with target.open("ab"):
            made.chmod(target.stat().st_mode & 0o777)


def why_not_written(error: OSError) -> str:
    """Return the reason in Vietnamese, whatever the machine's language."""
    reasons = {
        FileNotFoundError: "không có thư mục này",
        NotADirectoryError: "không có thư mục này",
        IsADirectoryError: "đây là thư mục",
        PermissionError: "không có quyền ghi",
    }
    if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return "hết chỗ trên ổ đĩa"
    return reasons.get(type(error), f"lỗi hệ thống {error.errno}")
