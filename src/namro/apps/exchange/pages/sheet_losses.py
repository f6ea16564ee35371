"""Lost points by cause: how many, what is done about each, who decided that; above them who can bring them back."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as _mark

from namro.apps.exchange.decided import Decided
from namro.apps.exchange.models import DispositionEntry, ImportedDocument
from namro.core.assessment.causes import cause_labels
from namro.core.improvement import Finding, FindingsReport
from namro.core.improvement.decisions import lacking
from namro.core.improvement.dispositions import disposition_labels
from namro.core.improvement.findings import PROOF_CAUSES, SIGNATURE_CAUSES
from namro.core.printed.corrections import settling_key
from namro.ui.formats import day, lost, moment, number, points, size

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
class LossRow:
    """One lost point. `key` names it in forms; `row` is the anchor of its criterion in the sheet.

    `word` and `code` are of the disposition; `lacks` says what it still asks for; `by` who decided it, "" for what the
    wording suggests; `is_last` that nothing was decided since, anywhere. `acts` are newest first.
    """

    key: str
    anchor: str
    id: str
    row: str
    name: str
    reason: str
    points: str
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


@dataclass(frozen=True, slots=True)
class Cause:
    """Losses of one cause; `percent` of the largest cause is the length of its bar."""

    word: str
    points: str
    percent: int
    rows: tuple[LossRow, ...]


def anchor_of(key: str) -> str:
    """Return a finding's anchor in the page: it stays the same while other things change."""
    return f"f{settling_key('finding', key).rpartition(':')[2]}"


def reaches(found: FindingsReport) -> tuple[Reach, ...]:
    """Return who can bring the points back; they add up to all lost points."""
    counts = dict.fromkeys(REACHES, 0)
    for finding in found.findings:
        counts[finding.reach] += 1
    return tuple(
        Reach(code, _(REACHES[code]), points(value), counts[code], _percent(value, found.total))
        for code, value in found.by_reach.items()
        if value or code != "unlisted"
    )


def balance(found: FindingsReport) -> tuple[bool, str]:
    """Return whether the parts are what the printed total says is lost, and the sentence that says so with numbers."""
    parts = [points(value) for value in found.by_reach.values() if value]
    told = {"total": points(found.total), "sum": " + ".join(parts) + " = " if len(parts) > 1 else ""}
    expected = found.lost_in_print
    if expected is None or found.published is None or found.maximum is None:
        return False, _(
            "%(sum)s%(total)s điểm mất. Phiếu không in tổng điểm hoặc điểm tối đa nên chưa đối chiếu được."
        ) % told
    told |= {"max": number(found.maximum), "published": points(found.published), "expected": points(expected)}
    if expected == found.total:
        return True, _("%(sum)s%(total)s điểm mất, đúng bằng %(max)s − %(published)s.") % told
    told["apart"] = points(abs(found.total - expected))
    said = _("%(sum)s%(total)s điểm mất, nhưng theo tổng in thì mất %(max)s − %(published)s = %(expected)s:") % told
    apart = _("dư %(apart)s.") if found.total > expected else _("thiếu %(apart)s.")
    return False, f"{said} {apart % told}"


def papers(found: FindingsReport) -> str:
    """Return what the sheet shows once all papers are in order, as a sum; "" when no paper is missing."""
    proof, signatures = found.lost_to(*PROOF_CAUSES), found.lost_to(*SIGNATURE_CAUSES)
    if found.published is None or found.total_with_papers is None or not (proof or signatures):
        return ""
    terms = [_("%(points)s công bố") % {"points": points(found.published)}]
    if proof:
        terms.append(_("%(points)s minh chứng") % {"points": points(proof)})
    if signatures:
        terms.append(_("%(points)s chữ ký số") % {"points": points(signatures)})
    return f"{' + '.join(terms)} = {points(found.total_with_papers)}"


