"""Certificates that the administrator trusts, read from files."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from asn1crypto import pem
from asn1crypto.x509 import Certificate

from namro.core.base.errors import UnreadableDocument


def certificates_in(files: Sequence[Path]) -> list[Certificate]:
    """Return the certificates of PEM (several in one) and DER files. Raises `UnreadableDocument` for another file."""
    return [certificate for file in files for certificate in _certificates(file)]


def _certificates(file: Path) -> Iterator[Certificate]:
    try:
        data = file.read_bytes()
        parts = [part for _kind, _headers, part in pem.unarmor(data, multiple=True)] if pem.detect(data) else [data]
        for part in parts:
            certificate = Certificate.load(part, strict=True)
            _ = certificate.subject.native  # read only when asked for: a file of something else shows here
            yield certificate
    except (OSError, ValueError, TypeError, KeyError) as fault:
        raise UnreadableDocument(
            f"Không đọc được chứng thư tin cậy “{file.name}”. Quản trị hệ thống thay tệp .pem, .crt hoặc .cer khác.",
            code="trust_root",
        ) from fault
