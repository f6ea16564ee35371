"""Refusing a PDF whose page instructions unpack to far more than a page can hold, before the engine opens it."""

from __future__ import annotations

import re
import zlib

from namro.documents.reading import faults, limits

_STREAM = re.compile(rb"stream\r?\n")
_DICTIONARY = 600
_CHUNK = 1 << 16
_LAYERS = 3


def refuse_bombs(data: bytes) -> None:
    """Raise `UnreadableDocument` if a compressed stream that is no image or font unpacks beyond the limit."""
    for found in _STREAM.finditer(data):
        start = found.end()
        if data[start - 10 : start].startswith(b"end"):
            continue
        before = data[max(0, found.start() - _DICTIONARY) : found.start()]
        own = before[before.rfind(b"obj") + 3 :]
        if not re.search(rb"/Image\b|/FontFile|/Length1\b|/Type1C|/CIDFontType0C|/OpenType", own):
            _inflate(data, start, limits.PDF_STREAM_MB * limits.MB)


class _Layer:
    """One unpacking in progress."""

    def __init__(self) -> None:
        self._unpacker = zlib.decompressobj()

    @property
    def ended(self) -> bool:
        return self._unpacker.eof

    def unpack(self, piece: bytes, limit: int) -> bytes:
        return self._unpacker.decompress(piece, limit)


def _inflate(data: bytes, start: int, limit: int) -> None:
    """Unpack without keeping; a stream packed several times is unpacked as often."""
    layers = [_Layer()]
    position, produced = start, 0
    try:
        while position < len(data) and not layers[0].ended:
            piece = data[position : position + _CHUNK]
            position += _CHUNK
            produced += _through(layers, piece, limit)
            if produced > limit:
                raise faults.bomb()
    except zlib.error:
        return  # not packed with Flate, or damaged: the engine decides


def _through(layers: list[_Layer], piece: bytes, limit: int) -> int:
    """Feed one piece to the layers; return how many bytes came out of the last."""
    for depth in range(_LAYERS):
        out = layers[depth].unpack(piece, limit + 1)
        if len(layers) == depth + 1:
            if not (out[:1] == b"\x78" and depth + 1 < _LAYERS):
                return len(out)
            layers.append(_Layer())
        piece = out
    return len(piece)
