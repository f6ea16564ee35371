"""A register with very many rows, for measuring: written in bulk, the same for the same seed. All is invented."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import datetime, timedelta

from django.core.management.color import no_style
from django.db import connection, transaction
from django.db.models import QuerySet

from namro.apps.people.models import User
from namro.apps.registers.actions.writing import settle
from namro.apps.registers.definitions import definitions
from namro.apps.registers.models import RegisterKey, RegisterRow
from namro.apps.registers.models.rows import KEY_LENGTH
from namro.apps.registers.tallies import rebuild
from namro.core.registers import Register
from namro.core.registers.rows import keys_of

REGISTER = "van-ban-di"
_BATCH = 5000
#: Rows made one by one.
_SINGLE = 20_000
_YEARS = 8
_KINDS = ("bao_cao", "cong_van", "ke_hoach", "quyet_dinh", "thong_bao", "to_trinh")
_SUBJECTS = ("tình hình cải cách hành chính", "kết quả giải quyết hồ sơ", "tiếp công dân", "tuyên truyền dịch vụ công")


def fill_rows(units: Sequence[int], count: int, *, at: datetime, seed: int) -> Register:
    """Write so many letters, spread over the units and years, with their keys and tallies; return the register.

    The first ones are made one by one, the others are copies of them, which the database makes itself.
    """
    register = definitions(at.date()).get(REGISTER)
    author = User.objects.get(username="dieuphoi")
    people = list(User.objects.values_list("pk", "full_name")[:60])
    chosen = random.Random(seed)  # noqa: S311 - invented rows, not secrets
    single = min(count, _SINGLE)
    for start in range(0, single, _BATCH):
        rows = [
            _row(register, units[n % len(units)], n, chosen, people=people, author=author, at=at)
            for n in range(start, min(start + _BATCH, single))
        ]
        with transaction.atomic():
            RegisterRow.objects.bulk_create(rows, batch_size=500)
            RegisterKey.objects.bulk_create(_keys(register, rows), batch_size=1000)
    _copied(register, single, count)
    return register


def _copied(register: Register, single: int, count: int) -> None:
    """Copy the rows that are there, as often as it takes; ids go on behind them, codes are made of ids."""
    for model, own, shifted in ((RegisterRow, "code", ("id",)), (RegisterKey, "", ("row_id",))):
        names = [str(field.column) for field in model._meta.concrete_fields]
        columns = [name for name in names if name != "id" or name in shifted]
        quoted = {name: connection.ops.quote_name(name) for name in columns}
        chosen = [
            f"{quoted[name]} + %s"
            if name in shifted
            else "'d' || CAST(id + %s AS VARCHAR(9))"
            if name == own
            else quoted[name]
            for name in columns
        ]
        first = rows_of(register).order_by("id").values_list("id", flat=True)[0]
        key = "row_id" if model is RegisterKey else "id"
        for copy in range(1, -(-count // single)):
            most = min(single, count - copy * single)
            shifts = [copy * single] * (len(shifted) + bool(own))
            # Names of our own tables and columns; values are parameters.
            sql = (
                f"INSERT INTO {model._meta.db_table} ({', '.join(quoted.values())}) "  # noqa: S608
                f"SELECT {', '.join(chosen)} FROM {model._meta.db_table} WHERE {key} >= %s AND {key} < %s"
            )
            with connection.cursor() as cursor:
                cursor.execute(sql, [*shifts, first, first + most])
    with connection.cursor() as cursor:  # PostgreSQL goes on counting ids where it gave the last one itself
        for sql in connection.ops.sequence_reset_sql(no_style(), [RegisterRow]):
            cursor.execute(sql)


def count_tallies(register: Register) -> None:
    """Write the tallies of what `fill_rows` wrote."""
    rebuild(register)


def rows_of(register: Register) -> QuerySet[RegisterRow]:
    """All rows of a register."""
    return RegisterRow.objects.filter(register=register.code)


def _row(
    register: Register,
    unit: int,
    number: int,
    chosen: random.Random,
    *,
    people: Sequence[tuple[int, str]],
    author: User,
    at: datetime,
) -> RegisterRow:
    day = at.date() - timedelta(days=chosen.randrange(365 * _YEARS))
    kind, (key, name) = chosen.choice(_KINDS), chosen.choice(people)
    values = {
        "so_ky_hieu": f"{number}/VB-{unit}",
        "ngay_van_ban": day.isoformat(),
        "loai": kind,
        "trich_yeu": f"Về {chosen.choice(_SUBJECTS)} số {number}",
        "nguoi_ky": f"{key}|{name}",
        "noi_nhan": "Sở Nội vụ; lưu văn thư",
        "ky_so": chosen.choice(("du", "du", "du", "ca_nhan", "khong")),
        "gui_giay": chosen.choice(("false", "false", "true")),
        "ngay_nhap": day.isoformat(),
    }
    row = RegisterRow(register=register.code, unit_id=unit, seq=number, made_by=author, made_at=at)
    settle(register, row, values)
    return row


def _keys(register: Register, rows: Sequence[RegisterRow]) -> list[RegisterKey]:
    return [
        RegisterKey(
            row=row, register=register.code, unit_id=row.unit_id, column=column, value=value[:KEY_LENGTH], date=row.date
        )
        for row in rows
        for column, value in keys_of(register, row.data).items()
    ]
