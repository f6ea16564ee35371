"""Lost points by cause: how many, what is done about each, who decided that."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.urls import reverse
from django.utils.translation import gettext as _

from namro.apps.exchange.decided import Decided
from namro.apps.exchange.models import ImportedDocument
from namro.apps.plans.pages.finding_words import Settled, anchor_of, percent, settled
from namro.core.assessment.causes import cause_labels
from namro.core.improvement import Finding, FindingsReport
from namro.core.improvement.findings import PROOF_CAUSES, SIGNATURE_CAUSES
from namro.ui.formats import lost, number, points


@dataclass(frozen=True, slots=True, kw_only=True)
class LossRow:
    """One lost point. `key` names it in forms; `row` is the anchor of its criterion in the sheet."""

    key: str
    anchor: str
    id: str
    row: str
    name: str
    reason: str
    points: str
    settled: Settled


@dataclass(frozen=True, slots=True)
class Cause:
    """Losses of one cause; `percent` of the largest cause is the length of its bar."""

    word: str
    points: str
    percent: int
    rows: tuple[LossRow, ...]


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
        Cause(_(cause_labels()[cause]), lost(value), percent(value, most), tuple(by_cause[cause]))
        for cause, value in report.by_cause.items()
    )


def _loss(
    document: ImportedDocument, found: Decided, finding: Finding, *, key: str, rows: Mapping[int, str]
) -> LossRow:
    criterion = finding.criterion
    about = [entry for entry in found.entries if entry.finding == key]
    return LossRow(
        key=key,
        anchor=anchor_of(key),
        id=finding.id.removesuffix("/?") if criterion or finding.points is None else "",
        row=rows.get(id(criterion), ""),
        name=_name(found, finding),
        reason=_reason(finding),
        points="" if finding.points is None else lost(finding.points),
        settled=settled(
            finding,
            found.holding.get(key),
            about,
            version=found.version,
            url=lambda entry: reverse("exchange:proof", args=[document.code, entry.seq]),
        ),
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


def _reason(finding: Finding) -> str:
    if finding.cause == "unlisted":
        return _("Không dòng nào dưới mục này ghi mất ở đâu")
    return finding.reason or _("Không ghi lý do")
