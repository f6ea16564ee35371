"""A sheet as it stands: its edition, what people typed, what facts give, and what both add up to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from namro.apps.assessments.bridge import nano
from namro.apps.assessments.gathering import facts_of, pool_of
from namro.apps.assessments.models import Assessment, Line
from namro.apps.frameworks.trees import tree_of
from namro.apps.indicators.sets import Edition
from namro.apps.people.permissions import Handovers
from namro.core.framework.model import Framework
from namro.core.scoring.claimed import ClaimedSheet, claimed
from namro.core.scoring.claims import Claim, Inapplicable
from namro.core.scoring.facts import Facts


@dataclass(frozen=True)
class Standing:
    """One sheet: its tree, what facts say, its lines by id of the node."""

    sheet: Assessment
    framework: Framework
    facts: Facts
    lines: Mapping[str, Line]

    @cached_property
    def claimed(self) -> ClaimedSheet:
        """What lines and facts make together, counted when it is first asked for."""
        return claimed(self.framework, self.facts, claims_of(self.lines))


def standing_of(sheet: Assessment, handovers: Handovers | None = None, *, authors: bool = True) -> Standing:
    """Return a sheet as it stands; a fixed number of queries. Expects `sheet.edition` at hand.

    `handovers` of units may be given where they are at hand. Without `authors` who wrote a line is asked one by one.
    """
    framework = tree_of(sheet.edition)
    rows = sheet.lines.filter(carried=None)
    lines = {row.node_id: row for row in (rows.select_related("by") if authors else rows)}
    facts = facts_of(Edition(framework, sheet.edition.sha256), sheet.year, sheet.unit_id, handovers)
    return Standing(sheet, framework, facts, lines)


def with_lines(standing: Standing, lines: Mapping[str, Line]) -> Standing:
    """Return the sheet with these lines in place of its own; what facts say is not asked again."""
    return replace(standing, lines=lines)


def settle_new(sheets: Sequence[Assessment], framework: Framework) -> None:
    """Write what facts alone give to sheets of one edition that have no lines yet; as many queries for all of them."""
    if not sheets:
        return
    edition = Edition(framework, sheets[0].edition.sha256)
    pool = pool_of(edition, sheets[0].year, [sheet.unit_id for sheet in sheets])
    for sheet in sheets:
        count(sheet, claimed(framework, pool.facts(sheet.unit_id), {}))
    Assessment.objects.bulk_update(sheets, COUNTED, batch_size=200)


def claims_of(lines: Mapping[str, Line]) -> dict[str, Claim]:
    """Return what the lines say, by id of the node; lines that say nothing of points are left out."""
    found: dict[str, Claim] = {}
    for key, line in lines.items():
        if line.not_applicable:
            found[key] = Inapplicable(line.reason)
        elif line.claimed is not None:
            found[key] = line.claimed
    return found


#: What is counted from the lines and facts and stands in the sheet's row.
COUNTED = ["total_nano", "percent_nano", "band", "empty"]


def settle(standing: Standing) -> None:
    """Write total, percentage, band and the count of empty rows of a sheet; in the caller's transaction."""
    count(standing.sheet, standing.claimed)
    standing.sheet.save(update_fields=COUNTED)


def count(sheet: Assessment, found: ClaimedSheet) -> None:
    """Set what is counted; not saved."""
    score = found.score
    sheet.total_nano = nano(score.total)
    sheet.percent_nano = None if score.percent is None else nano(score.percent)
    sheet.band = score.band or ""
    sheet.empty = found.open_in_all.empty
