"""A row is added or changed: checked against the definition, with its keys, its history and the year's tally."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from django.db import transaction
from django.utils.translation import gettext as _

from namro.apps.people.actions import record
from namro.apps.people.models import AuditEntry, User
from namro.apps.registers.hotline import tell_handed, tell_items
from namro.apps.registers.known import known_in
from namro.apps.registers.models import RegisterKey, RegisterRow, RowEvent
from namro.apps.registers.models.rows import KEY_LENGTH
from namro.apps.registers.news import register_changed
from namro.apps.registers.permissions import check_write
from namro.apps.registers.tallies import count_again, next_numbers
from namro.core.base.clock import VIETNAM
from namro.core.base.errors import NamroError
from namro.core.registers import Register, check_row, shown
from namro.core.registers.rows import day_of, folded_words, is_open, keys_of, needs_proof


class RowRefused(NamroError):
    """A row with faults; `faults` are sentences by column."""

    def __init__(self, faults: Mapping[str, str]) -> None:
        self.faults = dict(faults)
        super().__init__("; ".join(self.faults.values()), code="row")


@dataclass(frozen=True, slots=True)
class Clash:
    """A column that two people changed, with both stored texts."""

    column: str
    theirs: str
    mine: str


class Conflict(NamroError):
    """Somebody changed the same columns meanwhile; nothing was written.

    `merged` is the row as it would become if mine stood: others' changes of other columns are in it.
    """

    def __init__(self, row: RegisterRow, clashes: tuple[Clash, ...], by: User, merged: Mapping[str, str]) -> None:
        self.row, self.clashes, self.by, self.merged = row, clashes, by, merged
        super().__init__(
            _("%(person)s vừa sửa dòng này. Xem hai giá trị rồi chọn.") % {"person": by.full_name}, code="conflict"
        )


def add_row(user: User, register: Register, unit: int, typed: Mapping[str, str], *, at: datetime) -> RegisterRow:
    """Add a row of typed texts. Raises RowRefused with every fault by column."""
    check_write(user, register, unit)
    values = checked(register, unit, typed, at=at)
    with transaction.atomic():
        (number,) = next_numbers(register, unit, day_of(register, values).year, 1)  # its lock keeps others waiting
        check_unique(register, unit, values)
        row = made(register, unit, values, number=number, user=user, at=at)
        row.save(force_insert=True)
        write_keys(register, [row])
        RowEvent.objects.create(
            row=row, version=1, kind=RowEvent.Kind.MADE, changes=changes_of({}, values), by=user, at=at
        )
        count_again(register, unit, [row.date.year])
        record(
            user, AuditEntry.Act.REGISTER_ROW_ADDED, at=at, subject=_subject(row), note=told(register, row), unit=unit
        )
        tell_items(register, [row], actor=user, at=at)
        tell(register, unit, {row.date.year}, actor=user, at=at)
    return row


def change_row(
    user: User, register: Register, row: RegisterRow, typed: Mapping[str, str], *, version: int, at: datetime
) -> RegisterRow:
    """Change a row. `version` is the one that the form was made of.

    What others changed meanwhile in columns that this form left alone stays; columns that both changed differently
    raise Conflict. Raises RowRefused.
    """
    check_write(user, register, row.unit_id)
    mine = checked(register, row.unit_id, typed, at=at, kept=row.data)
    with transaction.atomic():
        row = RegisterRow.objects.select_for_update().get(pk=row.pk)
        if row.removed_at:
            raise NamroError(_("Dòng này đã bỏ. Lấy lại rồi mới sửa được."), code="removed")
        values = _merged(register, row, mine, version=version)
        if values == row.data and row.edition == register.edition:
            return row
        check_unique(register, row.unit_id, values, but=row.pk)
        before, old_year = row.data, row.date.year
        number = row.seq
        if day_of(register, values).year != old_year:
            (number,) = next_numbers(register, row.unit_id, day_of(register, values).year, 1)
        settle(register, row, values)
        row.seq, row.version = number, row.version + 1
        row.save()
        write_keys(register, [row])
        RowEvent.objects.create(
            row=row,
            version=row.version,
            kind=RowEvent.Kind.CHANGED,
            changes=changes_of(before, values),
            by=user,
            at=at,
        )
        count_again(register, row.unit_id, {old_year, row.date.year})
        record(
            user, AuditEntry.Act.REGISTER_ROW_CHANGED, at=at, subject=_subject(row), note=told(register, row),
            unit=row.unit_id,
        )  # fmt: skip
        if register.hotline and before.get(register.hotline.person) != values.get(register.hotline.person):
            tell_handed(register, row, actor=user, at=at)
        tell(register, row.unit_id, {old_year, row.date.year}, actor=user, at=at)
    return row


def checked(
    register: Register, unit: int, typed: Mapping[str, str], *, at: datetime, kept: Mapping[str, str] | None = None
) -> dict[str, str]:
    """Return the stored texts. Raises RowRefused."""
    found = check_row(register, typed, known_in(register, unit, at.astimezone(VIETNAM).date()), kept)
    if found.faults:
        raise RowRefused(found.faults)
    return found.values


def check_unique(register: Register, unit: int, values: Mapping[str, str], *, but: int = 0) -> None:
    """Raise RowRefused where another row of the unit that stands has the value of a unique column."""
    unique = {column.code for column in register.columns if column.unique}
    faults = {}
    for column, value in keys_of(register, values).items():
        if column not in unique:
            continue
        there = RegisterKey.objects.filter(register=register.code, unit=unit, column=column, value=value[:KEY_LENGTH])
        other = there.exclude(row=but).select_related("row").first()
        if other is not None:
            faults[column] = _("đã có ở dòng số %(n)d năm %(year)d. Sửa dòng đó hoặc ghi giá trị khác.") % {
                "n": other.row.seq, "year": other.date.year,
            }  # fmt: skip
    if faults:
        raise RowRefused(faults)


def made(
    register: Register, unit: int, values: dict[str, str], *, number: int, user: User, at: datetime
) -> RegisterRow:
    """Return a new row that is not saved yet."""
    row = RegisterRow(register=register.code, unit_id=unit, seq=number, made_by=user, made_at=at)
    settle(register, row, values)
    return row


def settle(register: Register, row: RegisterRow, values: dict[str, str]) -> None:
    """Set what follows from a row's values."""
    row.edition, row.data = register.edition, values
    row.date = day_of(register, values)
    row.folded = folded_words(register, values)
    row.is_open = is_open(register, values)
    row.lacks_proof = not row.proofs and needs_proof(register, values)


