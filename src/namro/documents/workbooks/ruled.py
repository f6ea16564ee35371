"""Criteria and items with their rules: a rule begins in the row of its criterion and goes on in the rows below."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from namro.core.base.faults import Faults
from namro.core.base.yamltree import Mapping, Sequence
from namro.core.framework.kinds import KINDS
from namro.documents.workbooks import columns as c
from namro.documents.workbooks.headed import Record, list_at, put, said

_NUMBER = re.compile(r"\d+(?:\.\d+)*")


@dataclass(slots=True)
class Bearers:
    """The criteria and items read so far by id; `rules` are those of the last one by number ("" the first)."""

    faults: Faults
    by_id: dict[str, Mapping] = field(default_factory=dict)
    rules: dict[str, Mapping] = field(default_factory=dict)
    latest: Mapping | None = None
    last: str = ""

    def new(self, record: Record) -> Mapping:
        """Begin a criterion or item."""
        bearer = Mapping(record.line)
        rule = Mapping(record.line)
        for key, value in record.cells.items():
            if key not in c.RULE_KEYS:
                put(bearer, key, value, record.line)
        _fill(rule, record)
        self.last = record.name
        self.rules, self.latest = {}, None
        if rule.items:
            put(bearer, "rule", rule, record.line)
            self.rules, self.latest = {"": rule}, rule
        self.by_id.setdefault(self.last, bearer)
        return bearer

    def goes_on(self, record: Record) -> bool:
        """Take a row that goes on with the rule above; False for a row that begins a criterion."""
        if "row" not in record.cells:
            return False
        word = said(record.cells.pop("row")).lower()
        if word not in c.RECORDS and not _NUMBER.fullmatch(word):
            known = ", ".join(c.RECORDS)
            self._fault(
                record, f"row: không hiểu dòng con “{word}”. Viết {known}, số thứ tự quy tắc con hoặc để trống."
            )
        elif self.latest is None:
            self._fault(record, "row: dòng con đứng dưới mục chưa chọn cách chấm. Hãy chọn cách chấm ở dòng của mục.")
        elif word in c.RECORDS:
            list_at(self.latest, c.RECORDS[word], record.line).append(record.mapping())
        else:
            self._inner(word, record)
        return True

    def _inner(self, number: str, record: Record) -> None:
        above = self.rules.get(number.rpartition(".")[0])
        if above is None:
            self._fault(record, f"row: không có quy tắc {number.rpartition('.')[0]} ở trên. Hãy đánh số lại dòng con.")
            return
        rule = Mapping(record.line)
        for key, value in record.cells.items():
            if key not in c.RULE_KEYS:
                put(rule, key, value, record.line)
        _fill(rule, record)
        list_at(above, "rules", record.line).append(rule)
        self.rules[number] = self.latest = rule

    def _fault(self, record: Record, message: str) -> None:
        self.faults.add(record.line, message, node=self.last)


def _fill(rule: Mapping, record: Record) -> None:
    """Put the cells that belong to a rule where the file format has them."""
    cells = {key: value for key, value in record.cells.items() if key in c.RULE_KEYS}
    ratio = [cells.pop(key) for key in ("numerator", "denominator") if key in cells]
    for key, value in cells.items():
        put(rule, _param(key, said(cells.get("kind"))), value, record.line)
    if ratio:
        value = Mapping(record.line)
        put(value, "ratio", Sequence(record.line, ratio), record.line)
        put(rule, "value", value, record.line)


def _param(key: str, kind: str) -> str:
    """An input where the kind measures a value is that value."""
    known = {param.key for param in KINDS[kind].params} if kind in KINDS else set()
    return "value" if key == "input" and "value" in known and "input" not in known else key
