"""Published figures of an index: "đạt 73,25 điểm, xếp loại khá", "xếp hạng (01/82 xã)", "(năm 2021 là 94%)"."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal

from namro.core.base.folding import fold
from namro.core.printed import Header, IndexResult
from namro.documents.recognition.outline import Node
from namro.documents.recognition.scores import number

_N = r"\d{1,3}(?:[.,]\d{1,3})?"
_TOTAL = re.compile(
    rf"\bdat\s+(?:tong (?:so )?diem\s+)?({_N})\s*(?:/\s*({_N}))?\s*diem(?:[^.;]{{0,25}}xep loai\s*:?\s*(\w+(?: \w+)?))?"
)
_GRADE = re.compile(r"xep loai\s*:?\s*(xuat sac|tot|kha|trung binh|yeu)")
_RANK = re.compile(r"(?:xep (?:hang|thu|vi thu)|vi tri|vi thu|hang|thu)\D{0,30}?(\d{1,3})\s*/\s*(\d{1,4})")
_KEPT = re.compile(r"giu (?:nguyen|vung) (?:vi tri|thu hang|vi thu)")
_CHANGE = re.compile(rf"(tang|giam)\s+({_N})\s*diem")
_BASELINE = re.compile(rf"\(?\s*nam\s+(\d{{4}})\s*(?:la|dat|:)\s*({_N})\s*%")
_SATISFACTION = re.compile(
    r"((?:chi so|ty le|muc do) hai long[^,;(]{0,160}?)(?=\s+(?:tang|giam|dat|giu|nam|so voi)\b|\s*[:,;(])"
)
_PARTS = (
    (re.compile(r"tai lieu kiem chung|ho so kiem chung"), "CCHC (tài liệu kiểm chứng)"),
    (re.compile(r"dieu tra xa hoi hoc"), "CCHC (điều tra xã hội học)"),
)


def read_index_results(nodes: Iterable[Node], header: Header, *, skip: frozenset[int]) -> tuple[IndexResult, ...]:
    """Every published figure once, in printed order; lines of the score sheet itself are left out."""
    results: list[IndexResult] = []
    subject = (header.issuing_body or "").removeprefix("UBND ").strip() or None
    for node in nodes:
        if id(node) in skip:
            continue
        for result in (*_satisfaction(node), *_sentences(node, header.assessed_year, subject)):
            if not any(_same(result, r) for r in results):
                results.append(result)
    return tuple(_merged(results))


def _satisfaction(node: Node) -> Iterable[IndexResult]:
    folded = node.folded
    for baseline in _BASELINE.finditer(folded):
        named = [m for m in _SATISFACTION.finditer(folded) if m.end() <= baseline.start() + 1]
        subject = node.text[named[0].start(1) : named[0].end(1)] if named else None
        if subject is None or len(subject.split()) < 5:  # "tỷ lệ hài lòng" alone: the heading says of what
            subject = _above(node) or subject
        if subject:
            yield IndexResult(
                index="SIPAS",
                year=int(baseline.group(1)),
                subject=subject.strip(" :."),
                value=number(baseline.group(2)),
                unit="%",
                at=node.at,
            )


def _above(node: Node) -> str | None:
    above = node.parent
    while above is not None:
        if "hai long" in above.folded:
            return above.text
        above = above.parent
    return None


def _sentences(node: Node, year: int | None, subject: str | None) -> Iterable[IndexResult]:
    for sentence in re.split(r"(?<=[.;])\s+(?=[A-ZĐÀ-Ỹ])", node.text):
        folded = fold(sentence)
        if not re.search(r"chi so|xep hang|cham diem|\bdiem\b|vi tri", folded):
            continue
        rank = _RANK.search(folded)
        total = _TOTAL.search(folded)
        if rank:
            yield IndexResult(
                index="CCHC",
                year=year,
                subject=subject,
                rank=int(rank.group(1)),
                rank_total=int(rank.group(2)),
                rank_delta=0 if _KEPT.search(folded) else None,
                at=node.at,
            )
        if total and (total.group(2) or total.group(3) or "cham" in folded):
            part = next((name for pattern, name in _PARTS if pattern.search(folded)), "CCHC")
            change = _CHANGE.search(folded, total.end())
            grade = _GRADE.search(folded, total.start())
            yield IndexResult(
                index=part,
                year=year,
                subject=subject,
                value=number(total.group(1)),
                max=number(total.group(2)) if total.group(2) else None,
                unit="điểm",
                delta=_signed(change) if change else None,
                grade=sentence[grade.start(1) : grade.end(1)] if grade else None,
                at=node.at,
            )


def _signed(change: re.Match[str]) -> Decimal:
    value = number(change.group(2))
    return -value if change.group(1) == "giam" else value


def _same(a: IndexResult, b: IndexResult) -> bool:
    return (a.index, a.subject, a.rank, a.grade, a.max) == (
        b.index,
        b.subject,
        b.rank,
        b.grade,
        b.max,
    ) and a.value == b.value


def _merged(results: list[IndexResult]) -> list[IndexResult]:
    """The same total printed twice, once with the grade and once with the maximum, is one result."""
    merged: list[IndexResult] = []
    for result in results:
        twin = next(
            (
                i
                for i, m in enumerate(merged)
                if m.value is not None
                and (m.index, m.value) == (result.index, result.value)
                and m.subject == result.subject
            ),
            None,
        )
        if twin is None:
            merged.append(result)
        else:
            kept = merged[twin]
            merged[twin] = IndexResult(
                index=kept.index,
                year=kept.year,
                subject=kept.subject,
                value=kept.value,
                max=kept.max or result.max,
                unit=kept.unit,
                rank=kept.rank,
                rank_total=kept.rank_total,
                delta=kept.delta or result.delta,
                rank_delta=kept.rank_delta,
                grade=kept.grade or result.grade,
                at=kept.at,
            )
    return merged
