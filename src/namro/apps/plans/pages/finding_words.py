"""A lost point on a page, whatever it is of: its anchor, what was decided and by whom, who can bring points back."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as _mark

from namro.apps.plans.models import DecisionEntry
from namro.core.improvement import Finding, FindingsReport
from namro.core.improvement.decisions import lacking
from namro.core.improvement.dispositions import disposition_labels
from namro.core.printed.corrections import settling_key
from namro.ui.formats import day, moment, points, size

#: Who can bring lost points back, in the order of the page.
REACHES = {
    "own": _mark("Lấy lại được trong năm"),
    "others": _mark("Do đơn vị khác"),
    "structural": _mark("Do cơ cấu, lâu dài"),
    "unlisted": _mark("Phiếu không ghi mất ở đâu"),
}
#: What a disposition asks for, in the middle of a sentence.
_ASKED = {
    "proof": _mark("minh chứng"),
    "done_on": _mark("ngày khắc phục"),
    "ground": _mark("căn cứ"),
    "why": _mark("lý do"),
}
_LINK = re.compile(r"https?://[^\s<>\"]+")

#: The address of the file of an entry.
FileUrl = Callable[[DecisionEntry], str]


@dataclass(frozen=True, slots=True)
class Reach:
    """Points that one side can bring back; `percent` of all lost points is the length of its bar."""

    code: str
    word: str
    points: str
    count: int
    percent: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """What was handed in for a remedied loss: words or a link, and a file."""

    text: str = ""
    link: str = ""
    file: str = ""
    file_url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """One line of a finding's history."""

    word: str
    said: str
    person: str
    at: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """What is to be done about a finding, as suggested or as decided.

    `word` and `code` are of the disposition; `lacks` says what it still asks for; `by` who decided it, "" for what the
    wording suggests; `is_last` that nothing was decided since, anywhere. `acts` are newest first.
    """

    code: str
    word: str
    lacks: str
    proof: Proof | None
    done_on: str
    ground: str
    why: str
    by: str
    is_last: bool
    acts: tuple[Act, ...]


def anchor_of(key: str) -> str:
    """Return a finding's anchor in the page: it stays the same while other things change."""
    return f"f{settling_key('finding', key).rpartition(':')[2]}"


def disposition_word(code: str) -> str:
    """Return the name of a disposition; of an entry without one, that it took a decision back."""
    return _(disposition_labels()[code]) if code else _("Hoàn tác")


def reaches(found: FindingsReport) -> tuple[Reach, ...]:
    """Return who can bring the points back; they add up to all lost points."""
    counts = dict.fromkeys(REACHES, 0)
    for finding in found.findings:
        counts[finding.reach] += 1
    return tuple(
        Reach(code, _(REACHES[code]), points(value), counts[code], percent(value, found.total))
        for code, value in found.by_reach.items()
        if value or code != "unlisted"
    )


def settled(
    finding: Finding, held: DecisionEntry | None, about: Iterable[DecisionEntry], *, version: int, url: FileUrl
) -> Settled:
    """Return what is to be done about a finding; `about` are all its entries, oldest first."""
    missing = lacking(finding.disposition, finding.decision, ground=finding.ground)
    return Settled(
        code=finding.disposition,
        word=disposition_word(finding.disposition),
        lacks=", ".join(_(_ASKED[field]) for field in missing),
        proof=_proof(held, url) if held and (held.proof or held.sha256) else None,
        done_on=day(held.done_on) if held and held.done_on else "",
        ground=finding.ground or "",
        why=held.why if held else "",
        by=_("%(person)s, %(at)s") % {"person": held.by.full_name, "at": moment(held.at)} if held else "",
        is_last=held is not None and held.seq == version,
        acts=tuple(_acts(about, url)),
    )


def percent(value: Decimal, whole: Decimal) -> int:
    """Return a share of a whole for the length of a bar."""
    return round(100 * value / whole) if whole else 0


def _acts(about: Iterable[DecisionEntry], url: FileUrl) -> Iterator[Act]:
    for entry in reversed(list(about)):
        proof = _proof(entry, url)
        said = (
            proof.text or proof.link,
            proof.file,
            day(entry.done_on) if entry.done_on else "",
            entry.ground,
            entry.why,
        )
        yield Act(
            word=disposition_word(entry.disposition),
            said=" · ".join(filter(None, said)),
            person=entry.by.full_name,
            at=moment(entry.at),
        )


def _proof(entry: DecisionEntry, url: FileUrl) -> Proof:
    """Only a whole web address becomes a link."""
    link = bool(_LINK.fullmatch(entry.proof))
    return Proof(
        text="" if link else entry.proof,
        link=entry.proof if link else "",
        file=f"{entry.file_name} ({size(entry.file_size)})" if entry.sha256 else "",
        file_url=url(entry) if entry.sha256 else "",
    )
