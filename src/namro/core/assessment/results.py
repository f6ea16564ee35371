"""Results that come back from whoever appraises: the rows of a document that was read, on the nodes of an edition."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from difflib import SequenceMatcher

from namro.core.assessment.result_items import ItemsRead, adjusted, items_from
from namro.core.assessment.score_sheet import ScoreSheet
from namro.core.assessment.sheet import differ
from namro.core.base.faults import Fault
from namro.core.base.points import exact_words
from namro.core.framework.matching import same_words
from namro.core.framework.model import Framework, Item, Node
from namro.core.printed.items import Criterion, Place, Reading

#: Names of one criterion in two documents: words are left out and added, numbers of acts change.
_ALIKE = 0.6


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultRow:
    """The points of one node as printed, with the reasons printed beside them and the place."""

    points: Decimal
    reason: str = ""
    at: Place | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultsRead:
    """What a document says about an edition's criteria.

    `rows` are those of nodes and of bonus and penalty items. `unmatched` are printed criteria of neither, `lines`
    sentences about points outside the scale that name no item, `missing` the leaves that no row was
    found for. Totals: as printed (None: none found) and as the criteria add up (None: some are missing).
    """

    rows: dict[str, ResultRow] = field(default_factory=dict)
    unmatched: tuple[Criterion, ...] = ()
    lines: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    printed_total: Decimal | None = None
    computed_total: Decimal | None = None
    faults: tuple[Fault, ...] = ()


def results_from(reading: Reading, framework: Framework) -> ResultsRead:
    """Put the criteria of a document on the edition's nodes: by id and name, by name alone, by an id whose name fits.

    Nothing is corrected: what contradicts is in the faults, and a person decides.
    """
    found, left = _placed(reading.criteria, framework)
    items = items_from(left, reading.questions, framework)
    reasons = _reasons(reading)
    rows, faults = {}, []
    for node in framework.nodes:
        criterion = found.get(node.id)
        if criterion is None:
            continue
        faults += [Fault(0, node.id, message) for message in _doubts(criterion, node)]
        points = _points(criterion, node)
        if points is not None:
            rows[node.id] = ResultRow(points=points, reason=reasons.get(criterion.id, ""), at=criterion.at)
    sums = _Sums(rows)
    totals = [sums.of(node) for node in framework.criteria]
    computed = None if None in totals else sum((total for total in totals if total is not None), Decimal(0))
    printed = _printed_total(reading, framework)
    faults += sums.faults
    for item, doubts in _of_items(items, framework):
        faults += doubts
        row = items.rows[item.id]
        if row.points is not None:
            rows[item.id] = ResultRow(points=row.points, reason=row.reason, at=row.at)
    if printed is not None and computed is not None and _differ_by_all(printed, computed, items, framework):
        both = f"tổng điểm in {exact_words(printed)}, cộng các tiêu chí được {exact_words(computed)}"
        faults.append(Fault(0, "", f"{both}. Hãy đối chiếu từng tiêu chí với văn bản."))
    return ResultsRead(
        rows=rows,
        unmatched=items.criteria,
        lines=items.lines,
        missing=tuple(leaf for leaf in framework.leaves if leaf not in rows),
        printed_total=printed,
        computed_total=computed,
        faults=tuple(faults),
    )


def _of_items(items: ItemsRead, framework: Framework) -> Iterator[tuple[Item, list[Fault]]]:
    """Each item that was found, with what a person has to look at."""
    for item in framework.items:
        row = items.rows.get(item.id)
        if row is None:
            continue
        doubts = []
        if row.points is None:
            doubts.append(f"“{row.text}”: không đọc được một số điểm. Hãy nhập tay.")
        elif item.max is not None and row.points > item.max:
            points, most = exact_words(row.points), exact_words(item.max)
            doubts.append(f"điểm in {points} lớn hơn điểm tối đa {most}. Hãy đối chiếu văn bản.")
        yield item, [Fault(0, item.id, doubt) for doubt in doubts]


def _differ_by_all(printed: Decimal, computed: Decimal, items: ItemsRead, framework: Framework) -> bool:
    """Whether the printed total is neither the sum of the criteria nor that sum with bonus and penalty."""
    return differ(printed, computed) and differ(printed, adjusted(computed, items.rows, framework))


def lowered(sheet: ScoreSheet, results: ResultsRead) -> dict[str, Decimal]:
    """Points taken off the self-score, by the id of the leaf, in the order of the sheet."""
    pairs = ((row, results.rows.get(row.node_id)) for row in sheet.leaves if row.claimed is not None)
    both = ((row.node_id, row.claimed - found.points) for row, found in pairs if found and row.claimed is not None)
    return {node: points for node, points in both if points > 0}


def _placed(criteria: Iterable[Criterion], framework: Framework) -> tuple[dict[str, Criterion], list[Criterion]]:
    """The printed criterion of each node, and what is left over."""
    placing = _Placing(framework)
    left = list(criteria)
    for way in (placing.same, placing.named, placing.below, placing.numbered):
        left = [criterion for criterion in left if not placing.take(criterion, way(criterion))]
    return placing.found, left


class _Placing:
    """The ways to find a node, surest first; a node once found is not given again."""

    def __init__(self, framework: Framework) -> None:
        self.found: dict[str, Criterion] = {}
        self.by_id = {node.id: node for node in framework.nodes}
        self.by_name: dict[str, list[Node]] = {}
        self.node_of: dict[str, Node] = {}
        for node in framework.nodes:
            self.by_name.setdefault(same_words(node.name), []).append(node)

    def take(self, criterion: Criterion, node: Node | None) -> bool:
        """Give the node to the criterion, if it is free."""
        if node is None or node.id in self.found:
            return False
        self.found[node.id] = criterion
        self.node_of[criterion.id] = node
        return True

    def same(self, criterion: Criterion) -> Node | None:
        """Id and name are the same."""
        node = self.by_id.get(criterion.id)
        return node if node and same_words(node.name) == same_words(criterion.name) else None

    def named(self, criterion: Criterion) -> Node | None:
        """The only node left of this name."""
        return self._only(self.by_name.get(same_words(criterion.name), ()))

    def below(self, criterion: Criterion) -> Node | None:
        """The only one of this name under what the criterion above was found to be."""
        above = self.node_of.get(criterion.parent or "")
        words = same_words(criterion.name)
        return self._only([node for node in above.children if same_words(node.name) == words] if above else ())

    def numbered(self, criterion: Criterion) -> Node | None:
        """The id with a name that may be meant: cut short, or worded a little differently."""
        node = self.by_id.get(criterion.id)
        return node if node and _alike(criterion.name, node.name) else None

    def _only(self, nodes: Iterable[Node]) -> Node | None:
        free = [node for node in nodes if node.id not in self.found]
        return free[0] if len(free) == 1 else None


def _alike(printed: str, name: str) -> bool:
    """Whether two names may be one: a sheet may print none, or cut it short."""
    one, other = same_words(printed), same_words(name)
    return not one or one in other or other in one or SequenceMatcher(None, one, other).ratio() >= _ALIKE


def _reasons(reading: Reading) -> dict[str, str]:
    """What is printed beside each criterion; a remark stands for a reason."""
    found: dict[str, list[str]] = {c.id: [c.note] for c in reading.criteria if c.note}
    for deduction in reading.deductions:
        if deduction.reason:
            found.setdefault(deduction.criterion, []).append(deduction.reason)
    return {node: "; ".join(dict.fromkeys(reasons)) for node, reasons in found.items()}


def _points(criterion: Criterion, node: Node) -> Decimal | None:
    if criterion.achieved is not None:
        return criterion.achieved
    return None if criterion.deducted is None else (criterion.max or node.max) - criterion.deducted


def _doubts(criterion: Criterion, node: Node) -> Iterator[str]:
    points = _points(criterion, node)
    if points is None:
        yield "có trong văn bản nhưng không đọc được điểm. Hãy nhập tay."
    elif points > node.max:
        yield f"điểm in {exact_words(points)} lớn hơn điểm tối đa {exact_words(node.max)}. Hãy đối chiếu văn bản."
    if criterion.max is not None and criterion.max != node.max:
        printed, own = exact_words(criterion.max), exact_words(node.max)
        yield f"văn bản in điểm tối đa {printed}, bộ tiêu chí là {own}. Hãy xem có đúng bộ tiêu chí của kỳ này không."
    if criterion.second_value is not None and criterion.second_value != criterion.achieved:
        yield f"văn bản in thêm điểm {exact_words(criterion.second_value)}. Hãy chọn điểm được công nhận."


def _printed_total(reading: Reading, framework: Framework) -> Decimal | None:
    totals = [r for r in reading.index_results if r.index == "CCHC" and r.unit == "điểm" and r.value is not None]
    scaled = [r for r in totals if r.max == framework.scale.max]
    return next((result.value for result in (*scaled, *totals)), None)


class _Sums:
    """Points of parents from their parts; a printed parent that says otherwise is a fault, the parts are believed."""

    def __init__(self, rows: dict[str, ResultRow]) -> None:
        self.rows = rows
        self.faults: list[Fault] = []

    def of(self, node: Node) -> Decimal | None:
        """The points of a node; its printed ones where a part is missing."""
        own = self.rows[node.id].points if node.id in self.rows else None
        if not node.children:
            return own
        parts = [self.of(child) for child in node.children]
        if None in parts:
            return own
        computed = sum((part for part in parts if part is not None), Decimal(0))
        if own is not None and differ(own, computed):
            both = f"văn bản in {exact_words(own)}, cộng các mục con được {exact_words(computed)}"
            self.faults.append(Fault(0, node.id, f"{both}. Hãy đối chiếu từng mục con."))
        return computed
