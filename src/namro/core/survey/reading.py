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
from namro.core.survey.model import Formula, Instrument, Item, Part, Scale
from namro.core.survey.questions import Question, Words
from namro.core.survey.reading_common import Common
from namro.core.survey.reading_questions import is_question, read_blocks, read_question
from namro.core.survey.reading_validity import read_validity
from namro.core.survey.relevance import check_relevance
from namro.core.survey.validity import NO_RULES

_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,63}")
_LONGEST_SCALE, _DEEPEST = 11, 8


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
    """Reads one file."""

    def __init__(self, faults: Faults) -> None:
        self.faults = faults
        self.common = Common()

    def instrument(self, fields: Fields) -> Instrument:
        code = fields.text("instrument", required=True)
        if code and not _NAME.fullmatch(code):
            fields.fault("instrument", f"instrument: “{code[:64]}” không làm mã được. Chỉ dùng a-z, 0-9, - và _.")
        edition = fields.text("edition", required=True)
        self.common.languages = self._languages(fields)
        title = self.common.words(fields, "title")
        about = fields.text("about")
        scale = self._scale(fields)
        formula = Formula(fields.choice("formula", [str(one) for one in Formula], "mean") or "mean")
        if not fields.has("formula"):
            fields.fault(
                "formula", "thiếu khóa “formula”. Viết mean hoặc top2; hai công thức cho hai chỉ số khác nhau."
            )
        inner = fields.mapping("index", required=True)
        index = self._part(inner, 1) if inner else Part("overall", {}, Decimal(1), ())
        before, after = read_blocks(fields.sequence("blocks"), fields, index.code, self.common)
        validity = fields.mapping("validity")
        found = Instrument(
            code=code,
            edition=edition,
            title=title or {"": code},
            languages=self.common.languages,
            scale=scale,
            formula=formula,
            index=index,
            about=about,
            before=before,
            after=after,
            validity=read_validity(validity) if validity else NO_RULES,
        )
        fields.done()
        check_relevance(found, self.common.conditions, self.faults)
        return found

    def _languages(self, fields: Fields) -> tuple[str, ...]:
        found = [tree.text if isinstance(tree, Scalar) else "" for tree in fields.sequence("languages")]
        if bad := [one for one in found if not _LANGUAGE.fullmatch(one)]:
            fields.fault("languages", f"languages: “{bad[0][:20]}” không phải mã ngôn ngữ. Ví dụ: vi, en.")
        return tuple(dict.fromkeys(found)) or ("vi",)

    def _scale(self, fields: Fields) -> Scale:
        inner = fields.mapping("scale", required=True)
        if inner is None:
            return Scale(5)
        most = inner.number("max", required=True, least=2, whole=True)
        if most is not None and most > _LONGEST_SCALE:
            inner.fault("max", f"max: thang {most} mức dài quá. Nhiều nhất {_LONGEST_SCALE} mức.")
        none = self._no_answer(inner, most)
        labels = self._labels(inner, most, none)
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

    def _labels(self, inner: Fields, most: Decimal | None, none: tuple[int, ...]) -> tuple[tuple[int, Words], ...]:
        labels = inner.mapping("labels")
        if labels is None:
            return ()
        found = {}
        for key in list(labels.tree.items):
            value = int(key) if re.fullmatch(r"-?\d{1,4}", key) else None
            if value is None or (most is not None and not 1 <= value <= most and value not in none):
                labels.fault(key, f"labels: “{key[:20]}” không phải mức của thang 1–{most}.")
            words = self.common.words(labels, key)
            if value is not None and words:
                found[value] = words
        labels.done()
        return tuple(sorted(found.items()))

    def _part(self, fields: Fields, depth: int) -> Part:
        code = self.common.code(fields, "code")
        name = self.common.words(fields, "name")
        weight = self._weight(fields)
        relevant = self.common.condition(fields, code)
        children: list[Part | Item] = []
        beside: list[tuple[int, Question]] = []
        trees = fields.sequence("parts", required=True)
        if depth > _DEEPEST:
            fields.fault("parts", f"parts: lồng quá {_DEEPEST} tầng. Bớt tầng.")
            trees = []
        for tree in trees:
            inner = fields.inner(tree, "parts")
            if inner is None:
                continue
            if is_question(tree):
                beside.append((len(children), read_question(inner, self.common)))
            elif inner.has("item"):
                children.append(self._item(inner))
            else:
                children.append(self._part(inner, depth + 1))
        if beside and not children:
            fields.fault("parts", f"parts: “{code}” không có câu nào trên thang. Chuyển các câu này sang blocks.")
        fields.done()
        return Part(code, name or {"": code}, weight, tuple(children), relevant, tuple(beside))

    def _item(self, fields: Fields) -> Item:
        code = self.common.question_code(fields, "item")
        text = self.common.words(fields, "text") or {"": code}
        found = Item(code, text, self._weight(fields), self.common.condition(fields, code))
        fields.done()
        return found

    def _weight(self, fields: Fields) -> Decimal:
        weight = fields.number("weight")
        if weight is not None and weight <= 0:
            fields.fault("weight", f"weight: {weight} không dùng được. Trọng số phải lớn hơn 0; bỏ câu thì xóa dòng.")
            return Decimal(1)
        return weight if weight is not None else Decimal(1)
