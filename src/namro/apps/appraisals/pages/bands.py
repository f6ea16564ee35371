"""Bands as five bars: the best of a set has five, the lowest one."""

from __future__ import annotations

from namro.core.framework.model import Framework


def bars_of(framework: Framework) -> dict[str, int]:
    """Return how many of the five bars each band of a set has, by its name."""
    last = max(len(framework.bands) - 1, 1)
    return {band.name: 5 - round(4 * place / last) for place, band in enumerate(framework.bands)}
