"""How a sample is drawn, as data kept with it: seed, strata, stages, size, reserve."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Any

from namro.core.base.errors import NamroError
from namro.core.survey.frame import AREAS, LEVELS
from namro.core.survey.sizes import shared_out, size_by_guidance, size_by_margin

#: A stratum with one drawn PSU has no variance of its own.
LEAST_PSUS = 2


class Sizing(StrEnum):
    """Where the size comes from."""

    GUIDANCE = "guidance"
    MARGIN = "margin"
    GIVEN = "given"


@dataclass(frozen=True, slots=True)
class Stage:
    """`take` clusters of a level in each place above it; with chances by size, else all alike."""

    level: str
    take: int
    by_size: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawPlan:
    """`strata` are levels laid across each other; `stages` the clusters in a stratum from the top down, none: people or
    dossiers at once. `each`: the size holds for every stratum, else for all, shared out by their sizes. `error` is e of
    the guidance or the margin; `effect` the design's effect; `reserve` the share of replacements."""

    seed: str
    strata: tuple[str, ...] = ()
    stages: tuple[Stage, ...] = ()
    sizing: Sizing = Sizing.GUIDANCE
    error: Decimal = Decimal("0.05")
    level: Decimal = Decimal("0.95")
    effect: Decimal = Decimal(1)
    given: int = 0
    each: bool = False
    least: int = LEAST_PSUS
    reserve: Decimal = Decimal("0.2")

    def check(self) -> None:
        """Raise NamroError where it cannot be drawn."""
        for told in self._faults():
            raise NamroError(told, code="draw_plan")

    def _faults(self) -> list[str]:
        used = [*self.strata, *(stage.level for stage in self.stages)]
        told = []
        if not self.seed.strip():
            told.append("Chưa có hạt giống của lần rút. Ghi một chuỗi, ví dụ ngày và số biên bản.")
        if unknown := [level for level in used if level not in LEVELS]:
            told.append(f"Không có cấp “{unknown[0]}”. Các cấp: {', '.join(LEVELS)}.")
        elif len(set(used)) < len(used):
            told.append("Một cấp chỉ dùng một lần: hoặc làm tầng, hoặc làm cụm.")
        elif any(stage.level not in AREAS for stage in self.stages):
            told.append("Cụm là nơi chốn: tỉnh, xã hoặc thôn. Lĩnh vực chỉ dùng để chia tầng.")
        elif [AREAS.index(stage.level) for stage in self.stages] != sorted(AREAS.index(s.level) for s in self.stages):
            told.append("Các giai đoạn đi từ trên xuống: tỉnh, rồi xã, rồi thôn.")
        elif self.stages and any(
            level in AREAS and AREAS.index(level) > AREAS.index(self.stages[0].level) for level in self.strata
        ):
            told.append("Tầng phải ở trên cụm: không chia tầng theo thôn khi rút cụm là xã.")
        if any(stage.take < 1 for stage in self.stages) or (self.stages and self.stages[0].take < LEAST_PSUS):
            told.append("Giai đoạn đầu rút từ 2 cụm trở lên ở mỗi tầng; một cụm thì không tính được sai số.")
        if self.least < 1:
            told.append("Số phiếu tối thiểu mỗi tầng từ 1 trở lên.")
        if not 0 <= self.reserve <= 1:
            told.append("Tỷ lệ dự phòng nằm giữa 0 và 1, ví dụ 0.2 là 20 %.")
        if self.sizing is Sizing.GIVEN and self.given < 1:
            told.append("Ghi số phiếu cần rút, từ 1 trở lên.")
        return told

    def sizes(self, populations: Sequence[int]) -> list[int]:
        """Return how many are drawn in each stratum. Raises NamroError."""
        if self.each:
            return [min(self._size(population), population) for population in populations]
        whole = self._size(sum(populations))
        return shared_out(whole, populations, least=self.least)

    def _size(self, population: int) -> int:
        match self.sizing:
            case Sizing.GUIDANCE:
                return size_by_guidance(population, self.error)
            case Sizing.MARGIN:
                return size_by_margin(population, self.error, level=float(self.level), effect=self.effect)
            case Sizing.GIVEN:
                return self.given

    def plain(self) -> dict[str, Any]:
        """Return it as JSON keeps it."""
        return {
            "seed": self.seed,
            "strata": list(self.strata),
            "stages": [{"level": one.level, "take": one.take, "by_size": one.by_size} for one in self.stages],
            "sizing": str(self.sizing),
            **{name: str(getattr(self, name)) for name in ("error", "level", "effect", "reserve")},
            **{name: getattr(self, name) for name in ("given", "each", "least")},
        }


def plan_of(plain: Mapping[str, Any]) -> DrawPlan:
    """Return the plan of its plain form. Raises NamroError where that is none."""
    try:
        return DrawPlan(
            seed=str(plain["seed"]),
            strata=tuple(plain.get("strata", ())),
            stages=tuple(
                Stage(str(one["level"]), int(one["take"]), bool(one.get("by_size", True)))
                for one in plain.get("stages", ())
            ),
            sizing=Sizing(plain.get("sizing", Sizing.GUIDANCE)),
            error=Decimal(str(plain.get("error", "0.05"))),
            level=Decimal(str(plain.get("level", "0.95"))),
            effect=Decimal(str(plain.get("effect", "1"))),
            given=int(plain.get("given", 0)),
            each=bool(plain.get("each", False)),
            least=int(plain.get("least", LEAST_PSUS)),
            reserve=Decimal(str(plain.get("reserve", "0.2"))),
        )
    except (KeyError, TypeError, ValueError, InvalidOperation) as fault:
        raise NamroError(
            f"Kế hoạch rút mẫu thiếu hoặc sai: {fault}. Xuất lại từ trang rút mẫu.", code="draw_plan"
        ) from fault
