"""Does the printed rating fit the points? Bands are dated data of each scheme (`data/bands.yaml`)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from namro.core.assessment.rows import AuditRow
from namro.core.assessment.sheet import TOTAL, published
from namro.core.base.folding import fold, tidy
from namro.core.base.points import format_points as vn
from namro.core.base.yamlfile import load_data
from namro.core.printed.items import Reading


@dataclass(frozen=True, slots=True)
class Scheme:
    """Rating bands of one scheme: (name, lowest percent) from the best down, and the years of scores they hold for."""

    name: str
    source: str
    first_year: int
    last_year: int | None
    bands: tuple[tuple[str, Decimal], ...]

    def band(self, percent: Decimal) -> str | None:
        """Name of the band that holds `percent`; None below the lowest."""
        return next((name for name, least in self.bands if percent >= least), None)


@cache
def schemes() -> tuple[Scheme, ...]:
    """All schemes whose thresholds are known."""
    rows = load_data("bands.yaml")["schemes"]
    return tuple(
        Scheme(
            r["name"], r["source"], r["from"], r["to"], tuple((b["name"], Decimal(str(b["min"]))) for b in r["bands"])
        )
        for r in rows
    )


def check_band(reading: Reading) -> Iterator[AuditRow]:
    """Ask about a rating that none of the known schemes gives for the published points."""
    result = published(reading)
    if result is None or not result.grade or result.value is None:
        return
    grade = fold(tidy(result.grade))
    percent = 100 * result.value / result.max if result.max else result.value
    year = result.year or reading.header.assessed_year or 0
    fitting = [s for s in schemes() if s.first_year <= year <= (s.last_year or year)]
    knowing = [s for s in fitting if any(fold(name) == grade for name, _ in s.bands)]
    given = {s.name: s.band(percent) for s in knowing}
    if not knowing or any(fold(band or "") == grade for band in given.values()):
        return
    told = "; ".join(f"{s.name}: {given[s.name] or 'không xếp loại'}; nguồn: {s.source}" for s in knowing)
    message = (
        f"{vn(result.value)} điểm được xếp loại “{result.grade}”, khác các thang đã biết ({told}). "
        "Thang do từng tỉnh quy định: đối chiếu quyết định ban hành bộ tiêu chí."
    )
    yield AuditRow("text", "text", TOTAL, result.grade, ", ".join(sorted({b for b in given.values() if b})), message)