def causes(document: ImportedDocument, found: Decided, *, rows: Mapping[int, str]) -> tuple[Cause, ...]:
    """Return the losses by cause, most points first; `rows` by the identity of the criterion."""
    report = found.report
    by_cause: dict[str, list[LossRow]] = {}
    for finding, key in zip(report.findings, found.keys, strict=True):
        by_cause.setdefault(finding.cause, []).append(_loss(document, found, finding, key=key, rows=rows))
    most = max(report.by_cause.values(), default=Decimal(0))
    return tuple(
        Cause(_(cause_labels()[cause]), lost(value), _percent(value, most), tuple(by_cause[cause]))
        for cause, value in report.by_cause.items()
    )


def act_of(document: ImportedDocument, entry: DispositionEntry) -> Act:
    """Return an entry in words."""
    proof = proof_of(document, entry)
    said = (
        proof.text or proof.link,
        proof.file,
        day(entry.done_on) if entry.done_on else "",
        entry.ground,
        entry.why,
    )
    return Act(
        word=disposition_word(entry.disposition),
        said=" · ".join(filter(None, said)),
        person=entry.by.full_name,
        at=moment(entry.at),
    )


def proof_of(document: ImportedDocument, entry: DispositionEntry) -> Proof:
    """Return the proof of an entry; only a whole web address becomes a link."""
    link = bool(_LINK.fullmatch(entry.proof))
    url = reverse("exchange:proof", args=[document.code, entry.seq]) if entry.sha256 else ""
    return Proof(
        text="" if link else entry.proof,
        link=entry.proof if link else "",
        file=f"{entry.file_name} ({size(entry.file_size)})" if entry.sha256 else "",
        file_url=url,
    )


def disposition_word(code: str) -> str:
    """Return the name of a disposition; of an entry without one, that it took a decision back."""
    return _(disposition_labels()[code]) if code else _("Hoàn tác")


def _loss(
    document: ImportedDocument, found: Decided, finding: Finding, *, key: str, rows: Mapping[int, str]
) -> LossRow:
    held = found.holding.get(key)
    missing = lacking(finding.disposition, finding.decision, ground=finding.ground)
    criterion = finding.criterion
    return LossRow(
        key=key,
        anchor=anchor_of(key),
        id=finding.id.removesuffix("/?") if criterion or finding.points is None else "",
        row=rows.get(id(criterion), ""),
        name=_name(found, finding),
        reason=_reason(finding),
        points="" if finding.points is None else lost(finding.points),
        code=finding.disposition,
        word=disposition_word(finding.disposition),
        lacks=", ".join(_(_ASKED[field]) for field in missing),
        proof=proof_of(document, held) if held and (held.proof or held.sha256) else None,
        done_on=_day(held.done_on if held else None),
        ground=finding.ground or "",
        why=held.why if held else "",
        by=_("%(person)s, %(at)s") % {"person": held.by.full_name, "at": moment(held.at)} if held else "",
        is_last=held is not None and held.seq == found.version,
        acts=tuple(_acts(document, found.entries, key)),
    )


def _name(found: Decided, finding: Finding) -> str:
    """The criterion; of a limitation in words the heading above it."""
    if finding.criterion is not None:
        return finding.criterion.name
    if finding.points is not None:
        return _("Tổng điểm")
    block = found.outline.block(finding.id)
    titles = {section.title for section in found.now.reading.sections if section.id == block}
    return titles.pop() if len(titles) == 1 else ""  # body and annex may number different headings alike


def _acts(document: ImportedDocument, entries: Iterable[DispositionEntry], key: str) -> Iterator[Act]:
    about = [entry for entry in entries if entry.finding == key]
    return (act_of(document, entry) for entry in reversed(about))


def _reason(finding: Finding) -> str:
    if finding.cause == "unlisted":
        return _("Không dòng nào dưới mục này ghi mất ở đâu")
    return finding.reason or _("Không ghi lý do")


def _day(value: date | None) -> str:
    return day(value) if value else ""


def _percent(value: Decimal, whole: Decimal) -> int:
    return round(100 * value / whole) if whole else 0
