"""Quantiles of Student's t, which neither the standard library nor numpy has; to about 1e-12, held against R."""

from __future__ import annotations

import math
from statistics import NormalDist

_EPS = 1e-16
_TINY = 1e-300


def t_quantile(probability: float, df: float) -> float:
    """Return t with P(T ≤ t) = probability, for `df` ≥ 1 degrees of freedom and 0 < probability < 1."""
    if not 0 < probability < 1 or df < 1:
        raise ValueError(f"no quantile of t for {probability}, {df}")
    if probability < 0.5:
        return -t_quantile(1 - probability, df)
    tail = 1 - probability
    if tail == 0.5:
        return 0.0
    return _refined(_first_guess(probability, df), tail, df)


def two_sided(t: float, df: float) -> float:
    """Return P(|T| ≥ |t|) for `df` ≥ 1 degrees of freedom, endless ones included."""
    if math.isinf(df):
        return 2 * NormalDist().cdf(-abs(t))
    return 2 * _upper_tail(abs(t), df)


def _first_guess(probability: float, df: float) -> float:
    """Cornish and Fisher's expansion about the normal quantile; good enough to start from."""
    z = NormalDist().inv_cdf(probability)
    first = (z**3 + z) / 4
    second = (5 * z**5 + 16 * z**3 + 3 * z) / 96
    return z + first / df + second / df**2


def _refined(guess: float, tail: float, df: float) -> float:
    """Bisection between two bounds, sped up by Newton's steps where they stay inside."""
    low, high = 0.0, max(guess, 1.0)
    while _upper_tail(high, df) > tail:
        low, high = high, high * 2
    t = min(max(guess, low), high)
    for _round in range(200):
        off = _upper_tail(t, df) - tail
        low, high = (t, high) if off > 0 else (low, t)
        step = t + off / _density(t, df)
        new = step if low < step < high else (low + high) / 2
        if abs(new - t) <= 4 * _EPS * abs(new):
            return new
        t = new
    return t


def _density(t: float, df: float) -> float:
    ratio = _half_step(df / 2) - 0.5 * math.log(df * math.pi)
    return math.exp(ratio - (df + 1) / 2 * math.log1p(t * t / df))


def _upper_tail(t: float, df: float) -> float:
    """P(T > t) for t ≥ 0: half of the regularised incomplete beta at df / (df + t²)."""
    a, rest = df / 2, t * t / (df + t * t)
    if rest <= 0:
        return 0.5
    front = math.exp(_half_step(a) + a * math.log1p(-rest)) * math.sqrt(rest / math.pi)
    if 1 - rest < (a + 1) / (a + 2.5):
        return 0.5 * front * _fraction(a, 0.5, 1 - rest) / a
    return 0.5 - front * _fraction(0.5, a, rest)


def _half_step(a: float) -> float:
    """log Γ(a + ½) − log Γ(a), by its series where the difference of two large logarithms would lose digits."""
    if a < 500:
        return math.lgamma(a + 0.5) - math.lgamma(a)
    return 0.5 * math.log(a) - 1 / (8 * a) + 1 / (192 * a**3) - 1 / (640 * a**5)


def _fraction(a: float, b: float, x: float) -> float:
    """The continued fraction of the incomplete beta (Lentz's method)."""
    c, d = 1.0, 1 / _kept(1 - (a + b) * x / (a + 1))
    value = d
    for m in range(1, 10_000):
        even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
        d, c = 1 / _kept(1 + even * d), _kept(1 + even / c)
        value *= d * c
        odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
        d, c = 1 / _kept(1 + odd * d), _kept(1 + odd / c)
        value *= d * c
        if abs(d * c - 1) < _EPS * 4:
            return value
    return value


def _kept(value: float) -> float:
    return value if abs(value) > _TINY else _TINY
