"""What changed between two editions, and which criterion became which."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from namro.core.base.points import exact_words
from namro.core.framework.matching import matched, paths, same_words
from namro.core.framework.model import Band, Framework, Item, Node
from namro.core.framework.rules import AllOf, Manual, MinOf, Rule
from namro.core.framework.words import (
    LEVEL_WORDS,
    POLICY_WORDS,
    ROUNDING_WORDS,
    SOURCE_WORDS,
    TIES_WORDS,
    evidence_words,
    requires_words,
    rule_words,
)

ADDED, REMOVED, MOVED, CHANGED = "added", "removed", "moved", "changed"
CRITERION, BONUS, PENALTY, BAND, INPUT, SET = "criterion", "bonus", "penalty", "band", "input", "set"
#: Vietnamese names of what a change is about, and of the kinds of changes.
SUBJECT_WORDS = {
    CRITERION: "tiêu chí",
    BONUS: "điểm cộng",
    PENALTY: "điểm trừ",
    BAND: "bậc xếp loại",
    INPUT: "tên số liệu",
    SET: "toàn bộ",
}
KIND_WORDS = {ADDED: "thêm", REMOVED: "bỏ", MOVED: "chuyển chỗ", CHANGED: "sửa"}


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field with its value before and after, in words ("" for none)."""

    field: str
    label: str
    old: str
    new: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One change. `subject` is what it is about; ids are None on the side where the thing is not.

    Names of bands and inputs serve as ids; a change of the set as a whole has none. `moved`: another id or parent.
    """

    kind: str
    subject: str
    old_id: str | None = None
    new_id: str | None = None
    name: str = ""
    fields: tuple[FieldChange, ...] = ()


@dataclass(frozen=True, slots=True)
class Comparison:
    """The changes: the set, bands, criteria, adjustments, names of inputs; `ids` leads from old ids to new ones."""

    changes: tuple[Change, ...]
    ids: Mapping[str, str]

    def of_kind(self, kind: str) -> tuple[Change, ...]:
        """Return the changes of one kind."""
        return tuple(change for change in self.changes if change.kind == kind)


def compare(old: Framework, new: Framework) -> Comparison:
    """Compare two editions of a set, or two sets.

    Criteria are the same by id, then by name; an id whose name now unambiguously stands elsewhere is not the same
    criterion, since an inserted criterion must not inherit owners and proof. So what agrees in both is taken first,
    then names from the top down, then names, and an id alone counts for what no name has claimed.
    """
    ids = _same_nodes(old, new)
    changes = [*_of_set(old, new), *_of_bands(old, new), *_of_nodes(old, new, ids)]
    for subject, before, after in (
        (BONUS, old.bonus.items, new.bonus.items),
        (PENALTY, old.penalty.items, new.penalty.items),
    ):
        same = matched(before, after, [(_id_name, _id_name), (_name, _name), (_id, _id)])
        changes += _of_items(subject, before, after, same)
        ids |= same
    changes += _of_inputs(old, new)
    return Comparison(tuple(changes), ids)


def _id(bearer: Node | Item) -> str:
    return bearer.id


def _name(bearer: Node | Item) -> str:
    return same_words(bearer.name)


def _id_name(bearer: Node | Item) -> tuple[str, str]:
    return bearer.id, same_words(bearer.name)


def _same_nodes(old: Framework, new: Framework) -> dict[str, str]:
    before, after = paths(old.criteria), paths(new.criteria)
    keys = [
        (_id_name, _id_name),
        (lambda node: before[node.id], lambda node: after[node.id]),
        (_name, _name),
        (_id, _id),
    ]
    return matched(old.nodes, new.nodes, keys)


def _of_set(old: Framework, new: Framework) -> Iterator[Change]:
    fields = tuple(_differences(_set_values(old), _set_values(new)))
    if fields:
        yield Change(kind=CHANGED, subject=SET, name=new.title, fields=fields)


def _set_values(framework: Framework) -> dict[str, tuple[str, Any, str]]:
    scale, act = framework.scale, framework.source
    last = "" if framework.last_year is None else str(framework.last_year)
    caps = {f"{key}.cap": getattr(framework, key).cap for key in (BONUS, PENALTY)}
    labels = ("Trần điểm cộng", "Trần điểm trừ")
    return {
        **_plain("framework", "Mã bộ", framework.framework),
        **_plain("edition", "Ngày ban hành", framework.edition),
        **_plain("title", "Tên bộ", framework.title),
        "level": ("Cấp", framework.level, LEVEL_WORDS.get(framework.level, framework.level)),
        **_plain("source", "Văn bản", ", ".join(part for part in (act.document, act.date, act.issuer) if part)),
        **_plain("years", "Năm chấm", f"{framework.first_year}–{last}"),
        "scale.max": ("Tổng điểm tối đa", scale.max, exact_words(scale.max)),
        **_plain("scale.precision", "Số chữ số lẻ", str(scale.precision)),
        "scale.rounding": ("Làm tròn", scale.rounding, ROUNDING_WORDS[scale.rounding]),
        "scale.floor": ("Điểm tổng thấp nhất", scale.floor, _number(scale.floor)),
        "scale.ceiling": ("Điểm tổng cao nhất", scale.ceiling, _number(scale.ceiling)),
        "not_applicable": ("Khi không áp dụng", framework.not_applicable, POLICY_WORDS[framework.not_applicable]),
        "ties": ("Đồng hạng", framework.ties, TIES_WORDS[framework.ties]),
        **{key: (label, cap, _number(cap)) for label, (key, cap) in zip(labels, caps.items(), strict=True)},
    }


def _plain(key: str, label: str, text: str) -> dict[str, tuple[str, Any, str]]:
    return {key: (label, text, text)}


def _number(value: Any) -> str:
    return "" if value is None else exact_words(value)


def _of_bands(old: Framework, new: Framework) -> Iterator[Change]:
    before, after = ({band.name: band for band in one.bands} for one in (old, new))
    for name, band in after.items():
        if name not in before:
            fields = tuple(_differences({}, _band_values(band, new.labels)))
            yield Change(kind=ADDED, subject=BAND, new_id=name, name=name, fields=fields)
        elif fields := tuple(_differences(_band_values(before[name], old.labels), _band_values(band, new.labels))):
            yield Change(kind=CHANGED, subject=BAND, old_id=name, new_id=name, name=name, fields=fields)
    for name in before:
        if name not in after:
            yield Change(kind=REMOVED, subject=BAND, old_id=name, name=name)


def _of_inputs(old: Framework, new: Framework) -> Iterator[Change]:
    for name in dict.fromkeys((*new.labels, *old.labels)):
        before, after = old.labels.get(name, ""), new.labels.get(name, "")
        if before == after:
            continue
        kind = ADDED if not before else REMOVED if not after else CHANGED
        yield Change(
            kind=kind,
            subject=INPUT,
            old_id=name if before else None,
            new_id=name if after else None,
            name=after or before,
            fields=(FieldChange("label", "Tên", before, after),),
        )


def _band_values(band: Band, labels: Mapping[str, str]) -> dict[str, tuple[str, Any, str]]:
    return {
        "from": ("Từ", band.start, f"{exact_words(band.start)} %"),
        "requires": ("Điều kiện", band.requires, requires_words(band.requires, labels)),
    }


def _of_nodes(old: Framework, new: Framework, ids: Mapping[str, str]) -> Iterator[Change]:
    before = {node.id: node for node in old.nodes}
    origin = {new_id: old_id for old_id, new_id in ids.items()}
    above_old, above_new = _parents(old.criteria), _parents(new.criteria)
    for node in new.nodes:
        source = before.get(origin.get(node.id, ""))
        if source is None:
            yield Change(kind=ADDED, subject=CRITERION, new_id=node.id, name=node.name, fields=_added(node))
            continue
        parents = above_old[source.id], above_new[node.id]
        yield from _of_pair(CRITERION, source, node, (*parents, ids.get(parents[0], "") != parents[1]))
    for node in old.nodes:
        if node.id not in ids:
            yield Change(kind=REMOVED, subject=CRITERION, old_id=node.id, name=node.name)


def _of_items(subject: str, old: tuple[Item, ...], new: tuple[Item, ...], ids: Mapping[str, str]) -> Iterator[Change]:
    before = {item.id: item for item in old}
    origin = {new_id: old_id for old_id, new_id in ids.items()}
    for item in new:
        source = before.get(origin.get(item.id, ""))
        if source is None:
            yield Change(kind=ADDED, subject=subject, new_id=item.id, name=item.name, fields=_added(item))
        else:
            yield from _of_pair(subject, source, item, ("", "", False))
    for item in old:
        if item.id not in ids:
            yield Change(kind=REMOVED, subject=subject, old_id=item.id, name=item.name)


def _added(bearer: Node | Item) -> tuple[FieldChange, ...]:
    return tuple(_differences({}, {key: value for key, value in _values(bearer).items() if key != "name"}))


def _of_pair(subject: str, old: Node | Item, new: Node | Item, parents: tuple[str, str, bool]) -> Iterator[Change]:
    """Yield where a criterion went, and what of it changed. `parents`: before, after, whether they are two."""
    places = []
    if old.id != new.id:
        places.append(FieldChange("id", "Mã", old.id, new.id))
    if parents[2]:
        places.append(FieldChange("parent", "Thuộc mục", parents[0], parents[1]))
    for kind, fields in ((MOVED, tuple(places)), (CHANGED, tuple(_differences(_values(old), _values(new))))):
        if fields:
            yield Change(kind=kind, subject=subject, old_id=old.id, new_id=new.id, name=new.name, fields=fields)


def _values(bearer: Node | Item) -> dict[str, tuple[str, Any, str]]:
    """Return label, value and words of every field that may change."""
    rule = bearer.rule
    found = {
        **_plain("name", "Tên", bearer.name),
        "max": ("Điểm tối đa", bearer.max, _number(bearer.max)),
        "rule": ("Cách chấm", _placeless(rule, bearer.id), rule_words(rule, bearer.id) if rule else ""),
        "evidence": ("Minh chứng", bearer.evidence, evidence_words(bearer.evidence)),
        **_plain("applies_if", "Chỉ áp dụng khi", bearer.applies_if),
        **_plain("cite", "Căn cứ", bearer.cite),
        **_plain("note", "Ghi chú", bearer.note),
    }
    if isinstance(bearer, Node):
        policy = bearer.not_applicable
        found["source"] = ("Nguồn điểm", bearer.source, SOURCE_WORDS.get(bearer.source or "", ""))
        found["not_applicable"] = ("Khi không áp dụng", policy, POLICY_WORDS.get(policy or "", ""))
        levels = ", ".join(LEVEL_WORDS[level] for level in bearer.controllable_by)
        found["controllable_by"] = ("Ai quyết định được", bearer.controllable_by, levels)
    return found


def _placeless(rule: Rule | None, node: str) -> Rule | None:
    """Return the rule without the name of an input that only repeats the criterion's id."""
    if isinstance(rule, Manual) and rule.input == f"points:{node}":
        return replace(rule, input="")
    if isinstance(rule, MinOf | AllOf):
        return replace(rule, rules=tuple(inner for one in rule.rules if (inner := _placeless(one, node))))
    return rule


def _differences(
    old: Mapping[str, tuple[str, Any, str]], new: Mapping[str, tuple[str, Any, str]]
) -> Iterator[FieldChange]:
    """Yield the fields that differ; against nothing, those that say something."""
    for key, (label, value, words) in new.items():
        before = old.get(key)
        if before is None:
            if words:
                yield FieldChange(key, label, "", words)
        elif before[1] != value:
            yield FieldChange(key, label, before[2], words)


def _parents(nodes: Iterable[Node], above: str = "") -> dict[str, str]:
    found: dict[str, str] = {}
    for node in nodes:
        found[node.id] = above
        found.update(_parents(node.children, node.id))
    return found
