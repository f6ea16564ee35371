"""Every lost point as a finding: why it was lost, what can be done about it, what already answers it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from namro.core.assessment.answers import remedies_by_loss
from namro.core.assessment.causes import cause_of, is_not_due_yet
from namro.core.assessment.losses import Loss, losses
from namro.core.assessment.sheet import Sheet, published, sum_of_fields
from namro.core.improvement.dispositions import cited_law, disposition_of
from namro.core.improvement.outline import Outline
from namro.core.printed.items import Criterion, Reading, Task

#: Causes that end when papers are in order: proof handed in as asked for, and signed.
PROOF_CAUSES = ("missing_proof", "proof_not_as_guided")
SIGNATURE_CAUSES = ("not_signed",)
PAPER_CAUSES = (*PROOF_CAUSES, *SIGNATURE_CAUSES)

State = Literal["open", "done", "not_due_yet"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What a person decided to do about a finding (`decisions.py`): the disposition and what it asks for.

    `proof` and `done_on` of what is remedied, `ground` of an appeal, `why` nothing can be done this year.
    """

    disposition: str
    proof: str = ""
    done_on: date | None = None
    ground: str = ""
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One lost point, or one limitation stated in words (then `points` is None and `id` is its section).

    `cause` and `disposition` are codes of `data/causes.yaml`; `already_remedied` still asks for proof and date.
    `ground` is the law, or the unit's account, to appeal on. `remedies` are the tasks printed for it. `decision` is
    what a person decided; without one the disposition is what the wording suggests. `given_up` are the points that the
    unit itself did not claim, None where only the result is known.
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
    decision: Decision | None = None
    given_up: Decimal | None = None

    @property
    def taken(self) -> Decimal:
        """Points that the unit claimed and the appraisal took; all of them where no claim is known."""
        return (self.points or Decimal(0)) - (self.given_up or Decimal(0))

    @property
    def is_unlisted(self) -> bool:
        """Whether no line explains the loss and nobody has decided what to do about it."""
        return self.cause == "unlisted" and self.decision is None

    @property
    def reach(self) -> str:
        """Who can bring the points back: one of the keys of `FindingsReport.by_reach`."""
        if self.is_unlisted:
            return "unlisted"
        if self.disposition == "long_term":
            return "structural"
        return "others" if self.disposition == "to_appeal" or self.cause == "other_unit" else "own"

    @property
    def needs_ground(self) -> bool:
        """The work was not to be done, it is said, but no law is cited: the coordinator is asked for it."""
        return self.cause == "not_applicable" and self.disposition == "to_do" and self.decision is None


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingsReport:
    """All findings with their totals in points.

    `published` is the printed total of the index and `maximum` what it is out of, as printed or else what all fields
    are out of; None where that is not known.
    """

    findings: tuple[Finding, ...]
    published: Decimal | None = None
    maximum: Decimal | None = None

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
        return _grouped(("unlisted" if f.is_unlisted else f.disposition, f) for f in self.findings)

    @property
    def by_reach(self) -> dict[str, Decimal]:
        """Points by who can bring them back; adds up to `total`.

        `own`: work of this year. `others`: another office's fault, or an appeal that the appraiser decides.
        `structural`: long-term or outside the unit's power. `unlisted`: what no line explains.
        """
        reaches = dict.fromkeys(("own", "others", "structural", "unlisted"), Decimal(0))
        for finding in self.findings:
            reaches[finding.reach] += finding.points or Decimal(0)
        return reaches

    def lost_to(self, *causes: str) -> Decimal:
        """Points lost to some causes."""
        return _points(f for f in self.findings if f.cause in causes)

    @property
    def lost_in_print(self) -> Decimal | None:
        """Maximum − published total: what should be lost by the printed figures."""
        return None if self.maximum is None or self.published is None else self.maximum - self.published

    @property
    def total_of_lines(self) -> Decimal | None:
        """The maximum less every loss that a line of the sheet explains: the total that the lowest lines give."""
        return None if self.maximum is None else self.maximum - self.total + self.lost_to("unlisted")

    @property
    def total_with_papers(self) -> Decimal | None:
        """The published total if all proof had been handed in as guided and signed.

        None without a published total, and where the sum would be more than the maximum: then the printed figures
        contradict each other and tell no such total.
        """
        if self.published is None:
            return None
        total = self.published + self.lost_to(*PAPER_CAUSES)
        return None if self.maximum is not None and total > self.maximum else total


def report(reading: Reading) -> FindingsReport:
    """Return the findings of a reading: its lost points, or the limitations stated in words where there is no sheet."""
    sheet = Sheet(reading)
    lost = losses(sheet)
    remedies = remedies_by_loss(reading, lost)
    found = tuple(finding_of(loss, remedies.get(loss.id, ())) for loss in lost)
    if not found:
        return FindingsReport(findings=_from_words(reading, sheet))
    result = published(reading)
    if result is None:
        return FindingsReport(findings=found)
    fields = sum_of_fields(sheet)
    maximum = fields.max if result.max is None and fields.complete else result.max
    return FindingsReport(findings=found, published=result.value, maximum=maximum)


def finding_of(loss: Loss, remedies: tuple[Task, ...] = ()) -> Finding:
    """Return a lost point with its cause, as coded or by its words, and what is to be done about it by the rules."""
    cause = "unlisted" if loss.unlisted else loss.cause or cause_of(loss.reason)
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
        state=state_of(disposition, loss.reason, note),
        ground=ground,
        remedies=remedies,
        given_up=loss.given_up,
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
            state=state_of(settled[0], stated.text),
            ground=settled[1],
            remedies=tuple(t for t in reading.tasks if outline.block(t.section) == outline.block(stated.section)),
        )
        for stated in reading.findings
    )


def state_of(disposition: str, *texts: str | None) -> State:
    """Return where a finding stands: done when it is remedied, else whether the printed texts say it was not due."""
    if disposition == "already_remedied":
        return "done"
    return "not_due_yet" if is_not_due_yet(*texts) else "open"


def _points(findings: Iterable[Finding]) -> Decimal:
    return sum((f.points for f in findings if f.points is not None), Decimal(0))


def _grouped(pairs: Iterable[tuple[str, Finding]]) -> dict[str, Decimal]:
    sums: dict[str, Decimal] = {}
    for key, finding in pairs:
        sums[key] = sums.get(key, Decimal(0)) + (finding.points or Decimal(0))
    return dict(sorted(sums.items(), key=lambda item: -item[1]))
