"""What a unit's own sheet lost: the points by cause, each finding with who gave it up, and what is done about it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.urls import reverse
from django.utils.translation import gettext as _

from namro.apps.assessments.models import Assessment
from namro.apps.plans.models import Plan
from namro.apps.plans.pages.finding_form import Deciding, Form, form_of
from namro.apps.plans.pages.finding_words import Reach, Settled, anchor_of, reaches, settled
from namro.apps.plans.sheet_findings import SheetFindings
from namro.core.assessment.causes import cause_labels
from namro.core.framework.model import Framework
from namro.core.improvement import Finding
from namro.ui.formats import lost, points

PER_PAGE = 60
#: Which findings are shown: all, those nobody decided about, what the unit did not claim, what the appraisal took.
UNDECIDED, GIVEN_UP, TAKEN = "chua-chon", "tu-cham", "tham-dinh"
_ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class Wanted:
    """The filters of an address."""

    only: str = ""
    cause: str = ""
    number: str = ""


@dataclass(frozen=True, slots=True)
class Tab:
    """One way to see fewer findings."""

    url: str
    words: str
    count: int
    current: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One cause on the way down from the maximum to the result; bars in thousandths of all that was lost.

    `given_up` begins at `at`, `taken` follows it.
    """

    url: str
    current: bool
    word: str
    count: int
    given_up: str
    taken: str
    lost: str
    left: str
    at: int
    given_up_width: int
    taken_at: int
    taken_width: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingRow:
    """One lost point; `points` is for the sum of what is ticked."""

    key: str
    anchor: str
    id: str
    name: str
    url: str
    reason: str
    cause: str
    given_up: str
    taken: str
    lost: str
    points: str
    kind: str
    picked: bool
    settled: Settled


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingsPage:
    """Everything the page shows. `query` are the filters in force; `plan_url` leads to the plan that is there."""

    year: int
    code: str
    unit: str
    version: int
    lost: str
    count: int
    decided: int
    balance: str
    start: str
    result: str
    steps: tuple[Step, ...]
    reaches: tuple[Reach, ...]
    tabs: tuple[Tab, ...]
    rows: tuple[FindingRow, ...]
    page: Page[int]
    found: int
    query: str
    wanted: Wanted
    form: Form | None
    plan_url: str
    next_year: int


def findings_page(
    found: SheetFindings,
    *,
    unit: str,
    plan: Plan | None,
    wanted: Wanted,
    asked: Deciding,
    picked: frozenset[str] = frozenset(),
) -> FindingsPage:
    """Return the context of the page; it asks the database nothing."""
    sheet, report = found.standing.sheet, found.report
    chosen = [place for place, key in enumerate(found.keys) if _is_wanted(found, place, key, wanted)]
    page = Paginator(chosen, PER_PAGE).get_page(_page_of(found, chosen, asked.key) or wanted.number)
    return FindingsPage(
        year=sheet.year,
        code=sheet.unit.code,
        unit=unit,
        version=found.version,
        lost=points(report.total),
        count=len(report.findings),
        decided=len([key for key in found.keys if key in found.holding]),
        balance=_balance(found),
        start=points(report.maximum),
        result=points(report.published),
        steps=tuple(_steps(found, wanted)),
        reaches=reaches(report),
        tabs=_tabs(found, wanted),
        rows=tuple(_row(found, place, picked=picked) for place in page.object_list),
        page=page,
        found=len(chosen),
        query=query_of(wanted),
        wanted=wanted,
        form=form_of(found, asked),
        plan_url=reverse("plans:plan", args=[plan.code]) if plan else "",
        next_year=sheet.year + 1,
    )


def keys_wanted(found: SheetFindings, wanted: Wanted) -> list[str]:
    """Return the keys of all findings that filters show."""
    return [key for place, key in enumerate(found.keys) if _is_wanted(found, place, key, wanted)]


def query_of(wanted: Wanted, **changes: str) -> str:
    """The filters as a query of an address; `changes` replaces some, the page always starts again."""
    values = {"loc": wanted.only, "nguyen-nhan": wanted.cause} | {
        name.replace("_", "-"): value for name, value in changes.items()
    }
    return urlencode({name: value for name, value in values.items() if value})


def _is_wanted(found: SheetFindings, place: int, key: str, wanted: Wanted) -> bool:
    finding = found.report.findings[place]
    if wanted.cause and finding.cause != wanted.cause:
        return False
    return _is_of(finding, wanted.only, decided=key in found.holding)


