"""Typed access to one mapping of a criteria-set file: every fault is noted with its line, its node and the cure."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from difflib import get_close_matches

from namro.core.base.faults import Faults
from namro.core.base.yamltree import Mapping, Refused, Scalar, Sequence, Tree

#: Words YAML turns into true and false behind the author's back.
SWITCHES = frozenset({"yes", "no", "on", "off"})
BOOLEANS = {"true": True, "false": False}
_EMPTY = frozenset({"", "~", "null"})
_NUMBER = re.compile(r"-?(?:\d+(?:\.\d*)?|\.\d+)", re.ASCII)
_EXPONENT = re.compile(r"[-+]?[\d.]+[eE][-+]?\d+")
#: A longer number is no number of points; `scoring.numbers.EXACT` is wide enough for quotients of two such.
DIGITS = 40
_INPUT = re.compile(r"[a-z0-9_]+")
_DAY = re.compile(r"(\d\d)-(\d\d)", re.ASCII)
#: Plain text that other readers of YAML take for a number, a time or a date.
_NUMERIC_TEXT = re.compile(
    r"[-+]?(\d[\d_]*(\.[\d_]*)?|\.[\d_]+)([eE][-+]?\d+)?|0[xo][\da-fA-F_]+|\d{4}-\d\d?-\d\d?|\d+(:\d+)+"
)


def written(value: Decimal) -> str:
    """Write a number as it stands in a file: every digit, no exponent, no needless zeros."""
    plain = format(value, "f")
    if "." in plain:
        plain = plain.rstrip("0").rstrip(".")
    return "0" if plain in ("-0", "") else plain


class Fields:
    """The keys of one mapping. `node` names the criterion in messages; `done` refuses keys nobody asked for."""

    def __init__(self, tree: Mapping, faults: Faults, *, node: str = "") -> None:
        self.tree = tree
        self.faults = faults
        self.node = node
        self.asked: set[str] = set()

    def fault(self, key: str, message: str) -> None:
        """Note a fault at the key's line, or at the mapping's where the key is absent."""
        self.at(self.tree.lines.get(key, self.tree.line), message)

    def at(self, line: int, message: str) -> None:
        """Note a fault at a line."""
        self.faults.add(line, message, node=self.node)

    def has(self, key: str) -> bool:
        """Whether the key is written."""
        return key in self.tree.items

    def text(self, key: str, *, required: bool = False) -> str:
        """Return the text, "" when absent or refused."""
        scalar = self._scalar(key, required=required)
        return self._text(key, scalar) if scalar else ""

    def identifier(self, key: str = "id") -> str:
        """Return a quoted id; an unquoted number is refused, since 1.10 and 1.1 are two ids and one number."""
        scalar = self._scalar(key, required=True)
        if scalar is None:
            return ""
        text = self._text(key, scalar)
        if scalar.plain and _NUMERIC_TEXT.fullmatch(text):
            self.fault(key, f'mã {text} thiếu ngoặc kép. Hãy viết {key}: "{text}".')
        return text

    def choice(self, key: str, options: Iterable[str], default: str | None = None) -> str | None:
        """Return one of the options; the default when absent or refused."""
        scalar = self._scalar(key, required=False)
        if scalar is None:
            return default
        options = tuple(options)
        if scalar.text not in options:
            near = get_close_matches(scalar.text, options, 1)
            meant = f"Có phải “{near[0]}”?" if near else f"Hãy viết một trong: {', '.join(options)}."
            self.fault(key, f"{key}: “{scalar.text}” không có trong bộ quy tắc. {meant}")
            return default
        return scalar.text

    def flag(self, key: str, *, default: bool) -> bool:
        """Return true or false as written in full."""
        scalar = self._scalar(key, required=False)
        if scalar is None:
            return default
        if not scalar.plain or scalar.text.lower() not in BOOLEANS:
            self.fault(key, f"{key}: viết true hoặc false, không viết “{scalar.text}”.")
            return default
        return BOOLEANS[scalar.text.lower()]

    def number(
        self,
        key: str,
        *,
        required: bool = False,
        least: Decimal | int | None = None,
        most: Decimal | None = None,
        whole: bool = False,
    ) -> Decimal | None:
        """Return a decimal as written; None when absent or refused."""
        scalar = self._scalar(key, required=required)
        if scalar is None:
            return None
        value = self._number(key, scalar)
        if value is None:
            return None
        if least is not None and value < least:
            self.fault(key, f"{key}: {scalar.text} quá nhỏ. Hãy viết từ {written(Decimal(least))} trở lên.")
            return None
        if most is not None and value > most:
            said = f"{key}: {scalar.text} lớn hơn điểm tối đa {written(most)} của mục."
            self.fault(key, f"{said} Hãy viết từ 0 đến {written(most)}.")
            return None
        if whole and value != value.to_integral_value():
            self.fault(key, f"{key}: {scalar.text} phải là số nguyên.")
            return None
        return value

    def input(self, key: str, *, required: bool = True) -> str:
        """Return the name of an input."""
        scalar = self._scalar(key, required=required)
        return self.input_name(key, scalar) if scalar else ""

    def input_name(self, key: str, scalar: Tree) -> str:
        """Return the name of an input that stands at `key`, perhaps inside a list."""
        text = self._text(key, scalar) if isinstance(scalar, Scalar) else ""
        if not _INPUT.fullmatch(text):
            if not isinstance(scalar, Refused):
                said = f"“{text}”" if text else "giá trị này"
                cure = "Chỉ dùng a-z, 0-9 và _, ví dụ bao_cao_dung_han."
                self.at(scalar.line, f"{key}: {said} không phải tên số liệu. {cure}")
            return ""
        return text

    def day(self, key: str, *, required: bool = False) -> str:
        """Return a day of the year, MM-DD; 29 February counts as one."""
        text = self.text(key, required=required)
        if text and not is_day(text):
            self.fault(key, f"{key}: “{text}” không phải ngày trong năm. Viết tháng-ngày, ví dụ 03-31 là 31 tháng 3.")
            return ""
        return text

    def date(self, key: str, *, required: bool = False) -> str:
        """Return a date, YYYY-MM-DD."""
        text = self.text(key, required=required)
        if text and not is_date(text):
            self.fault(key, f"{key}: “{text}” không phải ngày có thật. Viết năm-tháng-ngày, ví dụ 2025-10-31.")
            return ""
        return text

    def mapping(self, key: str, *, required: bool = False) -> Fields | None:
        """Return the mapping at `key`."""
        tree = self._tree(key, required=required)
        return self.inner(tree, key) if tree is not None else None

    def inner(self, tree: Tree, key: str) -> Fields | None:
        """Return a mapping that stands at `key`, perhaps inside a list."""
        if isinstance(tree, Mapping):
            return Fields(tree, self.faults, node=self.node)
        if not isinstance(tree, Refused):
            self.at(tree.line, f"{key}: phải là một nhóm khóa, dạng {{khóa: giá trị}}.")
        return None

    def sequence(self, key: str, *, required: bool = False) -> list[Tree]:
        """Return the list at `key`; an empty one is a fault where it is required."""
        tree = self._tree(key, required=required)
        if tree is None:
            return []
        if not isinstance(tree, Sequence):
            if not isinstance(tree, Refused):
                self.fault(key, f"{key}: phải là danh sách, mỗi dòng bắt đầu bằng “- ”.")
            return []
        if required and not tree.items:
            self.fault(key, f"{key}: danh sách trống. Hãy ghi ít nhất một dòng.")
        return tree.items

    def words(self, key: str, options: tuple[str, ...]) -> tuple[str, ...]:
        """Return a list of different words out of `options`."""
        found: list[str] = []
        for tree in self.sequence(key):
            text = tree.text if isinstance(tree, Scalar) else ""
            if text not in options or text in found:
                self.at(tree.line, f"{key}: “{text}” không dùng được. Mỗi từ ghi một lần, trong: {', '.join(options)}.")
            else:
                found.append(text)
        if self.has(key) and not found:
            self.fault(key, f"{key}: danh sách trống. Hãy bỏ khóa này hoặc ghi ít nhất một từ.")
        return tuple(found)

    def done(self) -> None:
        """Refuse every key that was not asked for: a misspelt key must not be passed over."""
        for key in self.tree.items.keys() - self.asked:
            near = get_close_matches(key, self.asked, 1)
            meant = f"Có phải “{near[0]}”?" if near else f"Ở đây dùng được: {', '.join(sorted(self.asked))}."
            self.fault(key, f"không có khóa “{key}”. {meant}")

    def _tree(self, key: str, *, required: bool) -> Tree | None:
        self.asked.add(key)
        tree = self.tree.items.get(key)
        if tree is None and required:
            self.at(self.tree.line, f"thiếu khóa “{key}”.")
        return tree

    def _scalar(self, key: str, *, required: bool) -> Scalar | None:
        tree = self._tree(key, required=required)
        if tree is None or isinstance(tree, Refused):
            return None
        if not isinstance(tree, Scalar):
            self.fault(key, f"{key}: phải là một giá trị, không phải nhóm hay danh sách.")
            return None
        if tree.plain and tree.text.lower() in _EMPTY:
            self.fault(key, f"{key}: để trống. Hãy ghi giá trị hoặc bỏ hẳn khóa này.")
            return None
        return tree

    def _text(self, key: str, scalar: Scalar) -> str:
        lowered = scalar.text.lower()
        if scalar.plain and (lowered in SWITCHES or lowered in BOOLEANS):
            self.at(scalar.line, f'{key}: {scalar.text} thiếu ngoặc kép nên thành đúng/sai. Hãy viết "{scalar.text}".')
            return ""
        if not scalar.text.strip():
            self.at(scalar.line, f"{key}: để trống. Hãy ghi giá trị hoặc bỏ hẳn khóa này.")
        return scalar.text.strip()

    def _number(self, key: str, scalar: Scalar) -> Decimal | None:
        if _NUMBER.fullmatch(scalar.text):
            if len(scalar.text) <= DIGITS:
                return Decimal(scalar.text)
            self.fault(key, f"{key}: “{scalar.text[:60]}” dài quá {DIGITS} chữ số. Hãy viết ngắn hơn.")
            return None
        cure = "Viết số thập phân với dấu chấm, ví dụ 1.25."
        if _EXPONENT.fullmatch(scalar.text):
            cure = "Không dùng số mũ; hãy viết đủ chữ số."
        elif re.fullmatch(r"-?\d+,\d+", scalar.text):
            cure = f"Dùng dấu chấm: {scalar.text.replace(',', '.')}."
        elif match := re.fullmatch(r"(\d+(?:\.\d+)?) ?%", scalar.text):
            cure = f"Tỷ lệ viết thành phân số thập phân: {written(Decimal(match[1]) / 100)}."
        self.fault(key, f"{key}: “{scalar.text[:40]}” không phải số. {cure}")
        return None


def is_input_name(text: str) -> bool:
    """Whether the text may name an input."""
    return bool(_INPUT.fullmatch(text))


def is_day(text: str) -> bool:
    """Whether the text is a day of some year, MM-DD."""
    match = _DAY.fullmatch(text)
    return bool(match) and is_date(f"2024-{text}")


def is_date(text: str) -> bool:
    """Whether the text is a date that exists, YYYY-MM-DD."""
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
        return False
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True
