"""A register's file into a `Register`, or all its faults at once. The format: docs/registers.md."""

from __future__ import annotations

import re
from decimal import Decimal

from namro.core.base.faults import Faults
from namro.core.base.yamltree import Mapping, Scalar, read_tree
from namro.core.framework.fields import Fields
from namro.core.registers.model import (
    LEVELS,
    ROLES,
    Choice,
    Column,
    FigureDefinition,
    Outside,
    Proof,
    Register,
    Source,
    Stages,
    Type,
)
from namro.core.registers.reading_also import read_also
from namro.core.registers.reading_duty import read_hotline, read_shifts
from namro.core.registers.reading_figures import named_column, read_conditions, read_figures

CODE = re.compile(r"[a-z][a-z0-9-]{1,47}")
COLUMN_CODE = re.compile(r"[a-z][a-z0-9_]{0,39}")
#: More columns no form can show and no sheet of paper holds.
MOST_COLUMNS, MOST_FIGURES = 60, 40
#: Columns kept beside each row; each of them is one more row of the narrow table.
MOST_INDEXED = 6
_TITLE, _MOST_DECIMALS = 200, 6


def parse_register(text: str, *, name: str = "sổ theo dõi") -> Register:
    """Read the text of a register; `name` stands in messages. Raises `BrokenFile` with every fault."""
    faults = Faults(name)
    tree = read_tree(text, faults)
    register = None
    if isinstance(tree, Mapping):
        register = _register(Fields(tree, faults))
    elif tree is not None:
        faults.add(tree.line, "tệp phải bắt đầu bằng các khóa “register:”, “edition:”, …")
    faults.refuse()
    assert register is not None
    return register


def _register(fields: Fields) -> Register:
    code = fields.text("register", required=True)
    if code and not CODE.fullmatch(code):
        fields.fault("register", f"register: “{code[:60]}” không làm mã sổ được. Chỉ dùng a-z, 0-9 và dấu gạch nối.")
    columns = _columns(fields)
    by_code = {column.code: column for column in columns}
    register = Register(
        code=code,
        edition=fields.date("edition", required=True),
        title=_title(fields),
        about=fields.text("about"),
        field=fields.text("field", required=True),
        levels=fields.words("level", LEVELS) or LEVELS[:1],
        sources=_sources(fields),
        columns=columns,
        date=named_column(fields, "date", by_code, Type.DATE, required=True),
        **_writers(fields),
        confidential=fields.flag("confidential", default=False),
        proof=_proof(fields, by_code),
        outside=_outside(fields, by_code),
        stages=_stages(fields, by_code),
        roster=_roster(fields, by_code),
        also=read_also(fields, by_code),
        shifts=read_shifts(fields, by_code),
        hotline=read_hotline(fields, by_code),
        figures=_figures(fields, by_code),
    )
    fields.done()
    return _indexed(fields, register)


def _title(fields: Fields) -> str:
    title = fields.text("title", required=True)
    if len(title) > _TITLE:
        fields.fault("title", f"title: dài {len(title)} ký tự, nhiều nhất {_TITLE}. Viết ngắn lại.")
    return title


def _indexed(fields: Fields, register: Register) -> Register:
    if len(register.indexed) > MOST_INDEXED:
        fields.fault("columns", f"columns: {len(register.indexed)} cột tra cứu, quá {MOST_INDEXED}. Bớt indexed.")
    return register


def _sources(fields: Fields) -> tuple[Source, ...]:
    found = []
    for tree in fields.sequence("source", required=True):
        inner = fields.inner(tree, "source")
        if inner is not None:
            found.append(Source(inner.text("text", required=True), inner.text("place")))
            inner.done()
    return tuple(found)


def _columns(fields: Fields) -> tuple[Column, ...]:
    found: list[Column] = []
    for tree in fields.sequence("columns", required=True):
        inner = fields.inner(tree, "columns")
        if inner is None:
            continue
        column = _column(inner)
        if column.code in {one.code for one in found}:
            inner.fault("code", f"code: cột “{column.code}” có hai lần. Đổi mã một cột.")
        elif column.title.casefold() in {one.title.casefold() for one in found}:
            inner.fault("title", f"title: “{column.title}” là tên của hai cột, tệp Excel không phân biệt được.")
        found.append(column)
    if len(found) > MOST_COLUMNS:
        fields.fault("columns", f"columns: có {len(found)} cột, nhiều nhất {MOST_COLUMNS}. Hãy tách thành hai sổ.")
    return tuple(found)


