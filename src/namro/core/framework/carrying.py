"""What moves along from one edition to the next: owners, tasks and proof follow their criterion.

A criterion that is still the same moves by itself; where it is worth other points, is scored from elsewhere, was
divided or left, somebody decides, and so for each criterion that is new. Nothing of the old edition is left out.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from namro.core.base.points import exact_words
from namro.core.framework.compare import BONUS, CHANGED, PENALTY, Comparison, compare
from namro.core.framework.model import Framework, Item, Leaf, Node
from namro.core.framework.words import SOURCE_WORDS


class Why(StrEnum):
    """Why a line has to be decided."""

    MAX = "max"
    SOURCE = "source"
    RULE = "rule"
    GROUP = "group"
    REMOVED = "removed"
    ADDED = "added"


#: How the kinds are counted in a sentence.
WHY_WORDS = {
    Why.MAX: "đổi điểm tối đa",
    Why.SOURCE: "đổi nguồn điểm",
    Why.RULE: "đổi cách tính",
    Why.GROUP: "thành nhóm",
    Why.REMOVED: "bị bỏ",
    Why.ADDED: "mới",
}


@dataclass(frozen=True, slots=True)
class Moved:
    """A criterion that goes on as it was, under its new id (often the old one) and its new name."""

    old_id: str
    new_id: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ToDecide:
    """A line for a person. `new_id` is the counterpart proposed (of a group: the group), None where there is none."""

    why: Why
    old_id: str | None
    new_id: str | None
    name: str
    reason: str


@dataclass(frozen=True, slots=True)
class Lines:
    """What moves by itself, and what is to be decided: in the order of the old edition, then what is new."""

    moved: tuple[Moved, ...]
    to_decide: tuple[ToDecide, ...]

    @property
    def sentence(self) -> str:
        """Count both: "81 mục tự chuyển; 21 dòng cần quyết định: 9 đổi điểm tối đa, 6 bị bỏ, 6 mới."."""
        first = f"{len(self.moved)} mục tự chuyển"
        if not self.to_decide:
            return f"{first}, không có gì phải quyết định."
        counts = {why: sum(line.why is why for line in self.to_decide) for why in Why}
        told = ", ".join(f"{count} {WHY_WORDS[why]}" for why, count in counts.items() if count)
        return f"{first}; {len(self.to_decide)} dòng cần quyết định: {told}."


@dataclass(frozen=True, slots=True)
class Carrying:
    """The criteria that are scored, and the bonus and penalty items beside them."""

    leaves: Lines
    items: Lines


def carrying(old: Framework, new: Framework, comparison: Comparison | None = None) -> Carrying:
    """Return what moves along from `old` to `new`; `comparison` is theirs, where the caller has it already."""
    compared = comparison or compare(old, new)
    return Carrying(_leaf_lines(old, new, compared.ids), _item_lines(old, new, compared))


def _leaf_lines(old: Framework, new: Framework, ids: Mapping[str, str]) -> Lines:
    nodes = {node.id: node for node in new.nodes}
    moved: list[Moved] = []
    asked: list[ToDecide] = []
    for name, leaf in old.leaves.items():
        there = nodes.get(ids.get(name, ""))
        line = _leaf_line(leaf, there, new)
        if line is not None:
            asked.append(line)
        elif there is not None:
            moved.append(Moved(name, there.id, there.name))
    taken = {one.new_id for one in moved} | {line.new_id for line in asked}
    groups = {new_id: old_id for old_id, new_id in ids.items() if old_id not in old.leaves}
    asked += [_added(leaf.node, groups.get(name, "")) for name, leaf in new.leaves.items() if name not in taken]
    return Lines(tuple(moved), tuple(asked))


def _leaf_line(leaf: Leaf, there: Node | None, new: Framework) -> ToDecide | None:
    """Return why a leaf does not move by itself; None when it does."""
    if there is None:
        return _removed(leaf.node)
    if there.id not in new.leaves:
        below = ", ".join(child.id for child in there.children)
        reason = (
            f"Bộ mới chia thành {len(there.children)} mục con ({below}). Chọn mục nhận người phụ trách và minh chứng."
        )
        return ToDecide(why=Why.GROUP, old_id=leaf.node.id, new_id=there.id, name=there.name, reason=reason)
    changes = dict(_leaf_changes(leaf, new.leaves[there.id]))
    if not changes:
        return None
    return ToDecide(
        why=next(iter(changes)),
        old_id=leaf.node.id,
        new_id=there.id,
        name=there.name,
        reason=" ".join(changes.values()),
    )


def _leaf_changes(old: Leaf, new: Leaf) -> Iterator[tuple[Why, str]]:
    if old.node.max != new.node.max:
        yield Why.MAX, f"Điểm tối đa đổi từ {exact_words(old.node.max)} thành {exact_words(new.node.max)}."
    if old.source != new.source:
        yield Why.SOURCE, f"Nguồn điểm đổi từ {SOURCE_WORDS[old.source]} thành {SOURCE_WORDS[new.source]}."


def _item_lines(old: Framework, new: Framework, compared: Comparison) -> Lines:
    there = {item.id: item for item in new.items}
    counted = {
        change.old_id
        for change in compared.of_kind(CHANGED)
        if change.subject in (BONUS, PENALTY) and any(one.field in ("max", "rule") for one in change.fields)
    }
    moved: list[Moved] = []
    asked: list[ToDecide] = []
    for item in old.items:
        other = there.get(compared.ids.get(item.id, ""))
        if other is None:
            asked.append(_removed(item))
        elif item.id not in counted:
            moved.append(Moved(item.id, other.id, other.name))
        else:
            reason = "Cách tính điểm của mục này đã đổi."
            asked.append(ToDecide(why=Why.RULE, old_id=item.id, new_id=other.id, name=other.name, reason=reason))
    taken = {one.new_id for one in moved} | {line.new_id for line in asked}
    asked += [_added(item, "") for item in new.items if item.id not in taken]
    return Lines(tuple(moved), tuple(asked))


def _removed(bearer: Node | Item) -> ToDecide:
    reason = "Bộ mới không còn mục này. Chọn mục nhận minh chứng, hoặc giữ trong kho."
    return ToDecide(why=Why.REMOVED, old_id=bearer.id, new_id=None, name=bearer.name, reason=reason)


def _added(bearer: Node | Item, group: str) -> ToDecide:
    was = f" (bộ cũ là nhóm {group})" if group else ""
    reason = f"Mục mới{was}, chưa có người phụ trách và minh chứng."
    return ToDecide(why=Why.ADDED, old_id=None, new_id=bearer.id, name=bearer.name, reason=reason)
