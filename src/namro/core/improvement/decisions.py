"""What people decide about lost points: one of the dispositions with what it asks for, laid over the findings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from namro.core.base.errors import NamroError
from namro.core.improvement.findings import Decision, FindingsReport, state_of

#: Disposition → the fields of a Decision that it asks for; the others stay empty.
ASKED: Mapping[str, tuple[str, ...]] = {
    "to_do": (),
    "already_remedied": ("proof", "done_on"),
    "to_appeal": ("ground",),
    "long_term": ("why",),
}
_MISSING = {
    "proof": "Chưa có minh chứng. Ghi số văn bản hoặc đường dẫn, hoặc chọn một tệp.",
    "done_on": "Chưa có ngày khắc phục xong. Ghi dạng 05/03/2026.",
    "ground": "Chưa có căn cứ để đề nghị xem xét lại. Ghi điều, khoản và số văn bản, hoặc nêu lý lẽ.",
    "why": "Chưa có lý do. Ghi vì sao đơn vị không tự làm được trong năm.",
}
_TEXTS = ("proof", "ground", "why")
#: Long enough for a paragraph of reasons, too short for a whole document pasted in.
LONGEST = 2000


class DecisionRefused(NamroError):
    """A decision that lacks what its disposition asks for, or says what cannot be: the reason by field."""

    def __init__(self, by_field: dict[str, str]) -> None:
        super().__init__(next(iter(by_field.values())), code="decision")
        self.by_field = by_field


def decision(
    disposition: str, texts: Mapping[str, str], *, done_on: date | None, today: date, has_file: bool = False
) -> Decision:
    """Return the decision that a filled-in form means; fields that its disposition does not ask for are left out.

    `texts` holds proof, ground and why as typed. Raises DecisionRefused.
    """
    if disposition not in ASKED:
        raise DecisionRefused({"disposition": "Chưa chọn hướng xử lý. Chọn một trong bốn hướng."})
    asked = ASKED[disposition]
    given = {field: _tidied(texts.get(field, "")) for field in _TEXTS if field in asked}
    wrong: dict[str, str] = {}
    for field, text in given.items():
        if len(text) > LONGEST:
            wrong[field] = f"Dài quá {LONGEST} chữ. Rút gọn, phần còn lại để trong tệp minh chứng."
        elif not text and not (field == "proof" and has_file):
            wrong[field] = _MISSING[field]
    if "done_on" in asked:
        if done_on is None:
            wrong["done_on"] = _MISSING["done_on"]
        elif done_on > today:
            wrong["done_on"] = f"Ngày {done_on:%d/%m/%Y} chưa đến. Ghi ngày đã khắc phục xong, muộn nhất là hôm nay."
    if wrong:
        raise DecisionRefused(wrong)
    return Decision(
        disposition=disposition,
        proof=given.get("proof", ""),
        done_on=done_on if "done_on" in asked else None,
        ground=given.get("ground", ""),
        why=given.get("why", ""),
    )


def decided(report: FindingsReport, decisions: Sequence[Decision | None]) -> FindingsReport:
    """Return the report with a decision (or None) for each finding, in the order of the findings."""
    findings = tuple(
        finding
        if made is None
        else replace(
            finding,
            disposition=made.disposition,
            state=state_of(made.disposition, finding.reason, finding.criterion.note if finding.criterion else None),
            ground=made.ground or None,
            decision=made,
        )
        for finding, made in zip(report.findings, decisions, strict=True)
    )
    return replace(report, findings=findings)


def lacking(disposition: str, made: Decision | None, *, ground: str | None = None) -> tuple[str, ...]:
    """Return the fields that a disposition still asks for; a ground that the document itself cites is enough."""
    if made is not None:
        return ()
    return tuple(field for field in ASKED[disposition] if not (field == "ground" and ground))


def _tidied(text: str) -> str:
    return " ".join("".join(c for c in text if c.isprintable() or c.isspace()).split())
