"""A remediation plan as values: what the writers print and the site stores. No arithmetic here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanTask:
    """One line of a plan. `number` is printed under TT and restarts in each group.

    `result` is what was found (the lost point and its reason); `gain` the points that can come back.
    `due_text` is the wording to print, `due` its tokens, `due_on` the last working day allowed.
    `proposed` marks text that the product suggests and nobody has confirmed yet. `may_answer` are the numbers of the
    criteria whose loss a printed task may answer although nothing printed says so; the proposals for these losses stay
    until a person keeps one of both.
    """

    number: str
    text: str
    criterion: str | None = None
    criterion_name: str | None = None
    result: str | None = None
    gain: Decimal | None = None
    deliverable: str | None = None
    lead: tuple[str, ...] = ()
    collaborators: tuple[str, ...] = ()
    due: tuple[str, ...] = ()
    due_text: str | None = None
    due_on: date | None = None
    cause: str | None = None
    disposition: str | None = None
    proposed: bool = False
    may_answer: tuple[str, ...] = ()
    cost: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanTarget:
    """One target as it is printed: what is measured, what it has to come to, by when, whose it is."""

    name: str
    goal: str
    by: str
    lead: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanExtra:
    """One bonus to win or penalty to avoid as it is printed; `points` with sign."""

    kind: str
    text: str
    points: str
    lead: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanGroup:
    """Tasks of one field of the index; `number` is Roman."""

    number: str
    title: str
    tasks: tuple[PlanTask, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """A plan ready to be written in the layout of Decree 30/2020. Blank number and day stay blank.

    `issuing_body` is spelled out ("UBND xã Suối Mây" or "Ủy ban nhân dân xã Suối Mây"); `bases` are whole
    sentences for "Căn cứ …"; `date` is `2026-03` or `2026-03-14` or None. `outside` are the points lost in fields of
    the index that the document does not hold: nothing is planned for them. `kind` is a code of `data/plan_kinds.yaml`.
    """

    title: str
    issuing_body: str | None
    parent_body: str | None = None
    place: str | None = None
    date: str | None = None
    doc_code: str | None = None
    assessed_year: int | None = None
    subject_year: int | None = None
    bases: tuple[str, ...] = ()
    groups: tuple[PlanGroup, ...] = ()
    recipients: tuple[str, ...] = ()
    signer_name: str | None = None
    signer_role: str | None = None
    signer_capacity: str | None = None
    outside: Decimal | None = None
    kind: str = "index"
    targets: tuple[PlanTarget, ...] = ()
    extras: tuple[PlanExtra, ...] = ()
