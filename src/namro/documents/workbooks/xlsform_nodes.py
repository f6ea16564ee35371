"""Groups and questions of a form as the keys of an instrument's file: the index, and the blocks around it."""

from __future__ import annotations

from collections.abc import Sequence as Many
from itertools import count

from namro.core.base.faults import Faults, SheetRow
from namro.core.base.yamltree import Mapping, Scalar, Sequence
from namro.documents.workbooks.headed import put
from namro.documents.workbooks.xlsform_columns import AT_MOST, MANY, ONE, TEXT
from namro.documents.workbooks.xlsform_rows import Asking, Grouped, Line, Node
from namro.documents.workbooks.xlsform_scale import choices_of

_TYPES = {ONE: "one", MANY: "many", TEXT: "text"}
_ROOT = "overall"


class Nodes:
    """Makes keys of groups and questions; `scale` is the name of the list whose questions count."""

    def __init__(self, scale: str, choices: Many[Line], own: Many[tuple[str, str, Line]], faults: Faults) -> None:
        self.scale = scale
        self.choices = choices
        self.faults = faults
        self.weights = {code: one for what, code, one in own if what == "weight"}
        self.none = {code: one for what, code, one in own if what == "no_answer" and code}

    def sections(self, nodes: Many[Node], first: SheetRow) -> tuple[Mapping | None, Sequence | None]:
        """Return the index, and the blocks where there are any. What stands between two groups of the index stays
        there; without one group around all of them, one is put there.
        """
        places = [at for at, node in enumerate(nodes) if self.counts(node)]
        if not places:
            return None, None
        inner = nodes[places[0] : places[-1] + 1]
        if len(inner) == 1 and isinstance(inner[0], Grouped):
            index = self._part(inner[0])
        else:
            index = Mapping(first)
            put(index, "code", Scalar(_ROOT, first, plain=False), first)
            put(index, "parts", self._children(inner, first, ""), first)
        before, after = nodes[: places[0]], nodes[places[-1] + 1 :]
        if not before and not after:
            return index, None
        blocks = Sequence(first)
        mark = Mapping(first)
        put(mark, "index", index.items["code"] if "code" in index.items else Scalar("", first, plain=False), first)
        names = _names(nodes)
        blocks.items = [*self._blocks(before, names), mark, *self._blocks(after, names)]
        return index, blocks

    def counts(self, node: Node) -> bool:
        """Whether there is a question of the scale in it."""
        asked = node.asking() if isinstance(node, Grouped) else [node]
        return any(one.kind == ONE and one.choices == self.scale for one in asked)

    def _blocks(self, nodes: Many[Node], names: set[str]) -> list[Mapping]:
        """Groups as blocks; questions that stand alone share one made for them."""
        found: list[Mapping] = []
        open_block: Sequence | None = None
        for node in nodes:
            if isinstance(node, Asking):
                if open_block is None:
                    made, open_block = Mapping(node.line.at), Sequence(node.line.at)
                    code = next(name for n in count(1) if (name := f"block_{n}") not in names)
                    names.add(code)
                    put(made, "code", Scalar(code, node.line.at, plain=False), node.line.at)
                    put(made, "questions", open_block, node.line.at)
                    found.append(made)
                open_block.items += self._children([node], node.line.at, "").items
            else:
                open_block = None
                made = self._named("code", node.line, "name")
                put(made, "questions", self._children(node.inside, node.line.at, ""), node.line.at)
                found.append(made)
        return found

    def _part(self, group: Grouped) -> Mapping:
        made = self._named("code", group.line, "name")
        self._weight(made, group.line)
        put(made, "parts", self._children(group.inside, group.line.at, ""), group.line.at)
        return made

    def _children(self, nodes: Many[Node], at: SheetRow, around: str) -> Sequence:
        """Return a group's children; a group that counts for nothing is opened, its condition goes to each of them."""
        made = Sequence(at)
        for node in nodes:
            if isinstance(node, Asking):
                made.items.append(self._asked(node, around))
            elif self.counts(node):
                made.items.append(self._part(node))
            else:
                inside = _both(around, node.line.relevant)
                made.items += self._children(node.inside, node.line.at, inside).items
        return made

    def _asked(self, one: Asking, around: str) -> Mapping:
        line, counted = one.line, one.kind == ONE and one.choices == self.scale
        made = self._named("item" if counted else "code", line, "text", around)
        if counted:
            self._weight(made, line)
            return made
        put_text(made, "type", line, _TYPES[one.kind])
        if one.kind != TEXT:
            self._options(made, one)
        bound = line.cells.get("constraint", "")
        if one.kind == MANY and bound.startswith(AT_MOST):
            put(made, "most", Scalar(bound.removeprefix(AT_MOST), line.at, plain=True), line.at)
        return made

    def _options(self, made: Mapping, one: Asking) -> None:
        rows = choices_of(one.choices, self.choices)
        if not rows:
            self.faults.add(one.line.at, f"danh sách “{one.choices}” không có trong trang choices. Ghi các phương án.")
        options = Mapping(one.line.at)
        for row in rows:
            if row.name in options.items:
                self.faults.add(row.at, f"danh sách “{one.choices}” có mã “{row.name}” hai lần. Mỗi phương án một mã.")
            put_words(options, row.name, row)
            if row.name not in options.items:
                put_text(options, row.name, row, row.name)
        put(made, "options", options, one.line.at)
        none = self.none.get(one.line.name)
        if none is not None:
            codes = [(code, none.at) for code in none.cells.get("value", "").split()]
            put(made, "no_answer", list_of(codes, none.at), none.at)

    def _named(self, key: str, line: Line, words: str, around: str = "") -> Mapping:
        made = Mapping(line.at)
        put_text(made, key, line, line.name)
        put_words(made, words, line)
        put_text(made, "relevant", line, _both(around, line.relevant))
        return made

    def _weight(self, made: Mapping, line: Line) -> None:
        if line.name in self.weights:
            found = self.weights[line.name]
            put(made, "weight", Scalar(found.cells.get("value", ""), found.at, plain=True), found.at)


def put_text(place: Mapping, key: str, line: Line, text: str) -> None:
    """Set a key where there is something to say."""
    if text:
        put(place, key, Scalar(text, line.at, plain=False), line.at)


def put_words(place: Mapping, key: str, line: Line, *, alone: str = "") -> None:
    """Set a key to a row's label, one text or one a language; a label that is only the code says nothing."""
    if set(line.labels) <= {""}:
        text = line.labels.get("", "")
        put_text(place, key, line, "" if text == alone else text)
        return
    words = Mapping(line.at)
    for language, text in line.labels.items():
        put_text(words, language or "vi", line, text)
    put(place, key, words, line.at)


def list_of(values: Many[tuple[str, SheetRow]], at: SheetRow) -> Sequence:
    """Return a list of texts, each from its row."""
    made = Sequence(at)
    made.items = [Scalar(text, line, plain=False) for text, line in values]
    return made


def _both(first: str, second: str) -> str:
    return f"({first}) and ({second})" if first and second else first or second


def _names(nodes: Many[Node]) -> set[str]:
    found = set()
    for node in nodes:
        found.add(node.line.name)
        if isinstance(node, Grouped):
            found |= _names(node.inside)
    return found
