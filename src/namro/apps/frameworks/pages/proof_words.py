"""Expected proof in words, one entry each."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from namro.core.framework.model import Evidence, Proof
from namro.core.framework.words import ON_MISSING_WORDS, PROOF_WORDS, SIGNED_WORDS, day_words


@dataclass(frozen=True, slots=True)
class ProofEntry:
    """One expected proof: what it is, and what it must have."""

    text: str
    terms: str


@dataclass(frozen=True, slots=True)
class ProofWords:
    """All expected proof of a criterion, and what happens without it."""

    entries: tuple[ProofEntry, ...] = ()
    without: str = ""


def proof_words(evidence: Evidence | None) -> ProofWords:
    """Return the words; nothing where no proof is asked for."""
    if evidence is None or not (evidence.items or evidence.required):
        return ProofWords()
    without = _(ON_MISSING_WORDS[evidence.on_missing if evidence.required else "warn"])
    if not evidence.items:
        terms = ", ".join(_asked(evidence.signed, evidence.before))
        return ProofWords((ProofEntry(_("tài liệu kiểm chứng"), terms),), without)
    return ProofWords(tuple(_entry(proof, evidence) for proof in evidence.items), without)


def _entry(proof: Proof, evidence: Evidence) -> ProofEntry:
    kind = _(PROOF_WORDS[proof.kind])
    terms = [kind] if proof.text and proof.kind != "other" else []
    terms += _asked(proof.signed or evidence.signed, proof.before or evidence.before)
    if proof.min_count > 1:
        terms.append(_("ít nhất %(count)d tệp") % {"count": proof.min_count})
    if proof.issuer:
        terms.append(_("của %(issuer)s") % {"issuer": proof.issuer})
    if proof.part and evidence.on_missing == "parts":
        terms.append(_("cho phần “%(part)s”") % {"part": proof.part})
    return ProofEntry(proof.text or kind, ", ".join(terms))


def _asked(signed: str, before: str) -> list[str]:
    terms = [_(SIGNED_WORDS[signed])] if signed else []
    if before:
        terms.append(_("chậm nhất %(day)s") % {"day": day_words(before)})
    return terms
