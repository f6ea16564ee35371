"""Heads of the audit record that publications printed."""

from __future__ import annotations

from namro.apps.appraisals.models import Publication
from namro.core.sealing import Head


def heads() -> list[Head]:
    """Return them, oldest first."""
    rows = Publication.objects.exclude(head_chain="").order_by("pk").values_list("head_seq", "head_chain")
    return [Head(seq or 0, chain) for seq, chain in rows]
