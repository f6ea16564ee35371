"""Kinds of plans as data (`data/plan_kinds.yaml`): how a plan of a kind is called, worded and laid out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from namro.core.base.errors import NamroError
from namro.core.base.yamlfile import load_data

#: What a plan is when nobody says more: it answers lost points of the index.
DEFAULT_KIND = "index"
#: Parts that only some kinds have.
EXTRA, TARGETS, COST = PARTS = ("extra", "targets", "cost")


@dataclass(frozen=True, slots=True)
class Basis:
    """A legal ground with the years in which it holds (`until` included; None: still) and where it was read.

    `checked`: number, day and title were compared with another document that prints them.
    """

    text: str
    since: int
    until: int | None
    source: str
    checked: bool

    @property
    def printed(self) -> str:
        """As it stands in a plan."""
        return f"Căn cứ {self.text}"

    def holds_in(self, year: int) -> bool:
        """Whether it is in force in a year."""
        return self.since <= year and (self.until is None or year <= self.until)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanKind:
    """One kind; texts still hold {year}, {past} and {body}."""

    code: str
    label: str
    title: str
    purpose: str
    aims: tuple[str, ...]
    demands: tuple[str, ...]
    content: str
    annexed: str
    layout: str
    parts: frozenset[str]
    groups: tuple[str, ...]
    bases: tuple[Basis, ...]

    def has(self, part: str) -> bool:
        """Whether plans of the kind have one of `PARTS`."""
        return part in self.parts

    def title_of(self, year: int) -> str:
        """The title that a new plan of a year is given."""
        return self.title.format(year=year, past=year - 1, body="")

    def bases_in(self, year: int) -> tuple[str, ...]:
        """The legal grounds in force in a year, as they are printed."""
        return tuple(basis.printed for basis in self.bases if basis.holds_in(year))


@cache
def plan_kinds() -> dict[str, PlanKind]:
    """All kinds by code, in the order of the list."""
    rows = load_data("plan_kinds.yaml")["kinds"]
    return {row["code"]: _kind(row) for row in rows}


def plan_kind(code: str) -> PlanKind:
    """Return a kind; a code that is not known any more reads as the default one."""
    kinds = plan_kinds()
    found = kinds.get(code) or kinds.get(DEFAULT_KIND)
    if found is None:
        raise NamroError("Tệp plan_kinds.yaml không có loại kế hoạch nào. Cài lại phần mềm.", code="plan_kinds")
    return found


def unchecked_in(lines: Iterable[str]) -> tuple[str, ...]:
    """Return those of printed legal grounds that came from a kind and were not compared with the law yet."""
    doubtful = {basis.printed for kind in plan_kinds().values() for basis in kind.bases if not basis.checked}
    return tuple(line for line in lines if line.strip(" ;.") in doubtful)


def _kind(row: dict[str, object]) -> PlanKind:
    def texts(name: str) -> tuple[str, ...]:
        found = row.get(name) or ()
        assert isinstance(found, list | tuple)
        return tuple(str(text) for text in found)

    bases = row.get("bases") or ()
    assert isinstance(bases, list | tuple)
    parts = frozenset(texts("parts"))
    if unknown := parts - set(PARTS):
        raise NamroError(f"plan_kinds.yaml, {row['code']}: không có phần “{min(unknown)}”.", code="plan_kinds")
    return PlanKind(
        code=str(row["code"]), label=str(row["label"]), title=str(row["title"]), purpose=str(row["purpose"]).strip(),
        aims=texts("aims"), demands=texts("demands"), content=str(row["content"]),
        annexed=str(row.get("annexed") or row["content"]), layout=str(row["layout"]),
        parts=parts, groups=texts("groups"),
        bases=tuple(
            Basis(base["text"], base["since"], base.get("until"), base["source"], base["evidence"] == "A")
            for base in bases
        ),
    )  # fmt: skip
