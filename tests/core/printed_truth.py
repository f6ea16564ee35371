"""Readings built from the hand-made truths of `../shared/documents`, for tests of what comes after reading."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from namro.core.base.yamlfile import load
from namro.core.printed.items import (
    Anomaly,
    Criterion,
    Deduction,
    Finding,
    Header,
    IndexResult,
    LegalBasis,
    Reading,
    Signer,
    Target,
    Task,
)

SHARED = Path(__file__).resolve().parents[2].parent / "shared"
needs_shared = pytest.mark.skipif(not SHARED.is_dir(), reason="thư mục ../shared (tài liệu thật) không có ở đây")

#: The truth of the tasks gives only the section; which loss of that section a remedy answers is said here.
ANSWERS = {
    "t1": ["1.3/a"], "t2": ["1.4/a"], "t3": ["1.4/b"], "t4": ["1.5"], "t6": ["2.3/a"], "t7": ["3.1.1/a"],
    "t8": ["3.1.2/a"], "t9": ["3.1.2/b"], "t10": ["3.1.2/b"], "t11": ["3.1.2/b"], "t12": ["3.1.2/b"], "t13": ["3.1.3"],
    "t14": ["3.2.1"], "t15": ["3.2.5"], "t17": ["3.2.17"], "t18": ["3.2.22"], "t19": ["4.1.4"], "t20": ["4.3.7"],
    "t21": ["7.1/a"], "t22": ["7.1/b"], "t23": ["7.3/a"], "t24": ["7.4.2"], "t25": ["7.4.5"],
    "t26": ["7.4.6/a", "7.4.6/b"], "t27": ["7.4.7"], "t28": ["8.4/b"],
}  # fmt: skip
KINDS = {"role_duty": "duty"}
DONE = {"3.2.1", "3.2.22", "8.1"}
NOTES = {"3.2.9": "Nội dung này đã thực hiện"}
SECOND = {"1.8": Decimal("0.5")}


def truth_reading(name: str) -> Reading:
    """Return the reading that a perfect reader would make of one of the five documents."""
    truth = load(SHARED / "documents" / "truth" / f"{name}.yaml")
    lines = (SHARED / "documents" / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    header = dict(truth["header"])
    signer = Signer(**header.pop("signer"))
    header = {k: v for k, v in header.items() if k in Header.__dataclass_fields__}
    sheet = name == "phu-thuong-2022"
    return Reading(
        doc_id=truth["doc_id"],
        header=Header(**(header | {"signer": signer, "recipients": tuple(header["recipients"])})),
        legal_bases=tuple(_basis(b, lines) for b in truth["legal_bases"]),
        index_results=tuple(_item(IndexResult, r) for r in truth["index_results"]),
        criteria=tuple(_criterion(c) for c in truth["criteria"]),
        deductions=_deductions(truth["deductions"], truth["criteria"]),
        findings=tuple(_item(Finding, f) for f in truth["findings"]),
        tasks=tuple(_task(t, sheet=sheet) for t in truth["tasks"]),
        targets=tuple(_item(Target, t) for t in truth["targets"]),
        anomalies=tuple(_item(Anomaly, a) for a in truth["anomalies"]),
    )


def _item(kind: Any, data: dict[str, Any]) -> Any:
    known = {k: v for k, v in data.items() if k in kind.__dataclass_fields__ and v is not None}
    return kind(**{k: Decimal(str(v)) if isinstance(v, float | int) and k in _NUMBERS else v for k, v in known.items()})


_NUMBERS = {"value", "max", "delta", "achieved", "deducted", "points"}


def _basis(data: dict[str, Any], lines: list[str]) -> LegalBasis:
    basis = _item(LegalBasis, data)
    text = next((line for line in lines if basis.code in line), None) if basis.role == "basis" else None
    return LegalBasis(code=basis.code, date=basis.date, issuer=basis.issuer, role=basis.role, text=text)


def _criterion(data: dict[str, Any]) -> Criterion:
    extra = {"second_value": SECOND.get(data["id"]), "note": NOTES.get(data["id"])}
    if "raw_id" in data:
        extra["raw_id"] = data["raw_id"] or ""
    return _item(Criterion, {k: v for k, v in data.items() if k not in {"raw_id", "note"}} | extra)


def _deductions(rows: list[dict[str, Any]], criteria: list[dict[str, Any]]) -> tuple[Deduction, ...]:
    """Give each reason its loss: the scored or named part in printed order, else a letter, else the criterion."""
    ids = {c["id"] for c in criteria}
    by_criterion: dict[str, list[dict[str, Any]]] = {}
    for row in rows:
        if row["criterion"] != "1.8":  # the council's second figure is no loss
            by_criterion.setdefault(row["criterion"], []).append(row)
    found = [
        _deduction(row, f"{criterion}/{'abc'[n]}" if len(group) > 1 or f"{criterion}/a" in ids else criterion, ids)
        for criterion, group in by_criterion.items()
        for n, row in enumerate(group)
    ]
    found.append(Deduction(id="3.2.9", criterion="3.2.9", points=Decimal("0.5"), reason=None, implied=True))
    return tuple(found) if rows else ()


def _deduction(row: dict[str, Any], loss: str, ids: set[str]) -> Deduction:
    return Deduction(
        id=loss,
        criterion=loss if loss in ids else row["criterion"],
        points=Decimal(str(row["points"])),
        reason=row["reason"],
        implied=row.get("implied_points", False),
        status="done" if loss in DONE else None,
    )


def _task(data: dict[str, Any], *, sheet: bool) -> Task:
    kind = KINDS.get(data.get("kind", ""), data.get("kind") or _kind(data))
    return Task(
        section=data["section"],
        text=data["text"],
        deliverable=data.get("deliverable"),
        lead=tuple(data["lead"]),
        collaborators=tuple(data["collaborators"]),
        due=tuple(str(d) for d in data["due"]),
        due_text=data.get("due_raw"),
        kind=kind,
        status=data.get("status"),
        remedies=tuple(ANSWERS.get(data["id"], ())) if sheet else (),
    )


def _kind(data: dict[str, Any]) -> str:
    if data["section"].startswith(("III", "II.")) or data["section"] == "end":
        return "general"
    return "row" if data.get("deliverable") else "block"
