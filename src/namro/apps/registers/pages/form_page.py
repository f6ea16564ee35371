"""The form of a row, made from the definition: every column a field, its fault beside it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from namro.core.registers import Column, Register, Type


@dataclass(frozen=True, slots=True)
class FieldView:
    """One field; `kind` is area, select or line, `offered` names that may be chosen from."""

    name: str
    label: str
    kind: str
    value: str
    options: tuple[tuple[str, str], ...]
    offered: tuple[str, ...]
    help: str
    fault: str
    required: bool
    mode: str
    described: str


def field_views(
    register: Register,
    typed: Mapping[str, str],
    *,
    faults: Mapping[str, str],
    people: Sequence[str],
    units: Sequence[str],
    records: Sequence[str] = (),
) -> tuple[FieldView, ...]:
    """Return the fields in the order of the columns, filled with what was typed."""
    offered = {Type.PERSON: tuple(people), Type.UNIT: tuple(units), Type.RECORD: tuple(records)}
    return tuple(
        _field(register, column, typed.get(column.code, ""), faults.get(column.code, ""), offered.get(column.type, ()))
        for column in register.columns
    )


def _field(register: Register, column: Column, value: str, fault: str, offered: tuple[str, ...]) -> FieldView:
    name = f"c.{column.code}"
    hint = _help(register, column)
    described = " ".join([*([f"{name}-hint"] if hint else []), *([f"{name}-fault"] if fault else [])])
    return FieldView(
        name=name,
        label=column.title if not column.unit else f"{column.title} ({column.unit})",
        kind={Type.LONG_TEXT: "area", Type.CHOICE: "select", Type.YES_NO: "select"}.get(column.type, "line"),
        value=value,
        options=_options(column),
        offered=offered,
        help=hint,
        fault=fault[:1].upper() + fault[1:],
        required=column.required or column.code == register.date,
        mode={Type.NUMBER: "decimal", Type.MONEY: "numeric", Type.LINK: "url"}.get(column.type, ""),
        described=described,
    )


def _options(column: Column) -> tuple[tuple[str, str], ...]:
    if column.type is Type.CHOICE:
        return tuple((choice.code, choice.title) for choice in column.choices)
    return (("true", _("Có")), ("false", _("Không"))) if column.type is Type.YES_NO else ()


def _help(register: Register, column: Column) -> str:
    if column.help:
        return column.help
    if register.outside is not None and column.code == register.outside.column:
        return _("Ngày đã nhập vào: %(system)s.") % {"system": register.outside.system}
    if column.type is Type.DATE:
        return _("Ngày/tháng/năm, ví dụ 20/11/2026.")
    if column.type is Type.PERSON and not column.outsiders:
        return _("Họ tên người đang giữ chức danh trong đơn vị.")
    return ""
