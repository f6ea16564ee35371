"""One row checked against its register: typed texts in, stored texts out, every fault beside its column."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from namro.core.base.folding import fold, tidy
from namro.core.registers.conditions import holds_all
from namro.core.registers.model import Register, Type
from namro.core.registers.values import BadValue, Known, identity, shown, stored


@dataclass(frozen=True, slots=True)
class Checked:
    """The stored texts by column (empty ones left out) and the faults by column; with faults nothing is written."""

    values: dict[str, str]
    faults: dict[str, str] = field(default_factory=dict)


def check_row(
    register: Register, typed: Mapping[str, str], known: Known, kept: Mapping[str, str] | None = None
) -> Checked:
    """Check what was typed, by column; what belongs to no column is passed over. `kept` is the row as it stands."""
    values: dict[str, str] = {}
    faults: dict[str, str] = {}
    for column in register.columns:
        try:
            text = stored(column, typed.get(column.code, ""), known, (kept or {}).get(column.code, ""))
        except BadValue as fault:
            faults[column.code] = fault.message
            continue
        if text:
            values[column.code] = text
        elif column.required or column.code == register.date:
            faults[column.code] = "chưa ghi. " + (column.help or "Cột này phải có.")
    _check_days(register, values, faults)
    return Checked(values, faults)


def _check_days(register: Register, values: Mapping[str, str], faults: dict[str, str]) -> None:
    """The day of entry into the system outside does not lie before what was entered happened."""
    outside = register.outside
    if outside is None or outside.column == register.date or outside.column in faults:
        return
    entered, day = values.get(outside.column), values.get(register.date)
    if entered and day and entered < day:
        title = register.column(register.date).title
        faults[outside.column] = f"trước “{title}” ({date.fromisoformat(day):%d/%m/%Y}). Sửa một trong hai ngày."


def day_of(register: Register, values: Mapping[str, str]) -> date:
    """Return the day to which a checked row belongs."""
    return date.fromisoformat(values[register.date])


def folded_words(register: Register, values: Mapping[str, str]) -> str:
    """Return the words by which a row is found, without marks and case."""
    texts = (shown(column, values[column.code]) for column in register.columns if column.code in values)
    return fold(tidy(" ".join(texts)))


def keys_of(register: Register, values: Mapping[str, str]) -> dict[str, str]:
    """Return the values of the indexed columns as they are looked up."""
    return {c.code: identity(c, values[c.code]) for c in register.indexed if c.code in values}


def needs_proof(register: Register, values: Mapping[str, str]) -> bool:
    """Whether the register asks for proof of this row."""
    return register.proof is not None and holds_all(register.proof.when, values)


def is_open(register: Register, values: Mapping[str, str]) -> bool:
    """Whether the row still waits for somebody."""
    stages = register.stages
    return stages is not None and values.get(stages.column, "") in stages.open


def typed_again(register: Register, values: Mapping[str, str]) -> dict[str, str]:
    """Return stored texts as they would be typed, for a form; people keep their key so that namesakes stay apart."""
    found = {c.code: shown(c, values[c.code]) for c in register.columns if c.code in values}
    for column in register.columns:
        if column.type in (Type.CHOICE, Type.YES_NO) and column.code in values:
            found[column.code] = values[column.code]
    return found
