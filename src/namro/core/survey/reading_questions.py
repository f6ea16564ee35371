"""Questions beside the scale and their blocks, out of an instrument's file."""

from __future__ import annotations

import re
from collections.abc import Sequence

from namro.core.base.yamltree import Mapping, Scalar, Tree
from namro.core.framework.fields import Fields
from namro.core.survey.questions import Block, Kind, Option, Question
from namro.core.survey.reading_common import Common

_OPTION = re.compile(r"[A-Za-z0-9_.-]{1,32}")
_MOST_OPTIONS = 200


def read_question(fields: Fields, common: Common) -> Question:
    """Read one question: {code, type, text, options, no_answer, most, relevant}."""
    code = common.question_code(fields, "code")
    kind = Kind(fields.choice("type", [str(one) for one in Kind], "text") or "text")
    if not fields.has("type"):
        fields.fault("type", f"thiếu khóa “type”. Viết một trong: {', '.join(Kind)}.")
    text = common.words(fields, "text") or {"": code}
    relevant = common.condition(fields, code)
    options: tuple[Option, ...] = ()
    none: tuple[str, ...] = ()
    most = None
    if kind is not Kind.TEXT:
        options = _options(fields, common)
        none = _no_answer(fields, options)
    if kind is Kind.MANY:
        limit = fields.number("most", least=1, whole=True)
        most = int(limit) if limit is not None else None
    fields.done()
    return Question(code=code, kind=kind, text=text, options=options, no_answer=none, most=most, relevant=relevant)


def read_blocks(
    trees: Sequence[Tree], fields: Fields, root: str, common: Common
) -> tuple[tuple[Block, ...], tuple[Block, ...]]:
    """Read the blocks before and after the index, whose place a line {index: …} marks."""
    found: tuple[list[Block], list[Block]] = ([], [])
    marked = False
    for tree in trees:
        inner = fields.inner(tree, "blocks")
        if inner is None:
            continue
        if not inner.has("index"):
            found[marked].append(_block(inner, common))
            continue
        if inner.text("index") != root or marked:
            inner.fault("index", f"blocks: chỗ của các câu tính chỉ số ghi đúng một lần, {{index: {root}}}.")
        inner.done()
        marked = True
    if trees and not marked:
        fields.fault("blocks", f"blocks: thiếu dòng {{index: {root}}} cho biết các câu tính chỉ số đứng ở đâu.")
    return tuple(found[0]), tuple(found[1])


def _block(fields: Fields, common: Common) -> Block:
    code = common.code(fields, "code")
    name = common.words(fields, "name") or {"": code}
    relevant = common.condition(fields, code)
    inner = [fields.inner(tree, "questions") for tree in fields.sequence("questions", required=True)]
    questions = tuple(read_question(one, common) for one in inner if one is not None)
    fields.done()
    return Block(code=code, name=name, questions=questions, relevant=relevant)


def _options(fields: Fields, common: Common) -> tuple[Option, ...]:
    inner = fields.mapping("options", required=True)
    if inner is None:
        return ()
    found = []
    for key in list(inner.tree.items):
        if not _OPTION.fullmatch(key):
            inner.fault(key, f"options: “{key[:32]}” không làm mã được. Chỉ dùng a-z, 0-9, _ . - và không có dấu cách.")
        found.append(Option(key, common.words(inner, key) or {"": key}))
    inner.done()
    if len(found) < 2 or len(found) > _MOST_OPTIONS:
        fields.fault("options", f"options: có {len(found)} phương án. Ghi từ 2 đến {_MOST_OPTIONS}.")
    return tuple(found)


def _no_answer(fields: Fields, options: Sequence[Option]) -> tuple[str, ...]:
    codes = [one.code for one in options]
    found = []
    for tree in fields.sequence("no_answer"):
        text = tree.text if isinstance(tree, Scalar) else ""
        if text in codes:
            found.append(text)
        else:
            fields.at(tree.line, f"no_answer: “{text[:32]}” không có trong options.")
    if codes and set(found) == set(codes):
        fields.fault("no_answer", "no_answer: mọi phương án đều là không trả lời. Bớt đi.")
    return tuple(dict.fromkeys(found))


def is_question(tree: Tree) -> bool:
    """Whether a child of a part is a question that counts for nothing: only those have a type."""
    return isinstance(tree, Mapping) and "type" in tree.items
