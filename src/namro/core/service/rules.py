"""The rules that watch dossiers, as data: what each says, its articles by date, its checks and how sure they are."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Any

from namro.core.base.yamlfile import load_data
from namro.core.timetable.basis import Article, in_force

#: Read in a source; anything else stays a warning until it is confirmed.
READ = "A"
#: What may be told where a source lacks a field, in words.
FIELD_WORDS = {
    "accepted_at": "lúc tiếp nhận",
    "digitised_component": "thông tin đã số hóa thành phần hay chưa",
    "due_at": "ngày hẹn trả",
    "events": "các sự kiện",
    "events.document": "văn bản của sự kiện",
    "events.reason": "lý do của sự kiện",
    "events.told_at": "lúc báo cho người nộp",
    "fee": "phí, lệ phí",
    "handed_over_at": "lúc chuyển người xử lý",
    "result_told_at": "lúc báo có kết quả",
    "returns_document": "thông tin thủ tục có trả giấy tờ hay không",
    "steps": "các bước và đơn vị giữ hồ sơ",
    "submitted_at": "lúc nộp",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One thing a rule asks for. `needs` are fields of a dossier; `settings` are its numbers, as the data have them."""

    rule: str
    code: str
    evidence: str
    needs: tuple[str, ...] = ()
    settings: dict[str, Any] = field(default_factory=dict)

    @property
    def key(self) -> str:
        """How it is confirmed: "R05.once"."""
        return f"{self.rule}.{self.code}"

    def number(self, name: str) -> int:
        """Return one of the settings that is a whole number. Raises KeyError."""
        return int(self.settings[name])


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One rule. Without checks it is `kept_by` the clock of a dossier, or by statistics."""

    code: str
    title: str
    says: str
    subject: str
    articles: tuple[Article, ...]
    checks: tuple[Check, ...] = ()
    kept_by: str = ""

    def basis(self, day: date) -> tuple[str, ...]:
        """Return the articles in force on a day, unconfirmed ones marked."""
        return in_force(self.articles, day)

    def grounds(self, day: date) -> tuple[str, ...]:
        """Return the articles in force on a day that were read in a source: what a paper may rest on."""
        return in_force(tuple(one for one in self.articles if one.evidence == READ), day)

    def check(self, code: str) -> Check:
        """Return one of its checks. Raises KeyError."""
        for check in self.checks:
            if check.code == code:
                return check
        raise KeyError(f"{self.code}.{code}")


@cache
def watching_rules() -> dict[str, Rule]:
    """Return the rules that the product ships, by code."""
    return {code: _rule(code, row) for code, row in load_data("dossier_rules.yaml")["rules"].items()}


def _rule(code: str, row: dict[str, Any]) -> Rule:
    checks = row.get("checks", {})
    if bool(checks) == bool(row.get("kept_by")):
        raise ValueError(f"{code}: a rule has checks or says what keeps it")
    return Rule(
        code=code,
        title=row["title"],
        says=row["says"],
        subject=row["subject"],
        articles=tuple(Article.of(article) for article in row["articles"]),
        checks=tuple(_check(code, name, check) for name, check in checks.items()),
        kept_by=row.get("kept_by", ""),
    )


def _check(rule: str, code: str, row: dict[str, Any]) -> Check:
    settings = {name: value for name, value in row.items() if name not in ("evidence", "needs")}
    return Check(rule=rule, code=code, evidence=row["evidence"], needs=tuple(row["needs"]), settings=settings)
