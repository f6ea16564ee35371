"""A picture as a PNG, and the picture of a page as it comes back from the process that draws it."""

from __future__ import annotations

import struct
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class PagePicture:
    """A page as a PNG, `number` counted from 0, and how many pages the file has."""

    number: int
    pages: int
    width: int
    height: int
    png: bytes


def png(points: NDArray[np.uint8]) -> bytes:
    """Return rows of red, green and blue as a PNG."""
    height, width = points.shape[:2]
    # Each row begins with 0: its bytes stand as they are.
    rows = b"".join(b"\0" + row.tobytes() for row in points)
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    parts = ((b"IHDR", header), (b"IDAT", zlib.compress(rows, 6)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(kind, content) for kind, content in parts)


def _chunk(kind: bytes, content: bytes) -> bytes:
    checksum = zlib.crc32(content, zlib.crc32(kind))
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", checksum)
