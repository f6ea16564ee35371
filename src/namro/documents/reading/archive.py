"""Parts of a zip-based office file, unpacked only as far as the limits allow."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from types import TracebackType
from typing import BinaryIO
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from namro.documents.reading import faults, limits

_CHUNK = 1 << 16


class Archive:
    """A zip file opened for reading; every fault of it is an `UnreadableDocument`."""

    def __init__(self, file: BinaryIO, *, kind: str = "nén .zip") -> None:
        self.kind = kind
        try:
            self._zip = zipfile.ZipFile(file)
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, UnicodeDecodeError) as fault:
            raise faults.damaged(kind) from fault
        self._members = {info.filename.lstrip("/"): info for info in self._zip.infolist()}
        self._refuse_bombs()

    def __enter__(self) -> Archive:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._zip.close()

    @property
    def names(self) -> list[str]:
        """Names of all parts, in the order of the file."""
        return list(self._members)

    def read(self, name: str) -> bytes:
        """Return one part unpacked; a missing, encrypted, damaged or oversized one is refused."""
        info = self._members.get(name)
        if info is None:
            raise faults.damaged(self.kind)
        if info.flag_bits & 1:
            raise faults.encrypted()
        limit = limits.PART_MB * limits.MB
        parts: list[bytes] = []
        for part in self._chunks(info):
            limit -= len(part)
            if limit < 0:
                raise faults.bomb()
            parts.append(part)
        return b"".join(parts)

    def xml(self, name: str) -> Element:
        """Return the tree of one XML part; DTDs and entities are refused, nothing outside is ever fetched."""
        return parse(self.read(name), kind=self.kind)

    def _chunks(self, info: zipfile.ZipInfo) -> Iterator[bytes]:
        try:
            with self._zip.open(info) as stream:
                while part := stream.read(_CHUNK):
                    yield part
        except (
            zipfile.BadZipFile,
            zlib.error,
            EOFError,
            OSError,
            NotImplementedError,
            RuntimeError,
            ValueError,
        ) as fault:
            raise faults.damaged(self.kind) from fault

    def _refuse_bombs(self) -> None:
        infos = self._zip.infolist()
        if len(infos) > limits.PARTS or sum(i.file_size for i in infos) > limits.UNPACKED_MB * limits.MB:
            raise faults.bomb()


def check_xml(data: bytes) -> None:
    """Refuse XML with more tags or attributes than the limits: they decide how much memory its content takes."""
    if data.count(b"<") > limits.XML_TAGS or data.count(b"=") > limits.XML_ATTRIBUTES:
        raise faults.too_complex()


def parse(data: bytes, *, kind: str) -> Element:
    """Return the tree of XML text within the limits; DTDs and entities are refused."""
    check_xml(data)
    try:
        root: Element = fromstring(data, forbid_dtd=True)
    except DefusedXmlException as fault:
        raise faults.too_complex() from fault
    except (ParseError, ValueError, LookupError) as fault:
        raise faults.damaged(kind) from fault
    return root
