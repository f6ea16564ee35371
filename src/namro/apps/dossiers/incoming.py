"""Reading a file of dossiers: every row checked, what would change something staged, what is refused told in a file.

Memory does not grow with the file. Counts are told as the page shows them: rows = new + changed + same + older + bad.
"""

from __future__ import annotations

import csv
import gc
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import blake2b
from operator import itemgetter
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from namro.apps.dossiers.limits_of import OfficeOf, limits
from namro.apps.dossiers.models import DossierImport, StagedDossier, StagedStep
from namro.apps.dossiers.personal import NOTHING_PERSONAL, Chosen
from namro.apps.dossiers.reading.checking import WANTED, Checker, Known, Refused, Taken
from namro.apps.dossiers.reading.columns import columns, places
from namro.apps.dossiers.reading.tables import batches, header_of
from namro.apps.dossiers.staging import COLUMNS, STEP_COLUMNS, drop_staged, put, remove_staged, repeated, standing
from namro.documents.workbooks.dossier_columns import REFUSED

#: Rows read, checked and staged at once.
BATCH = 10_000
_STAGED_COLUMNS = (*COLUMNS, "job_id", "line", "fresh")
_STAGED_STEP_COLUMNS = (*STEP_COLUMNS, "job_id", "line", "dossier_code")
_CODE, _SYNCED = WANTED.index("code"), WANTED.index("synced_at")

Report = Callable[[int], None]
#: id, code, arrival, digest, line
Repeated = tuple[int, str, int, int, int]


@dataclass(slots=True)
class Counts:
    """How many rows there are, by what they would do; of those with a dossier behind them, how they stand."""

    rows: int = 0
    new: int = 0
    changed: int = 0
    same: int = 0
    older: int = 0
    bad: int = 0
    reasons: dict[str, int] = field(default_factory=dict)

    def plain(self) -> dict[str, Any]:
        """Return them for a JSON field."""
        most = sorted(self.reasons.items(), key=lambda one: -one[1])[:20]
        return {name: getattr(self, name) for name in ("rows", "new", "changed", "same", "older", "bad")} | {
            "reasons": most
        }


class BadRows:
    """The file of refused rows: line, code, column, what stands there, why. Nothing else of the row is kept."""

    def __init__(self, file: Any, counts: Counts) -> None:
        self._writer = csv.writer(file)
        self._writer.writerow(REFUSED)
        self._counts = counts
        self._titles = {column.name: column.title for column in columns()}

    def add(self, line: int, code: str, fault: Refused) -> None:
        """Put a row down."""
        title = self._titles.get(fault.column, fault.column)
        self._writer.writerow(
            [line, _safe(code[:80]), title, _safe(fault.value[:80]), f"{fault.why} {fault.detail}".strip()]
        )
        self._counts.bad += 1
        said = f"{title}: {fault.why}"
        if said in self._counts.reasons or len(self._counts.reasons) < 200:
            self._counts.reasons[said] = self._counts.reasons.get(said, 0) + 1


def _safe(text: str) -> str:
    """A cell that a spreadsheet would take for a formula stays text."""
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r") else text


@dataclass(frozen=True, slots=True)
class Incoming:
    """What reading a file needs: the row of the file, where it lies, what it is, what is known."""

    job: DossierImport
    path: Path
    kind: str
    known: Known
    office_of: OfficeOf
    #: Fields about applicants that are on and stand in the file; as a rule none.
    personal: Chosen = NOTHING_PERSONAL


def stage(work: Incoming, bad_path: Path, *, report: Report) -> Counts:
    """Read the whole file into staging; what an earlier try left there goes first. Raises FileFault."""
    drop_staged(work.job.pk)
    counts = Counts()
    with _bad_rows(bad_path, counts) as bad, _collecting_seldom():
        taking = _Taking(work, counts, bad)
        for first, rows in _parts(work):
            taking.take(first, rows)
            report(counts.rows)
            gc.collect(1)
        _settle_repeated(work.job.pk, counts, bad)
    return counts


