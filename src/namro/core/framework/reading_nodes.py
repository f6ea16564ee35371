"""Nodes, evidence and adjustment items from their mappings."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from namro.core.base.faults import Faults
from namro.core.base.yamltree import Scalar, Tree
from namro.core.framework.fields import Fields, written
from namro.core.framework.model import (
    LEVELS,
    ON_MISSING,
    POLICIES,
    PROOF_KINDS,
    SIGNED,
    SOURCES,
    Adjustment,
    Evidence,
    Item,
    Node,
    Proof,
)
from namro.core.framework.reading_rules import Bearer, read_rule
from namro.core.framework.rules import Parts, Rule, within

MOST_NODES, MOST_LEVELS = 10_000, 12


@dataclass(slots=True)
class Seen:
    """What the whole file has shown so far: ids with their lines, and whether a node had to be left out."""

    faults: Faults
    ids: dict[str, int] = field(default_factory=dict)
    nodes: int = 0
    dropped: bool = False

    @property
    def full(self) -> bool:
        """Whether no further node is read."""
        return self.nodes > MOST_NODES

    def count(self, tree: Tree) -> None:
        """Count a node, and say once when there are too many."""
        self.nodes += 1
        if self.full:
            message = f"quá {MOST_NODES:,} mục. Hãy tách thành nhiều bộ tiêu chí."
            self.faults.add(tree.line, message.replace(",", "."))

    def take(self, fields: Fields) -> str:
        """Return the id of a node or item, unique in the file."""
        scalar = fields.tree.items.get("id")
        fields.node = scalar.text if isinstance(scalar, Scalar) else ""
        found = fields.identifier()
        if not found:
            return ""
        line = fields.tree.lines["id"]
        if found in self.ids:
            fields.fault("id", f"mã “{found}” đã dùng ở dòng {self.ids[found]}. Mỗi mã chỉ dùng một lần trong cả tệp.")
        self.ids.setdefault(found, line)
        return found


def read_nodes(trees: list[Tree], above: Fields, seen: Seen, *, depth: int = 1) -> tuple[Node, ...]:
    """Read the children of a node (or the top nodes). Broken nodes are left out, their faults noted."""
    found = []
    for tree in trees:
        if not seen.full:
            seen.count(tree)
        if seen.full:
            seen.dropped = True
            break
        fields = above.inner(tree, "criteria")
        node = _node(fields, seen, depth) if fields else None
        if node is None:
            seen.dropped = True
        else:
            found.append(node)
    return tuple(found)


def _node(fields: Fields, seen: Seen, depth: int) -> Node | None:
    fields.node = seen.take(fields)
    name = fields.text("name", required=True)
    maximum = fields.number("max", required=True, least=0)
    source, policy = fields.choice("source", SOURCES), fields.choice("not_applicable", POLICIES)
    controllable_by = fields.words("controllable_by", LEVELS)
    applies_if = fields.input("applies_if", required=False)
    cite, note = fields.text("cite"), fields.text("note")
    children = _children(fields, seen, depth)
    rule = _rule(fields, Bearer(fields.node, maximum)) if maximum is not None else None
    fields.asked.update(("criteria", "rule", "evidence"))
    _one_of_both(fields)
    evidence = _evidence_of(fields, rule)
    fields.done()
    if maximum is None:
        return None
    if children and not fields.has("rule"):
        _adds_up(fields, children, maximum)
    return Node(
        id=fields.node,
        name=name,
        max=maximum,
        children=children,
        rule=rule,
        source=source,
        not_applicable=policy,
        controllable_by=controllable_by,
        applies_if=applies_if,
        evidence=evidence,
        cite=cite,
        note=note,
        line=fields.tree.line,
    )


def _children(fields: Fields, seen: Seen, depth: int) -> tuple[Node, ...]:
    if not fields.has("criteria"):
        return ()
    if depth >= MOST_LEVELS:
        fields.fault("criteria", f"quá {MOST_LEVELS} cấp mục. Hãy gộp bớt cấp.")
        return ()
    return read_nodes(fields.sequence("criteria", required=True), fields, seen, depth=depth + 1)


def _rule(fields: Fields, bearer: Bearer) -> Rule | None:
    return read_rule(fields.tree.items["rule"], fields, bearer) if fields.has("rule") else None


def _one_of_both(fields: Fields) -> None:
    if fields.has("criteria") and fields.has("rule"):
        fields.fault("rule", "mục có cả criteria và rule. Mục cha không có quy tắc; hãy chuyển quy tắc xuống mục con.")
    elif not fields.has("criteria") and not fields.has("rule"):
        fields.fault("id", "mục không có criteria cũng không có rule. Hãy thêm mục con hoặc quy tắc chấm.")


def _adds_up(fields: Fields, children: tuple[Node, ...], maximum: Decimal) -> None:
    trees = fields.tree.items["criteria"]
    total = sum((child.max for child in children), Decimal(0))
    if len(children) == len(getattr(trees, "items", ())) and total != maximum:
        fields.fault(
            "max", f"max {written(maximum)} khác tổng của các mục con {written(total)}. Hãy sửa một trong hai."
        )


def _evidence_of(fields: Fields, rule: Rule | None) -> Evidence | None:
    if not fields.has("evidence"):
        return None
    if fields.has("criteria"):
        fields.fault("evidence", "minh chứng chỉ ghi ở mục có quy tắc, không ghi ở mục cha.")
    inner = fields.mapping("evidence")
    return read_evidence(inner, rule) if inner else None


def read_evidence(fields: Fields, rule: Rule | None) -> Evidence:
    """Read what proof a leaf or item asks for."""
    evidence = Evidence(
        required=fields.flag("required", default=True),
        signed=_signed(fields),
        before=fields.day("before"),
        on_missing=fields.choice("on_missing", ON_MISSING, "zero") or "zero",
        items=_proofs(fields),
    )
    fields.done()
    if fields.has("on_missing") and not fields.has("items"):
        fields.fault("on_missing", "on_missing chỉ dùng cùng danh sách items.")
    _parts_known(fields, evidence, rule)
    return evidence


def _signed(fields: Fields) -> str:
    chosen = fields.choice("signed", (*SIGNED, "false"), "false")
    return "" if chosen in (None, "false") else str(chosen)


def _proofs(fields: Fields) -> tuple[Proof, ...]:
    if not fields.has("items"):
        fields.asked.add("items")
        return ()
    found: dict[str, Proof] = {}
    for tree in fields.sequence("items", required=True):
        inner = fields.inner(tree, "items")
        if inner is None:
            continue
        proof = _proof(inner)
        if proof.id in found:
            inner.fault("id", f"minh chứng “{proof.id}” ghi hai lần trong mục. Hãy đặt mã khác.")
        found.setdefault(proof.id, proof)
    return tuple(found.values())


def _proof(fields: Fields) -> Proof:
    count = fields.number("min_count", least=1, whole=True)
    proof = Proof(
        id=fields.identifier(),
        text=fields.text("text"),
        kind=fields.choice("kind", PROOF_KINDS, "other") or "other",
        issuer=fields.text("issuer"),
        signed=_signed(fields),
        before=fields.day("before"),
        min_count=int(count) if count is not None else 1,
        part=fields.input("part", required=False),
    )
    fields.done()
    return proof


def _parts_known(fields: Fields, evidence: Evidence, rule: Rule | None) -> None:
    """A proof that takes a part away names a part of the rule."""
    if rule is None:
        return
    known = {part.input for inner in within(rule) if isinstance(inner, Parts) for part in inner.parts}
    for proof in evidence.items:
        if proof.part and proof.part not in known:
            parts = f"Các phần có: {', '.join(sorted(known))}." if known else "Quy tắc của mục này không có parts."
            said = f"minh chứng “{proof.id}” gắn với phần “{proof.part}” không có trong quy tắc."
            fields.fault("items", f"{said} {parts}")


def read_adjustment(fields: Fields | None, seen: Seen) -> Adjustment:
    """Read `bonus` or `penalty`."""
    if fields is None:
        return Adjustment()
    cap = fields.number("cap", least=0)
    items = []
    for tree in fields.sequence("items"):
        if seen.full:
            break
        inner = fields.inner(tree, "items")
        item = _item(inner, seen) if inner else None
        if item is not None:
            items.append(item)
    fields.done()
    return Adjustment(items=tuple(items), cap=cap)


def _item(fields: Fields, seen: Seen) -> Item | None:
    fields.node = seen.take(fields)
    maximum = fields.number("max", least=0)
    name = fields.text("name", required=True)
    applies_if = fields.input("applies_if", required=False)
    cite, note = fields.text("cite"), fields.text("note")
    rule = None
    if fields.has("rule"):
        rule = _rule(fields, Bearer(fields.node, maximum, adjustment=True))
    else:
        fields.fault("rule", "mục cộng, trừ điểm thiếu rule. Hãy thêm quy tắc, ví dụ per_occurrence.")
    fields.asked.update(("rule", "evidence"))
    inner = fields.mapping("evidence") if fields.has("evidence") else None
    evidence = read_evidence(inner, rule) if inner else None
    fields.done()
    if rule is None:
        return None
    return Item(
        id=fields.node,
        name=name,
        rule=rule,
        max=maximum,
        applies_if=applies_if,
        evidence=evidence,
        cite=cite,
        note=note,
        line=fields.tree.line,
    )
