"""Lines as appraisers see them: who said what, the proof beside, the year before; a fixed number of queries."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Max, QuerySet

from namro.apps.appraisals.models import Opinion
from namro.apps.appraisals.permissions import Bench, reads_final
from namro.apps.appraisals.queries.proof_given import Given, bearers_of, given_of
from namro.apps.appraisals.queries.requests import first_requests
from namro.apps.appraisals.sealing import TAKEN_UP
from namro.apps.assessments.models import Assessment, Line, StateEvent
from namro.apps.frameworks.models import Edition
from namro.apps.frameworks.trees import tree_of
from namro.apps.people.queries.organisation import Node, organisation_on
from namro.core.assessment.opinions import Layer, Value
from namro.core.assessment.stages import State
from namro.core.base.names import place_key
from namro.core.framework.compare import compare
from namro.core.framework.model import Framework

#: Appraisers read sheets from the beginning of the appraisal on; before, a sheet is its unit's own.
SEEN = (State.APPRAISAL, State.EXPLANATION, State.REAPPRAISAL, State.DECIDED, State.PUBLISHED)


@dataclass(frozen=True, slots=True)
class Before:
    """What a criterion got the year before, as published; without finals, what the unit claimed then."""

    value: Value
    cause: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """One line for one appraiser; `layer` is the value that is shown and, while `open`, decided.

    `told_at` is when the explanation was opened: proof that came later answers the first appraisal.
    """

    line: Line
    unit: str
    layer: Layer
    opinions: tuple[Opinion, ...]
    given: tuple[Given, ...]
    before: Before | None
    told_at: datetime | None
    #: Whether the reader may know what the unit explained: its draft until the second appraisal takes it up.
    told: bool
    nodes: Mapping[int, Node] = field(repr=False)

    def department(self, opinion: Opinion) -> str:
        """For whom an opinion was said; "" where the chair said it."""
        found = self.nodes.get(opinion.department_id or 0)
        return found.name if found else ""

    @property
    def sheet(self) -> Assessment:
        """The sheet of the line."""
        return self.line.assessment

    @property
    def state(self) -> State:
        """Where the sheet stands."""
        return State(self.sheet.state)

    @property
    def explained(self) -> Value | None:
        """What the unit asks for in its explanation, as far as the reader may know."""
        return self.line.value(Layer.EXPLAINED) if self.explained_why else None

    @property
    def explained_why(self) -> str:
        """What it says in its explanation, likewise."""
        return self.line.explained_reason if self.told else ""

    @property
    def open(self) -> bool:
        """Whether the line can be judged now."""
        return self.state in (State.APPRAISAL, State.REAPPRAISAL)


def lines_seen(bench: Bench) -> QuerySet[Line]:
    """The lines of a round that whoever appraises may look at, of any criterion."""
    states = [state.value for state in SEEN]
    return Line.objects.filter(carried=None, assessment__round=bench.round, assessment__state__in=states)


def judged(bench: Bench, lines: QuerySet[Line]) -> list[Judged]:
    """Return lines of the person's criteria with all that is known about them, by the units' names, then the set."""
    mine = bench.mine()
    rows = list(lines.filter(node_id__in=mine).select_related("assessment", "assessment__unit"))
    tree, handovers = organisation_on(bench.user.standing.day)
    for row in rows:
        row.assessment.round = bench.round
    sheets = {row.assessment_id: row.assessment for row in rows}
    nodes = {row.node_id for row in rows}
    layers = {key: layer_of(bench, sheet) for key, sheet in sheets.items()}
    first_requests([row for row in rows if _is_past(row.assessment, layers)])
    opinions = _opinions(rows, layers)
    given = given_of(bench.user, sheets, bench.framework, nodes=nodes, handovers=handovers)
    before = _before(bench, sheets, nodes)
    told = _told(sheets)
    names = {key: _name(tree.nodes, sheet) for key, sheet in sheets.items()}
    places = {key: place for place, key in enumerate(mine)}
    rows.sort(key=lambda row: (place_key(names[row.assessment_id]), places[row.node_id]))
    return [
        Judged(
            line=row,
            unit=names[row.assessment_id],
            layer=layers[row.assessment_id],
            opinions=tuple(opinions.get(row.pk, ())),
            given=given.get((row.assessment_id, row.node_id), ()),
            before=before.get((row.assessment.unit_id, row.node_id)),
            told_at=told.get(row.assessment_id),
            told=bench.chairs or State(row.assessment.state) in TAKEN_UP,
            nodes=tree.nodes,
        )
        for row in rows
    ]


def layer_of(bench: Bench, sheet: Assessment) -> Layer:
    """Which value of a sheet's lines is shown to whoever judges them: the final one is sealed once decided."""
    state = State(sheet.state)
    if state is State.REAPPRAISAL or (state in (State.DECIDED, State.PUBLISHED) and reads_final(bench.user, sheet)):
        return Layer.FINAL
    return Layer.APPRAISED


