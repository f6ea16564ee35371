"""Whether a reading holds anything to work with."""

from __future__ import annotations

from dataclasses import replace

from namro.core.printed.items import Header, Reading


def is_blank(reading: Reading) -> bool:
    """Whether nothing was recognised that could be checked: no letterhead, no figure, no finding, no task."""
    items = (reading.index_results, reading.criteria, reading.deductions, reading.findings, reading.tasks)
    return replace(reading.header, at=None) == Header() and not any((*items, reading.targets))
