"""One signature: its holder, its time, whether it holds and whether its certificate leads to a named root."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from typing import Any

from asn1crypto.x509 import Certificate
from pyhanko.sign.validation import KeyUsageConstraints, validate_pdf_signature
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko.sign.validation.status import PdfSignatureStatus, SignatureCoverageLevel
from pyhanko_certvalidator import ValidationContext

from namro.core.assessment.certificates import Subject, kind_of_holder
from namro.core.assessment.signatures import Covers, Signer, Trusted
from namro.documents.reading.signed.alone import alone

_COVERS: dict[SignatureCoverageLevel | None, Covers] = {
    SignatureCoverageLevel.ENTIRE_FILE: "all",
    SignatureCoverageLevel.ENTIRE_REVISION: "then",
}
#: Certificates of state bodies carry one or the other.
_KEY_USES = KeyUsageConstraints(key_usage={"non_repudiation", "digital_signature"})
_NUMBERS = ("user_id", "serial_number")


def checked(signature: EmbeddedPdfSignature, roots: Sequence[Certificate]) -> Signer:
    """Check one signature as of the time at which it was made. Nothing is fetched: revocation stays unknown."""
    at = _aware(signature.self_reported_timestamp)
    context = ValidationContext(trust_roots=list(roots), moment=at, allow_fetching=False, revocation_mode="soft-fail")
    status = alone(validate_pdf_signature, signature, context, key_usage_settings=_KEY_USES, skip_diff=True)
    certificate = signature.signer_cert
    subject = _subject(certificate)
    intact = bool(status.intact and status.valid)
    covers: Covers = _COVERS.get(status.coverage, "part")
    trusted: Trusted = ("yes" if status.trusted else "no") if roots else "unknown"
    problems = _problems(certificate, at, intact=intact, covers=covers, trusted=trusted)
    return Signer(
        name=subject.name,
        organisation=subject.organisation,
        certificate_kind=kind_of_holder(subject),
        at=_confirmed(status) or at,
        covers=covers,
        intact=intact,
        trusted=trusted,
        problem=" ".join(problems),
    )


def _problems(
    certificate: Certificate, at: datetime | None, *, intact: bool, covers: Covers, trusted: Trusted
) -> Iterator[str]:
    if not intact:
        yield "Nội dung đã ký bị sửa hoặc chữ ký không đúng. Đề nghị ký lại."
    if covers == "part":
        yield "Chữ ký chỉ bao một phần tệp. Đề nghị ký lại cả tệp."
    if at is None:
        yield "Chữ ký không ghi thời điểm ký."
    elif at > certificate.not_valid_after:
        yield f"Chứng thư đã hết hạn ngày {certificate.not_valid_after:%d/%m/%Y}, trước khi ký."
    elif at < certificate.not_valid_before:
        yield f"Chứng thư chỉ có hiệu lực từ ngày {certificate.not_valid_before:%d/%m/%Y}, sau khi ký."
    if certificate.self_signed != "no" and trusted != "yes":
        yield "Chứng thư tự cấp, không do tổ chức nào chứng nhận."
    elif trusted == "no":
        yield "Chứng thư không do tổ chức trong danh sách tin cậy cấp."


def _confirmed(status: PdfSignatureStatus) -> datetime | None:
    """The time of a time stamp that holds and leads to a named root."""
    stamp = status.timestamp_validity
    return _aware(stamp.timestamp) if stamp is not None and stamp.valid and stamp.trusted else None


def _aware(moment: datetime | None) -> datetime | None:
    """A time without zone is the signer's own, which the file does not name; it is taken as UTC."""
    return moment if moment is None or moment.tzinfo else moment.replace(tzinfo=UTC)


def _subject(certificate: Certificate) -> Subject:
    values: dict[str, list[str]] = {}
    for key, value in certificate.subject.native.items():
        values[key] = [str(one) for one in (value if isinstance(value, list) else [value])]

    def first(key: str) -> str:
        return _words(values.get(key, ()))

    return Subject(
        name=first("common_name"),
        organisation=first("organization_name"),
        given_name=first("given_name"),
        surname=first("surname"),
        organisation_number=first("organization_identifier"),
        numbers=tuple(number for key in _NUMBERS for number in values.get(key, ())),
    )


def _words(values: Iterable[Any]) -> str:
    """A name as one line of printable characters; certificates of others are not trusted with more."""
    text = next(iter(values), "")
    return " ".join("".join(c for c in text if c.isprintable()).split())[:200]
