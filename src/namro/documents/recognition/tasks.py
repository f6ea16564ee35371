"""Tasks and findings in running text: bullets below headings, blocks with labels, duties below a name."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from itertools import takewhile

from namro.core.base.folding import CAPITALS, fold
from namro.core.printed import Finding, Place, Section
from namro.documents.recognition.actors import actor_list, actors_at, charge_at, names_predicate
from namro.documents.recognition.assignees import who
from namro.documents.recognition.limitations import run_in_limitations
from namro.documents.recognition.markers import LETTER, TEXT
from namro.documents.recognition.outline import Node
from namro.documents.recognition.roles import Label, LabelKind, Role, label_of, role_of_heading

_CLOSING = re.compile(
    r"\W*(?:chi tiet )?(?:tai|theo|trong) (?:bieu|phu luc)|tren day la|noi nhan|kem theo"
    r"|trong qua trinh[^.]{0,60}(?:vuong mac|kho khan|phat sinh)"
)
_CHARGES = re.compile(
    r"(?:phan cong|giao|nhiem vu|yeu cau|de nghi|chi dao|ket luan)[^:]{0,60}(?:nhu sau|sau(?: day)?)\s*:$"
)
_ABOUT = re.compile(r"doi voi\s+")
_NOTHING = re.compile(r"\W*(?:khong(?: co)?)\W*")
_RESULT = re.compile(
    r"giu (?:nguyen|vung) (?:vi tri|thu hang)|xep (?:hang|thu)\W{0,3}(?:thu\s*)?\d|\bdat\s+\d[\d.,]*\s*/\s*\d+\s*diem"
)
_SENTENCE_END = re.compile(rf"(?<=\.)\s+(?=[{CAPITALS}])")
_TROUBLE = re.compile(r"tre hen|qua han|tre han|bi tru|chua dat|khong dat|han che|con thap|giam \d")
_ROLE_BELOW = {LabelKind.RESULT: Role.FINDINGS, LabelKind.FINDINGS: Role.FINDINGS, LabelKind.TASKS: Role.TASKS}
_HEADING_LENGTH = 160
_TITLE_LENGTH = 300


@dataclass(slots=True)
class Block:
    """What the labelled lines of one numbered heading say for all its tasks; None: no such line."""

    lead: tuple[str, ...] | None = None
    collaborators: tuple[str, ...] = ()
    time: str | None = None
    deliverable: str | None = None
    has_goal: bool = False


@dataclass(frozen=True, slots=True)
class FoundTask:
    """A task before its dates are read. `heading` are the actors of the heading above it.

    `labelled`: the goal of a block whose people and time stand on lines of their own. `own_product` stands on the line
    right below it.
    """

    section: str
    text: str
    at: Place
    kind: str
    heading: tuple[str, ...]
    block: Block
    labelled: bool = False
    own_product: str | None = None

    @property
    def deliverable(self) -> str | None:
        """The task's own product, else the one of its block."""
        return self.own_product or self.block.deliverable

    def assignees(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Lead and collaborators: the labels of its block, else the sentence's own, the heading's, the block's."""
        if self.labelled and self.block.lead is not None:
            return self.block.lead, self.block.collaborators
        own = who(self.text)
        if own.lead:
            return own.lead, own.collaborators
        if self.heading:
            return self.heading, own.collaborators
        return self.block.lead or (), own.collaborators or self.block.collaborators


@dataclass(slots=True)
class Work:
    """Tasks, findings and purposes (paragraphs that may hold targets) in printed order."""

    tasks: list[FoundTask] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    purposes: list[Node] = field(default_factory=list)
    sections: dict[str, Section] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Context:
    role: Role = Role.NONE
    actors: tuple[str, ...] = ()
    kind: str = "general"


def read_work(root: Node, *, skip: Iterable[int], body_starts: Node | None) -> Work:
    """Walk the outline once. `skip` holds ids of nodes that another reader has used."""
    reader = _WorkReader(frozenset(skip), body_starts)
    reader.visit(root, _Context())
    return reader.work


class _WorkReader:
    def __init__(self, skip: frozenset[int], body_starts: Node | None) -> None:
        self.work = Work()
        self._skip = skip
        self._waiting_for = body_starts
        self._block = Block()
        self._goal: Node | None = None  # the line of the last labelled task
        self._closed = False
        self._label_role: Role | None = None  # of "* Hạn chế:" whose items stand beside it, not below

    def visit(self, node: Node, context: _Context) -> None:
        """Handle the children of `node`."""
        structured = any(c.marker.number for c in node.children)
        self._label_role = None
        for child in node.children:
            if context.role is Role.NONE and _CHARGES.search(child.folded) and child.text.endswith(":"):
                context = _Context(Role.TASKS, (), context.kind)
            if child is self._waiting_for:
                self._waiting_for = None
            if self._waiting_for is not None or self._closed or id(child) in self._skip:
                self.visit(child, _Context())
            else:
                self._item(child, context, structured=structured)

    def _item(self, node: Node, context: _Context, *, structured: bool) -> None:
        if node.marker.number and node.marker.rank < LETTER:
            self._block = Block()
        if re.match(r"noi nhan\b", node.folded):
            self._closed = True
            return
        label = label_of(node.text)
        among_tasks = context.role is Role.TASKS
        run_in = run_in_limitations(node.text, among_tasks=among_tasks) if label is None else None
        if label is not None:
            self._labelled(node, label, context)
        elif run_in:
            for text in (*(run_in.rest if context.role is Role.FINDINGS else ()), *run_in.items):
                self._finding(node, text)
            self.visit(node, context)
        elif self._label_role is not None and node.marker.bullet:
            self._leaf(node, _Context(self._label_role, context.actors, "block"))
        elif _announces(node) and not (context.role is Role.PURPOSE and node.text.endswith((".", ";"))):
            self.visit(node, self._below(node, context))
        elif not (node.marker.rank == TEXT and structured):
            self._leaf(node, context)
            self.visit(node, context)
        else:
            self.visit(node, context)

    def _below(self, node: Node, context: _Context) -> _Context:
        """The context for what stands below a heading."""
        actors = heading_actors(node.text)
        if actors:
            role = context.role if context.role in (Role.TASKS, Role.FINDINGS) else Role.TASKS
            return _Context(role, actors, "duty")
        if not node.marker.number and context.actors:  # "Xây dựng các giải pháp: + …" below a person
            return context
        announced = role_of_heading(node.text)
        return _Context(context.role if announced is None else announced, (), context.kind)

    def _labelled(self, node: Node, label: Label, context: _Context) -> None:
        kind, value = label.kind, "" if not label.value.strip(" .…_") else label.value  # dots: to be filled in
        if kind is LabelKind.RESULT and self._block.has_goal:
            self._block = Block()
        if kind is LabelKind.LEAD:
            self._block.lead = actor_list(value)
        elif kind is LabelKind.COLLABORATORS:
            self._block.collaborators = actor_list(value)
        elif kind is LabelKind.TIME:
            self._block.time = value.strip(" .")
        elif kind is LabelKind.DELIVERABLE:
            self._product(node, value.strip(" .") or None)
        elif kind in (LabelKind.RESULT, LabelKind.FINDINGS) and value:
            self._finding(node, value)
        elif kind is LabelKind.PURPOSE and value:
            self.work.purposes.append(node)
        elif kind in (LabelKind.GOAL, LabelKind.TASKS) and value:
            self._block.has_goal = True
            self._goal = node
            self._task(node, value, context, kind="block", labelled=True)
        elif kind in _ROLE_BELOW and not node.children:
            self._label_role = _ROLE_BELOW[kind]
            return
        self._label_role = None
        self.visit(node, _Context(_ROLE_BELOW.get(kind, Role.NONE), (), "block"))

    def _product(self, node: Node, value: str | None) -> None:
        """A product right below a task is that task's own; elsewhere it is the block's."""
        above = node.parent
        if above is not None and above is self._goal and above.children[0] is node:
            self.work.tasks[-1] = replace(self.work.tasks[-1], own_product=value)
        else:
            self._block.deliverable = value

    def _leaf(self, node: Node, context: _Context) -> None:
        if _closes(node) or len(node.text) < 12:
            return
        if context.role is Role.FINDINGS:
            self._finding(node, node.text)
        elif context.role is Role.TASKS and _RESULT.search(node.folded):
            self._trouble(node)
        elif context.role is Role.TASKS:
            self._task(node, node.text, context, kind=context.kind)
        elif context.role is Role.PURPOSE:
            self.work.purposes.append(node)

    def _finding(self, node: Node, text: str) -> None:
        if _NOTHING.fullmatch(fold(text)):
            return
        self._keep_headings(node)
        self.work.findings.append(Finding(section=_section(node), text=text.strip(" *"), at=node.at))

    def _trouble(self, node: Node) -> None:
        """A report of results among the tasks: its sentences about trouble are findings."""
        for sentence in _SENTENCE_END.split(node.text):
            if _TROUBLE.search(fold(sentence)):
                self._finding(node, sentence)

    def _task(self, node: Node, text: str, context: _Context, *, kind: str, labelled: bool = False) -> None:
        self._keep_headings(node)
        task = FoundTask(_section(node), text.strip(" *"), node.at, kind, context.actors, self._block, labelled)
        self.work.tasks.append(task)

    def _keep_headings(self, node: Node) -> None:
        """Remember the titles above an item; a loose heading in front of a block names it better than its number's."""
        above = node.parent
        while above is not None and above.parent is not None:
            title = above.text.strip(" :.*")
            named = not _is_label(above) and not above.marker.bullet and len(title) < _TITLE_LENGTH
            if above.section and named:
                parent = _numbered_above(above)
                self.work.sections.setdefault(above.section, Section(id=above.section, title=title, parent=parent))
            above = above.parent


def _section(node: Node) -> str:
    """The section of an item: its own number, else that of the heading above; "b) Nhiệm vụ" is a label, no section."""
    holder = node
    while holder.parent is not None and (not holder.label or _is_label(holder)):
        holder = holder.parent
    return holder.section


def _is_label(node: Node) -> bool:
    """True for "b) Nhiệm vụ, giải pháp", with a value on the line or without."""
    alone = node.marker.rank == LETTER and label_of(f"{node.text.rstrip(' :')}: x") is not None
    return alone or label_of(node.text) is not None


def _numbered_above(node: Node) -> str | None:
    above = node.parent
    while above is not None and above.section == node.section:
        above = above.parent
    return above.section or None if above is not None else None


def _announces(node: Node) -> bool:
    """True for a heading: items stand below it, and it is not a whole task followed by loose paragraphs."""
    below = list(takewhile(lambda c: not _closes(c), node.children))
    if node.text.endswith(":"):
        return True
    if any(c.marker.rank != TEXT for c in below):
        return True
    whole = node.text.endswith((".", ";")) and names_predicate(node.text) and not heading_actors(node.text)
    return bool(below) and len(node.text) < _HEADING_LENGTH and not whole


def _closes(node: Node) -> bool:
    """True for the closing words of a document."""
    return bool(_CLOSING.match(node.folded)) or node.text.rstrip(" .*").endswith("./")


def heading_actors(text: str) -> tuple[str, ...]:
    """The actors, if the heading names whose duties follow: nothing but names, or names and a remark after ":"."""
    about = _ABOUT.match(fold(text))
    found = actors_at(text, about.end() if about else charge_at(text))
    rest = fold(text[found.end :]).strip(" .:;*")
    if not found.names:
        return ()
    if text.endswith(":") and rest.startswith("chu tri"):
        return found.names
    opened = text[found.end :].lstrip(" *")[:1]
    return found.names if not rest or opened == ":" or re.fullmatch(r"(?:co |chiu )?trach nhiem.{0,20}", rest) else ()
