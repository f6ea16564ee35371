"""An invented issuer of certificates, people and bodies with theirs, and files signed one after another."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any

import typst
from asn1crypto import keys
from asn1crypto.x509 import Certificate as Loaded
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import fields, signers
from pyhanko.stamp import TextStampStyle
from pyhanko_certvalidator.registry import SimpleCertificateStore

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


@dataclass(frozen=True)
class Holder:
    """Somebody with a certificate and its key."""

    certificate: x509.Certificate
    key: ec.EllipticCurvePrivateKey

    def signer(self, *above: Holder) -> signers.SimpleSigner:
        """What pyHanko signs with; the chain goes into the file."""
        store = SimpleCertificateStore.from_certs([_loaded(one.certificate) for one in above])
        key = self.key.private_bytes(
            serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        return signers.SimpleSigner(_loaded(self.certificate), keys.PrivateKeyInfo.load(key), store)

    @property
    def pem(self) -> bytes:
        return self.certificate.public_bytes(serialization.Encoding.PEM)


def _loaded(certificate: x509.Certificate) -> Loaded:
    return Loaded.load(certificate.public_bytes(serialization.Encoding.DER))


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
    key = ec.generate_private_key(ec.SECP256R1())
    attributes = [(NameOID.COMMON_NAME, name), (NameOID.ORGANIZATION_NAME, organisation), (NameOID.USER_ID, number)]
    subject = x509.Name([x509.NameAttribute(oid, text) for oid, text in attributes if text])
    issuer = by.certificate.subject if by else subject
    builder = (
        x509.CertificateBuilder(issuer, subject, key.public_key(), x509.random_serial_number(), since, until)
        .add_extension(x509.BasicConstraints(ca=by is None, path_length=None), critical=True)
        .add_extension(
            x509.KeyUsage(True, by is not None, False, False, False, by is None, by is None, False, False),
            critical=True,
        )
    )
    if asks_at:
        place = x509.UniformResourceIdentifier(asks_at)
        access = [x509.AccessDescription(x509.AuthorityInformationAccessOID.OCSP, place)]
        access += [x509.AccessDescription(x509.AuthorityInformationAccessOID.CA_ISSUERS, place)]
        points = [x509.DistributionPoint([place], None, None, None)]
        builder = builder.add_extension(x509.AuthorityInformationAccess(access), critical=False)
        builder = builder.add_extension(x509.CRLDistributionPoints(points), critical=False)
    return Holder(builder.sign((by or Holder(None, key)).key, hashes.SHA256()), key)  # type: ignore[arg-type]


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


def sign(data: bytes, holder: Holder, *, box: Sequence[int] = LEADER_BOX, at: datetime = NOW, page: int = 0) -> bytes:
    """Sign with a visible picture of the name."""
    out = IncrementalPdfFileWriter(io.BytesIO(data), strict=False)
    name = f"ChuKy{data.count(b'/ByteRange') + 1}"
    spec = fields.SigFieldSpec(name, on_page=page, box=tuple(box))
    signer = holder.signer(issuer())
    meta = signers.PdfSignatureMetadata(field_name=name, md_algorithm="sha256")
    pdf_signer = _At(meta, signer, stamp_style=TextStampStyle(stamp_text="Ky boi %(signer)s"), new_field_spec=spec)
    pdf_signer.at = at
    return pdf_signer.sign_pdf(out).getvalue()


class _At(signers.PdfSigner):
    """Signs at a time of the test's choosing."""

    at = NOW

    def init_signing_session(self, *args: Any, **named: Any) -> Any:
        session = super().init_signing_session(*args, **named)
        session.system_time = self.at
        return session


def draw(data: bytes, *drawings: bytes) -> bytes:
    """Draw on the first page in an update that leaves every earlier byte as it is."""
    out = IncrementalPdfFileWriter(io.BytesIO(data), strict=False)
    stream = generic.StreamObject(stream_data=b"\n".join((b"q", *drawings, b"Q")))
    out.add_stream_to_page(0, out.add_object(stream), _resources(out))
    return _written(out)


def note(data: bytes, drawing: bytes, *, kind: str = "/FreeText") -> bytes:
    """Put an annotation over the first page that shows a drawing."""
    out = IncrementalPdfFileWriter(io.BytesIO(data), strict=False)
    whole = generic.ArrayObject(generic.NumberObject(number) for number in (0, 0, 595, 842))
    look = generic.StreamObject(stream_data=drawing)
    look.update({_NAME("/Type"): _NAME("/XObject"), _NAME("/Subtype"): _NAME("/Form"), _NAME("/BBox"): whole})
    look[_NAME("/Resources")] = _resources(out)
    page, _ = out.find_page_for_modification(0)
    looks = generic.DictionaryObject({_NAME("/N"): out.add_object(look)})
    shown = {"/Type": _NAME("/Annot"), "/Subtype": _NAME(kind), "/Rect": whole, "/AP": looks}
    shown["/F"] = generic.NumberObject(4)
    annotation = generic.DictionaryObject({_NAME(key): value for key, value in shown.items()})
    leaf = page.get_object()
    leaf[_NAME("/Annots")] = generic.ArrayObject([*leaf.get("/Annots", ()), out.add_object(annotation)])
    out.update_container(leaf)
    return _written(out)


def _resources(out: IncrementalPdfFileWriter) -> generic.DictionaryObject:
    font = generic.DictionaryObject(
        {
            _NAME("/Type"): _NAME("/Font"),
            _NAME("/Subtype"): _NAME("/Type1"),
            _NAME("/BaseFont"): _NAME("/Times-Roman"),
        }
    )
    fonts = generic.DictionaryObject({_NAME("/ThuNghiem"): out.add_object(font)})
    return generic.DictionaryObject({_NAME("/Font"): fonts})


def _written(out: IncrementalPdfFileWriter) -> bytes:
    target = io.BytesIO()
    out.write(target)
    return target.getvalue()


def words(text: str, at: tuple[float, float], *, size: int = 13, colour: str = "0 0 0") -> bytes:
    """Drawing instructions of a text without marks."""
    return f"BT {colour} rg /ThuNghiem {size} Tf {at[0]} {at[1]} Td ({text}) Tj ET".encode()


def box(left: float, bottom: float, width: float, height: float, *, colour: str) -> bytes:
    """Drawing instructions of a filled box."""
    return f"{colour} rg {left} {bottom} {width} {height} re f".encode()


def stamp(x: float = 330, y: float = 300, radius: float = 50) -> bytes:
    """Drawing instructions of a red ring."""
    k = radius * 0.5523
    curves = (
        f"{x + radius} {y + k} {x + k} {y + radius} {x} {y + radius} c",
        f"{x - k} {y + radius} {x - radius} {y + k} {x - radius} {y} c",
        f"{x - radius} {y - k} {x - k} {y - radius} {x} {y - radius} c",
        f"{x + k} {y - radius} {x + radius} {y - k} {x + radius} {y} c",
    )
    return f"1 0 0 RG 3 w {x + radius} {y} m {' '.join(curves)} S".encode()


def filled_in(data: bytes) -> bytes:
    """What the clerk does between two signatures: number, day, stamp."""
    return draw(data, words("12", NUMBER_AT), words("16", DAY_AT), stamp())
