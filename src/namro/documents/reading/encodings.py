"""From the bytes of a text file to Unicode text; encodings before Unicode are named and refused."""

from __future__ import annotations

import codecs
import re
import unicodedata

from namro.documents.reading import faults
from namro.documents.reading.legacy import legacy_font

_MARKED = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")


def decode(data: bytes) -> str:
    """Return NFC text of UTF-8, or of UTF-16 and UTF-32 with a byte order mark."""
    encoding = next((name for mark, name in _MARKED if data.startswith(mark)), "utf-8")
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as fault:
        if _looks_binary(data.decode("latin-1")):
            raise faults.wrong_type("Tệp không phải văn bản chữ") from fault
        name = legacy_font([data.decode("cp1252", "replace")])
        raise (faults.legacy_font(name) if name else faults.encoding()) from fault
    if _looks_binary(text):
        raise faults.wrong_type("Tệp không phải văn bản chữ")
    return unicodedata.normalize("NFC", text)


def _looks_binary(text: str) -> bool:
    sample = text[:200_000]
    return "\x00" in sample or len(_CONTROLS.findall(sample)) * 100 > len(sample)
