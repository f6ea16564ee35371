"""An instrument's file into an `Instrument`, or all its faults at once. The format: docs/surveys.md."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache
from importlib.resources import files
from pathlib import Path

from namro.core.base.errors import unopened
from namro.core.base.faults import BrokenFile, Fault, Faults
from namro.core.base.yamltree import Mapping, Scalar, read_tree
from namro.core.framework.fields import Fields
from namro.core.survey.model import Formula, Instrument, Item, Part, Scale, Words

#: Names of questions as XLSForm allows them, so that every instrument can go out as one.
CODE = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]{0,63}")
#: Columns of answers that mean something else.
RESERVED = frozenset({"unit", "stratum", "psu", "weight", "fpc"})
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,63}")
_LONGEST_SCALE, _MOST_ITEMS, _DEEPEST = 11, 500, 8


def parse_instrument(text: str, *, name: str = "bộ câu hỏi") -> Instrument:
    """Read the text of an instrument; `name` stands in messages. Raises `BrokenFile` with every fault."""
    faults = Faults(name)
    tree = read_tree(text, faults)
    found = None
    if isinstance(tree, Mapping):
        found = instrument_of(tree, faults)
    elif tree is not None:
        faults.add(tree.line, "tệp phải bắt đầu bằng các khóa “instrument:”, “edition:”, …")
    faults.refuse()
    assert found is not None
    return found


def instrument_of(tree: Mapping, faults: Faults) -> Instrument:
    """Return the instrument that a file's keys say; it is one only where nothing was noted in `faults`."""
    return _Reader(faults).instrument(Fields(tree, faults))


def read_instrument(path: Path) -> Instrument:
    """Read an instrument from a file. Raises `BrokenFile`, or `NamroError` where it cannot be opened."""
    try:
        text = path.read_text("utf-8-sig")
    except OSError as error:
        raise unopened(path, error) from error
    except UnicodeDecodeError as error:
        raise BrokenFile(path.name, [Fault(0, "", "không phải UTF-8. Hãy lưu lại dạng UTF-8.")]) from error
    return parse_instrument(text, name=path.name)


@cache
def shipped_instruments() -> dict[str, Instrument]:
    """The instruments of the product by code, in the order of their files."""
    folder = files("namro.data") / "instruments"
    names = sorted(one.name for one in folder.iterdir() if one.name.endswith(".yaml"))
    found = [parse_instrument((folder / name).read_text("utf-8"), name=name) for name in names]
    return {one.code: one for one in found}