@contextmanager
def _collecting_seldom() -> Iterator[None]:
    """Rows make no cycles: looking for them all the time took three tenths of the reading, so it is done by parts."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


@contextmanager
def _bad_rows(path: Path, counts: Counts) -> Iterator[BadRows]:
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        yield BadRows(file, counts)


def _parts(work: Incoming) -> Iterator[tuple[int, list[tuple[str, ...]]]]:
    """Yield (line of the first row, cells in the order of WANTED), the heading being line 1."""
    header = header_of(work.path, work.kind)
    width = len(header)
    at = [place if place >= 0 else width for place in places(header, work.job.columns, (*WANTED, *work.personal.names))]
    pick = itemgetter(*at)
    line = 2
    for rows in batches(work.path, work.kind, size=BATCH):
        yield line, [pick(_padded(row, width)) for row in rows]
        line += len(rows)


def _padded(row: Sequence[str], width: int) -> Sequence[str]:
    """A row with an empty cell behind the last heading, for columns that the file does not have."""
    if len(row) == width:
        return [*row, ""]
    return [*row[:width], *[""] * (width + 1 - len(row[:width]))]


def digest_of(cells: tuple[str, ...]) -> int:
    """Return a number for what a row says; when it arrived is no part of that."""
    text = "\x1f".join(cells[:_SYNCED])
    return int.from_bytes(blake2b(text.encode("utf-8", "replace"), digest_size=8).digest(), "little", signed=True)


class _Taking:
    """Rows on their way into staging; days and names that were read once are remembered for the whole file."""

    def __init__(self, work: Incoming, counts: Counts, bad: BadRows) -> None:
        self.work, self.counts, self.bad = work, counts, bad
        self.checker = Checker(work.known)
        self.exported = int(work.job.exported_at.timestamp())
        self.personal = bool(work.personal.fields)

    def take(self, first: int, rows: list[tuple[str, ...]]) -> None:
        """Check the rows that say something new, and stage them."""
        behind = {line: cells[len(WANTED) :] for line, cells in enumerate(rows, start=first)} if self.personal else {}
        rows = [cells[: len(WANTED)] for cells in rows] if self.personal else rows
        there = standing(list({cells[_CODE].strip() for cells in rows}))
        self.counts.rows += len(rows)
        taken: list[tuple[int, int, bool, Taken]] = []
        for line, cells in enumerate(rows, start=first):
            digest = digest_of(cells)
            known = there.get(cells[_CODE].strip())
            if known is not None and known[0] == digest:
                self.counts.same += 1
                continue
            try:
                synced = self.checker.synced(cells[_SYNCED], self.exported)
                found = self.checker.check(cells, synced)
                if known is not None and self._is_older(cells, known[1], synced):
                    continue
            except Refused as fault:
                self.bad.add(line, cells[_CODE].strip(), fault)
                continue
            taken.append((line, digest, known is None, found))
        self._put(taken)
        if behind:
            said = [(one.values["code"], behind[line]) for line, _digest, _fresh, one in taken]
            self.work.personal.stage(self.work.job.pk, said)

    def _is_older(self, cells: tuple[str, ...], stands: int, synced: int) -> bool:
        if synced == stands:
            raise Refused("code", cells[_CODE], _("mã này đã có nội dung khác, cùng lúc đồng bộ; giữ dòng đã có"))
        if synced < stands:
            self.counts.older += 1
        return synced < stands

    def _put(self, taken: list[tuple[int, int, bool, Taken]]) -> None:
        job, source = self.work.job.pk, self.work.job.source_id
        bounds = limits([one for *_rest, one in taken], self.work.office_of)
        rows = []
        steps: list[tuple[Any, ...]] = []
        for (line, digest, fresh, one), (limit, warned) in zip(taken, bounds, strict=True):
            told = one.judged
            values = one.values | {
                "source_id": source, "digest": digest, "state": told.state, "is_open": told.is_open,
                "limit_at": limit, "warn_at": warned, "ended_at": told.ended_at, "stood_at": told.stood_at,
                "requests": told.requests, "apologised": told.apologised,
                "job_id": job, "line": line, "fresh": fresh,
            }  # fmt: skip
            rows.append([values[name] for name in _STAGED_COLUMNS])
            self.counts.new += fresh
            self.counts.changed += not fresh
            for step in one.steps:
                said: Mapping[str, Any] = step | {"job_id": job, "line": line, "dossier_code": one.values["code"]}
                steps.append(tuple(said[name] for name in _STAGED_STEP_COLUMNS))
        with transaction.atomic():
            put(StagedDossier, _STAGED_COLUMNS, rows)
            if steps:
                put(StagedStep, _STAGED_STEP_COLUMNS, steps)


def _settle_repeated(job: int, counts: Counts, bad: BadRows) -> None:
    """Of rows with one code the one that arrived last counts; of those that arrived together the first in the file."""
    gone: list[int] = []
    for code, rows in _by_code(repeated(job)):
        kept = max(rows, key=lambda row: (row[2], -row[4]))
        for key, _code, synced, digest, line in rows:
            if key == kept[0]:
                continue
            gone.append(key)
            if digest == kept[3]:
                counts.same += 1
            elif synced == kept[2]:
                said, where = _("mã này có ở dòng khác với nội dung khác; giữ dòng đó"), _("(dòng %(line)d)")
                bad.add(line, code, Refused("code", code, said, where % {"line": kept[4]}))
            else:
                counts.older += 1
    _uncount(gone, counts)
    remove_staged(gone)


def _uncount(gone: list[int], counts: Counts) -> None:
    for start in range(0, len(gone), BATCH // 2):
        part = StagedDossier.objects.filter(pk__in=gone[start : start + BATCH // 2])
        fresh = part.filter(fresh=True).count()
        counts.new -= fresh
        counts.changed -= part.count() - fresh


def _by_code(
    rows: Iterable[tuple[int, str, int, int, int]],
) -> Iterator[tuple[str, list[tuple[int, str, int, int, int]]]]:
    found: list[tuple[int, str, int, int, int]] = []
    for row in rows:
        if found and row[1] != found[0][1]:
            yield found[0][1], found
            found = []
        found.append(row)
    if found:
        yield found[0][1], found
