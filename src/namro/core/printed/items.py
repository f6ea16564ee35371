"""Typed results of reading a score sheet, a plan or a notice.

Numbers are as printed (Decimal), never computed; `None` means "not printed". Identifiers of criteria
are outline numbers (`3.2.1`); an unnumbered part gets a letter after a slash (`1.3/a`).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands in the source.

    `line` counts from 1 (paragraphs in .docx, lines elsewhere); `cell` is `Trang!B7` in a workbook and
    `bảng 2, dòng 3, cột 4` in a table of a text document; `start` and `end` are characters in that line or cell.
    """

    line: int | None = None
    cell: str | None = None
    page: int | None = None
    start: int = 0
    end: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Signer:
    """Who signed; `capacity` is the TM./KT./TL. line spelled out without the abbreviation's body."""

    name: str | None = None
    role: str | None = None
    capacity: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """Letterhead, title, years and signature. `date` is `2022-03-14`, or `2024-03` when the day is blank."""

    issuing_body: str | None = None
    parent_body: str | None = None
    doc_code: str | None = None
    place: str | None = None
    date: str | None = None
    doc_type: str | None = None
    title: str | None = None
    assessed_year: int | None = None
    subject_year: int | None = None
    signer: Signer = field(default_factory=Signer)
    recipients: tuple[str, ...] = ()
    at: Place | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LegalBasis:
    """A cited document; `role` is `basis` (căn cứ) or `mention`. `date` is an ISO date or None."""

    code: str
    date: str | None = None
    issuer: str | None = None
    role: str = "mention"
    text: str | None = None
    at: Place | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexResult:
    """A published figure of an index: value, rank, change against last year."""

    index: str
    year: int | None = None
    subject: str | None = None
    value: Decimal | None = None
    max: Decimal | None = None
    unit: str | None = None
    rank: int | None = None
    rank_total: int | None = None
    delta: Decimal | None = None
    rank_delta: int | None = None
    grade: str | None = None
    at: Place | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Criterion:
    """One line "đạt x/y điểm". `raw_id` is the number as printed when it differs from `id` ("" when none was printed).

    `second_value` is another achieved value printed for the same criterion (the council's, for example);
    `note` keeps a remark such as "Nội dung này đã thực hiện".
    """

    id: str
    name: str
    parent: str | None = None
    max: Decimal | None = None
    achieved: Decimal | None = None
    deducted: Decimal | None = None
    raw_id: str | None = None
    second_value: Decimal | None = None
    note: str | None = None
    at: Place | None = None
    confidence: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Deduction:
    """One reason for lost points.

    `criterion` is the criterion that lost the points (a leaf such as `1.3/a` when the part has its own score line);
    `id` names the loss: the criterion itself when it has one loss, else `8.3/a`, `8.3/b` in printed order.
    `part` is the name of an unnumbered part that has no score line of its own.
    `points` as printed, or max − achieved with `implied` set. A loss without any reason has no Deduction.
    `status` is `done` when the sheet itself says that the fault is already remedied.
    """

    id: str
    criterion: str
    points: Decimal | None
    reason: str | None
    part: str | None = None
    implied: bool = False
    status: str | None = None
    at: Place | None = None
    confidence: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A limitation stated in words (tồn tại, hạn chế), with the section that holds it."""

    section: str
    text: str
    at: Place | None = None
    confidence: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """One thing to do.

    `due` holds tokens (see docs/reading.md): printed days, never moved. `due_text` is the printed wording;
    `due_on` the last day allowed ("trước ngày 10/11" → the day before), moved back to a working day.
    `remedies` names the losses (`Deduction.id`) that this task answers. `kind`: remedy | row | block | duty | general.
    """

    section: str
    text: str
    deliverable: str | None = None
    lead: tuple[str, ...] = ()
    collaborators: tuple[str, ...] = ()
    due: tuple[str, ...] = ()
    due_text: str | None = None
    due_on: date | None = None
    kind: str = "general"
    status: str | None = None
    remedies: tuple[str, ...] = ()
    at: Place | None = None
    confidence: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """A number to reach; `op` is one of `= > >= < <= increase>=`; `by` is a due token or None.

    `base` is the value that the document compares with, of `base_year`, where it prints both.
    """

    section: str
    text: str
    value: Decimal
    unit: str
    op: str = "="
    by: str | None = None
    base: Decimal | None = None
    base_year: int | None = None
    at: Place | None = None
    confidence: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A heading that findings or tasks stand below: `id` is their `section`, `parent` the heading above it."""

    id: str
    title: str
    parent: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Anomaly:
    """Something odd in the document's form, kinds as listed in docs/reading.md."""

    kind: str
    where: str
    note: str
    at: Place | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """Something the reader will not decide alone: `found` as printed, `proposals` best first, `message` for people.

    `kind`: successor | impossible_date | similar_name | numbering | remedy_of | points.
    """

    kind: str
    where: str
    found: str
    proposals: tuple[str, ...] = ()
    message: str = ""
    at: Place | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """Everything recognised in one document, in printed order."""

    doc_id: str
    header: Header = field(default_factory=Header)
    legal_bases: tuple[LegalBasis, ...] = ()
    index_results: tuple[IndexResult, ...] = ()
    criteria: tuple[Criterion, ...] = ()
    deductions: tuple[Deduction, ...] = ()
    findings: tuple[Finding, ...] = ()
    tasks: tuple[Task, ...] = ()
    targets: tuple[Target, ...] = ()
    sections: tuple[Section, ...] = ()
    anomalies: tuple[Anomaly, ...] = ()
    questions: tuple[Question, ...] = ()