def write_keys(register: Register, rows: Collection[RegisterRow], *, fresh: bool = False) -> None:
    """Put the indexed values of rows into the narrow table, in place of what was there; `fresh` rows have nothing."""
    if not fresh:
        RegisterKey.objects.filter(row__in=[row.pk for row in rows]).delete()
    RegisterKey.objects.bulk_create(
        (
            RegisterKey(
                row=row, register=register.code, unit_id=row.unit_id, column=column, value=value[:KEY_LENGTH],
                date=row.date,
            )
            for row in rows
            for column, value in keys_of(register, row.data).items()
        ),
        batch_size=1000,
    )  # fmt: skip


def changes_of(before: Mapping[str, str], after: Mapping[str, str]) -> dict[str, list[str]]:
    """Return [before, after] of each column that differs."""
    columns = sorted({*before, *after})
    return {c: [before.get(c, ""), after.get(c, "")] for c in columns if before.get(c, "") != after.get(c, "")}


def tell(register: Register, unit: int, years: set[int], *, actor: User, at: datetime) -> None:
    """Let the apps above know, once this is committed."""
    send = partial(
        register_changed.send, sender=RegisterRow, units={unit}, register=register.code, years=years, actor=actor, at=at
    )
    transaction.on_commit(send, robust=True)  # what follows from rows must not make a written row look refused


def told(register: Register, row: RegisterRow) -> str:
    """What a line of the audit record says of a row; of a confidential register only its number."""
    name = f"{register.title}, {row.seq}/{row.date.year}"
    if register.confidential:
        return name
    column = register.title_column
    return f"{name}: {shown(column, row.data.get(column.code, ''))}"


def _subject(row: RegisterRow) -> str:
    return f"register:{row.code}"


def _merged(register: Register, row: RegisterRow, mine: dict[str, str], *, version: int) -> dict[str, str]:
    """What the row becomes. Columns of an earlier edition that this one does not have stay as they are."""
    own = {column.code for column in register.columns}
    kept = {code: text for code, text in row.data.items() if code not in own}
    if version == row.version:
        return kept | mine
    seen, by = _as_seen(row, version)
    values, clashes = dict(kept), []
    for code in sorted(own):
        theirs, text, before = row.data.get(code, ""), mine.get(code, ""), seen.get(code, "")
        if text != before and theirs not in (before, text):
            clashes.append(Clash(code, theirs, text))
        chosen = theirs if text == before else text
        if chosen:
            values[code] = chosen
    if clashes and by is not None:
        raise Conflict(row, tuple(clashes), by, values)
    return values


def _as_seen(row: RegisterRow, version: int) -> tuple[dict[str, str], User | None]:
    """The row as it was in a version, walked back along its history, and who changed it last."""
    seen = dict(row.data)
    last = None
    for event in row.events.filter(version__gt=version).select_related("by").order_by("-id"):
        last = last or event.by
        for column, (before, _after) in event.changes.items():
            seen[column] = before
    return seen, last
