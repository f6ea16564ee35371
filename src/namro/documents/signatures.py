"""Who signed a file digitally: the one door for pages and jobs. Nothing is ever fetched from a network."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from namro.core.assessment.signatures import SignatureReport, State, summarised
from namro.core.base.errors import UnreadableDocument
from namro.documents.reading import faults
from namro.documents.reading.apart import read_apart
from namro.documents.reading.archive import Archive
from namro.documents.reading.sniff import kind_of

#: Endings of certificate files.
_CERTIFICATES = {".pem", ".crt", ".cer", ".der"}
#: Where Word and Excel keep signatures inside their files.
_OFFICE_SIGNATURES = "_xmlsignatures/"
_OFFICE_NAMES = {"docx": "Word", "xlsx": "Excel"}


def trust_roots_in(folder: Path | None) -> tuple[Path, ...]:
    """Return the certificate files (.pem, .crt, .cer, .der) of the administrator's folder; none without a folder."""
    if folder is None or not folder.is_dir():
        return ()
    return tuple(sorted(file for file in folder.iterdir() if file.suffix.lower() in _CERTIFICATES and file.is_file()))


def signatures_of(path: Path, *, roots: Sequence[Path] = ()) -> SignatureReport:
    """Return who signed a file. `roots` are certificate files that are trusted; without any, `trusted` is unknown.

    A file that cannot be looked into gives the state `unknown` and a note that says why. Raises `UnreadableDocument`
    only when there is no such file (code `missing`) or a root is no certificate (code `trust_root`).
    """
    try:
        with faults.told():
            return _report(path, roots)
    except UnreadableDocument as fault:
        if fault.code in {"missing", "trust_root"}:
            raise
        state: State = "none" if fault.code == "photo" else "unknown"
        note = _NOTES.get(fault.code) or f"Chưa kiểm tra được chữ ký số. {fault.message}"
        return SignatureReport(state, (), "nothing", note)


_NOTES = {
    "photo": "Chưa ký số: tệp là ảnh. Nộp bản PDF có chữ ký số.",
    "encrypted": "Tệp có mật khẩu nên chưa kiểm tra được chữ ký số. Nộp bản không có mật khẩu.",
}


def _report(path: Path, roots: Sequence[Path]) -> SignatureReport:
    kind = kind_of(path)
    if kind == "pdf":
        found: SignatureReport = read_apart("signatures", path, _unreported, [str(root) for root in roots])[0]
        return found
    if kind in _OFFICE_NAMES and _is_signed(path, kind):
        note = f"Có chữ ký trong tệp {_OFFICE_NAMES[kind]}, chưa kiểm tra được. Nộp bản PDF có chữ ký số."
        return SignatureReport("unknown", (), "nothing", note)
    return summarised(())


def _is_signed(path: Path, kind: str) -> bool:
    with path.open("rb") as file, Archive(file, kind=_OFFICE_NAMES[kind]) as archive:
        return any(name.startswith(_OFFICE_SIGNATURES) and name.endswith(".xml") for name in archive.names)


def _unreported(done: int, total: int) -> None:
    """Nobody waits for the pages of a check."""
