"""Everything that one criterion of a sheet tells of itself; a fixed number of queries."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import F, Q

from namro.apps.appraisals.models import Publication
from namro.apps.appraisals.queries.judged_by import judged_by
from namro.apps.appraisals.queries.past import Past, past_of
from namro.apps.appraisals.queries.requests import first_requests
from namro.apps.appraisals.sealing import Seal
from namro.apps.assessments.models import Assessment, Attached, Line, LineEvent, StateEvent
from namro.apps.assessments.queries.proof_beside import Beside, beside
from namro.apps.assessments.queries.row_proof import attached_to
from namro.apps.assessments.standing import Standing, standing_of
from namro.apps.indicators.models import Fact
from namro.apps.library.models import EvidenceFile
from namro.apps.people.models import User
from namro.core.assessment.opinions import Layer
from namro.core.framework.model import Item, Leaf
from namro.core.framework.rules import Growth, within
from namro.core.framework.uses import rule_uses

#: Inputs that stand in the sheet itself: points that people type.
_TYPED = "points:"


@dataclass(frozen=True, kw_only=True)
class Record:
    """A criterion as one reader may see it. `by` says who decided a layer, `opened` when the explanation began."""

    standing: Standing
    bearer: Leaf | Item
    line: Line | None
    seal: Seal
    by: Mapping[tuple[int, Layer], str]
    events: Sequence[LineEvent]
    steps: Sequence[StateEvent]
    attached: Sequence[tuple[Attached, EvidenceFile]]
    taken_away: Sequence[Attached]
    proof: Beside
    facts: Sequence[Fact]
    published: Publication | None
    past: Sequence[Past]

    @property
    def sheet(self) -> Assessment:
        """The sheet's row."""
        return self.standing.sheet

    @property
    def node(self) -> str:
        """The criterion's id."""
        return self.bearer.node.id if isinstance(self.bearer, Leaf) else self.bearer.id

    def is_correction(self, event: LineEvent) -> bool:
        """Whether a final value was given by an act after the publication."""
        published = next((step.at for step in self.steps if step.act == "publish"), None)
        return event.layer == Layer.FINAL and published is not None and event.at > published


def record_of(user: User, sheet: Assessment, node: str) -> Record | None:
    """Return the record; None where the set has no such leaf or item."""
    standing, seal = standing_of(sheet), Seal(user, sheet)
    items = {item.id: item for item in standing.framework.items}
    bearer = standing.framework.leaves.get(node) or items.get(node)
    if bearer is None:
        return None
    line = standing.lines.get(node)
    if line is not None and not seal.knows_last_word:
        first_requests([line])
    published = None
    if sheet.round is not None:
        published = Publication.objects.filter(results__assessment=sheet).defer("snapshot").order_by("-number").first()
    attached = sheet.attached.filter(node_id=node, carried=None).select_related("evidence", "by", "removed_by")
    return Record(
        standing=standing,
        bearer=bearer,
        line=line,
        seal=seal,
        by=judged_by([line.pk]) if line else {},
        events=_events(line),
        steps=list(sheet.events.select_related("by").order_by("pk")),
        attached=attached_to(sheet, node),
        taken_away=list(attached.exclude(removed_at=None).order_by("pk")),
        proof=beside(user, standing, node),
        facts=_facts(standing, bearer, published),
        published=published,
        past=past_of(user, standing, node),
    )


def _events(line: Line | None) -> list[LineEvent]:
    return [] if line is None else list(line.events.select_related("by").order_by("pk"))


def _facts(standing: Standing, bearer: Leaf | Item, published: Publication | None) -> list[Fact]:
    """The facts that the rule reads, as they stood when the result was published, else as they stand."""
    sheet, wanted = standing.sheet, inputs_of(bearer, standing.sheet.year)
    if not wanted:
        return []
    rows = Fact.objects.filter(unit=sheet.unit_id).exclude(value="")
    rows = rows.filter(year__in={year for year, _name in wanted}, input__in={name for _year, name in wanted})
    now = Q(superseded_by=None)
    if published is not None:
        now = Q(delivery__at__lte=published.at) & (now | Q(superseded_by__at__gt=published.at))
    found = rows.filter(now).select_related("delivery__by").order_by(F("year").desc(), "pk")
    return [row for row in found if (row.year, row.input) in wanted]


def inputs_of(bearer: Leaf | Item, year: int) -> dict[tuple[int, str], None]:
    """Return what the criterion reads: (year, input), in the order of its rule, conditions first."""
    rule = bearer.node.rule if isinstance(bearer, Leaf) else bearer.rule
    conditions = bearer.conditions if isinstance(bearer, Leaf) else (bearer.applies_if,)
    found = {(year, name): None for name in conditions if name}
    for one in within(rule) if rule is not None else ():
        names = [use.input for use in rule_uses(one, "", None) if not use.input.startswith(_TYPED)]
        years = (year, one.base_year(year)) if isinstance(one, Growth) else (year,)
        found |= {(each, name): None for each in years for name in names}
    return found
