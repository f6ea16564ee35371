"""Proposals for lost points without a remedy: the templates of `data/remedies.yaml`, filled in. They name nobody."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Literal

from namro.core.base.points import format_points
from namro.core.base.yamlfile import load_data
from namro.core.improvement.findings import Finding
from namro.core.improvement.plan import PlanTask
from namro.core.printed.items import Header

#: So much of a limitation names it in a proposal.
_LONGEST = 120
ROMAN = ("I", "II", "III", "IV")


@dataclass(frozen=True, slots=True)
class Template:
    """A text to propose for a disposition (None fits all) and causes (none fits all); `due` as in the data file.

    `without_points` is the text for a limitation whose points are not known. `given_up`: only where the unit itself did
    not claim the points, so that there is nobody to ask.
    """

    disposition: str | None
    causes: frozenset[str]
    text: str
    without_points: str
    deliverable: str
    due: int | Literal["year"] | None
    given_up: bool = False

    def fits(self, finding: Finding) -> bool:
        """Whether the text is for a finding."""
        return (
            self.disposition in (None, finding.disposition)
            and (not self.causes or finding.cause in self.causes)
            and not (self.given_up and (finding.given_up is None or finding.taken))
        )


@cache
def templates() -> tuple[Template, ...]:
    """All templates in the order in which they are tried; the last one fits everything."""
    return tuple(
        Template(
            row.get("disposition"),
            frozenset(row.get("causes", ())),
            row["text"],
            row.get("without_points", row["text"].replace("{points} điểm", "điểm")),
            row["deliverable"],
            row["due"],
            row.get("given_up", False),
        )
        for row in load_data("remedies.yaml")["proposals"]
    )


def propose(finding: Finding, header: Header) -> PlanTask:
    """Return the proposed task for a finding, without a number in its group and without anybody's name."""
    template = next(t for t in templates() if t.fits(finding))
    due, due_text = proposed_due(template.due, header)
    wording = template.text if finding.points else template.without_points
    proof = finding.decision.proof if finding.decision else ""
    return PlanTask(
        number="",
        text=wording.format(
            where=_where(finding), points=format_points(finding.points or Decimal(0)), ground=finding.ground
        ),
        deliverable=proof or template.deliverable,
        due=due,
        due_text=due_text,
        proposed=True,
    )


def proposed_due(due: int | Literal["year"] | None, header: Header) -> tuple[tuple[str, ...], str | None]:
    """Return the token and wording of a due date counted from the document's date, inside the planned year."""
    year = planned_year(header)
    if due is None or year is None:
        return (), None
    if due == "year":
        return (str(year),), f"Trong năm {year}"
    quarters = 4 * year  # counted from year 0; without a date the planned year's first quarter is "now"
    if header.date and len(header.date) >= 7:
        quarters = 4 * int(header.date[:4]) + (int(header.date[5:7]) - 1) // 3
    quarter = min(max(quarters + due - 4 * year, 0), 3)
    return (f"{year}-Q{quarter + 1}",), f"Trong quý {ROMAN[quarter]}/{year}"


def planned_year(header: Header) -> int | None:
    """The year the plan is for: as printed, else the year after the assessed one."""
    if header.subject_year is None and header.assessed_year is not None:
        return header.assessed_year + 1
    return header.subject_year


def _where(finding: Finding) -> str:
    if finding.criterion is None and finding.points is not None:
        return "tổng điểm"
    if finding.points is None and finding.decision is not None:  # one of several limitations of a section
        return f"hạn chế “{_short(finding.reason or finding.id)}”"
    if finding.criterion is None:
        return f"mục {finding.id}"
    return f"tiêu chí {finding.criterion.id.split('/')[0]} ({finding.criterion.name})"


def _short(text: str) -> str:
    text = text.rstrip(" .;:")
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST].rsplit(' ', 1)[0]}…"
