"""Drawing a sample that anybody can draw again: every row of the frame has a number that follows from the seed and the
row's own key, and the smallest numbers are drawn.

The draw depends neither on the order of the frame nor on a library's random numbers, so the same seed gives the same
respondents bit for bit, and a row that is added or taken away moves nobody else's number.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from namro.core.base.errors import NamroError

Keys = NDArray[np.uint64]
Places = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Drawn:
    """Places in the frame, in the order of the draw: the chosen first, then as many in reserve as were asked for."""

    chosen: Places
    reserve: Places


def numbers(seed: str, keys: Keys) -> Keys:
    """Return a number for each key: SplitMix64's mixing of the key with a seed hashed by SHA-256.

    Keys are different; of codes that are texts `keys_of` makes them.
    """
    start = np.uint64(int.from_bytes(hashlib.sha256(seed.encode()).digest()[:8], "big"))
    with np.errstate(over="ignore"):
        mixed = keys.astype(np.uint64) + start
        for _round in range(2):  # neighbouring keys and seeds are far apart after the first, unrelated after the second
            mixed = mixed + np.uint64(0x9E3779B97F4A7C15)
            mixed = (mixed ^ (mixed >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
            mixed = (mixed ^ (mixed >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
            mixed = mixed ^ (mixed >> np.uint64(31))
    return mixed


def keys_of(codes: Sequence[str]) -> Keys:
    """Return a key for each code. Raises NamroError where a code comes twice: a row would have two chances."""
    found = [int.from_bytes(hashlib.blake2b(code.encode(), digest_size=8).digest(), "big") for code in codes]
    keys = np.array(found, dtype=np.uint64)
    if len(np.unique(keys)) < len(keys):
        twice = next((code for code, times in Counter(codes).items() if times > 1), "")
        raise NamroError(f"Khung mẫu có mã “{twice}” hai lần. Mỗi người, mỗi hồ sơ một dòng.", code="frame")
    return keys


def draw(
    seed: str, keys: Keys, strata: Places, sizes: Sequence[int], *, reserve: Sequence[int] | None = None
) -> list[Drawn]:
    """Draw `sizes[h]` rows of each stratum h without replacement, every set of so many rows as likely as another.

    `strata` has the stratum of each row, counted from 0. Raises NamroError where a stratum has fewer rows.
    """
    if not seed.strip():
        raise NamroError("Chưa có hạt giống của lần rút. Ghi một chuỗi, ví dụ ngày và số biên bản.", code="seed")
    order = np.lexsort((numbers(seed, keys), strata))
    counts = np.bincount(strata, minlength=len(sizes))
    ends = np.cumsum(counts)
    drawn = []
    for stratum, size in enumerate(sizes):
        more = reserve[stratum] if reserve is not None else 0
        if size + more > counts[stratum]:
            said = f"Tầng {stratum + 1} có {counts[stratum]} dòng, không đủ {size} phiếu và {more} dự phòng."
            raise NamroError(f"{said} Giảm cỡ mẫu hoặc bổ sung khung.", code="size")
        rows = order[ends[stratum] - counts[stratum] : ends[stratum]]
        drawn.append(Drawn(rows[:size], rows[size : size + more]))
    return drawn


def draw_by_size(seed: str, keys: Keys, measures: Sequence[int], size: int) -> Places:
    """Draw `size` clusters with probability proportional to their measure, systematically on a shuffled list.

    A cluster as large as the step is certain and is taken out first. Raises NamroError for a measure that is not
    positive and where there are fewer clusters.
    """
    if size > len(measures):
        raise NamroError(f"Khung có {len(measures)} cụm, không đủ {size}.", code="size")
    if any(measure <= 0 for measure in measures):
        raise NamroError("Có cụm ghi quy mô bằng 0 hoặc âm. Bỏ cụm không có ai khỏi khung.", code="frame")
    if size == 0:
        return np.zeros(0, dtype=np.int64)
    shuffled = np.argsort(numbers(seed, keys), kind="stable").tolist()
    certain, shuffled = _apart(shuffled, measures, size)
    left = size - len(certain)
    chosen = _systematic(seed, [(at, measures[at]) for at in shuffled], left) if left else []
    return np.array(certain + chosen, dtype=np.int64)


def chances(measures: Sequence[int], size: int) -> list[Fraction]:
    """Return with which probability `draw_by_size` draws each cluster: 1 for those that are certain."""
    certain, others = _apart(range(len(measures)), measures, size)
    whole, left = sum(measures[at] for at in others), size - len(certain)
    found = [Fraction(1)] * len(measures)
    for at in others:
        found[at] = Fraction(left * measures[at], whole)
    return found


def _apart(order: Iterable[int], measures: Sequence[int], size: int) -> tuple[list[int], list[int]]:
    """Return the clusters as large as the step, and the others."""
    certain: list[int] = []
    others = list(order)
    while size > len(certain):
        whole = sum(measures[at] for at in others)
        large = [at for at in others if measures[at] * (size - len(certain)) >= whole]
        if not large:
            break
        certain += large[: size - len(certain)]
        taken = set(certain)
        others = [at for at in others if at not in taken]
    return certain, others


def _systematic(seed: str, clusters: list[tuple[int, int]], size: int) -> list[int]:
    """Walk the list in equal steps from a random start; whole numbers all the way, so that no rounding decides."""
    whole = sum(measure for _at, measure in clusters)
    digest = hashlib.sha256(f"{seed}/bắt đầu".encode()).digest()
    start = int.from_bytes(digest[:16], "big") % whole  # in units of 1 / size of a measure
    marks, passed, found = iter(start + step * whole for step in range(size)), 0, []
    mark = next(marks, None)
    for at, measure in clusters:
        passed += measure * size
        while mark is not None and mark < passed:
            found.append(at)
            mark = next(marks, None)
    return found
