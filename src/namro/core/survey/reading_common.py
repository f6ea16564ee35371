"""What the parts of an instrument's file share while it is read: codes, texts by language, conditions."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from namro.core.base.errors import NamroError
from namro.core.base.yamltree import Mapping
from namro.core.framework.fields import Fields
from namro.core.survey.condition_text import parse_condition
from namro.core.survey.conditions import Condition
from namro.core.survey.questions import Words

#: Names of questions as XLSForm allows them, so that every instrument can go out as one.
CODE = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]{0,63}")
#: Columns of answers that mean something else.
RESERVED = frozenset({"unit", "stratum", "psu", "weight", "fpc"})
_MOST_ITEMS = 500


@dataclass(slots=True)
class Common:
    """One file so far: `seen` are the codes of questions and groups, which must be different; `conditions` says at
    which line the condition of a code stands.
    """

    languages: tuple[str, ...] = ("vi",)
    seen: set[str] = field(default_factory=set)
    conditions: dict[str, int] = field(default_factory=dict)
    asked: int = 0

    def words(self, fields: Fields, key: str) -> Words:
        """Return a text, or one a language."""
        if not isinstance(fields.tree.items.get(key), Mapping):
            text = fields.text(key)
            return {"": text} if text else {}
        inner = fields.mapping(key)
        assert inner is not None
        words = {language: text for language in self.languages if (text := inner.text(language))}
        inner.done()
        return words

    def code(self, fields: Fields, key: str) -> str:
        """Return a code nobody has yet; messages name it from now on."""
        code = fields.text(key, required=True)
        if code and not CODE.fullmatch(code):
            fields.fault(key, f"{key}: “{code[:64]}” không làm mã được. Bắt đầu bằng chữ a-z, rồi a-z, 0-9, _ . -")
        elif code.lower() in RESERVED:
            fields.fault(key, f"{key}: “{code}” là tên cột của tệp câu trả lời. Chọn mã khác.")
        elif code and code in self.seen:
            fields.fault(key, f"{key}: mã “{code}” có hai lần. Mỗi câu, mỗi nhóm một mã.")
        self.seen.add(code)
        fields.node = code
        return code

    def question_code(self, fields: Fields, key: str) -> str:
        """Return the code of an item or a question, which are counted."""
        code = self.code(fields, key)
        self.asked += 1
        if self.asked == _MOST_ITEMS + 1:
            fields.fault(key, f"{key}: quá {_MOST_ITEMS} câu. Không ai trả lời hết; tách thành hai bộ.")
        return code

    def condition(self, fields: Fields, code: str) -> Condition | None:
        """Return the condition of the key "relevant"."""
        text = fields.text("relevant")
        if not text:
            return None
        self.conditions[code] = fields.tree.lines["relevant"]
        try:
            return parse_condition(text)
        except NamroError as error:
            fields.fault("relevant", f"relevant: {error.message}")
            return None
