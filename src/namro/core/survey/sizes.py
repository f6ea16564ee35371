"""How many respondents: the formula of the guidance, or a margin wished for with the design's effect."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_CEILING, Decimal
from statistics import NormalDist

from namro.core.base.errors import NamroError


def size_by_guidance(population: int, error: Decimal) -> int:
    """Return n = N / (1 + N e²), rounded up (training material of 2013 for the method of Decision 1383/QĐ-BNV).

    Raises NamroError where there is nobody, or the error is no share between 0 and 1.
    """
    _check(population, error)
    return _up(Decimal(population) / (1 + population * error * error))


def size_by_margin(
    population: int,
    margin: Decimal,
    *,
    share: Decimal = Decimal("0.5"),
    level: float = 0.95,
    effect: Decimal = Decimal(1),
) -> int:
    """Return the n with which a share is known to ± `margin`: z² p (1 − p) / E², times the design's effect,
    corrected for the population, never more than it.

    Raises NamroError where an argument cannot be.
    """
    _check(population, margin)
    if not 0 < share < 1 or not 0 < level < 1 or effect <= 0:
        raise NamroError("Tỷ lệ dự kiến và độ tin cậy nằm giữa 0 và 1; hệ số thiết kế lớn hơn 0.", code="size")
    z = Decimal(str(NormalDist().inv_cdf((1 + level) / 2)))
    endless = z * z * share * (1 - share) / (margin * margin) * effect
    return min(population, _up(endless / (1 + (endless - 1) / population)))


def shared_out(whole: int, sizes: Sequence[int], *, least: int = 0) -> list[int]:
    """Return how `whole` is shared out in proportion to `sizes`, by largest remainders, at least `least` each where
    there are so many; nowhere more than there are. Of equal remainders the earlier stratum gets the one.

    Raises NamroError where the strata together have fewer.
    """
    if whole > sum(sizes):
        raise NamroError(f"Cần {whole} phiếu nhưng khung mẫu chỉ có {sum(sizes)}. Giảm cỡ mẫu.", code="size")
    lows = [min(least, size) for size in sizes]
    if whole < sum(lows):
        raise NamroError(
            f"{whole} phiếu không đủ để mỗi tầng có {least}. Tăng cỡ mẫu hoặc giảm số tối thiểu.", code="size"
        )
    settled: dict[int, int] = {}
    while True:
        left = whole - sum(settled.values())
        open_size = sum(size for at, size in enumerate(sizes) if at not in settled)
        quotas = {at: Decimal(left * size) / (open_size or 1) for at, size in enumerate(sizes) if at not in settled}
        below = {at: lows[at] for at, quota in quotas.items() if quota < lows[at]}
        if not below:
            return _rounded(quotas, settled, whole)
        settled |= below


def _rounded(quotas: dict[int, Decimal], settled: dict[int, int], whole: int) -> list[int]:
    """Round quotas down and give what is left to the largest remainders."""
    shares = settled | {at: int(quota) for at, quota in quotas.items()}
    order = sorted(quotas, key=lambda at: (shares[at] - quotas[at], at))
    for at in order[: whole - sum(shares.values())]:
        shares[at] += 1
    return [shares[at] for at in sorted(shares)]


def _check(population: int, error: Decimal) -> None:
    if population <= 0:
        raise NamroError("Khung mẫu không có ai: tổng thể phải lớn hơn 0.", code="size")
    if not 0 < error < 1:
        raise NamroError(f"Sai số {error} không dùng được. Viết tỷ lệ giữa 0 và 1, ví dụ 0.05.", code="size")


def _up(value: Decimal) -> int:
    return int(value.to_integral_value(ROUND_CEILING))
