"""Evidence comes in: files, several at once, or a link with a picture of its page; and a newer version of one.

A file is stored before its row is written, so a row never names a file that is not there; a file whose row was never
written is tidied up later (`orphans`). Sending the same again adds nothing twice.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from namro.apps.library import describing, storage
from namro.apps.library.accepting import check_link, kinds_of
from namro.apps.library.jobs import read_evidence
from namro.apps.library.models import ABSTRACT_LENGTH, NAME_LENGTH, Evidence, EvidenceFile
from namro.apps.library.permissions import check_write
from namro.apps.people.actions import record
from namro.apps.people.models import AuditEntry, Unit, User
from namro.core.base.errors import NamroError

Columns = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Added:
    """The evidence that was made, and what the unit had already with the same content."""

    made: tuple[Evidence, ...]
    known: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """A web page as evidence: its address, and a picture or PDF of it that was taken on a day."""

    link: str
    picture: Path | None = None
    pictured_on: date | None = None


@dataclass(frozen=True, slots=True)
class Stored:
    """A file that lies in the store already, accepted under this name and kind."""

    sha256: str
    name: str
    kind: str


def add_files(user: User, unit: int, files: Sequence[Path], *, year: int, at: datetime) -> Added:
    """Keep each file as a piece of evidence of the unit. Raises NamroError, and then nothing was added."""
    check_write(user, unit)
    if not files:
        raise NamroError(_("Chưa chọn tệp nào. Chọn tệp rồi bấm lại."), code="nothing")
    kept = [_kept(path, kind) for path, kind in zip(files, kinds_of(files), strict=True)]
    return _added(user, unit, kept, year=year, at=at)


def add_stored(user: User, unit: int, files: Sequence[Stored], *, year: int, at: datetime) -> Added:
    """Make evidence of files that were kept for something else; no second copy. Raises NamroError."""
    check_write(user, unit)
    kept: list[Columns] = []
    for file in files:
        size = storage.renewed(file.sha256)
        if size is None:
            raise NamroError(
                _("Tệp “%(name)s” không còn trong kho. Gửi lại tệp ở thư viện minh chứng.") % {"name": file.name},
                code="missing",
            )
        kept.append({"name": file.name[:NAME_LENGTH], "kind": file.kind, "size": size, "sha256": file.sha256})
    return _added(user, unit, kept, year=year, at=at)


def _added(user: User, unit: int, kept: Sequence[Columns], *, year: int, at: datetime) -> Added:
    made, known = [], []
    with transaction.atomic():
        _hold(unit)
        for columns in kept:
            same = _same(unit, year, sha256=columns["sha256"])
            if same:
                known.append(same)
            else:
                made.append(_made(user, unit, columns, year=year, at=at))
        if made:
            _recorded(user, AuditEntry.Act.EVIDENCE_ADDED, made, at=at)
    return Added(tuple(made), tuple(known))


def add_link(user: User, unit: int, page: Page, *, year: int, at: datetime, abstract: str = "") -> Added:
    """Keep a web page as a piece of evidence. Nothing is fetched; without a picture it is remarked, not refused."""
    check_write(user, unit)
    if len(abstract) > ABSTRACT_LENGTH:
        raise NamroError(
            _("Trích yếu dài %(length)d ký tự, nhiều nhất %(most)d. Viết ngắn lại.")
            % {"length": len(abstract), "most": ABSTRACT_LENGTH},
            code="long",
        )
    columns = _of_page(page, at)
    with transaction.atomic():
        _hold(unit)
        same = _same(unit, year, link=page.link, sha256=columns.get("sha256", ""))
        if same:
            return Added((), (same,))
        evidence = _made(user, unit, columns, year=year, at=at)
        describing.write(evidence, describing.fitting({"abstract": abstract}), by=user, at=at)
        _recorded(user, AuditEntry.Act.EVIDENCE_ADDED, [evidence], at=at)
    return Added((evidence,), ())


def add_version(user: User, evidence: Evidence, given: Path | Page, *, at: datetime) -> EvidenceFile:
    """Let a newer file or page stand for the evidence; the earlier ones stay. Raises NamroError."""
    check_write(user, evidence.unit_id)
    columns = _of_page(given, at) if isinstance(given, Page) else _kept(given, kinds_of([given])[0])
    with transaction.atomic():
        row = Evidence.objects.select_for_update().get(pk=evidence.pk)
        if row.removed_at:
            raise NamroError(_("Minh chứng này đã bỏ. Lấy lại rồi mới thêm phiên bản."), code="removed")
        last = row.files.get(current=True)
        if (last.sha256, last.link) == (columns.get("sha256", ""), columns.get("link", "")):
            raise NamroError(_("Tệp này trùng với phiên bản %(n)d đang dùng.") % {"n": last.version}, code="known")
        row.files.filter(current=True).update(current=False)
        added = _version(user, row, columns, version=last.version + 1, at=at)
        _recorded(user, AuditEntry.Act.EVIDENCE_VERSION, [row], at=at, note=str(added.version))
    return added


def _of_page(page: Page, at: datetime) -> Columns:
    check_link(page.link)
    columns: Columns = {"link": page.link, "name": page.link[:NAME_LENGTH]}
    if page.picture is None:
        return columns
    if page.pictured_on is None:
        raise NamroError(_("Chưa ghi ngày chụp trang. Ghi ngày chụp, ví dụ 20/11/2026."), code="day")
    if page.pictured_on > at.date():
        raise NamroError(_("Ngày chụp chưa đến. Ghi ngày đã chụp trang."), code="day")
    (kind,) = kinds_of([page.picture])
    if kind not in {"pdf", "png", "jpg", "jpeg", "webp", "heic", "heif"}:
        raise NamroError(_("Bản chụp trang phải là ảnh hoặc .pdf. Chọn lại tệp."), code="kind")
    return {**_kept(page.picture, kind), "link": page.link, "pictured_on": page.pictured_on}


def _kept(path: Path, kind: str) -> Columns:
    sha256 = storage.digest_of(path)
    storage.keep(path, sha256)
    return {"name": path.name[:NAME_LENGTH], "kind": kind, "size": path.stat().st_size, "sha256": sha256}


def _hold(unit: int) -> None:
    """Let nobody else add to the unit meanwhile, so that the same file is not added twice at once."""
    Unit.objects.select_for_update().get(pk=unit)


def _same(unit: int, year: int, *, sha256: str = "", link: str = "") -> Evidence | None:
    rows = Evidence.objects.filter(unit=unit, year=year, removed_at=None)
    return rows.filter(files__current=True, files__sha256=sha256, files__link=link).first()


def _made(user: User, unit: int, columns: Columns, *, year: int, at: datetime) -> Evidence:
    evidence = Evidence.objects.create(unit_id=unit, year=year, made_by=user, made_at=at)
    _version(user, evidence, columns, version=1, at=at)
    return evidence


def _version(user: User, evidence: Evidence, columns: Columns, *, version: int, at: datetime) -> EvidenceFile:
    state = EvidenceFile.State.WAITING if columns.get("sha256") else EvidenceFile.State.READ
    file = EvidenceFile.objects.create(
        evidence=evidence, version=version, by=user, at=at, changed_at=at, state=state, **columns
    )
    describing.search_again(evidence)
    evidence.save(update_fields=["search"])
    if file.is_open:
        read_evidence.enqueue(file.pk)
    return file


def _recorded(user: User, act: AuditEntry.Act, rows: Sequence[Evidence], *, at: datetime, note: str = "") -> None:
    """Write the line of the record. It names no file: nobody has looked yet whether the paper is a secret one."""
    said = note or ", ".join(row.code for row in rows)
    record(user, act, at=at, subject=f"evidence:{rows[0].code}", note=f"{rows[0].year}: {said}")
