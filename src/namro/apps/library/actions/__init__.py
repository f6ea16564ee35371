"""What is done with evidence: each act is one transaction and one line of the audit record."""

from __future__ import annotations

from namro.apps.library.actions.adding import Added, Page, Stored, add_files, add_link, add_stored, add_version
from namro.apps.library.actions.correcting import Clash, Conflict, correct
from namro.apps.library.actions.keeping import read_again, remove, restore, take_file

__all__ = [
    "Added",
    "Clash",
    "Conflict",
    "Page",
    "Stored",
    "add_files",
    "add_link",
    "add_stored",
    "add_version",
    "correct",
    "read_again",
    "remove",
    "restore",
    "take_file",
]
