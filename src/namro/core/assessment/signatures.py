"""Who signed a file digitally, what the signature covers, and what happened to the file afterwards.

Values only: `documents.signatures` finds them in a file, a record of proof keeps them as JSON (`as_plain`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, fields
from datetime import datetime
from functools import cache
from typing import Any, Literal

CertificateKind = Literal["person", "organisation", "unknown"]
Covers = Literal["all", "then", "part"]
Trusted = Literal["yes", "no", "unknown"]
State = Literal["leader", "organisation", "both", "none", "unknown"]
Changes = Literal["nothing", "normal", "suspicious"]

UNSIGNED = "Chưa ký số: tệp không có chữ ký số nào (ảnh chữ ký hay con dấu không phải là chữ ký số)."


@dataclass(frozen=True, slots=True)
class Signer:
    """One digital signature of a file.

    `name`, `organisation`: of the certificate's holder, "" when it does not say. `at`: the time of signing, by the
    signer's own clock unless a time stamp confirms it. `covers`: the whole file as it is now (`all`), the whole file
    as it was when signed and something was added later (`then`), or only a piece (`part`). `intact`: what was signed
    has not been altered and the signature fits the certificate. `trusted`: whether the certificate leads to a root the
    administrator named; `unknown` when none is named. `problem`: a sentence for people, "" when there is none.
    """

    name: str
    organisation: str
    certificate_kind: CertificateKind
    at: datetime | None
    covers: Covers
    intact: bool
    trusted: Trusted
    problem: str

    @property
    def counts(self) -> bool:
        """Whether it says anything about the file as a whole."""
        return self.intact and self.covers != "part"


@dataclass(frozen=True, slots=True)
class SignatureReport:
    """What the signatures of a file say together.

    `state`: whose intact signatures there are; `none` also for a mere picture of a signature ("chưa ký số"), `unknown`
    where it cannot be told (`note` says why). `signers` in the order of signing. `changed_after`: what was added after
    a signature; `normal` are the number, the date, the stamp and further signatures, `suspicious` anything else.
    `note`: sentences for people, "" when there is nothing to say.
    """

    state: State
    signers: tuple[Signer, ...]
    changed_after: Changes
    note: str


def summarised(
    signers: Iterable[Signer], changed_after: Changes = "nothing", *, unchecked: bool = False
) -> SignatureReport:
    """Put the signatures of a file together. `unchecked`: there are signatures that could not be looked into."""
    ordered = tuple(signers)
    good = [s for s in ordered if s.counts]
    kinds = {s.certificate_kind for s in good}
    if {"person", "organisation"} <= kinds:
        state: State = "both"
    elif "person" in kinds or "organisation" in kinds:
        state = "leader" if "person" in kinds else "organisation"
    else:
        state = "unknown" if good or unchecked else "none"
    return SignatureReport(state, ordered, changed_after, " ".join(_notes(ordered, good, changed_after, unchecked)))


def _notes(signers: tuple[Signer, ...], good: list[Signer], changed_after: Changes, unchecked: bool) -> Iterator[str]:
    if not signers and not unchecked:
        yield UNSIGNED
    if unchecked:
        yield "Có chữ ký số kiểu lạ, chưa kiểm tra được. Mở tệp bằng phần mềm ký số để xem."
    if len(good) < len(signers):
        yield f"{len(signers) - len(good)}/{len(signers)} chữ ký số không còn giá trị."
    if any(s.certificate_kind == "unknown" for s in good):
        yield "Chưa rõ chữ ký số của người hay của cơ quan. Xem tên trên chứng thư."
    if changed_after == "suspicious":
        yield "Nội dung khác với lúc ký. Đối chiếu với bản gốc, hoặc đề nghị ký lại."
    kinds = [s.certificate_kind for s in good if s.certificate_kind != "unknown"]
    if "organisation" in kinds and "person" in kinds[kinds.index("organisation") :]:
        yield "Cơ quan ký trước lãnh đạo. Xem lại thứ tự ký."


def as_plain(report: SignatureReport) -> dict[str, Any]:
    """Return the report as dictionaries, lists and strings, ready for JSON."""
    signers = [{**asdict(s), "at": s.at and s.at.isoformat()} for s in report.signers]
    return {**asdict(report), "signers": signers}


def from_plain(data: Mapping[str, Any]) -> SignatureReport:
    """Rebuild a report from `as_plain`. Unknown keys are ignored, so that newer records still load."""
    signers = tuple(Signer(**{**_known(Signer, s), "at": _moment(s["at"])}) for s in data["signers"])
    return SignatureReport(**{**_known(SignatureReport, data), "signers": signers})


def proof_status(report: SignatureReport) -> str:
    """Return the word of the fact `evidence:…` for a file that is there: `present`, or who signed it."""
    if report.state in {"leader", "organisation", "both"}:
        return report.state
    return "signed" if any(signer.counts for signer in report.signers) else "present"


def _known(kind: type, data: Mapping[str, Any]) -> dict[str, Any]:
    return {name: data[name] for name in _field_names(kind) if name in data}


@cache
def _field_names(kind: type) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind))


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
