"""What may be said of a change from one sample to another, and of an estimate against a target.

Two independent samples: the error of the difference is √(se₁² + se₂²), its degrees of freedom after Welch and
Satterthwaite. Nothing is compared across methods.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from statistics import NormalDist

from namro.core.base.errors import NamroError
from namro.core.survey.methods import Method, why_incomparable
from namro.core.survey.student import t_quantile, two_sided

RISES, FALLS, SAME = "tăng", "giảm", "không đổi"
UNSURE = "chưa thể khẳng định"
REACHED, MISSED = "đạt", "không đạt"


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A value of 0–100 with what is known of its error: `se` None where it was printed without one."""

    value: float
    se: float | None
    method: Method
    df: float = math.inf


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A difference with its error; `said` is the verdict, "" where nothing is known of any error.

    `one_sided_error`: one of the two was printed without an error, so the true one is larger than `se`.
    """

    difference: float
    se: float | None
    df: float | None
    low: float | None
    high: float | None
    p: float | None
    said: str
    one_sided_error: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Aim:
    """An estimate against a target: its interval, whether the estimate itself is there, and what is sure."""

    low: float | None
    high: float | None
    reached: bool
    said: str


def change(before: Figure, now: Figure, *, level: float = 0.95) -> Change:
    """Test the difference of two independent samples. Raises NamroError with the reason across methods."""
    if why := why_incomparable(before.method, now.method):
        raise NamroError(why, code="method")
    difference = now.value - before.value
    word = RISES if difference > 0 else FALLS
    known = [(one.se, one.df) for one in (before, now) if one.se is not None]
    if not known or any(df < 1 for _se, df in known):
        said = "" if difference else SAME
        return Change(difference=difference, se=None, df=None, low=None, high=None, p=None, said=said)
    se = math.hypot(*(one for one, _df in known))
    df = _welch(known)
    reach = _quantile(level, df) * se
    sure = abs(difference) > reach
    return Change(
        difference=difference,
        se=se,
        df=df,
        low=difference - reach,
        high=difference + reach,
        p=two_sided(difference / se, df) if se else float(difference == 0),
        said=SAME if not difference else word if sure else f"{UNSURE} {word}",
        one_sided_error=len(known) == 1,
    )


def against(figure: Figure, target: float, *, level: float = 0.95) -> Aim:
    """Test an estimate against a target that is at least to be reached; sure is what the whole interval says."""
    reached = figure.value >= target
    word = REACHED if reached else MISSED
    if figure.se is None or figure.df < 1:
        return Aim(low=None, high=None, reached=reached, said=f"{UNSURE} {word}")
    reach = _quantile(level, figure.df) * figure.se
    low, high = figure.value - reach, figure.value + reach
    sure = low >= target or high < target
    return Aim(low=low, high=high, reached=reached, said=word if sure else f"{UNSURE} {word}")


def _welch(known: list[tuple[float, float]]) -> float:
    """Degrees of freedom of a sum of variances; those without an error of their own do not count."""
    parts = [(se**4 / df) for se, df in known if se]
    whole = sum(se**2 for se, _df in known) ** 2
    return whole / sum(parts) if sum(parts) else math.inf


def _quantile(level: float, df: float) -> float:
    if not 0 < level < 1:
        raise NamroError(f"Độ tin cậy {level} không dùng được. Viết số trong khoảng 0 đến 1, ví dụ 0.95.", code="level")
    return t_quantile((1 + level) / 2, df) if math.isfinite(df) else NormalDist().inv_cdf((1 + level) / 2)
