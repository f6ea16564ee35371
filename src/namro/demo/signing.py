"""Invented issuers of certificates, people and bodies with theirs, and files signed one after another."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

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

_NAME = generic.NameObject


@dataclass(frozen=True)
class Holder:
    """Somebody with a certificate and its key."""

    certificate: x509.Certificate
    key: ec.EllipticCurvePrivateKey

    def signer(self, *above: Holder) -> signers.SimpleSigner:
        """Return what pyHanko signs with; the chain goes into the file."""
        store = SimpleCertificateStore.from_certs([_loaded(one.certificate) for one in above])
        key = self.key.private_bytes(
            serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        return signers.SimpleSigner(_loaded(self.certificate), keys.PrivateKeyInfo.load(key), store)

    @property
    def pem(self) -> bytes:
        """The certificate as an administrator puts it among the trusted ones."""
        return self.certificate.public_bytes(serialization.Encoding.PEM)


def _loaded(certificate: x509.Certificate) -> Loaded:
    return Loaded.load(certificate.public_bytes(serialization.Encoding.DER))


def issue(
    name: str,
    *,
    organisation: str,
    since: datetime,
    until: datetime,
    number: str = "",
    by: Holder | None = None,
    extensions: Sequence[x509.ExtensionType] = (),
) -> Holder:
    """Return somebody new with a certificate; without `by` it is its own issuer."""
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
    for extension in extensions:
        builder = builder.add_extension(extension, critical=False)
    return Holder(builder.sign(by.key if by else key, hashes.SHA256()), key)


def sign(
    data: bytes, holder: Holder, *, issuer: Holder, box: tuple[int, int, int, int], at: datetime, page: int = 0,
    shown: str = "Ky boi %(signer)s",
) -> bytes:  # fmt: skip
    """Return the file signed with some words shown in the box, as at that time."""
    out = IncrementalPdfFileWriter(io.BytesIO(data), strict=False)
    name = f"ChuKy{data.count(b'/ByteRange') + 1}"
    spec = fields.SigFieldSpec(name, on_page=page, box=box)
    meta = signers.PdfSignatureMetadata(field_name=name, md_algorithm="sha256")
    style = TextStampStyle(stamp_text=shown)
    pdf_signer = _At(meta, holder.signer(issuer), stamp_style=style, new_field_spec=spec)
    pdf_signer.at = at
    signed: bytes = pdf_signer.sign_pdf(out).getvalue()
    return signed


class _At(signers.PdfSigner):
    """Signs at a time of one's choosing."""

    at: datetime

    def init_signing_session(self, *args: Any, **named: Any) -> Any:
        session = super().init_signing_session(*args, **named)
        session.system_time = self.at
        return session


def draw(data: bytes, *drawings: bytes) -> bytes:
    """Draw on the first page in an update that leaves every earlier byte as it is."""
    out = IncrementalPdfFileWriter(io.BytesIO(data), strict=False)
    stream = generic.StreamObject(stream_data=b"\n".join((b"q", *drawings, b"Q")))
    out.add_stream_to_page(0, out.add_object(stream), font_of(out))
    return written(out)


def font_of(out: IncrementalPdfFileWriter) -> generic.DictionaryObject:
    """Return the font of `words` as a page's resources name it."""
    font = generic.DictionaryObject(
        {
            _NAME("/Type"): _NAME("/Font"),
            _NAME("/Subtype"): _NAME("/Type1"),
            _NAME("/BaseFont"): _NAME("/Times-Roman"),
        }
    )
    fonts = generic.DictionaryObject({_NAME("/ThuNghiem"): out.add_object(font)})
    return generic.DictionaryObject({_NAME("/Font"): fonts})


def written(out: IncrementalPdfFileWriter) -> bytes:
    """Return the file with its update."""
    target = io.BytesIO()
    out.write(target)
    return target.getvalue()


def words(text: str, at: tuple[float, float], *, size: int = 13, colour: str = "0 0 0") -> bytes:
    """Return drawing instructions of a text without marks."""
    return f"BT {colour} rg /ThuNghiem {size} Tf {at[0]} {at[1]} Td ({text}) Tj ET".encode()


def stamp(x: float = 330, y: float = 300, radius: float = 50) -> bytes:
    """Return drawing instructions of a red ring."""
    k = radius * 0.5523
    curves = (
        f"{x + radius} {y + k} {x + k} {y + radius} {x} {y + radius} c",
        f"{x - k} {y + radius} {x - radius} {y + k} {x - radius} {y} c",
        f"{x - radius} {y - k} {x - k} {y - radius} {x} {y - radius} c",
        f"{x + k} {y - radius} {x + radius} {y - k} {x + radius} {y} c",
    )
    return f"1 0 0 RG 3 w {x + radius} {y} m {' '.join(curves)} S".encode()
