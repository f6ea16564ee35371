"""Handing in at one go: files, an address, what was reached, and the submission itself. All of it or nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.db import transaction
from django.utils.translation import gettext as _

from namro.apps.library.accepting import kinds_of
from namro.apps.people.models import User
from namro.apps.plans.actions.proving import add_file, add_link, open_grip
from namro.apps.plans.actions.working import act, note_event
from namro.apps.plans.models import Occurrence, WorkEvent
from namro.core.base.errors import NamroError


@dataclass(frozen=True, slots=True, kw_only=True)
class Parcel:
    """What somebody hands in: files lying in a waiting room under their safe names, an address, some words."""

    files: Sequence[Path] = ()
    link: str = ""
    said: str = ""


@dataclass(frozen=True, slots=True)
class Handed:
    """How many proofs were added, and the names of files that were there already."""

    added: int
    known: tuple[str, ...]


def hand_in(
    user: User, occurrence: Occurrence, parcel: Parcel, *, at: datetime, submit: bool, member: int | None = None
) -> Handed:
    """Add the proof and, with `submit`, hand the work in. Sending the same again adds nothing twice.

    Raises NamroError, and then no row was written; every file is looked at before the first is kept.
    """
    kinds = kinds_of(parcel.files)
    if not (parcel.files or parcel.link or submit):
        raise NamroError(_("Chưa chọn tệp nào và chưa ghi đường dẫn. Chọn tệp rồi bấm lại."), code="nothing")
    added, known = 0, []
    with transaction.atomic():
        held = open_grip(user, occurrence, member)  # before anything is kept
        for path, kind in zip(parcel.files, kinds, strict=True):
            try:
                add_file(user, occurrence, path, name=path.name, kind=kind, at=at, member=member)
                added += 1
            except NamroError as fault:
                if fault.code != "known":
                    raise
                known.append(path.name)
        if parcel.link:
            add_link(user, occurrence, parcel.link, at=at, member=member)
            added += 1
        if submit:
            act(user, occurrence, "submit", said=parcel.said, at=at, member=member)
        elif parcel.said.strip():
            note_event(held, WorkEvent.NOTE, said=parcel.said, at=at)
    return Handed(added, tuple(known))
