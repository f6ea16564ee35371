"""Kept files that no row names any more, or none ever did: an act that was cut off between the file and its row.

Every app that keeps files names the models whose rows use them (`uses_files`). A young file is never taken away: its
row may be on the way. One that is taken away steps aside first, and steps back when somebody kept it meanwhile.
"""

from __future__ import annotations

import shutil
from collections.abc import Collection, Iterator, Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db.models import Model

from namro.apps.library import storage

#: What is younger stays: the row that names it may not be written yet.
GRACE = timedelta(days=2)
#: How often the store is tidied up.
PERIOD = timedelta(days=7)

_ASIDE = "gone-"
_BATCH = 500
_users: dict[type[Model], str] = {}


def uses_files(model: type[Model], field: str = "sha256") -> None:
    """Say that rows of a model name kept files by their digest; call it when the app is ready."""
    _users[model] = field


def models_with_files() -> frozenset[type[Model]]:
    """Return the models that were named."""
    return frozenset(_users)


def used_among(digests: Collection[str]) -> set[str]:
    """Return those of the digests that some row names."""
    wanted = list(digests)
    used: set[str] = set()
    for model, field in _users.items():
        for start in range(0, len(wanted), _BATCH):
            rows = model._default_manager.filter(**{f"{field}__in": wanted[start : start + _BATCH]})
            used.update(rows.values_list(field, flat=True).distinct())
    return used


def tidy_weekly(now: datetime) -> bool:
    """Tidy up if the last time is a week ago; called by the worker every few seconds. Whether it was time."""
    mark = storage.folder() / "tidied"
    if not storage.folder().is_dir() or _younger(mark, now - PERIOD):
        return False
    mark.touch(mode=0o600)  # before the work: another worker need not do it, too
    tidy(now)
    return True


def tidy(now: datetime) -> int:
    """Take away every kept file that no row uses, and what was left half written; return how many files went."""
    before = now - GRACE
    _clear_waiting_rooms(before)
    old = [path for path in _old_files(before) if not _left_over(path)]
    used = used_among({_digest(path) for path in old})
    return sum(_settled(path, before, used=_digest(path) in used) for path in old)


def forget(sha256: str) -> None:
    """Take one file away at once, unless a row uses it."""
    if not used_among([sha256]):
        storage.path_of(sha256).unlink(missing_ok=True)


def _old_files(before: datetime) -> Iterator[Path]:
    for path in storage.folder().glob("??/??/*"):
        if not _younger(path, before):
            yield path


def _left_over(path: Path) -> bool:
    """Whether it is no content at all; such a file goes."""
    if storage.is_digest(_digest(path)):
        return False
    if path.name.startswith(storage.ARRIVING):
        path.unlink(missing_ok=True)
    return True


def _digest(path: Path) -> str:
    return path.name.removeprefix(_ASIDE)


def _settled(path: Path, before: datetime, *, used: bool) -> bool:
    """Whether the file went. One that stepped aside when the machine stopped is put back or goes now."""
    target = path.with_name(_digest(path))
    aside = path.with_name(f"{_ASIDE}{target.name}")
    if used and path == target:
        return False
    with suppress(FileNotFoundError, PermissionError):  # gone meanwhile; on Windows, open at the moment
        path.replace(aside)
        if used or _younger(aside, before):
            aside.replace(target)
            return False
        aside.unlink()
        return True
    return False


def _younger(path: Path, than: datetime) -> bool:
    try:
        return path.stat().st_mtime > than.timestamp()
    except FileNotFoundError:
        return False


def _clear_waiting_rooms(before: datetime) -> None:
    rooms: Sequence[Path] = list(Path(settings.DATA_DIR).glob(f"{storage.WAITING_ROOM}*"))
    for room in rooms:
        if not _younger(room, before):
            shutil.rmtree(room, ignore_errors=True)
