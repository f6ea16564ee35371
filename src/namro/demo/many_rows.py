"""A register with very many rows, for measuring: written in bulk, the same for the same seed. All is invented."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet

from namro.apps.people.models import Unit, User
from namro.apps.registers.actions.writing import settle
from namro.apps.registers.definitions import definitions
from namro.apps.registers.models import RegisterKey, RegisterRow
from namro.apps.registers.models.rows import KEY_LENGTH
from namro.apps.registers.tallies import rebuild
from namro.core.registers import Register
from namro.core.registers.rows import keys_of

REGISTER = "van-ban-di"
_BATCH = 5000
_YEARS = 8
_KINDS = ("bao_cao", "cong_van", "ke_hoach", "quyet_dinh", "thong_bao", "to_trinh")
_SUBJECTS = ("tình hình cải cách hành chính", "kết quả giải quyết hồ sơ", "tiếp công dân", "tuyên truyền dịch vụ công")


def fill_rows(units: Sequence[Unit], count: int, *, at: datetime, seed: int) -> Register:
    """Write so many letters, spread over the units and years, with their keys and tallies; return the register."""
    register = definitions(at.date()).get(REGISTER)
    author = User.objects.get(username="dieuphoi")
    people = list(User.objects.values_list("pk", "full_name")[:60])
    chosen = random.Random(seed)  # noqa: S311 - invented rows, not secrets
    for start in range(0, count, _BATCH):
        rows = [
            _row(register, units[n % len(units)].pk, n, chosen, people=people, author=author, at=at)
            for n in range(start, min(start + _BATCH, count))
        ]
        with transaction.atomic():
            RegisterRow.objects.bulk_create(rows, batch_size=500)
            RegisterKey.objects.bulk_create(_keys(register, rows), batch_size=1000)
    return register


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