def _is_of(finding: Finding, only: str, *, decided: bool) -> bool:
    if only == UNDECIDED:
        return not decided
    if only == GIVEN_UP:
        return bool(finding.given_up)
    return finding.taken > 0 if only == TAKEN else True


def _page_of(found: SheetFindings, chosen: Sequence[int], key: str) -> str:
    """The page on which the finding stands whose form is open."""
    places = [found.keys[place] for place in chosen]
    return str(places.index(key) // PER_PAGE + 1) if key in places else ""


def _given_up(findings: Iterable[Finding]) -> Decimal:
    return sum((one.given_up for one in findings if one.given_up), _ZERO)


def _balance(found: SheetFindings) -> str:
    """The sum that shows where the lost points went."""
    report = found.report
    given_up = _given_up(report.findings)
    told = {
        "max": points(report.maximum),
        "result": points(report.published),
        "lost": points(report.total),
        "given_up": points(given_up),
        "taken": points(report.total - given_up),
    }
    return _("%(max)s − %(result)s = %(lost)s điểm mất = %(given_up)s tự chấm bỏ + %(taken)s thẩm định trừ.") % told


def _steps(found: SheetFindings, wanted: Wanted) -> Iterable[Step]:
    report = found.report
    whole, at = report.total or Decimal(1), _ZERO
    for cause, value in report.by_cause.items():
        of_cause = [one for one in report.findings if one.cause == cause]
        given_up = _given_up(of_cause)
        edges = [int(1000 * part / whole) for part in (at, at + given_up, at + value)]
        at += value
        current = wanted.cause == cause
        yield Step(
            url="?" + query_of(wanted, nguyen_nhan="" if current else cause),
            current=current,
            word=_(cause_labels()[cause]),
            count=len(of_cause),
            given_up=lost(given_up) if given_up else "",
            taken=lost(value - given_up) if value > given_up else "",
            lost=lost(value),
            left=points((report.maximum or _ZERO) - at),
            at=edges[0],
            given_up_width=edges[1] - edges[0],
            taken_at=edges[1],
            taken_width=edges[2] - edges[1],
        )


def _tabs(found: SheetFindings, wanted: Wanted) -> tuple[Tab, ...]:
    of_cause = [
        (finding, key in found.holding)
        for finding, key in zip(found.report.findings, found.keys, strict=True)
        if wanted.cause in ("", finding.cause)
    ]
    words = {
        "": _("Tất cả"),
        UNDECIDED: _("Chưa chọn hướng"),
        GIVEN_UP: _("Tự chấm bỏ"),
        TAKEN: _("Thẩm định trừ"),
    }
    return tuple(
        Tab(
            "?" + query_of(wanted, loc=only),
            word,
            sum(_is_of(finding, only, decided=decided) for finding, decided in of_cause),
            wanted.only == only,
        )
        for only, word in words.items()
    )


def _row(found: SheetFindings, place: int, *, picked: frozenset[str]) -> FindingRow:
    finding, key = found.report.findings[place], found.keys[place]
    sheet = found.standing.sheet
    return FindingRow(
        key=key,
        anchor=anchor_of(key),
        id=finding.id,
        name=finding.criterion.name if finding.criterion else "",
        url=reverse("assessments:criterion", args=[sheet.year, sheet.unit.code, finding.id]),
        reason=finding.reason or _("Không ghi lý do"),
        cause=_(cause_labels()[finding.cause]),
        given_up=lost(finding.given_up) if finding.given_up else "",
        taken=lost(finding.taken) if finding.taken else "",
        lost=lost(finding.points or _ZERO),
        points=f"{finding.points:f}",
        kind=_kind(found.standing.framework, key),
        picked=key in picked,
        settled=settled(
            finding,
            found.holding.get(key),
            [entry for entry in found.entries if entry.finding == key],
            version=found.version,
            url=lambda entry: reverse("plans:finding_proof", args=[sheet.year, sheet.unit.code, entry.seq]),
        ),
    )


def _kind(framework: Framework, key: str) -> str:
    if key in framework.leaves:
        return ""
    return _("điểm trừ") if any(item.id == key for item in framework.penalty.items) else _("điểm thưởng")


def title_of(sheet: Assessment) -> str:
    """What the page is called in the way to it."""
    return _("Tồn tại, hạn chế %(year)s") % {"year": sheet.year}
