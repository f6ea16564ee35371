"""Which fields of a recognised item people may correct, and how each is written as text and read back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from namro.core.base.errors import NamroError
from namro.core.base.points import format_points, parse_points
from namro.core.printed.items import Criterion, Deduction, Finding, Header, IndexResult, LegalBasis, Target, Task

Item = Header | Criterion | Deduction | Finding | Task | Target | IndexResult | LegalBasis
Value = str | int | Decimal | date | tuple[str, ...] | None


class CorrectionRefused(NamroError):
    """A correction that cannot be made; the message says why and what to write instead."""


def _wording(text: str) -> str:
    if not text:
        raise CorrectionRefused("Chưa ghi gì. Ghi nội dung như trên văn bản, hoặc bỏ cả mục này.", code="empty")
    return text


def _optional(text: str) -> str | None:
    return text or None


def _points(text: str) -> Decimal | None:
    try:
        return parse_points(text) if text else None
    except NamroError as fault:
        raise CorrectionRefused(fault.message, code=fault.code) from fault


def _maximum(text: str) -> Decimal | None:
    value = _points(text)
    if value is not None and value < 0:
        raise CorrectionRefused(f"Điểm tối đa không thể âm: {text}. Ghi một số từ 0 trở lên.", code="negative")
    return value


def _number(text: str) -> Decimal:
    value = _points(_wording(text))
    assert value is not None
    return value


def _whole(text: str) -> int | None:
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and len(text) <= 6):
        raise CorrectionRefused(f"“{text}” không phải là số nguyên. Chỉ ghi chữ số, ví dụ 2026.", code="bad_number")
    return int(text)


def _year(text: str) -> int | None:
    value = _whole(text)
    if value is not None and not 1945 <= value <= 2100:
        raise CorrectionRefused(f"Năm {text} ngoài khoảng 1945 – 2100. Ghi đủ bốn chữ số, ví dụ 2026.", code="year")
    return value


def _names(text: str) -> tuple[str, ...]:
    """Several people or bodies stand apart by a semicolon, because a comma belongs to many of their names."""
    return tuple(dict.fromkeys(part for piece in text.split(";") if (part := " ".join(piece.split()))))


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as fault:
        raise CorrectionRefused(f"Không có ngày {text}. Ghi dạng 30/11/2026.", code="date") from fault


def _printed_day(text: str) -> str | None:
    """A day or a month of a letterhead: `2026-03-14`, or `2026-03` where the day is left blank."""
    if text:
        _day(f"{text}-01" if text.count("-") == 1 else text)
    return text or None


Read = Callable[[str], Value]

#: Kind of item → its fields in the order of a form → how the text of a field becomes its value.
FIELDS: Mapping[str, Mapping[str, Read]] = {
    "header": {
        "title": _optional,
        "doc_code": _optional,
        "place": _optional,
        "date": _printed_day,
        "issuing_body": _optional,
        "parent_body": _optional,
        "assessed_year": _year,
        "subject_year": _year,
        "signer_name": _optional,
        "signer_role": _optional,
    },
    "criterion": {
        "id": _wording,
        "name": _wording,
        "max": _maximum,
        "achieved": _points,
        "deducted": _points,
        "second_value": _points,
        "parent": _optional,
        "note": _optional,
    },
    "deduction": {"criterion": _wording, "points": _points, "reason": _optional, "id": _wording},
    "finding": {"section": _wording, "text": _wording},
    "task": {
        "text": _wording,
        "lead": _names,
        "collaborators": _names,
        "deliverable": _optional,
        "due_text": _optional,
        "due": _names,
        "due_on": _day,
        "remedies": _names,
        "section": _wording,
    },
    "target": {"text": _wording, "value": _number, "unit": str, "section": _wording},
    "index": {
        "index": _wording,
        "year": _year,
        "value": _points,
        "max": _maximum,
        "rank": _whole,
        "rank_total": _whole,
    },
    "basis": {"code": _wording, "date": _printed_day, "issuer": _optional},
}

#: An item that a person adds, before its fields are filled in. There is one header, so none is added.
EMPTY: Mapping[str, Item] = {
    "criterion": Criterion(id="", name=""),
    "deduction": Deduction(id="", criterion="", points=None, reason=None),
    "finding": Finding(section="", text=""),
    "task": Task(section="", text=""),
    "target": Target(section="", text="", value=Decimal(0), unit=""),
    "index": IndexResult(index=""),
    "basis": LegalBasis(code=""),
}


def field_text(item: Item, field: str) -> str:
    """Return a field as people type it: `8,5`, `Duy; Khuê`, `2026-03-14`; "" for what is not printed."""
    return _text(_get(item, field))


def with_field(item: Item, kind: str, *, field: str, text: str) -> Item:
    """Return the item with one field read from text; a person looked at it, so that it is certain now.

    Raises CorrectionRefused for a field that is not to be corrected and for a text that is no value of it.
    """
    read = FIELDS.get(kind, {}).get(field)
    if read is None:
        raise CorrectionRefused(f"Không sửa được ô “{field}” của mục này.", code="unknown_field")
    printable = "".join(character for character in text if character.isprintable() or character.isspace())
    value = read(" ".join(printable.split()))
    if isinstance(item, Header):
        return _with_header(item, field, value=value)
    changed: dict[str, Any] = {field: value}
    if hasattr(item, "confidence"):
        changed["confidence"] = 1.0
    if kind == "deduction" and field == "points":
        changed["implied"] = False
    return replace(item, **changed)


def _get(item: Item, field: str) -> Value:
    if isinstance(item, Header) and field.startswith("signer_"):
        value: Value = getattr(item.signer, field.removeprefix("signer_"))
    else:
        value = getattr(item, field)
    return value


def _with_header(header: Header, field: str, *, value: Value) -> Header:
    changed: dict[str, Any] = {field: value}
    if field.startswith("signer_"):
        signer: dict[str, Any] = {field.removeprefix("signer_"): value}
        changed = {"signer": replace(header.signer, **signer)}
    return replace(header, **changed)


def _text(value: Value) -> str:
    if value is None:
        return ""
    if isinstance(value, Decimal):
        exponent = value.normalize().as_tuple().exponent
        return format_points(value, places=max(0, -exponent) if isinstance(exponent, int) else 0)
    if isinstance(value, tuple):
        return "; ".join(value)
    return value.isoformat() if isinstance(value, date) else str(value)
