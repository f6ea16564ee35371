"""Published figures of an index: "đạt 73,25 điểm, xếp loại khá", "xếp hạng (01/82 xã)", "(năm 2021 là 94%)"."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterable
from dataclasses import replace
from decimal import Decimal

from namro.core.base.folding import CAPITALS, fold
from namro.core.base.points import parse_points
from namro.core.printed import Header, IndexResult
from namro.documents.recognition.outline import Node

_N = r"\d{1,3}(?:[.,]\d{1,3})?"
_TOTAL = r"tong (?:so )?diem\b(?!\s*(?:tru|bi|mat|thuong|phat|toi da|chuan|tu (?:cham|danh gia)))"
_VALUE = re.compile(
    rf"(?:\b(?:dat|cham[^.;,]{{0,40}}?)\s+(?:tong (?:so )?diem\s+)?"
    rf"|\b{_TOTAL}[^.;:]{{0,60}}:\s*(?:dat\s+)?|\btong cong\s*:\s*)"
    rf"({_N})\s*(?:(?:diem\s*)?/\s*({_N})\s*)?(diem|%)"
)
#: A line that states the total: "Tổng điểm: 40/100 điểm", "Năm 2023 xã An Bình đạt 40/100 điểm".
_STATED = re.compile(
    rf"\W*(?:(?:trong )?nam 20\d\d,? )?(?:{_TOTAL}[^.;:]{{0,80}}(?::|\bdat\b)|tong cong\s*:|[^.;:]{{0,80}}(?<=\s)dat)"
    rf"\s*(?:dat\s+)?{_N}\s*(?:diem\s*)?/\s*{_N}\s*diem\b"
)
#: The same without "điểm" behind the figures; "Tổng cộng: 17/20" counts only where bare figures are points.
_STATED_BARE = re.compile(rf"\W*(?:{_TOTAL}[^.;:]{{0,80}}:|tong cong\s*:)\s*(?:dat\s+)?({_N})\s*/\s*({_N})[\s.;]*$")
_YEARLY = re.compile(r"\W*(?:(?:trong )?nam 20\d\d\b|tong\b)")
_PARTIAL = re.compile(r"\b(?:linh vuc|tieu chi|noi dung|nhom|muc|phan)\b")
_GRADE = re.compile(r"(?:xep loai|thuoc nhom|loai)\s*:?\s*(xuat sac|tot|kha|trung binh|yeu)\b")
_RANK = re.compile(
    r"(?:xep (?:hang|thu|vi thu)|vi tri|vi thu|dung thu|hang(?= \d))\D{0,30}?(\d{1,3})\s*/\s*(\d{1,4})(?!\s*/?\d)(?!\d)"
)
_KEPT = re.compile(r"giu (?:nguyen|vung) (?:vi tri|thu hang|vi thu)")
_STEPS = re.compile(r"(tang|giam|tut|len|xuong)\s+(\d{1,3})\s*bac")
_CHANGE = re.compile(rf"(tang|giam)\s+({_N})\s*(?:diem|%)")
_BASELINE = re.compile(rf"\(\s*nam\s+(\d{{4}})\s*(?:la|dat|:)\s*({_N})\s*%")
_SATISFACTION = re.compile(
    r"((?:chi so|ty le|muc do) hai long[^,;(]{0,160}?)(?=\s+(?:tang|giam|dat|giu|nam|so voi)\b|\s*[:,;(])"
)
_SENTENCE = re.compile(rf"(?<=[.;])\s+(?=[{CAPITALS}])|;\s+")
_CONTEXT = re.compile(
    r"chi so|xep (?:hang|thu|loai)|cham diem|vi tri|tham dinh|tai lieu kiem chung|dieu tra xa hoi hoc"
)
_GOAL = re.compile(r"phan dau|muc tieu|dat tu\b|tro len|toi thieu|it nhat|yeu cau dat")
#: Which index a sentence speaks of; the first that is named, else the reform index itself.
_INDEXES = (
    (re.compile(r"tai lieu kiem chung|ho so kiem chung"), "CCHC (tài liệu kiểm chứng)"),
    (re.compile(r"dieu tra xa hoi hoc"), "CCHC (điều tra xã hội học)"),
    (re.compile(r"hai long|sipas"), "SIPAS"),
    (re.compile(r"phuc vu nguoi dan,? doanh nghiep"), "Chỉ số phục vụ người dân, doanh nghiệp"),
    (re.compile(r"\bpapi\b"), "PAPI"),
    (re.compile(r"\bddci\b"), "DDCI"),
)


def states_total(text: str, *, bare: bool = False) -> bool:
    """True for a line or sentence that states the total of the whole sheet, not of one of its fields.

    `bare`: the sheet prints its points without "điểm".
    """
    folded = fold(text)
    stated = (_STATED.match(folded) if _YEARLY.match(folded) else None) or _bare_total(folded, bare=bare)
    return bool(stated) and not _PARTIAL.search(folded[: stated.end()] if stated else "")


def _bare_total(folded: str, *, bare: bool) -> re.Match[str] | None:
    return _STATED_BARE.match(folded) if bare or "diem" in folded else None


def read_index_results(
    nodes: Iterable[Node],
    header: Header,
    *,
    skip: frozenset[int],
    totals: Iterable[IndexResult] = (),
    scored: bool = False,
) -> tuple[IndexResult, ...]:
    """Every published figure once, in printed order; lines of the score sheet itself are left out.

    `totals` are those that the tables print in a row of their own; `scored` says that the document holds a sheet.
    """
    results: dict[Hashable, IndexResult] = {}
    subject = (header.issuing_body or "").removeprefix("UBND ").strip() or None
    year = header.assessed_year or header.subject_year
    for node in nodes:
        if id(node) in skip:
            continue
        for result in (*_satisfaction(node), *_sentences(node, year, subject, scored=scored)):
            _keep(results, result)
    if not any(result.max is not None for result in results.values()):
        for total in totals:
            _keep(results, replace(total, year=year, subject=subject))
    return tuple(results.values())


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
                value=parse_points(baseline.group(2)),
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


def _sentences(node: Node, year: int | None, subject: str | None, *, scored: bool) -> Iterable[IndexResult]:
    for sentence in _SENTENCE.split(node.text):
        folded = fold(sentence)
        total = states_total(sentence, bare=scored)
        if not (_CONTEXT.search(folded) or total) or _BASELINE.search(folded) or _GOAL.search(folded):
            continue
        bare = _bare_total(folded, bare=scored) if total else None
        result = _bare_figures(bare) if bare else _figures(sentence, folded)
        if result.value is not None or result.rank is not None:
            yield replace(result, index=_index(folded), year=_year(folded) or year, subject=subject, at=node.at)


def _index(folded: str) -> str:
    """The index named before the value (or anywhere, for a rank alone)."""
    value = _VALUE.search(folded)
    head = re.sub(r"\b(?:chua|khong) (?:gom|tinh|bao gom)[^),;]*", " ", folded[: value.start()] if value else folded)
    return next((name for pattern, name in _INDEXES if pattern.search(head)), "CCHC")


def _year(folded: str) -> int | None:
    """The year that the sentence opens with: "Năm 2024, xã đạt …"."""
    stated = re.match(r"\W*(?:trong )?nam (20\d\d)\b(?! so)", folded)
    return int(stated.group(1)) if stated else None


def _bare_figures(total: re.Match[str]) -> IndexResult:
    return IndexResult(index="", value=parse_points(total[1]), max=parse_points(total[2]), unit="điểm")


def _figures(sentence: str, folded: str) -> IndexResult:
    """Value, rank and change that one sentence states."""
    rank = _RANK.search(folded)
    value = _VALUE.search(folded)
    after = value.end() if value else 0
    change = _CHANGE.search(folded, after)
    grade = _GRADE.search(folded, after)
    printed = value is not None and (value.group(3) == "diem" or "chi so" in folded)
    return IndexResult(
        index="",
        value=parse_points(value.group(1)) if value and printed else None,
        max=parse_points(value.group(2)) if value and printed and value.group(2) else None,
        unit={"diem": "điểm", "%": "%"}[value.group(3)] if value and printed else None,
        rank=int(rank.group(1)) if rank else None,
        rank_total=int(rank.group(2)) if rank else None,
        rank_delta=_rank_change(folded),
        delta=_signed(change) if change and value else None,
        grade=sentence[grade.start(1) : grade.end(1)] if grade and value else None,
    )


def _rank_change(folded: str) -> int | None:
    """Steps gained (positive) or lost; 0 when the rank is said to be kept."""
    steps = _STEPS.search(folded)
    if steps:
        count = int(steps.group(2))
        return count if steps.group(1) in ("tang", "len") else -count
    return 0 if _KEPT.search(folded) else None


def _signed(change: re.Match[str]) -> Decimal:
    value = parse_points(change.group(2))
    return -value if change.group(1) == "giam" else value


def _keep(results: dict[Hashable, IndexResult], result: IndexResult) -> None:
    """Add a result; the same figure printed twice, once with the grade and once with the maximum, is one."""
    alike = (result.index, result.subject, result.value) if result.value is not None else replace(result, at=None)
    known = results.setdefault(alike, result)
    results[alike] = replace(
        known, max=known.max or result.max, grade=known.grade or result.grade, delta=known.delta or result.delta
    )
