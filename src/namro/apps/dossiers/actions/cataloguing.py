"""The catalogue of procedures: a workbook read with all faults, then written whole or not at all; what is posted."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from namro.apps.dossiers.models import Level, OnlineLevel, Posting, Procedure
from namro.apps.dossiers.models.rows import PROCEDURE_LENGTH
from namro.apps.dossiers.permissions import check_catalogue, check_note
from namro.apps.dossiers.reading.cells import BadCell, flag, one_of, whole
from namro.apps.dossiers.reading.columns import key_of
from namro.apps.dossiers.reading.moments import BadMoment, Moments
from namro.apps.dossiers.reading.tables import batches, header_of, kind_of
from namro.apps.library.models import Evidence
from namro.apps.people.models import AuditEntry, User
from namro.apps.people.recording import record
from namro.core.base.clock import VIETNAM
from namro.core.base.errors import NamroError
from namro.core.base.faults import BrokenFile, Fault, Faults
from namro.core.base.folding import fold, tidy
from namro.documents.workbooks.dossier_columns import COLUMNS, TIME_UNITS, YES_NO

MOST = 20_000
_ASKED = ("code", "name", "since")
_LEVELS = {key_of(str(word)): str(value) for value, word in Level.choices}
_ONLINE = {key_of(str(word)): str(value) for value, word in OnlineLevel.choices} | {"": ""}


@dataclass(frozen=True, slots=True)
class Written:
    """How many procedures are new, have a new edition, were corrected, are as they were."""

    new: int
    renewed: int
    corrected: int
    same: int


def bring_catalogue(user: User, path: Path, *, name: str, at: datetime) -> Written:
    """Read a workbook and write it. Raises BrokenFile with every fault, UnreadableDocument."""
    check_catalogue(user)
    rows = _read(path, name)
    with transaction.atomic():
        written = _write(rows)
        said = {"name": name, "new": written.new, "renewed": written.renewed, "corrected": written.corrected}
        note = _("%(name)s: %(new)s mới, %(renewed)s bản mới, %(corrected)s sửa") % said
        record(user, AuditEntry.Act.PROCEDURES_IMPORTED, at=at, subject="procedures", note=note)
    return written


def _read(path: Path, name: str) -> list[dict[str, Any]]:
    faults, kind = Faults(name), kind_of(path)
    header = [key_of(heading) for heading in header_of(path, kind)]
    at = {column: header.index(key_of(head)) for column, (head, _w) in COLUMNS.items() if key_of(head) in header}
    lacking = [COLUMNS[column][0] for column in _ASKED if column not in at]
    if lacking:
        said = _("thiếu cột %(columns)s. Dùng tệp mẫu.") % {"columns": ", ".join(lacking)}
        raise BrokenFile(name, [Fault(0, "", said)])
    found: list[dict[str, Any]] = []
    seen: dict[tuple[str, date], int] = {}
    line = 1
    for rows in batches(path, kind, size=1000):
        for row in rows:
            line += 1
            if line > MOST:
                raise BrokenFile(name, [Fault(0, "", _("nhiều nhất %(n)d dòng.") % {"n": MOST})])
            said_row = {column: row[place].strip() if place < len(row) else "" for column, place in at.items()}
            if any(said_row.values()):
                _take(said_row, line, found, seen, faults)
    faults.refuse()
    return found


def _take(
    said: dict[str, str], line: int, found: list[dict[str, Any]], seen: dict[tuple[str, date], int], faults: Faults
) -> None:
    values: dict[str, Any] = {}
    for column, read in _READERS.items():
        try:
            values[column] = read(said.get(column, ""))
        except (BadCell, BadMoment) as bad:
            why = str(bad) if isinstance(bad, BadCell) else _("ghi ngày như 01/07/2026")
            faults.add(line, f"“{COLUMNS[column][0]}” {said.get(column, '')[:40]}: {why}")
            return
    if bool(values["amount"]) != bool(values["time_unit"]):
        faults.add(line, _("thời hạn và đơn vị thời hạn phải cùng có hoặc cùng trống"))
        return
    key = (values["code"], values["since"])
    if key in seen:
        faults.add(line, _("mã này cùng ngày áp dụng đã có ở dòng %(line)d") % {"line": seen[key]})
        return
    seen[key] = line
    values["folded"] = fold(tidy(f"{values['code']} {values['name']} {values['field']}"))
    found.append(values)


def _text(most: int, *, needed: bool = False) -> Any:
    def read(text: str) -> str:
        if needed and not text:
            raise BadCell(_("không được trống"))
        if len(text) > most:
            raise BadCell(_("dài quá %(n)d chữ") % {"n": most})
        return text

    return read


def _chosen(words: dict[str, str], otherwise: str) -> Any:
    def read(text: str) -> str:
        if not text:
            return otherwise
        if key_of(text) not in words:
            raise BadCell(_("ghi một trong: %(words)s") % {"words": ", ".join(word for word in words if word)})
        return words[key_of(text)]

    return read


def _amount(text: str) -> float | None:
    if not text:
        return None
    try:
        found = float(text.replace(",", "."))
    except ValueError:
        found = 0
    if not 0 < found <= 10_000:
        raise BadCell(_("ghi một số lớn hơn 0"))
    return found


def _day(text: str) -> date | None:
    return datetime.fromtimestamp(Moments().seconds(text), VIETNAM).date() if text else None


def _needed_day(text: str) -> date:
    found = _day(text)
    if found is None:
        raise BadCell(_("không được trống"))
    return found


_READERS: dict[str, Any] = {
    "code": _text(PROCEDURE_LENGTH, needed=True),
    "name": _text(400, needed=True),
    "field": _text(160),
    "level": _chosen(_LEVELS, Level.COMMUNE.value),
    "amount": _amount,
    "time_unit": lambda text: one_of("units")(text) if text else "",
    "components": _text(5000),
    "fee": whole,
    "fee_words": _text(300),
    "online": _chosen(_ONLINE, ""),
    "returns_document": lambda text: flag(text) is not False,
    "act": _text(160),
    "act_day": _day,
    "since": _needed_day,
}


def _write(rows: list[dict[str, Any]]) -> Written:
    there = {(row.code, row.since): row for row in Procedure.objects.filter(code__in={row["code"] for row in rows})}
    codes = {code for code, _since in there}
    new = renewed = corrected = same = 0
    for values in sorted(rows, key=lambda row: (row["code"], row["since"])):
        old = there.get((values["code"], values["since"]))
        if old is None:
            _insert(values)
            new, renewed = new + (values["code"] not in codes), renewed + (values["code"] in codes)
            codes.add(values["code"])
        elif any(getattr(old, name) != value for name, value in values.items()):
            Procedure.objects.filter(pk=old.pk).update(**values)
            corrected += 1
        else:
            same += 1
    return Written(new, renewed, corrected, same)


def _insert(values: dict[str, Any]) -> None:
    """An edition ends the one before it, and lasts until the next."""
    others = Procedure.objects.filter(code=values["code"])
    following = others.filter(since__gt=values["since"]).order_by("since").first()
    before = others.filter(Q(until=None) | Q(until__gt=values["since"]), since__lt=values["since"])
    before.update(until=values["since"])
    Procedure.objects.create(**values, until=following.since if following else None)


def put_posting(
    user: User,
    unit: int,
    procedure: Procedure,
    *,
    place: str,
    day: date,
    proof: str,
    at: datetime,
    evidence: Evidence | None = None,
) -> None:
    """Put down where a procedure is posted. Raises NamroError, PermissionDenied."""
    check_note(user, unit)
    if day > at.astimezone(VIETNAM).date():
        raise NamroError(_("Ngày niêm yết nằm trong tương lai. Ghi ngày đã niêm yết."), code="day")
    with transaction.atomic():
        Posting.objects.update_or_create(
            unit_id=unit, procedure=procedure, place=tidy(place)[:160],
            defaults={"day": day, "proof": proof.strip()[:500], "evidence": evidence, "by": user, "at": at},
        )  # fmt: skip
        said = {"code": procedure.code, "place": tidy(place), "day": f"{day:%d/%m/%Y}"}
        note = _("niêm yết %(code)s tại %(place)s %(day)s") % said
        record(user, AuditEntry.Act.DOSSIER_NOTED, at=at, subject=f"procedure:{procedure.code}", note=note, unit=unit)


def cells_of(rows: Iterable[Procedure]) -> Iterable[list[object]]:
    """Return procedures as rows of the workbook, as they can be read back."""
    for row in rows:
        yield [
            row.code, row.name, row.field, row.get_level_display(), f"{row.amount:g}" if row.amount else "",
            TIME_UNITS[row.time_unit], row.components, "" if row.fee is None else row.fee, row.fee_words,
            row.get_online_display(), YES_NO[row.returns_document], row.act,
            f"{row.act_day:%d/%m/%Y}" if row.act_day else "", f"{row.since:%d/%m/%Y}",
        ]  # fmt: skip
