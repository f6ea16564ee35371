"""`namro framework check` and `show`: whether a set is good, and what is in it."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Any

from namro.core.base.points import exact_words
from namro.core.framework.model import Adjustment, Framework, Item, Node
from namro.core.framework.needs import Need, needed_inputs
from namro.core.framework.plain import plain_set
from namro.core.framework.reading import read_framework
from namro.core.framework.renaming import renamed_rule
from namro.core.framework.words import (
    LEVEL_WORDS,
    POLICY_WORDS,
    SOURCE_WORDS,
    evidence_words,
    requires_words,
    rule_words,
)

Labels = Mapping[str, str]


def check(options: argparse.Namespace) -> int:
    """Say in one line that the set is good; a broken one raises with all its faults."""
    framework = read_framework(options.file)
    print(
        f"{options.file.name}: đạt. {framework.title} ({framework.framework}, {framework.edition}): "
        f"{len(framework.nodes)} mục, {len(framework.leaves)} mục chấm điểm, {len(framework.items)} mục cộng trừ, "
        f"tổng {exact_words(framework.scale.max)} điểm."
    )
    return 0


def show(options: argparse.Namespace) -> int:
    """Print the set for people, or as JSON."""
    framework = read_framework(options.file)
    needs = needed_inputs(framework)
    if options.json:
        plain: dict[str, Any] = {} if options.inputs else plain_set(framework)
        plain["inputs"] = [
            {
                "input": need.input,
                "label": need.label,
                "holds": need.holds,
                "criteria": need.nodes,
                "earlier": need.earlier,
            }
            for need in needs
        ]
        print(json.dumps(plain, ensure_ascii=False, indent=1, default=_decimal))
    else:
        print("\n".join([*([] if options.inputs else _set_lines(framework)), *_need_lines(needs)]))
    return 0


def _decimal(value: Any) -> str:
    """Numbers are decimal strings, as in the answers of `namro score`."""
    assert isinstance(value, Decimal)
    return format(value, "f")


def _set_lines(framework: Framework) -> Iterator[str]:
    act, scale = framework.source, framework.scale
    last = framework.last_year
    years = f"các năm {framework.first_year}–{last}" if last else f"từ năm {framework.first_year}"
    yield f"{framework.title} ({framework.framework}, bản {framework.edition})"
    if any((act.document, act.date, act.issuer)):
        yield f"Ban hành: {', '.join(part for part in (act.document, act.date, act.issuer) if part)}"
    yield f"Cấp: {LEVEL_WORDS[framework.level]}; chấm {years}; tổng {exact_words(scale.max)} điểm."
    yield f"Mục không áp dụng: {POLICY_WORDS[framework.not_applicable]}."
    for band in framework.bands:
        needs = requires_words(band.requires, framework.labels)
        yield f"Xếp loại {band.name}: từ {exact_words(band.start)} %{f', cần {needs}' if needs else ''}"
    yield ""
    yield from _node_lines(framework.criteria, 0, framework.labels)
    for title, side in (("Điểm cộng", framework.bonus), ("Điểm trừ", framework.penalty)):
        yield from _side_lines(title, side, framework.labels)


def _node_lines(nodes: Iterable[Node], depth: int, labels: Labels) -> Iterator[str]:
    for node in nodes:
        pad = "  " * depth
        yield f"{pad}{node.id}  {node.name}: {exact_words(node.max)} điểm"
        yield from (f"{pad}    {line}" for line in _details(node, labels))
        yield from _node_lines(node.children, depth + 1, labels)


def _details(bearer: Node | Item, labels: Labels) -> Iterator[str]:
    if bearer.rule is not None:
        yield rule_words(renamed_rule(bearer.rule, lambda name: _called(name, labels)), bearer.id)
    if bearer.evidence is not None:
        yield f"Minh chứng: {evidence_words(bearer.evidence)}"
    if isinstance(bearer, Node) and bearer.source:
        yield f"Nguồn điểm: {SOURCE_WORDS[bearer.source]}"
    if isinstance(bearer, Node) and bearer.not_applicable:
        yield f"Khi không áp dụng: {POLICY_WORDS[bearer.not_applicable]}"
    if bearer.applies_if:
        yield f"Chỉ áp dụng khi: {_called(bearer.applies_if, labels)}"
    if bearer.cite:
        yield f"Căn cứ: {bearer.cite}"


def _called(name: str, labels: Labels) -> str:
    return f"“{labels[name]}”" if name in labels else name


def _side_lines(title: str, side: Adjustment, labels: Labels) -> Iterator[str]:
    if not side.items:
        return
    yield ""
    yield title if side.cap is None else f"{title}, nhiều nhất {exact_words(side.cap)} điểm"
    for item in side.items:
        most = "" if item.max is None else f": {exact_words(item.max)} điểm"
        yield f"{item.id}  {item.name}{most}"
        yield from (f"    {line}" for line in _details(item, labels))


def _need_lines(needs: tuple[Need, ...]) -> Iterator[str]:
    yield ""
    yield f"Số liệu cần có ({len(needs)}):"
    for need in needs:
        where = f" [mục {', '.join(need.nodes)}]" if need.nodes else ""
        earlier = f"; cả số của {', '.join(need.earlier)}" if need.earlier else ""
        label = f"“{need.label}”, " if need.label else ""
        yield f"  {need.input}: {label}{need.holds}{earlier}{where}"
