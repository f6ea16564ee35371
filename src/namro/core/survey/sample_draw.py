"""From a frame to a sample: strata, stages, people, replacements; each row with what an estimate needs of the design.

Chances multiply down the stages; the weight is one over their product. A cluster that is certain becomes a stratum of
its own and what is drawn in it are the PSUs, so that no error is counted where nothing was left to chance. The fpc
stands only where rows are drawn at once: below drawn clusters it is left out, which makes errors a little too wide.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import ROUND_CEILING
from fractions import Fraction
from hashlib import sha256

import numpy as np

from namro.core.base.errors import NamroError
from namro.core.survey.draw_plan import DrawPlan, Stage
from namro.core.survey.drawing import Keys, Places, chances, draw, draw_by_size, keys_of
from namro.core.survey.frame import AREAS, Frame

_BETWEEN = " / "


@dataclass(frozen=True, slots=True)
class DrawnRow:
    """A row of the sample: its place in the frame, its number in `cell`, from which its replacements come too."""

    place: int
    number: int
    reserve: bool
    cell: str
    stratum: str
    psu: str
    weight: float
    fpc: int | None


@dataclass(frozen=True, slots=True)
class StratumTold:
    """A stratum as the methods sheet shows it; `clusters` counts those of the first stage, 0 where there is none."""

    name: str
    population: int
    wanted: int
    drawn: int
    reserve: int
    clusters: int
    clusters_drawn: int


@dataclass(frozen=True, slots=True)
class DrawnSample:
    """Rows in the order of the draw, strata in the order of their names, strata that have one PSU only."""

    rows: tuple[DrawnRow, ...]
    strata: tuple[StratumTold, ...]
    lonely: tuple[str, ...]
    codes: tuple[str, ...]

    def lines(self) -> Iterable[str]:
        """Yield each row with everything about it, in order."""
        for row, code in zip(self.rows, self.codes, strict=True):
            kind = "R" if row.reserve else "S"
            told = (code, kind, row.number, row.cell, row.stratum, row.psu, repr(row.weight), row.fpc or "")
            yield "\t".join(map(str, told))

    def digest(self) -> str:
        """Return the SHA-256 of all lines: two draws with one digest are the same bit for bit."""
        whole = sha256()
        for line in self.lines():
            whole.update(f"{line}\n".encode())
        return whole.hexdigest()


def draw_sample(frame: Frame, plan: DrawPlan) -> DrawnSample:
    """Draw. Raises NamroError where plan and frame do not go together."""
    plan.check()
    for level in (*plan.strata, *(stage.level for stage in plan.stages)):
        if not frame.has(level):
            said = f"Khung mẫu có dòng không ghi {_WORDS[level]}. Bổ sung cột này, hoặc bỏ cấp này khỏi kế hoạch."
            raise NamroError(said, code="draw_plan")
    names, members = _grouped(frame, _told_apart(frame, plan.strata), np.arange(len(frame.codes)))
    work = _Drawing(frame, plan, keys_of(frame.codes))
    told = []
    for name, rows, wanted in zip(names, members, plan.sizes([len(rows) for rows in members]), strict=True):
        before = len(work.rows)
        clusters, drawn = work.descend(rows, plan.stages, name, wanted)
        made = work.rows[before:]
        spare = sum(row.reserve for row in made)
        told.append(StratumTold(name, len(rows), wanted, len(made) - spare, spare, clusters, drawn))
    rows_drawn = tuple(work.rows)
    codes = tuple(frame.codes[row.place] for row in rows_drawn)
    return DrawnSample(rows_drawn, tuple(told), _lonely(rows_drawn), codes)


_WORDS = {"province": "tỉnh", "commune": "xã", "village": "thôn", "group": "lĩnh vực, nhóm"}


@dataclass(slots=True)
class _Drawing:
    """Rows drawn so far."""

    frame: Frame
    plan: DrawPlan
    keys: Keys
    rows: list[DrawnRow] = field(default_factory=list)

    def descend(
        self,
        members: Places,
        stages: Sequence[Stage],
        cell: str,
        size: int,
        chance: Fraction = Fraction(1),
        psu: str = "",
    ) -> tuple[int, int]:
        """Draw `size` rows of `members`; return how many clusters there are at the first stage and how many were drawn.

        `psu` is "" as long as everything above is certain.
        """
        if not stages:
            self._take(members, cell, size, chance, psu)
            return 0, 0
        stage, *below = stages
        names, parts = _grouped(self.frame, AREAS[: AREAS.index(stage.level) + 1], members)
        measures = [len(part) for part in parts]
        take = min(stage.take, len(parts))
        seed, keys = f"{self.plan.seed}/{cell}/{stage.level}", keys_of(names)
        if stage.by_size:
            chosen, odds = draw_by_size(seed, keys, measures, take), chances(measures, take)
        else:
            (drawn,) = draw(seed, keys, np.zeros(len(parts), dtype=np.int64), [take])
            chosen, odds = drawn.chosen, [Fraction(take, len(parts))] * len(parts)
        picked = sorted(chosen.tolist())
        if size < len(picked):
            said = f"{cell}: {size} phiếu không đủ cho {len(picked)} cụm. Tăng cỡ mẫu hoặc rút ít cụm hơn."
            raise NamroError(said, code="draw_plan")
        # Shares of M / π give everybody the same weight, as near as whole numbers allow.
        sizes = portioned(size, [measures[at] / odds[at] for at in picked], [measures[at] for at in picked])
        for at, part_size in zip(picked, sizes, strict=True):
            inner = f"{cell}{_BETWEEN}{_last(names[at])}"
            below_psu = psu or ("" if odds[at] == 1 else inner)
            self.descend(parts[at], below, inner, part_size, chance * odds[at], below_psu)
        return len(parts), take

    def _take(self, members: Places, cell: str, size: int, chance: Fraction, psu: str) -> None:
        share = self.plan.reserve * size
        spare = min(int(share.to_integral_value(ROUND_CEILING)), len(members) - size)
        none = np.zeros(len(members), dtype=np.int64)
        if not size:
            return
        (drawn,) = draw(f"{self.plan.seed}/{cell}", self.keys[members], none, [size], reserve=[spare])
        weight = float(1 / (chance * Fraction(size, len(members))))
        stratum = cell if not psu else psu.rpartition(_BETWEEN)[0]
        fpc = None if psu else len(members)
        for reserve, places in ((False, drawn.chosen), (True, drawn.reserve)):
            for number, at in enumerate(members[places].tolist(), 1):
                one = psu or self.frame.codes[at]
                self.rows.append(DrawnRow(at, number, reserve, cell, stratum, one, weight, fpc))


def portioned(whole: int, shares: Sequence[Fraction], most: Sequence[int]) -> list[int]:
    """Return how `whole` is shared out in proportion to `shares`: everywhere one at least, nowhere more than `most`;
    less in all where there are not so many."""
    whole = min(whole, sum(most))
    found = _portioned(whole, shares, most)
    if all(found):
        return found
    more = _portioned(whole - len(most), shares, [one - 1 for one in most])
    return [1 + one for one in more]


def _portioned(whole: int, shares: Sequence[Fraction], most: Sequence[int]) -> list[int]:
    """By largest remainders; of equal ones the earlier."""
    settled: dict[int, int] = {}
    while True:
        left = whole - sum(settled.values())
        others = {at: share for at, share in enumerate(shares) if at not in settled}
        quotas = {at: left * share / sum(others.values()) for at, share in others.items()}
        full = {at: most[at] for at, quota in quotas.items() if quota >= most[at]}
        if not full:
            break
        settled |= full
    found = settled | {at: int(quota) for at, quota in quotas.items()}
    order = sorted(quotas, key=lambda at: (found[at] - quotas[at], at))
    for at in order[: whole - sum(found.values())]:
        found[at] += 1
    return [found[at] for at in sorted(found)]


def _told_apart(frame: Frame, levels: Sequence[str]) -> list[str]:
    """Return the levels of strata, with those above where one name stands in several places: Thôn 1 of two communes."""
    found: list[str] = []
    for level in levels:
        above = AREAS[: AREAS.index(level)] if level in AREAS else ()
        places = set(zip(*(frame.labels[one] for one in (*above, level)), strict=True))
        if len(places) > len(set(frame.labels[level])):
            found += [one for one in above if frame.has(one) and one not in (*levels, *found)]
        found.append(level)
    return found


def _grouped(frame: Frame, levels: Sequence[str], members: Places) -> tuple[list[str], list[Places]]:
    """Return the names of groups by those levels, in order, and the rows of each."""
    if not levels:
        return ["toàn bộ"], [members]
    columns = [frame.labels[level] for level in levels]
    found: dict[str, list[int]] = {}
    for at in members.tolist():
        found.setdefault(_BETWEEN.join(column[at] for column in columns), []).append(at)
    names = sorted(found)
    return names, [np.array(found[name], dtype=np.int64) for name in names]


def _last(name: str) -> str:
    return name.rpartition(_BETWEEN)[2]


def _lonely(rows: Iterable[DrawnRow]) -> tuple[str, ...]:
    """Strata with one PSU though more were there to be drawn."""
    psus: dict[str, set[str]] = {}
    whole: dict[str, bool] = {}
    for row in rows:
        if not row.reserve:
            psus.setdefault(row.stratum, set()).add(row.psu)
            whole[row.stratum] = row.fpc == 1
    return tuple(name for name, found in sorted(psus.items()) if len(found) == 1 and not whole[name])