def _column(fields: Fields) -> Column:
    fields.node = code = fields.text("code", required=True)
    if code and not COLUMN_CODE.fullmatch(code):
        fields.fault("code", f"code: “{code[:60]}” không làm mã cột được. Chỉ dùng a-z, 0-9 và _, chữ đứng đầu.")
    kind = Type(fields.choice("type", [str(one) for one in Type], str(Type.TEXT)) or Type.TEXT)
    least, most, decimals = _bounds(fields, kind)
    column = Column(
        code=code,
        title=_title(fields),
        type=kind,
        required=fields.flag("required", default=False),
        unique=fields.flag("unique", default=False),
        indexed=fields.flag("indexed", default=False),
        help=fields.text("help"),
        choices=_choices(fields, kind),
        least=least,
        most=most,
        decimals=decimals,
        unit=fields.text("unit"),
        outsiders=_only(fields, "outsiders", kind, (Type.PERSON, Type.UNIT), default=False),
        future=_only(fields, "future", kind, (Type.DATE,), default=True),
    )
    if column.type is Type.LONG_TEXT and (column.unique or column.indexed):
        fields.fault("type", "type: đoạn văn dài không tra cứu được. Bỏ unique, indexed hoặc dùng type: text.")
    fields.done()
    return column


def _only(fields: Fields, key: str, kind: Type, kinds: tuple[Type, ...], *, default: bool) -> bool:
    if fields.has(key) and kind not in kinds:
        fields.fault(key, f"{key}: chỉ dùng cho cột {', '.join(kinds)}. Bỏ khóa này.")
    return fields.flag(key, default=default)


def _bounds(fields: Fields, kind: Type) -> tuple[Decimal | None, Decimal | None, int]:
    """The least, the most, and the decimals: what belongs to numbers only."""
    numeric = kind in (Type.NUMBER, Type.MONEY)
    for key in ("least", "most", "decimals", "unit"):
        if fields.has(key) and not numeric:
            fields.fault(key, f"{key}: chỉ dùng cho cột number, money. Bỏ khóa này.")
    least, most = fields.number("least"), fields.number("most")
    if least is not None and most is not None and most < least:
        fields.fault("most", "most: nhỏ hơn least nên không số nào ghi được. Sửa một trong hai.")
    decimals = fields.number("decimals", least=0, whole=True)
    if decimals is not None and decimals > _MOST_DECIMALS:
        fields.fault("decimals", f"decimals: nhiều nhất {_MOST_DECIMALS}.")
    return least, most, int(decimals or 0)


def _choices(fields: Fields, kind: Type) -> tuple[Choice, ...]:
    tree = fields.mapping("choices")
    if tree is None:
        if kind is Type.CHOICE:
            fields.fault("choices", "choices: chưa có lựa chọn nào. Ghi {mã: tên, …}.")
        return ()
    if kind is not Type.CHOICE:
        fields.fault("choices", "choices: chỉ dùng cho cột choice. Bỏ khóa này hoặc ghi type: choice.")
    found = []
    for code in tree.tree.items:
        title = tree.text(code, required=True)
        if not COLUMN_CODE.fullmatch(code):
            tree.fault(code, f"choices: mã “{code[:40]}” không dùng được. Chỉ dùng a-z, 0-9 và _.")
        found.append(Choice(code, title))
    if len({choice.title.casefold() for choice in found}) < len(found):
        fields.fault("choices", "choices: hai lựa chọn cùng tên. Đổi tên một lựa chọn.")
    return tuple(found)


def _writers(fields: Fields) -> dict[str, tuple[str, ...]]:
    inner = fields.mapping("write", required=True)
    if inner is None:
        return {"roles": (), "positions": ()}
    roles = inner.words("roles", ROLES)
    positions = tuple(
        tree.text for tree in inner.sequence("positions") if isinstance(tree, Scalar) and tree.text.strip()
    )
    if not roles and not positions:
        inner.at(inner.tree.line, "write: chưa ai được ghi. Ghi roles: [officer, coordinator] hoặc positions.")
    inner.done()
    return {"roles": roles, "positions": positions}


def _proof(fields: Fields, columns: dict[str, Column]) -> Proof | None:
    inner = fields.mapping("proof")
    if inner is None:
        return None
    found = Proof(inner.text("help", required=True), read_conditions(inner, "when", columns))
    inner.done()
    return found


def _outside(fields: Fields, columns: dict[str, Column]) -> Outside | None:
    inner = fields.mapping("outside")
    if inner is None:
        return None
    found = Outside(
        inner.text("system", required=True), named_column(inner, "column", columns, Type.DATE, required=True)
    )
    inner.done()
    return found


def _stages(fields: Fields, columns: dict[str, Column]) -> Stages | None:
    inner = fields.mapping("stages")
    if inner is None:
        return None
    code = named_column(inner, "column", columns, Type.CHOICE, required=True)
    known = tuple(choice.code for choice in columns[code].choices) if code else ()
    found = Stages(code, inner.words("open", known) if known else ())
    inner.asked.add("open")
    inner.done()
    return found


def _roster(fields: Fields, columns: dict[str, Column]) -> str:
    code = named_column(fields, "roster", columns, Type.PERSON)
    if code and not columns[code].indexed:
        fields.fault("roster", f"roster: cột “{code}” chưa tra cứu được. Thêm indexed: true vào cột ấy.")
        return ""
    return code


def _figures(fields: Fields, columns: dict[str, Column]) -> tuple[FigureDefinition, ...]:
    found = read_figures(fields, columns)
    if len(found) > MOST_FIGURES:
        fields.fault("figures", f"figures: có {len(found)} chỉ tiêu, nhiều nhất {MOST_FIGURES}.")
    return found
