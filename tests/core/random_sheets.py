"""Random score sheets for property tests, in steps of a quarter point."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from hypothesis import strategies as st

from namro.core.printed.items import Criterion, Deduction, Header, IndexResult, Reading

Node = tuple[str, int, int, list["Node"]]  # number, quarters achieved, quarters at most, parts


def quarters(number: int) -> Decimal:
    return Decimal(number) / 4


@st.composite
def _leaf(draw: st.DrawFn, number: str) -> Node:
    most = draw(st.integers(1, 12))
    return number, draw(st.one_of(st.just(most), st.integers(0, most))), most, []


@st.composite
def _tree(draw: st.DrawFn, number: str, depth: int) -> Node:
    count = draw(st.integers(0, 3)) if depth else 0
    if count == 0:
        return draw(_leaf(number))
    parts = [draw(_tree(f"{number}.{n + 1}", depth - 1)) for n in range(count)]
    return number, sum(p[1] for p in parts), sum(p[2] for p in parts), parts


@st.composite
def _lossy(draw: st.DrawFn, number: str) -> Node:
    """A criterion that prints only those of its unnumbered parts that lost points."""
    parts = [draw(_leaf(f"{number}/{letter}")) for letter in "abc"]
    losing = [p for p in parts if p[1] < p[2]]
    return number, sum(p[1] for p in parts), sum(p[2] for p in parts), losing


def _walk(node: Node, parent: str | None = None) -> Iterator[tuple[Node, str | None]]:
    yield node, parent
    for part in node[3]:
        yield from _walk(part, node[0])


@st.composite
def consistent_sheets(draw: st.DrawFn) -> Reading:
    """Sheets in which every sum holds; deductions are printed at random, every lost point has a reason."""
    fields = [draw(st.one_of(_tree(str(n + 1), 2), _lossy(str(n + 1)))) for n in range(draw(st.integers(1, 4)))]
    walked = [pair for field in fields for pair in _walk(field)]
    return Reading(
        doc_id="random",
        header=Header(assessed_year=2025),
        index_results=(_total(sum(f[1] for f in fields), sum(f[2] for f in fields)),),
        criteria=tuple(_criterion(node, parent, printed=draw(st.booleans())) for node, parent in walked),
        deductions=tuple(
            Deduction(id=n, criterion=n, points=quarters(most - got), reason="không có tài liệu minh chứng")
            for (n, got, most, parts), _ in walked
            if got < most and not parts
        ),
    )


@st.composite
def arbitrary_sheets(draw: st.DrawFn) -> Reading:
    """Sheets with a whole tree of printed figures that need not agree at all."""
    numbers = ["1", "2", "1.1", "1.2", "2.1", "2.2", "2.2.1", "2.2.2"]
    criteria = []
    for number in numbers:
        most = draw(st.integers(1, 8))
        node: Node = (number, draw(st.integers(0, most)), most, [])
        criteria.append(_criterion(node, number.rpartition(".")[0] or None, printed=False))
    most = draw(st.integers(2, 16))
    return Reading(
        doc_id="random",
        index_results=(_total(draw(st.integers(0, most)), most),),
        criteria=tuple(criteria),
    )


def _total(achieved: int, most: int) -> IndexResult:
    return IndexResult(index="CCHC", value=quarters(achieved), max=quarters(most), unit="điểm")


def _criterion(node: Node, parent: str | None, *, printed: bool) -> Criterion:
    number, achieved, most, _ = node
    return Criterion(
        id=number,
        name=f"Tiêu chí {number}",
        parent=parent,
        achieved=quarters(achieved),
        max=quarters(most),
        deducted=quarters(most - achieved) if printed and achieved < most else None,
    )
