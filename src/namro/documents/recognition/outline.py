"""The outline of a document: every paragraph with its number, its depth and the path above it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from namro.core.base.folding import fold
from namro.core.printed import Place
from namro.documents.model import Paragraph
from namro.documents.recognition.markers import LETTER, ROMAN, TEXT, Marker, split_marker


@dataclass(slots=True, eq=False)
class Node:
    """One item of the outline. `label` is its printed number made unique among its siblings ("d", "d(2)")."""

    marker: Marker
    text: str
    paragraph: Paragraph
    parent: Node | None = None
    label: str = ""
    children: list[Node] = field(default_factory=list)
    used: dict[tuple[float, str], int] = field(default_factory=dict)  # how often a number stands below, by its depth

    @property
    def folded(self) -> str:
        """The text folded, for patterns."""
        return fold(self.text)

    @property
    def at(self) -> Place:
        """Where it stands."""
        return self.paragraph.place

    @property
    def heading(self) -> bool:
        """True if it announces what stands below it."""
        return bool(self.children) or self.text.endswith(":")

    @property
    def section(self) -> str:
        """The path of printed numbers, "II.3.d"; decimals of several parts carry their own path."""
        labels: list[str] = []
        node: Node | None = self
        while node is not None and node.parent is not None:
            if node.label:
                labels.append(node.label)
                if node.marker.decimal and "." in node.label:
                    break
            node = node.parent
        return ".".join(reversed(labels))


def build(paragraphs: Iterable[Paragraph]) -> Node:
    """Return the root of the outline; children are in printed order."""
    root = Node(Marker(-1), "", Paragraph("", Place()))
    stack = [root]
    for paragraph in paragraphs:
        marker, text = split_marker(paragraph.text)
        node = Node(marker, text or paragraph.text, paragraph)
        while len(stack) > 1 and not _below(node, stack[-1]):
            stack.pop()
        _attach(node, stack[-1])
        if marker.rank != TEXT or text.endswith(":"):
            stack.append(node)
    return root


def _below(node: Node, above: Node) -> bool:
    if above.marker.rank == TEXT:
        return node.marker.rank > TEXT
    return node.marker.rank > above.marker.rank


def _attach(node: Node, parent: Node) -> None:
    node.parent = parent
    number = node.marker.number
    if number:
        if number in "iv" and node.marker.rank == LETTER:
            node.marker = Marker(LETTER, number)
        times = parent.used[node.marker.rank, number] = parent.used.get((node.marker.rank, number), 0) + 1
        node.label = number if times == 1 else f"{number}({times})"
    parent.children.append(node)


def walk(node: Node) -> Iterable[Node]:
    """All nodes below `node` in printed order."""
    for child in node.children:
        yield child
        yield from walk(child)


def is_top(node: Node) -> bool:
    """True for a Roman section."""
    return node.marker.rank == ROMAN