def _is_past(sheet: Assessment, layers: Mapping[int, Layer]) -> bool:
    """Whether only the first appraisal of a decided sheet is shown."""
    return sheet.state == State.DECIDED and layers[sheet.pk] is Layer.APPRAISED


def _name(nodes: Mapping[int, Node], sheet: Assessment) -> str:
    node = nodes.get(sheet.unit_id)
    return node.name if node else sheet.unit.code


def _opinions(rows: Collection[Line], layers: Mapping[int, Layer]) -> dict[int, list[Opinion]]:
    sheets = {row.pk: row.assessment_id for row in rows}
    found: dict[int, list[Opinion]] = {}
    said = Opinion.objects.filter(line__in=list(sheets), replaced=False).select_related("by")
    for row in said.order_by("pk"):
        if row.layer == layers[sheets[row.line_id]]:
            found.setdefault(row.line_id, []).append(row)
    return found


def _told(sheets: Collection[int]) -> dict[int, datetime]:
    rows = StateEvent.objects.filter(assessment__in=list(sheets), act="explain").values("assessment")
    return dict(rows.annotate(last=Max("at")).values_list("assessment", "last"))


def _before(bench: Bench, sheets: Mapping[int, Assessment], nodes: Collection[str]) -> dict[tuple[int, str], Before]:
    """What was published the year before, under this year's ids; by (id of the unit, id of the node)."""
    units = [sheet.unit_id for sheet in sheets.values()]
    last = Assessment.objects.filter(unit__in=units, year=bench.round.year - 1, state=State.PUBLISHED)
    editions = Edition.objects.filter(pk__in=last.values("edition")).defer("text")
    ids = {row.pk: _old_ids(row, bench.round.edition) for row in editions}
    wanted = {old: node for names in ids.values() for old, node in names.items() if node in nodes}
    if not wanted:
        return {}
    sheets_of = {pk: (unit, edition) for pk, unit, edition in last.values_list("pk", "unit", "edition")}
    rows = Line.objects.filter(assessment__in=list(sheets_of), carried=None, node_id__in=list(wanted))
    found = {}
    for line in rows:
        unit, edition = sheets_of[line.assessment_id]
        node = ids[edition].get(line.node_id)
        value = line.value(Layer.FINAL) or _claimed(line)
        if node is not None and value is not None:
            found[unit, node] = Before(value, line.final_cause, line.final_reason)
    return found


def _claimed(line: Line) -> Value | None:
    return None if line.claimed is None else Value(line.claimed)


#: This year's ids by the old ones, by the digests of both editions.
_known: dict[tuple[str, str], Mapping[str, str]] = {}
_KEPT = 32


def _old_ids(old: Edition, new: Edition) -> Mapping[str, str]:
    """This year's id of every criterion by its id of then."""
    key = (old.sha256, new.sha256)
    if key not in _known:
        if len(_known) >= _KEPT:
            _known.clear()
        _known[key] = _compared(tree_of(old), tree_of(new))
    return _known[key]


def _compared(old: Framework, new: Framework) -> Mapping[str, str]:
    return {key: key for key in bearers_of(new)} if old is new else compare(old, new).ids