class _Reader:
    """Reads one file; `seen` are the codes of items and parts so far, which must be different."""

    def __init__(self, faults: Faults) -> None:
        self.faults = faults
        self.seen: set[str] = set()
        self.items = 0

    def instrument(self, fields: Fields) -> Instrument:
        code = fields.text("instrument", required=True)
        if code and not _NAME.fullmatch(code):
            fields.fault("instrument", f"instrument: “{code[:64]}” không làm mã được. Chỉ dùng a-z, 0-9, - và _.")
        edition = fields.text("edition", required=True)
        languages = self._languages(fields)
        title = self._words(fields, "title", languages)
        about = fields.text("about")
        scale = self._scale(fields, languages)
        formula = Formula(fields.choice("formula", [str(one) for one in Formula], "mean") or "mean")
        if not fields.has("formula"):
            fields.fault(
                "formula", "thiếu khóa “formula”. Viết mean hoặc top2; hai công thức cho hai chỉ số khác nhau."
            )
        index = fields.mapping("index", required=True)
        tree = self._part(index, languages, 1) if index else None
        fields.done()
        return Instrument(
            code=code,
            edition=edition,
            title=title or {"": code},
            languages=languages,
            scale=scale,
            formula=formula,
            index=tree or Part("overall", {}, Decimal(1), ()),
            about=about,
        )

    def _languages(self, fields: Fields) -> tuple[str, ...]:
        found = [tree.text if isinstance(tree, Scalar) else "" for tree in fields.sequence("languages")]
        if bad := [one for one in found if not _LANGUAGE.fullmatch(one)]:
            fields.fault("languages", f"languages: “{bad[0][:20]}” không phải mã ngôn ngữ. Ví dụ: vi, en.")
        return tuple(dict.fromkeys(found)) or ("vi",)

    def _words(self, fields: Fields, key: str, languages: tuple[str, ...]) -> Words:
        """Return a text, or one a language."""
        if not isinstance(fields.tree.items.get(key), Mapping):
            text = fields.text(key)
            return {"": text} if text else {}
        inner = fields.mapping(key)
        assert inner is not None
        words = {language: text for language in languages if (text := inner.text(language))}
        inner.done()
        return words

    def _scale(self, fields: Fields, languages: tuple[str, ...]) -> Scale:
        inner = fields.mapping("scale", required=True)
        if inner is None:
            return Scale(5)
        most = inner.number("max", required=True, least=2, whole=True)
        if most is not None and most > _LONGEST_SCALE:
            inner.fault("max", f"max: thang {most} mức dài quá. Nhiều nhất {_LONGEST_SCALE} mức.")
        none = self._no_answer(inner, most)
        labels = self._labels(inner, most, none, languages)
        inner.done()
        return Scale(int(most or 5), none, labels)

    def _no_answer(self, inner: Fields, most: Decimal | None) -> tuple[int, ...]:
        found = []
        for tree in inner.sequence("no_answer"):
            text = tree.text if isinstance(tree, Scalar) else ""
            if not re.fullmatch(r"-?\d{1,4}", text):
                inner.at(tree.line, f"no_answer: “{text[:20]}” phải là số nguyên, ví dụ 9.")
            elif most is not None and 1 <= int(text) <= most:
                inner.at(tree.line, f"no_answer: {text} là một mức của thang 1–{most}. Chọn số ngoài thang.")
            else:
                found.append(int(text))
        return tuple(dict.fromkeys(found))

    def _labels(
        self, inner: Fields, most: Decimal | None, none: tuple[int, ...], languages: tuple[str, ...]
    ) -> tuple[tuple[int, Words], ...]:
        labels = inner.mapping("labels")
        if labels is None:
            return ()
        found = {}
        for key in list(labels.tree.items):
            value = int(key) if re.fullmatch(r"-?\d{1,4}", key) else None
            if value is None or (most is not None and not 1 <= value <= most and value not in none):
                labels.fault(key, f"labels: “{key[:20]}” không phải mức của thang 1–{most}.")
            words = self._words(labels, key, languages)
            if value is not None and words:
                found[value] = words
        labels.done()
        return tuple(sorted(found.items()))

    def _part(self, fields: Fields, languages: tuple[str, ...], depth: int) -> Part:
        code = self._code(fields, "code")
        fields.node = code
        name = self._words(fields, "name", languages)
        weight = self._weight(fields)
        children: list[Part | Item] = []
        trees = fields.sequence("parts", required=True)
        if depth > _DEEPEST:
            fields.fault("parts", f"parts: lồng quá {_DEEPEST} tầng. Bớt tầng.")
            trees = []
        for tree in trees:
            inner = fields.inner(tree, "parts")
            if inner is None:
                continue
            if inner.has("item"):
                children.append(self._item(inner, languages))
            else:
                children.append(self._part(inner, languages, depth + 1))
        fields.done()
        return Part(code, name or {"": code}, weight, tuple(children))

    def _item(self, fields: Fields, languages: tuple[str, ...]) -> Item:
        code = self._code(fields, "item")
        fields.node = code
        self.items += 1
        if self.items == _MOST_ITEMS + 1:
            fields.fault("item", f"item: quá {_MOST_ITEMS} câu. Không ai trả lời hết; tách thành hai bộ.")
        found = Item(code, self._words(fields, "text", languages) or {"": code}, self._weight(fields))
        fields.done()
        return found

    def _code(self, fields: Fields, key: str) -> str:
        code = fields.text(key, required=True)
        if code and not CODE.fullmatch(code):
            fields.fault(key, f"{key}: “{code[:64]}” không làm mã được. Bắt đầu bằng chữ a-z, rồi a-z, 0-9, _ . -")
        elif code.lower() in RESERVED:
            fields.fault(key, f"{key}: “{code}” là tên cột của tệp câu trả lời. Chọn mã khác.")
        elif code in self.seen:
            fields.fault(key, f"{key}: mã “{code}” có hai lần. Mỗi câu, mỗi nhóm một mã.")
        self.seen.add(code)
        return code

    def _weight(self, fields: Fields) -> Decimal:
        weight = fields.number("weight")
        if weight is not None and weight <= 0:
            fields.fault("weight", f"weight: {weight} không dùng được. Trọng số phải lớn hơn 0; bỏ câu thì xóa dòng.")
            return Decimal(1)
        return weight if weight is not None else Decimal(1)
