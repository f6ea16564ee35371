"""An invented issuer of certificates, people and bodies with theirs, and files signed one after another."""

from __future__ import annotations

import io
from datetime import UTC, datetime, timedelta
from functools import cache

import typst
from cryptography import x509
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

from namro.demo import signing
from namro.demo.signing import Holder, draw, font_of, stamp, words, written
from tests.documents.conversion import FONTS

NOW = datetime(2026, 3, 16, 3, 0, tzinfo=UTC)
YEAR = timedelta(days=365)
LETTER = """
#set page(paper: "a4", margin: 2cm)
#set text(font: "Liberation Serif", size: 13pt)
#grid(columns: (1fr, 1fr), align: center,
  [ỦY BAN NHÂN DÂN\\ #strong[XÃ SUỐI MÂY]], [CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\\ Độc lập - Tự do - Hạnh phúc])
#grid(columns: (1fr, 1fr), align: center, [Số: #h(1.5cm) /KH-UBND], [Suối Mây, ngày #h(.8cm) tháng 3 năm 2026])
#align(center)[#strong[KẾ HOẠCH]\\ Giám sát công tác cải cách hành chính năm 2026]
#v(1cm)
Ủy ban nhân dân xã giám sát 09 thôn trong quý II, xong trước ngày 30/6/2026.

Căn cứ Kế hoạch số 5/KH-UBND ngày 2 tháng 2 năm 2026 của Ủy ban nhân dân xã.
#v(5cm)
#align(right)[TM. ỦY BAN NHÂN DÂN\\ CHỦ TỊCH\\ #v(3cm) Trần Văn Khuê]
"""
#: Where the signatures are shown on the letter, and where its number and day are filled in, in points from below.
LEADER_BOX, BODY_BOX = (380, 250, 520, 330), (320, 270, 400, 350)
_NAME = generic.NameObject
NUMBER_AT, DAY_AT = (158, 720), (402, 720)


def issue(
    name: str,
    *,
    organisation: str = "UBND xã Suối Mây",
    number: str = "",
    by: Holder | None = None,
    since: datetime = NOW - YEAR,
    until: datetime = NOW + 3 * YEAR,
    asks_at: str = "",
) -> Holder:
    """A certificate; without `by` it is its own issuer. `asks_at`: where its revocation could be asked for."""
    extensions: list[x509.ExtensionType] = []
    if asks_at:
        place = x509.UniformResourceIdentifier(asks_at)
        access = [x509.AccessDescription(x509.AuthorityInformationAccessOID.OCSP, place)]
        access += [x509.AccessDescription(x509.AuthorityInformationAccessOID.CA_ISSUERS, place)]
        points = [x509.DistributionPoint([place], None, None, None)]
        extensions = [x509.AuthorityInformationAccess(access), x509.CRLDistributionPoints(points)]
    return signing.issue(
        name, organisation=organisation, number=number, by=by, since=since, until=until, extensions=extensions
    )


@cache
def issuer() -> Holder:
    """The issuer that the tests trust."""
    return issue("Tổ chức chứng thực thử nghiệm", organisation="Cơ quan thử nghiệm", until=NOW + 20 * YEAR)


@cache
def leader() -> Holder:
    return issue("Trần Văn Khuê", number="CCCD:012345678901", by=issuer())


@cache
def body() -> Holder:
    return issue("ỦY BAN NHÂN DÂN XÃ SUỐI MÂY", by=issuer())


@cache
def letter() -> bytes:
    """The unsigned letter, number and day left blank."""
    return typst.compile(LETTER.encode(), format="pdf", font_paths=[str(FONTS)], ignore_system_fonts=True)


def sign(
    data: bytes, holder: Holder, *, box: tuple[int, int, int, int] = LEADER_BOX, at: datetime = NOW, page: int = 0
) -> bytes:
    """Sign with a visible picture of the name."""
    return signing.sign(data, holder, issuer=issuer(), box=box, at=at, page=page)


def note(data: bytes, drawing: bytes, *, kind: str = "/FreeText") -> bytes:
    """Put an annotation over the first page that shows a drawing."""
    out = IncrementalPdfFileWriter(io.BytesIO(data), strict=False)
    whole = generic.ArrayObject(generic.NumberObject(number) for number in (0, 0, 595, 842))
    look = generic.StreamObject(stream_data=drawing)
    look.update({_NAME("/Type"): _NAME("/XObject"), _NAME("/Subtype"): _NAME("/Form"), _NAME("/BBox"): whole})
    look[_NAME("/Resources")] = font_of(out)
    page, _ = out.find_page_for_modification(0)
    looks = generic.DictionaryObject({_NAME("/N"): out.add_object(look)})
    shown = {"/Type": _NAME("/Annot"), "/Subtype": _NAME(kind), "/Rect": whole, "/AP": looks}
    shown["/F"] = generic.NumberObject(4)
    annotation = generic.DictionaryObject({_NAME(key): value for key, value in shown.items()})
    leaf = page.get_object()
    leaf[_NAME("/Annots")] = generic.ArrayObject([*leaf.get("/Annots", ()), out.add_object(annotation)])
    out.update_container(leaf)
    return written(out)


def box(left: float, bottom: float, width: float, height: float, *, colour: str) -> bytes:
    """Drawing instructions of a filled box."""
    return f"{colour} rg {left} {bottom} {width} {height} re f".encode()


def filled_in(data: bytes) -> bytes:
    """What the clerk does between two signatures: number, day, stamp."""
    return draw(data, words("12", NUMBER_AT), words("16", DAY_AT), stamp())
