"""A sheet that a unit fills itself: what people typed, what facts give, and what both add up to as scoring adds up.

Leaves of the appraisal take what was typed and nothing else; computed leaves and surveys take what the facts give, and
a survey without a result is closed. Proof costs nothing here, unless a fact says that it is missing or not signed: its
remarks inform, people decide. An adjustment item takes what was typed, else what the facts say of it. What is empty
adds nothing and is counted, never shown as 0.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal, localcontext

from namro.core.framework.model import Evidence, Framework, Item, Leaf, Node, Scale
from namro.core.scoring.claims import UNKNOWN, Claim, ClaimFault, Inapplicable, check_claim, typed_most
from namro.core.scoring.facts import Facts
from namro.core.scoring.leaves import fails_condition, not_applicable, score_item, score_leaf
from namro.core.scoring.next_band import NextBand, next_band
from namro.core.scoring.numbers import EXACT, HUNDRED, ZERO, said, said_percent, said_points, settled
from namro.core.scoring.one import added_up
from namro.core.scoring.outcome import CLOSED, EMPTY, NO_DATA, NOT_APPLICABLE, SCORED, Outcome, UnitScore


@dataclass(frozen=True, slots=True)
class Open:
    """What is not known yet below a node: empty cells, computed leaves without data, closed surveys, their maxima."""

    empty: int = 0
    no_data: int = 0
    closed: int = 0
    points: Decimal = ZERO
    closed_points: Decimal = ZERO

    def __add__(self, other: Open) -> Open:
        """Add what is open elsewhere."""
        return Open(
            self.empty + other.empty,
            self.no_data + other.no_data,
            self.closed + other.closed,
            self.points + other.points,
            self.closed_points + other.closed_points,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimedSheet:
    """A sheet as it stands: the score so far, what is open by node and in all, faults by id, the next grade."""

    score: UnitScore
    open: Mapping[str, Open]
    open_in_all: Open
    faults: Mapping[str, ClaimFault]
    next_band: NextBand | None
    sentence: str


_NONE = Open()


def claimed(framework: Framework, facts: Facts, claims: Mapping[str, Claim]) -> ClaimedSheet:
    """Return the sheet that claims (by id of leaf or item) and facts make together."""
    with localcontext(EXACT):
        leaves = {
            name: claimed_leaf(leaf, claims.get(name), facts, framework) for name, leaf in framework.leaves.items()
        }
        items = {item.id: claimed_item(item, claims.get(item.id), facts, framework) for item in framework.items}
        score = added_up(framework, facts, leaves, items)
        found: dict[str, Open] = {}
        in_all = _sum(_open(node, score.criteria, found) for node in framework.criteria)
        following = next_band(framework, facts, score)
        return ClaimedSheet(
            score=score,
            open=found,
            open_in_all=in_all,
            faults=_faults(framework, claims),
            next_band=following,
            sentence=_sentence(score, in_all, following, framework.scale),
        )


def claimed_leaf(leaf: Leaf, claim: Claim, facts: Facts, framework: Framework) -> Outcome:
    """Return what a leaf gives with what is claimed for it."""
    if leaf.source != "appraisal" or fails_condition(leaf.conditions, facts):
        node = replace(leaf.node, evidence=_told(leaf.node.id, leaf.node.evidence, facts))
        return _given(leaf, score_leaf(replace(leaf, node=node), facts, framework))
    scale, most = framework.scale, leaf.node.max
    if isinstance(claim, Inapplicable):
        return not_applicable(leaf, _reason(claim), scale)
    if claim is not None:
        return _typed(claim, most, scale)
    if not most:
        return Outcome(ZERO, ZERO, SCORED, "Chỉ để xem, không tính điểm.")
    return Outcome(ZERO, ZERO, EMPTY, f"Trống, tối đa {said(most)} điểm.")


def _told(owner: str, evidence: Evidence | None, facts: Facts) -> Evidence | None:
    """Return what is asked for as proof where a fact speaks of it; files beside the criterion are no facts."""
    if evidence is None:
        return None
    keys = [f"{owner}/{proof.id}" for proof in evidence.items] or [owner]
    return evidence if any(f"evidence:{key}" in facts.values for key in keys) else None


def _given(leaf: Leaf, outcome: Outcome) -> Outcome:
    """A survey without a result is closed, not scored with nothing."""
    if leaf.source != "survey" or outcome.state != NO_DATA:
        return outcome
    why = f"Chưa có kết quả điều tra xã hội học, tối đa {said(leaf.node.max)} điểm."
    return replace(outcome, state=CLOSED, why=why)


def claimed_item(item: Item, claim: Claim, facts: Facts, framework: Framework) -> Outcome:
    """Return what a bonus or penalty item gives with what is claimed for it."""
    outcome = score_item(replace(item, evidence=_told(item.id, item.evidence, facts)), facts, framework)
    if isinstance(claim, Inapplicable):
        return Outcome(ZERO, ZERO, NOT_APPLICABLE, f"{_reason(claim)}.", outcome.missing, outcome.unranked)
    ruled_out = bool(item.applies_if) and bool(fails_condition((item.applies_if,), facts))
    if claim is not None and not ruled_out:
        return replace(_typed(claim, typed_most(item), framework.scale), unranked=outcome.unranked)
    if outcome.state == NO_DATA:
        return replace(outcome, state=EMPTY, why="Trống, không tính.")
    return outcome


def _reason(claim: Inapplicable) -> str:
    reason = claim.reason.strip().rstrip(".")
    return f"Đơn vị ghi không áp dụng: {reason}" if reason else "Đơn vị ghi không áp dụng, chưa ghi lý do"


def _typed(points: Decimal, most: Decimal | None, scale: Scale) -> Outcome:
    """Count what was typed within its bounds: a slip must not lift the total while it waits to be corrected."""
    counted = max(ZERO, points if most is None else min(points, most))
    limit = "" if most is None else f"/{said(most)}"
    words = f"Tự chấm {said_points(counted, scale)}{limit} điểm"
    if counted != points:
        words = f"Ghi {said(points)}, ngoài khoảng cho phép: tạm tính {said_points(counted, scale)}{limit} điểm"
    return Outcome(counted, ZERO, SCORED, f"{words}.")


def _open(node: Node, criteria: Mapping[str, Outcome], found: dict[str, Open]) -> Open:
    if node.children:
        here = _sum(_open(child, criteria, found) for child in node.children)
    else:
        here = _open_leaf(node.max, criteria[node.id].state)
    found[node.id] = here
    return here


def _open_leaf(most: Decimal, state: str) -> Open:
    if state == EMPTY:
        return Open(empty=1, points=most)
    if state == NO_DATA:
        return Open(no_data=1, points=most)
    return Open(closed=1, points=most, closed_points=most) if state == CLOSED else _NONE


def _sum(parts: Iterable[Open]) -> Open:
    return sum(parts, _NONE)


def _faults(framework: Framework, claims: Mapping[str, Claim]) -> dict[str, ClaimFault]:
    bearers: dict[str, Leaf | Item] = {**framework.leaves, **{item.id: item for item in framework.items}}
    found: dict[str, ClaimFault] = {}
    for name, claim in claims.items():
        bearer = bearers.get(name)
        unknown = ClaimFault(UNKNOWN, f"Bộ tiêu chí không có mục “{name}” để ghi điểm. Hãy xóa ô này.")
        fault = unknown if bearer is None else check_claim(bearer, claim, framework)
        if fault is not None:
            found[name] = fault
    return found


def _sentence(score: UnitScore, still: Open, following: NextBand | None, scale: Scale) -> str:
    """Say where the sheet stands: total, grade, what is missing to the next one, what is not known yet."""
    percent = "" if score.percent is None else f" ({said_percent(settled(score.percent) / HUNDRED)})"
    band = f", bậc {score.band}" if score.band else ""
    left = score.max - score.excluded
    said_all = [f"Tổng {said_points(score.total, scale)}/{said(left)} điểm{percent}{band}."]
    said_all += [following.sentence] if following else []
    unknown = [f"{still.empty} mục trống"] if still.empty else []
    unknown += [f"{still.no_data} mục chưa có số liệu"] if still.no_data else []
    unknown += [f"{said(still.closed_points)} điểm khảo sát chưa có kết quả"] if still.closed else []
    return " ".join([*said_all, f"Còn {', '.join(unknown)}." if unknown else ""]).strip()
