"""Every lost point as a finding: why it was lost, what can be done about it, what already answers it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from namro.core.assessment.answers import remedies_by_loss
from namro.core.assessment.causes import cause_of, is_not_due_yet
from namro.core.assessment.losses import Loss, losses
from namro.core.assessment.sheet import Sheet, published
from namro.core.improvement.dispositions import cited_law, disposition_of
from namro.core.improvement.outline import Outline
from namro.core.printed.items import Criterion, Reading, Task

#: Causes that end when papers are in order: proof handed in as asked for, and signed.
PAPER_CAUSES = ("missing_proof", "proof_not_as_guided", "not_signed")

State = Literal["open", "done", "not_due_yet"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One lost point, or one limitation stated in words (then `points` is None and `id` is its section).

    `cause` and `disposition` are codes of `data/causes.yaml`; `already_remedied` still asks for proof and date.
    `ground` is the law, or the unit's account, to appeal on. `remedies` are the tasks printed for it.
    """

    id: str
    criterion: Criterion | None
    points: Decimal | None
    reason: str | None
    cause: str
    disposition: str
    state: State
    ground: str | None = None
    remedies: tuple[Task, ...] = ()

    @property
    def needs_ground(self) -> bool:
        """The work was not to be done, it is said, but no law is cited: the coordinator is asked for it."""
        return self.cause == "not_applicable" and self.disposition == "to_do"


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingsReport:
    """All findings with their totals in points; `published` is the printed total of the index, None without one."""

    findings: tuple[Finding, ...]
    published: Decimal | None = None

    @property
    def total(self) -> Decimal:
        """All points lost, those that no line explains included."""
        return _points(self.findings)

    @property
    def by_cause(self) -> dict[str, Decimal]:
        """Points by cause, most first."""
        return _grouped((f.cause, f) for f in self.findings)

    @property
    def items_by_cause(self) -> dict[str, int]:
        """Number of findings by cause, most first."""
        return dict(Counter(f.cause for f in self.findings).most_common())

    @property
    def by_disposition(self) -> dict[str, Decimal]:
        """Points by disposition, most first; what no line explains (`unlisted`) stands apart."""
        return _grouped(("unlisted" if f.cause == "unlisted" else f.disposition, f) for f in self.findings)

    @property
    def by_reach(self) -> dict[str, Decimal]:
        """Points by who can bring them back; adds up to `total`.

        `own`: work of this year. `others`: another office's fault, or an appeal that the appraiser decides.
        `structural`: long-term or outside the unit's power. `unlisted`: what no line explains.
        """
        reaches = dict.fromkeys(("own", "others", "structural", "unlisted"), Decimal(0))
        for finding in self.findings:
            reaches[_reach(finding)] += finding.points or Decimal(0)
        return reaches

    @property
    def total_with_papers(self) -> Decimal | None:
        """The published total if all proof had been handed in as guided and signed."""
        if self.published is None:
            return None
        return self.published + _points(f for f in self.findings if f.cause in PAPER_CAUSES)


def report(reading: Reading) -> FindingsReport:
    """Return the findings of a reading: its lost points, or the limitations stated in words where there is no sheet."""
    sheet = Sheet(reading)
    lost = losses(sheet)
    remedies = remedies_by_loss(reading, lost)
    found = tuple(_from_loss(loss, remedies.get(loss.id, ())) for loss in lost)
    if not found:
        return FindingsReport(findings=_from_words(reading, sheet))
    result = published(reading)
    return FindingsReport(findings=found, published=result.value if result else None)


def _from_loss(loss: Loss, remedies: tuple[Task, ...]) -> Finding:
    cause = "unlisted" if loss.unlisted else cause_of(loss.reason)
    note = loss.criterion.note if loss.criterion else None
    name = loss.criterion.name if loss.criterion else None
    disposition, ground = "to_do", None
    if loss.status == "done":
        disposition = "already_remedied"
    elif not loss.unlisted:
        texts = {"remedy": tuple(t.text for t in remedies), "note": (note,), "reason": (loss.reason,), "name": (name,)}
        disposition, ground = _settled(cause, texts)
    return Finding(
        id=loss.id,
        criterion=loss.criterion,
        points=loss.points,
        reason=loss.reason,
        cause=cause,
        disposition=disposition,
        state=_state(disposition, loss.reason, note),
        ground=ground,
        remedies=remedies,
    )


def _settled(cause: str, texts: Mapping[str, tuple[str | None, ...]]) -> tuple[str, str | None]:
    """Return the disposition, and what an appeal rests on: the law that is cited, else the unit's own account.

    Without either there is no appeal, only work.
    """
    disposition = disposition_of(cause, texts)
    if disposition != "to_appeal":
        return disposition, None
    argued = (text for kind in ("remedy", "note", "reason") for text in texts.get(kind, ()) if text)
    law = next((law for text in argued if (law := cited_law(text))), None)
    accounts = ((note or "").partition("Giải trình: ")[2] for note in texts.get("note", ()))
    ground = law or next(filter(None, accounts), None)
    return (disposition, ground) if ground else ("to_do", None)


def _from_words(reading: Reading, sheet: Sheet) -> tuple[Finding, ...]:
    """Limitations without points. Their remedies are the tasks of the same block."""
    outline = Outline(reading)
    return tuple(
        Finding(
            id=stated.section,
            criterion=sheet.by_id.get(stated.section),
            points=None,
            reason=stated.text,
            cause=(cause := cause_of(stated.text)),
            disposition=(settled := _settled(cause, {"reason": (stated.text,)}))[0],
            state=_state(settled[0], stated.text),
            ground=settled[1],
            remedies=tuple(t for t in reading.tasks if outline.block(t.section) == outline.block(stated.section)),
        )
        for stated in reading.findings
    )


def _state(disposition: str, *texts: str | None) -> State:
    if disposition == "already_remedied":
        return "done"
    return "not_due_yet" if is_not_due_yet(*texts) else "open"


def _reach(finding: Finding) -> str:
    if finding.cause == "unlisted":
        return "unlisted"
    if finding.disposition == "long_term":
        return "structural"
    return "others" if finding.disposition == "to_appeal" or finding.cause == "other_unit" else "own"


def _points(findings: Iterable[Finding]) -> Decimal:
    return sum((f.points for f in findings if f.points is not None), Decimal(0))


def _grouped(pairs: Iterable[tuple[str, Finding]]) -> dict[str, Decimal]:
    sums: dict[str, Decimal] = {}
    for key, finding in pairs:
        sums[key] = sums.get(key, Decimal(0)) + (finding.points or Decimal(0))
    return dict(sorted(sums.items(), key=lambda item: -item[1]))
