"""The signatures of a .pdf, checked against the file itself and the named roots; nothing is fetched from anywhere."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from asn1crypto.x509 import Certificate
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import enumerate_sig_fields
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature

from namro.core.assessment.signatures import Changes, SignatureReport, Signer, summarised
from namro.documents.reading import faults, limits
from namro.documents.reading.pdf.opening import opened
from namro.documents.reading.pdf.streams import refuse_bombs
from namro.documents.reading.signed.later import Area, stays_the_same
from namro.documents.reading.signed.signer import checked
from namro.documents.reading.signed.trust import certificates_in

#: A signature says in this word which bytes it covers. They are filled in last, so no program packs the word away.
_MARK = b"/ByteRange"

_log = logging.getLogger(__name__)


def read_signatures(
    path: Path, report: Callable[[int, int], None], *, roots: Sequence[Path]
) -> Iterator[SignatureReport]:
    """Yield the one report about a .pdf. Raises `UnreadableDocument` for a file that cannot be looked into."""
    data = path.read_bytes()
    refuse_bombs(data)
    with opened(path) as document:
        pages = len(document)
    report(0, pages)
    if _MARK in data:
        yield _report(path, data, certificates_in(roots))
    else:
        yield summarised(())


def _report(path: Path, data: bytes, roots: Sequence[Certificate]) -> SignatureReport:
    with path.open("rb") as file:
        reader = PdfFileReader(file, strict=False)
        if reader.encrypted:
            raise faults.encrypted()
        fields = [(name, field) for name, value, field in enumerate_sig_fields(reader, filled_status=True)]
        found = [signer for name, field in fields if (signer := _signer(reader, name, field, roots))]
        areas = [area for _name, field in fields for area in _areas(reader, field)]
    found.sort(key=lambda one: one[1])
    signers = [signer for signer, _end in found]
    changes = _changes(data, found, areas)
    return summarised(signers, changes, unchecked=len(found) < len(fields))


def _signer(reader: PdfFileReader, name: str, field: Any, roots: Sequence[Certificate]) -> tuple[Signer, int] | None:
    """The signature of a field and where the bytes that it covers end; None for one of a kind we do not know."""
    try:
        embedded = EmbeddedPdfSignature(reader, field, name)
        return checked(embedded, roots), sum(int(number) for number in embedded.byte_range[-2:])
    except (MemoryError, RecursionError):
        raise
    except Exception:  # whatever strange bytes make the library raise: this signature is not checked, the others are
        _log.info("a signature could not be checked", exc_info=True)
        return None


def _areas(reader: PdfFileReader, field: Any) -> Iterator[Area]:
    """Where a signature field shows itself; one without a picture has no width."""
    owner = field.get_object()
    for widget in (kid.get_object() for kid in owner.get("/Kids", [owner])):
        corners = [float(number) for number in widget.get("/Rect", ())]
        page = _page_of(reader, widget)
        if len(corners) == 4 and page is not None:
            left, right = sorted(corners[0::2])
            bottom, top = sorted(corners[1::2])
            yield Area(page, left, bottom, right, top)


def _page_of(reader: PdfFileReader, widget: Any) -> int | None:
    wanted = widget.raw_get("/P") if "/P" in widget else None
    count = int(reader.root["/Pages"]["/Count"])
    references = (reader.find_page_for_modification(index)[0] for index in range(min(count, limits.PAGES)))
    return next((i for i, found in enumerate(references) if wanted is not None and found.reference == wanted.reference), None)


def _changes(data: bytes, found: Sequence[tuple[Signer, int]], areas: Sequence[Area]) -> Changes:
    """What the file shows beyond what each good signature covers; after the organisation's nothing is filled in."""
    later = [(signer, end) for signer, end in found if signer.intact and signer.covers == "then"]
    same = all(
        stays_the_same(data[:end], data, areas, filling_in=signer.certificate_kind != "organisation")
        for signer, end in later
    )
    return ("normal" if same else "suspicious") if later else "nothing"
