"""The chain over the audit record: what is hashed, how rows hang together, what was tampered with."""

from __future__ import annotations

from namro.core.sealing.links import ERASING, GENESIS, Entry, Head, digest_of, erased_by, erased_name, link, new_salt
from namro.core.sealing.walk import Fault, FaultKind, Walk

__all__ = [
    "ERASING",
    "GENESIS",
    "Entry",
    "Fault",
    "FaultKind",
    "Head",
    "Walk",
    "digest_of",
    "erased_by",
    "erased_name",
    "link",
    "new_salt",
]
