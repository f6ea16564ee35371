"""What a piece of evidence says of itself: four fields, as text in one way of writing, each corrected apart."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date, datetime

from namro.apps.library.models import ABSTRACT_LENGTH, ISSUER_LENGTH, NUMBER_LENGTH, Evidence, EvidenceChange
from namro.apps.people.models import User
from namro.core.base.folding import fold, tidy, writable

#: The fields in the order in which people read them.
FIELDS = ("number", "dated", "issuer", "abstract")
_LENGTHS = {"number": NUMBER_LENGTH, "issuer": ISSUER_LENGTH, "abstract": ABSTRACT_LENGTH}

Description = dict[str, str]


def described(evidence: Evidence) -> Description:
    """Return the fields as text; the day as ISO 8601, "" where nothing is known."""
    return {
        "number": evidence.number,
        "dated": evidence.dated.isoformat() if evidence.dated else "",
        "issuer": evidence.issuer,
        "abstract": evidence.abstract,
    }


def fitting(values: Mapping[str, str]) -> Description:
    """Return the values as they are stored: tidied, not longer than their column."""
    return {field: tidy(writable(values[field]))[: _LENGTHS.get(field)] for field in FIELDS if field in values}


def by_people(evidence: Evidence) -> set[str]:
    """Return the fields that somebody wrote: the reader leaves these alone."""
    return set(evidence.changes.exclude(by=None).values_list("field", flat=True))


def write(evidence: Evidence, values: Mapping[str, str], *, by: User | None, at: datetime) -> Collection[str]:
    """Write what differs, with its history; return the fields. The row must be locked. `by` is None for the reader."""
    old = described(evidence)
    new = {field: value for field, value in values.items() if old[field] != value}
    if not new:
        return ()
    evidence.version += 1
    EvidenceChange.objects.bulk_create(
        EvidenceChange(
            evidence=evidence, version=evidence.version, field=field, old=old[field], new=value, by=by, at=at
        )
        for field, value in new.items()
    )
    for field, value in new.items():
        setattr(evidence, field, (date.fromisoformat(value) if value else None) if field == "dated" else value)
    search_again(evidence)
    evidence.save(update_fields=["version", "search", *new])
    return tuple(new)


def search_again(evidence: Evidence) -> None:
    """Set the words by which the evidence is found; it is not saved."""
    named = evidence.files.filter(current=True).values_list("name", "link").first() or ()
    evidence.search = fold(tidy(" ".join([evidence.number, evidence.issuer, evidence.abstract, *named])))
