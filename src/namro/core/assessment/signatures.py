"""Who signed a file digitally, what the signature covers, and what happened to the file afterwards.

Values only: `documents.signatures` finds them in a file, a record of proof keeps them as JSON (`as_plain`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from datetime import datetime
from typing import Any, Literal

CertificateKind = Literal["person", "organisation", "unknown"]
Covers = Literal["all", "then", "part"]
Trusted = Literal["yes", "no", "unknown"]
State = Literal["leader", "organisation", "both", "none", "unknown"]
Changes = Literal["nothing", "normal", "suspicious"]


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
    return "signed" if any(signer.intact for signer in report.signers) else "present"


def _known(kind: type, data: Mapping[str, Any]) -> dict[str, Any]:
    return {f.name: data[f.name] for f in fields(kind) if f.name in data}


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
