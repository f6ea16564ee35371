"""The manual's page on rules, made of the spec tables: `python -m tests.spec.manual` writes it; a stale one fails."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from namro.core.framework.fields import written
from namro.core.framework.kinds import KINDS, REQUIRED, Param
from namro.core.scoring.outcome import NO_DATA, NOT_APPLICABLE, SCORED
from tests.spec.table import TABLES, cases, run

PAGE = Path(__file__).parents[2] / "src" / "namro" / "data" / "manual" / "rules.json"
_STATES = {SCORED: "được chấm", NOT_APPLICABLE: "không áp dụng", NO_DATA: "chưa có số liệu"}


def page() -> str:
    """Return the text of the manual's data."""
    return json.dumps([_kind(name) for name in KINDS], ensure_ascii=False, indent=1) + "\n"


def _kind(name: str) -> dict[str, Any]:
    kind = KINDS[name]
    return {
        "kind": name,
        "label": kind.label,
        "gives": kind.gives,
        "adjustments_only": kind.adjustments_only,
        "params": [{"key": param.key, "holds": _holds(param), "default": _default(param)} for param in kind.params],
        "max": TABLES[name].get("max", ""),
        "rule": TABLES[name]["rule"],
        "examples": [_example(case) for case in cases() if case.kind == name],
    }


def _holds(param: Param) -> str:
    return ", ".join(param.options) if param.options else param.type.value


def _default(param: Param) -> str:
    if param.default is REQUIRED:
        return "bắt buộc"
    if param.default == "":
        return "points:<mã của mục>"
    if param.default is None:
        return "không có"
    return str(param.default) if isinstance(param.default, str) else written(param.default)


def _example(case: Any) -> dict[str, Any]:
    outcome, _, _ = run(case)
    return {
        "title": case.title,
        "facts": case.facts,
        "earlier": case.earlier,
        "points": written(case.points),
        "state": _STATES[case.state],
        "why": outcome.why,
    }


if __name__ == "__main__":
    PAGE.parent.mkdir(exist_ok=True)
    PAGE.write_text(page(), encoding="utf-8")
