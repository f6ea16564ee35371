"""Which records of the site count as rows of a register: the key `also` of its file."""

from __future__ import annotations

from collections.abc import Mapping

from namro.core.framework.fields import Fields
from namro.core.registers.model import KEPT_ELSEWHERE, STATES, Also, Column, Type
from namro.core.registers.reading_figures import no_column


def read_also(fields: Fields, columns: Mapping[str, Column]) -> Also | None:
    """Read `also`; a column of records without it has nothing that could be named."""
    inner = fields.mapping("also")
    named = [column for column in columns.values() if column.type is Type.RECORD]
    if inner is None:
        for one in named:
            fields.fault("columns", f"columns: cột “{one.code}” là record nhưng tệp không có also. Thêm also.")
        return None
    source = inner.choice("source", KEPT_ELSEWHERE)
    column = inner.text("column", required=True)
    if column and (column not in columns or columns[column].type is not Type.RECORD):
        inner.fault("column", f"column: “{column[:40]}” phải là một cột type: record của sổ.")
    elif column and (len(named) > 1 or not columns[column].indexed):
        inner.fault("column", f"column: “{column}” phải là cột record duy nhất và có indexed: true.")
    fills = _fills(inner, columns, KEPT_ELSEWHERE.get(source or "", ()))
    states = _states(inner, columns.get(dict(fills).get("state", "")))
    inner.done()
    return Also(source or "", column, fills, states)


def _fills(fields: Fields, columns: Mapping[str, Column], known: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    inner = fields.mapping("fills", required=True)
    found = []
    for name in known if inner is not None else ():
        assert inner is not None
        code = inner.text(name)
        if code and code not in columns:
            inner.fault(name, no_column(name, code, dict(columns)))
        elif code:
            found.append((name, code))
    if inner is not None:
        inner.done()
    return tuple(found)


def _states(fields: Fields, column: Column | None) -> tuple[tuple[str, str], ...]:
    """Every state has its choice: one that has none would drop out of the figures unseen."""
    if column is None:
        return ()
    inner = fields.mapping("states", required=True)
    if inner is None:
        return ()
    known = [choice.code for choice in column.choices]
    found = []
    for state in STATES:
        if not inner.has(state):
            inner.fault("states", f"states: thiếu “{state}”. Ghi mỗi tình trạng một lựa chọn của cột “{column.code}”.")
        found.append((state, inner.choice(state, known) or ""))
    inner.done()
    return tuple(found)
