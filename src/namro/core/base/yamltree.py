"""YAML as a tree that keeps what the author wrote: scalars stay text, every value knows its line.

Read from the parser's events, so that nesting costs no recursion and what YAML would quietly change (anchors, tags,
merge keys, a key written twice) is seen and refused.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from namro.core.base.faults import Faults
from namro.core.base.yamlfile import BadYaml, Event, events

#: Nesting beyond this is no criteria set: 12 levels of nodes, two levels of YAML each, and what a rule holds.
DEEPEST = 80
#: A set of 10,000 nodes takes about 3 MB.
LONGEST = 16_000_000


@dataclass(slots=True)
class Scalar:
    """One value as written. `plain` is unquoted; `None` text never occurs."""

    text: str
    line: int
    plain: bool


@dataclass(slots=True)
class Mapping:
    """Keys in the order written, with the line of each."""

    line: int
    items: dict[str, Tree] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)


@dataclass(slots=True)
class Sequence:
    """Values in the order written."""

    line: int
    items: list[Tree] = field(default_factory=list)


@dataclass(slots=True)
class Refused:
    """A value that was named as a fault already (an alias, a tag); readers pass over it."""

    line: int


Tree = Scalar | Mapping | Sequence | Refused
_Open = Mapping | Sequence


def read_tree(text: str, faults: Faults) -> Tree | None:
    """Return the tree of one YAML document; None, with the fault noted, when there is none to work with."""
    if len(text) > LONGEST:
        faults.add(
            0, f"tệp dài {len(text) / 1e6:.0f} triệu ký tự, quá {LONGEST // 1_000_000} triệu. Hãy tách bộ tiêu chí."
        )
        return None
    builder = _Builder(faults)
    try:
        for event in events(text):
            if not builder.take(event):
                return None
    except BadYaml as error:
        faults.add(error.line, f"không đọc được YAML ({error.problem}). Kiểm tra thụt lề, dấu hai chấm và dấu ngoặc.")
        return None
    if builder.root is None:
        faults.add(0, "tệp trống. Hãy bắt đầu bằng dòng “framework: …”.")
    return builder.root


class _Builder:
    """Puts the tree together from the events."""

    def __init__(self, faults: Faults) -> None:
        self.faults = faults
        self.root: Tree | None = None
        self.stack: list[_Open] = []
        self.keys: list[Scalar | None] = []  # the key that waits for its value, for each open mapping
        self.skipping = 0  # depth inside a key that is no scalar

    def take(self, event: Event) -> bool:
        """Take one event; False when reading cannot go on."""
        if event.kind == "document":
            if self.root is not None:
                self.faults.add(event.line, "tệp có hai văn bản YAML (dòng “---”). Mỗi tệp chỉ ghi một bộ.")
                return False
            return True
        if event.kind == "end":
            self._end()
            return True
        self._refuse_names(event)
        node = self._node(event)
        if len(self.stack) >= DEEPEST:
            self.faults.add(event.line, f"lồng quá {DEEPEST} cấp. Bộ tiêu chí có nhiều nhất 12 cấp mục.")
            return False
        self._place(node, event)
        return True

    def _refuse_names(self, event: Event) -> None:
        if event.kind == "alias":
            self.faults.add(event.line, f"dùng bí danh “*{event.text}”. Hãy chép lại nội dung thay cho bí danh.")
        elif event.anchor:
            self.faults.add(event.line, f"dùng neo “&{event.anchor}”. Hãy bỏ neo và chép lại nội dung ở chỗ cần.")
        if event.tag:
            self.faults.add(event.line, f"dùng thẻ “{event.tag}”. Hãy bỏ thẻ; chữ thì đặt trong ngoặc kép.")

    @staticmethod
    def _node(event: Event) -> Tree:
        if event.kind == "alias" or (event.tag and event.kind == "scalar"):
            return Refused(event.line)
        if event.kind == "scalar":
            return Scalar(event.text, event.line, event.plain)
        return Mapping(event.line) if event.kind == "mapping" else Sequence(event.line)

    def _place(self, node: Tree, event: Event) -> None:
        if self.skipping:
            self.skipping += isinstance(node, Mapping | Sequence)
            return
        if not self.stack:
            self.root = node
        else:
            parent = self.stack[-1]
            if isinstance(parent, Sequence):
                parent.items.append(node)
            elif self.keys[-1] is None:
                self._key(node, event)
                return
            else:
                self._value(parent, node)
        if isinstance(node, Mapping | Sequence):
            self.stack.append(node)
            self.keys.append(None)

    def _key(self, node: Tree, event: Event) -> None:
        if isinstance(node, Scalar):
            self.keys[-1] = node
            if node.plain and node.text == "<<":
                self.faults.add(node.line, "dùng khóa gộp “<<”. Hãy chép lại các khóa cần có.")
            return
        self.keys[-1] = Scalar("", event.line, True)
        if not isinstance(node, Refused):
            self.faults.add(event.line, "khóa phải là một từ, không phải danh sách hay nhóm.")
            self.skipping = 1

    def _value(self, parent: Mapping, node: Tree) -> None:
        key = self.keys[-1]
        assert key is not None
        self.keys[-1] = None
        if key.text in ("", "<<") and key.plain:
            return
        if key.text in parent.items:
            first = parent.lines[key.text]
            self.faults.add(key.line, f"khóa “{key.text}” ghi hai lần (lần đầu ở dòng {first}). Hãy giữ một.")
            return
        parent.items[key.text] = node
        parent.lines[key.text] = key.line

    def _end(self) -> None:
        if self.skipping:
            self.skipping -= 1
            return
        self.stack.pop()
        self.keys.pop()
