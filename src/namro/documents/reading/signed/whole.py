"""All signatures of one file: each checked, and what came after it."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from asn1crypto.x509 import Certificate
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import enumerate_sig_fields
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature

from namro.core.assessment.signatures import Changes, SignatureReport, Signer, summarised
from namro.documents.reading import faults, limits
from namro.documents.reading.signed.later import Area, stays_the_same
from namro.documents.reading.signed.signer import checked
from namro.documents.reading.signed.trust import certificates_in

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Found:
    """A signature, where the bytes that it covers end, and where it shows itself; without signer if unchecked."""

    signer: Signer | None
    end: int
    areas: tuple[Area, ...]


def report_of(path: Path, data: bytes, roots: Sequence[Path]) -> SignatureReport:
    """Check every signature of a .pdf and what came after it. `data`: its bytes; `roots`: trusted certificates."""
    trusted = certificates_in(roots)
    with path.open("rb") as file:
        reader = PdfFileReader(file, strict=False)
        if reader.encrypted:
            raise faults.encrypted()
        fields = [
            (name, field)
            for name, value, field in enumerate_sig_fields(reader, filled_status=True)
            if value.get_object().get("/Type") != "/DocTimeStamp"  # says when, not who
        ]
        found = sorted((_found(reader, name, field, trusted) for name, field in fields), key=lambda one: one.end)
    signers = [one.signer for one in found if one.signer]
    return summarised(signers, _changes(data, found), unchecked=len(signers) < len(found))


def _found(reader: PdfFileReader, name: str, field: Any, roots: Sequence[Certificate]) -> _Found:
    try:
        embedded = EmbeddedPdfSignature(reader, field, name)
        end = sum([int(number) for number in embedded.byte_range][-2:])
        return _Found(checked(embedded, roots), end, tuple(_areas(reader, field)))
    except (MemoryError, RecursionError):
        raise
    except Exception:  # whatever strange bytes make the library raise: this signature is not checked, the others are
        _log.info("a signature could not be checked", exc_info=True)
        return _Found(None, 0, ())


def _areas(reader: PdfFileReader, field: Any) -> Iterator[Area]:
    owner = field.get_object()
    for widget in (kid.get_object() for kid in owner.get("/Kids", [owner])):
        corners = [float(number) for number in widget.get("/Rect", ())]
        page = _page_of(reader, widget)
        if len(corners) == 4 and page is not None:
            left, right = sorted(corners[0::2])
            bottom, top = sorted(corners[1::2])
            yield Area(page, left, bottom, right, top)


def _page_of(reader: PdfFileReader, widget: Any) -> int | None:
    """The number of the page that the widget names as its own."""
    if "/P" not in widget:
        return None
    wanted = widget.raw_get("/P").reference
    count = min(int(reader.root["/Pages"]["/Count"]), limits.PAGES)
    pages = (reader.find_page_for_modification(index)[0].reference for index in range(count))
    return next((index for index, page in enumerate(pages) if page == wanted), None)


def _changes(data: bytes, found: Sequence[_Found]) -> Changes:
    """What the file shows beyond what each good signature covers; after the organisation's nothing is filled in."""
    changes: Changes = "nothing"
    for one in found:
        if one.signer is None or not one.signer.intact or one.signer.covers != "then":
            continue
        later = [area for other in found if other.end > one.end for area in other.areas]
        filling_in = one.signer.certificate_kind != "organisation"
        if not stays_the_same(data[: one.end], data, later, filling_in=filling_in):
            return "suspicious"
        changes = "normal"
    return changes
