"""Types of reports in time: who owes them how often, by which rules, to whom, on which grounds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from namro.core.base.errors import NamroError
from namro.core.reporting.days import Rules, check_rules
from namro.core.reporting.outline import Outline
from namro.core.reporting.periods import Kind, periods_in


class Level(StrEnum):
    """Who reports."""

    COMMUNE = "commune"
    DEPARTMENT = "department"
    PROVINCE = "province"


#: How sure a rule is: read in a document, derived from one, background knowledge.
EVIDENCE = {"A": "đã đọc trong văn bản", "D": "suy ra từ văn bản", "C": "chưa đối chiếu nguyên văn"}


@dataclass(frozen=True, slots=True, kw_only=True)
class LevelRules:
    """What one level owes: to whom, and the rules by kind of period; `cautions` say what is not certain."""

    level: Level
    to: str
    periods: Mapping[Kind, Rules]
    printed: str = ""
    evidence: str = "A"
    cautions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """A type as it holds from `since` on. Raises `NamroError` for a window that closes after the report is due."""

    since: date
    basis: str
    levels: Mapping[Level, LevelRules]
    outline: Outline
    outline_name: str = ""

    def __post_init__(self) -> None:
        for rules in self.levels.values():
            for kind, one in rules.periods.items():
                check_rules(one, periods_in(self.since.year, kind))


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportType:
    """A report by its id, in editions from the oldest to the newest."""

    id: str
    name: str
    editions: tuple[Edition, ...]

    def __post_init__(self) -> None:
        starts = [edition.since for edition in self.editions]
        if not starts or sorted(set(starts)) != starts:
            raise NamroError(f"Loại báo cáo {self.id}: các phiên bản phải có ngày bắt đầu tăng dần.", code="editions")

    def on(self, day: date) -> Edition | None:
        """Return the edition that holds on a day; None before the first."""
        found = [edition for edition in self.editions if edition.since <= day]
        return found[-1] if found else None

    def edition(self, since: date) -> Edition:
        """Return the edition that began on a day. Raises KeyError."""
        return {edition.since: edition for edition in self.editions}[since]
