"""A workbook comes in: read with all faults, compared with what stands, kept waiting; then written, all or nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from namro.apps.people.actions import record
from namro.apps.people.models import AuditEntry, User
from namro.apps.people.queries.organisation import names_of
from namro.apps.people.sent import whole
from namro.apps.registers.actions.writing import changes_of, made, settle, tell, write_keys
from namro.apps.registers.hotline import tell_items
from namro.apps.registers.known import known_in
from namro.apps.registers.models import RegisterKey, RegisterRow, RegisterUpload, RowEvent
from namro.apps.registers.models.rows import KEY_LENGTH
from namro.apps.registers.permissions import check_write
from namro.apps.registers.tallies import count_again, next_numbers
from namro.core.base.clock import VIETNAM
from namro.core.base.errors import NamroError
from namro.core.base.faults import BrokenFile, Fault, Faults, SheetRow
from namro.core.base.folding import fold, tidy
from namro.core.registers import Register, check_row
from namro.core.registers.rows import day_of, keys_of
from namro.documents.workbooks.from_register import InRow, read_register

#: Rows of one file; a year of a commune's largest register has a tenth of them.
MOST_ROWS = 20_000
_BATCH = 500


@dataclass(frozen=True, slots=True)
class Waiting:
    """A checked row: where it stood, the row it changes ("" for a new one) in which version, and its stored texts."""

    line: int
    code: str
    version: int
    values: dict[str, str]

    def plain(self) -> list[Any]:
        """Return it for a JSON field."""
        return [self.line, self.code, self.version, self.values]


@dataclass(frozen=True, slots=True)
class Decided:
    """What writing the file would do: new rows, changes by row, and how many are there already."""

    new: tuple[Waiting, ...]
    changed: tuple[tuple[RegisterRow, Waiting], ...]
    same: int


def stage(user: User, register: Register, unit: int, path: Path, *, name: str, at: datetime) -> RegisterUpload:
    """Read a workbook and keep it waiting. Raises BrokenFile with every fault, UnreadableDocument."""
    check_write(user, register, unit)
    faults = Faults(name)
    rows = read_register(path, register, faults)
    if len(rows) > MOST_ROWS:
        message = _("có %(count)d dòng, mỗi tệp nhận %(most)d. Tách thành nhiều tệp rồi nạp lần lượt.") % {
            "count": len(rows),
            "most": MOST_ROWS,
        }
        raise BrokenFile(name, [Fault(0, "", message)])
    waiting = _checked(register, unit, rows, faults, at=at)
    faults.refuse()
    _check_against_rows(register, unit, waiting, name)
    RegisterUpload.objects.filter(by=user, register=register.code, unit=unit).delete()
    return RegisterUpload.objects.create(
        register=register.code,
        edition=register.edition,
        unit_id=unit,
        name=name[:200],
        by=user,
        at=at,
        rows=[row.plain() for row in waiting],
    )


def decided(register: Register, upload: RegisterUpload) -> Decided:
    """Compare a waiting file with the rows that stand now. Raises BrokenFile where they do not go together any more."""
    waiting = [Waiting(*row) for row in upload.rows]
    there = _check_against_rows(register, upload.unit_id, waiting, upload.name)
    twins = _twins(register, upload.unit_id, waiting)
    new, changed, same = [], [], 0
    for row in waiting:
        if row.code:
            old = there[row.code]
            kept = {c: t for c, t in old.data.items() if c not in {column.code for column in register.columns}}
            if old.data == kept | row.values:
                same += 1
            else:
                changed.append((old, Waiting(row.line, row.code, row.version, kept | row.values)))
        elif twins.get(_digest(row.values), 0):
            twins[_digest(row.values)] -= 1
            same += 1
        else:
            new.append(row)
    return Decided(tuple(new), tuple(changed), same)


def write(user: User, register: Register, upload: RegisterUpload, *, at: datetime) -> Decided:
    """Write a waiting file, all of it or nothing. Raises BrokenFile, NamroError."""
    check_write(user, register, upload.unit_id)
    if upload.edition != register.edition:
        raise NamroError(_("Sổ đã có phiên bản mới từ lúc nạp tệp. Chọn lại tệp để kiểm tra lại."), code="edition")
    with transaction.atomic():
        gone, _kinds = RegisterUpload.objects.filter(pk=upload.pk).delete()
        if not gone:
            raise NamroError(_("Tệp này đã được ghi hoặc đã bỏ. Mở lại danh sách."), code="gone")
        # The tally's lock keeps other writers of these years waiting; what stands is looked at behind it.
        years = sorted({int(row[3][register.date][:4]) for row in upload.rows})
        for year in years:
            next_numbers(register, upload.unit_id, year, 0)
        found = decided(register, upload)
        _write_new(user, register, upload, found.new, at=at)
        touched = _write_changes(user, register, upload, found.changed, at=at)
        touched |= {day_of(register, row.values).year for row in found.new}
        count_again(register, upload.unit_id, touched)
        note = _("%(name)s, tệp %(file)s: %(new)d dòng mới, %(changed)d dòng sửa") % {
            "name": register.title, "file": upload.name, "new": len(found.new), "changed": len(found.changed),
        }  # fmt: skip
        record(
            user, AuditEntry.Act.REGISTER_IMPORTED, at=at, subject=f"register:{register.code}", note=note,
            unit=upload.unit_id,
        )  # fmt: skip
        if touched:
            tell(register, upload.unit_id, touched, actor=user, at=at)
    return found


def _write_new(
    user: User, register: Register, upload: RegisterUpload, rows: Sequence[Waiting], *, at: datetime
) -> None:
    by_year: dict[int, list[Waiting]] = {}
    for row in rows:
        by_year.setdefault(day_of(register, row.values).year, []).append(row)
    fresh: list[RegisterRow] = []
    for year, ones in by_year.items():
        numbers = next_numbers(register, upload.unit_id, year, len(ones))
        fresh += [
            made(register, upload.unit_id, row.values, number=number, user=user, at=at)
            for row, number in zip(ones, numbers, strict=True)
        ]
    RegisterRow.objects.bulk_create(fresh, batch_size=_BATCH)
    write_keys(register, fresh, fresh=True)
    RowEvent.objects.bulk_create(
        (
            RowEvent(
                row=row,
                version=1,
                kind=RowEvent.Kind.MADE,
                changes=changes_of({}, row.data),
                note=upload.name,
                by=user,
                at=at,
            )
            for row in fresh
        ),
        batch_size=_BATCH,
    )  # fmt: skip
    tell_items(register, fresh, actor=user, at=at)


def _write_changes(
    user: User,
    register: Register,
    upload: RegisterUpload,
    changed: Sequence[tuple[RegisterRow, Waiting]],
    *,
    at: datetime,
) -> set[int]:
    years: set[int] = set()
    for old, row in changed:
        before, year = old.data, old.date.year
        settle(register, old, row.values)
        if old.date.year != year:
            (old.seq,) = next_numbers(register, upload.unit_id, old.date.year, 1)
        old.version += 1
        old.save()
        RowEvent.objects.create(
            row=old,
            version=old.version,
            kind=RowEvent.Kind.CHANGED,
            changes=changes_of(before, row.values),
            note=upload.name,
            by=user,
            at=at,
        )
        years |= {year, old.date.year}
    for start in range(0, len(changed), _BATCH):
        write_keys(register, [old for old, _row in changed[start : start + _BATCH]])
    return years


def _checked(register: Register, unit: int, rows: Sequence[InRow], faults: Faults, *, at: datetime) -> list[Waiting]:
    known = known_in(register, unit, at.astimezone(VIETNAM).date())
    keys = [_key_of(row) for row in rows]
    there = _rows_by_code(register, unit, [code for code, _version in keys])
    (_code, name) = names_of([unit])[unit]
    titles = {column.code: column.title for column in register.columns}
    found: list[Waiting] = []
    seen: dict[str, SheetRow] = {}
    for row, (code, version) in zip(rows, keys, strict=True):
        if code and code not in there:
            faults.add(
                row.line,
                _("mã dòng “%(key)s” không có trong sổ này. Để trống mã để ghi thành dòng mới.")
                % {"key": row.key[:30]},
            )
            continue
        if code and code in seen:
            faults.add(
                row.line,
                _("mã dòng “%(key)s” đã có ở dòng %(line)s. Giữ một.") % {"key": row.key[:30], "line": seen[code]},
            )
            continue
        seen[code] = row.line
        if row.unit and fold(row.unit) != fold(tidy(name)):
            faults.add(
                row.line,
                _("dòng này của “%(other)s”. Chỉ nạp được dòng của %(own)s; bỏ các dòng khác.")
                % {"other": row.unit[:60], "own": name},
            )
            continue
        checked = check_row(register, row.typed, known, there[code].data if code else None)
        for column, fault in checked.faults.items():
            faults.add(row.line, f"“{titles[column]}”: {fault}")
        if not checked.faults:
            found.append(Waiting(int(row.line), code, version, checked.values))
    return found


def _key_of(row: InRow) -> tuple[str, int]:
    """The code of the row that a key names and the version that it was taken out with."""
    code, _dash, version = row.key.partition("-")
    return code, whole(version) or 0


def _rows_by_code(register: Register, unit: int, codes: Sequence[str]) -> dict[str, RegisterRow]:
    wanted = [code for code in codes if code]
    found: dict[str, RegisterRow] = {}
    for start in range(0, len(wanted), _BATCH):
        rows = RegisterRow.objects.filter(register=register.code, unit=unit, code__in=wanted[start : start + _BATCH])
        found |= {row.code: row for row in rows.filter(removed_at=None)}
    return found


def _check_against_rows(register: Register, unit: int, waiting: Sequence[Waiting], name: str) -> dict[str, RegisterRow]:
    """Return the rows that would be changed. Raises BrokenFile for what others changed and for values taken twice."""
    faults = Faults(name)
    there = _rows_by_code(register, unit, [row.code for row in waiting])
    for row in waiting:
        old = there.get(row.code)
        if row.code and old is None:
            faults.add(SheetRow(row.line, ""), _("dòng này vừa bị bỏ khỏi sổ. Xóa mã dòng để ghi thành dòng mới."))
        elif (
            old is not None
            and old.version != row.version
            and any(old.data.get(code, "") != row.values.get(code, "") for code in {*old.data, *row.values})
        ):
            number = f"{old.seq}/{old.date.year}"
            said = _("dòng %(number)s đã được sửa sau khi tải tệp này. Tải lại sổ rồi sửa trên tệp mới.")
            faults.add(SheetRow(row.line, ""), said % {"number": number})
    _check_unique(register, unit, waiting, there, faults)
    faults.refuse()
    return there


def _check_unique(
    register: Register,
    unit: int,
    waiting: Sequence[Waiting],
    there: Mapping[str, RegisterRow],
    faults: Faults,
) -> None:
    own = {row.pk for row in there.values()}
    for column in (column for column in register.columns if column.unique):
        first: dict[str, int] = {}
        for row in waiting:
            value = keys_of(register, row.values).get(column.code, "")[:KEY_LENGTH]
            if value and value in first:
                said = _("“%(column)s”: trùng với dòng %(line)s của tệp. Giữ một dòng.")
                faults.add(SheetRow(row.line, ""), said % {"column": column.title, "line": first[value]})
            elif value:
                first[value] = row.line
        taken = _taken(register, unit, column.code, list(first))
        for value, (key, number) in taken.items():
            if key not in own and not _said_again(waiting, first[value], key):
                said = _("“%(column)s”: đã có ở dòng %(line)s của sổ. Ghi mã dòng đó để sửa, hoặc bỏ dòng này.")
                faults.add(SheetRow(first[value], ""), said % {"column": column.title, "line": number})


def _taken(register: Register, unit: int, column: str, values: Sequence[str]) -> dict[str, tuple[int, str]]:
    found: dict[str, tuple[int, str]] = {}
    for start in range(0, len(values), _BATCH):
        keys = RegisterKey.objects.filter(
            register=register.code, unit=unit, column=column, value__in=values[start : start + _BATCH]
        )
        for value, key, seq, day in keys.values_list("value", "row_id", "row__seq", "row__date"):
            found[value] = (key, f"{seq}/{day.year}")
    return found


def _said_again(waiting: Sequence[Waiting], line: int, key: int) -> bool:
    """Whether a row of the file says just what the row that has its value says: it is the same, not a second one."""
    data = RegisterRow.objects.values_list("data", flat=True).get(pk=key)
    return any(row.line == line and not row.code and row.values == data for row in waiting)


def _twins(register: Register, unit: int, waiting: Sequence[Waiting]) -> dict[str, int]:
    """How many rows stand that say exactly what a new row of the file says."""
    wanted = {_digest(row.values) for row in waiting if not row.code}
    days = [day_of(register, row.values) for row in waiting if not row.code]
    found: dict[str, int] = {}
    if not days:
        return found
    rows = RegisterRow.objects.filter(
        register=register.code, unit=unit, date__range=(min(days), max(days)), removed_at=None
    )
    for data in rows.order_by().values_list("data", flat=True).iterator(chunk_size=2000):
        digest = _digest(data)
        if digest in wanted:
            found[digest] = found.get(digest, 0) + 1
    return found


def _digest(values: Mapping[str, str]) -> str:
    return "\x1f".join(f"{code}\x1e{values[code]}" for code in sorted(values))
