"""Targets of a plan from what a document prints: numbers to reach with heading, result of before and lead."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from namro.core.base.folding import fold, tidy
from namro.core.improvement.outline import Outline
from namro.core.improvement.targets import OPS, Goal, Wish, wish_of_change
from namro.core.printed.items import Finding, Reading, Target, Task

_RISES = "increase"
#: "Phấn đấu tăng cao hơn so với năm trước liền kề": a goal without a number, more than last year.
_MORE = re.compile(r"\b(?:tang|cao hon|nhieu hon)\b[^.;]{0,60}\bso voi (?:ket qua )?(?:cung ky )?nam (?:truoc|20\d\d)")
_COUNTED = re.compile(r"^(?:so luong|so) ")
#: "Đạt 95% số hồ sơ …"; "đạt dưới 60%" or "chưa đạt 100%" say no value.
_REACHED = re.compile(r"(?<!chua )(?<!khong )\bdat (?:ty le |duoc )?(?P<n>\d{1,3}(?:[.,]\d{1,3})?)\s?%")
#: "Các tiêu chí khác … phải bằng và nâng cao hơn so với kết quả thực hiện trong năm 2023".
_ALL_OTHERS = re.compile(
    r"\b(?:tieu chi|chi so)\b[^.;]{0,40}\bkhac\b[^.;]{0,200}"
    r"\b(?:bang (?:va|hoac)|khong thap hon|giu vung)\b[^.;]{0,120}\bso voi\b"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftTarget:
    """A target as a document prints it: `name` is what is measured, `before` how the document words last year's result.

    `place` is the section, `by` a due token; `lead` whom the document names for the section.
    """

    name: str
    text: str
    goal: Goal
    place: str
    base_year: int | None = None
    before: str = ""
    by: str | None = None
    lead: tuple[str, ...] = ()


def targets_from(reading: Reading) -> tuple[DraftTarget, ...]:
    """Return every target of a document in printed order of its sections, numbers first, then "more than last year"."""
    outline = Outline(reading)
    numbers = [_target(target, outline, reading) for target in reading.targets]
    return (*numbers, *_without_number(outline, reading))


def holds_everything_else(reading: Reading) -> str:
    """Return the sentence by which all other criteria must not fall below last year's; "" where there is none."""
    texts = (task.text for task in reading.tasks)
    return next((tidy(text) for text in texts if _ALL_OTHERS.search(fold(tidy(text)))), "")


def _target(target: Target, outline: Outline, reading: Reading) -> DraftTarget:
    block = outline.block(target.section)
    stated = [finding for finding in reading.findings if outline.block(finding.section) == block]
    base, year = target.base, target.base_year
    if base is None and target.unit == "%":
        base = next((value for finding in stated if (value := _value_in(finding)) is not None), None)
        year = reading.header.assessed_year if base is not None else None
    return DraftTarget(
        name=_name(target.text, outline.title(block), alone=_alone(target, outline, reading)),
        text=tidy(target.text),
        goal=_goal(target, base),
        place=block,
        base_year=year,
        before="; ".join(tidy(finding.text) for finding in stated[:1] if _alone(target, outline, reading)),
        by=target.by or _year(reading),
        lead=_lead(block, outline, reading),
    )


def _goal(target: Target, base: Decimal | None) -> Goal:
    if target.op.startswith(_RISES):
        # What rises by percent and has its value of before in percent, or no value at all, is itself a percentage.
        wish = wish_of_change("%", target.unit)
        return Goal(wish=wish, op=target.op.removeprefix(_RISES), amount=target.value, unit="%", base=base)
    op = target.op if target.op in OPS else "="
    if op == ">=" and base is not None and base == target.value:
        return Goal(wish=Wish.HOLD, op=op, unit=target.unit, base=base)
    return Goal(wish=Wish.LEVEL, op=op, amount=target.value, unit=target.unit, base=base)


def _alone(target: Target, outline: Outline, reading: Reading) -> bool:
    """Whether the heading is about this target only."""
    block = outline.block(target.section)
    if target.base is not None:
        return True
    return sum(task.kind == "block" and outline.block(task.section) == block for task in reading.tasks) == 1


def _name(text: str, title: str | None, *, alone: bool) -> str:
    return tidy(title or text) if alone else tidy(text)


def _value_in(finding: Finding) -> Decimal | None:
    found = _REACHED.search(fold(tidy(finding.text)))
    return Decimal(found["n"].replace(",", ".")) if found else None


def _without_number(outline: Outline, reading: Reading) -> Iterator[DraftTarget]:
    with_number = {outline.block(target.section) for target in reading.targets}
    for task in reading.tasks:
        block = outline.block(task.section)
        if task.kind != "block" or block in with_number or not _MORE.search(fold(tidy(task.text))):
            continue
        name = tidy(outline.title(block) or task.text)
        counted = bool(_COUNTED.match(fold(name)))
        goal = Goal(wish=Wish.HOLD, op=">", unit="" if counted else "%")
        stated = [tidy(f.text) for f in reading.findings if outline.block(f.section) == block]
        yield DraftTarget(
            name=name, text=tidy(task.text), goal=goal, place=block, before="; ".join(stated[:1]),
            by=_due(task) or _year(reading), lead=task.lead,
        )  # fmt: skip


def _lead(block: str, outline: Outline, reading: Reading) -> tuple[str, ...]:
    """Whom the section gives its tasks to: the lead that most of them name, the first of several."""
    leads = [task.lead for task in reading.tasks if task.kind == "block" and outline.block(task.section) == block]
    return max(leads, key=leads.count) if leads else ()


def _due(task: Task) -> str | None:
    return task.due[0] if len(task.due) == 1 else None


def _year(reading: Reading) -> str | None:
    year = reading.header.subject_year
    return str(year) if year else None


def decided(draft: DraftTarget, wish: Wish) -> DraftTarget:
    """The draft with the reading of its change that a person chose."""
    return replace(draft, goal=replace(draft.goal, wish=wish))
