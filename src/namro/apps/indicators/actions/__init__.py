"""What is done to facts: each act is one transaction and one line of the audit record."""

from __future__ import annotations

from namro.apps.indicators.actions.freezing import freeze, unfreeze
from namro.apps.indicators.actions.uploading import Seen, drop_upload, stage, write_upload
from namro.apps.indicators.actions.writing import NewFact, Origin, write_facts

__all__ = [
    "NewFact",
    "Origin",
    "Seen",
    "drop_upload",
    "freeze",
    "stage",
    "unfreeze",
    "write_facts",
    "write_upload",
]
