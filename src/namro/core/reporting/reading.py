"""Reading the types of reports from their files (`data/reports`, docs/reports.md); each fault names the file."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

from namro.core.base.errors import NamroError
from namro.core.base.yamlfile import load
from namro.core.reporting.days import DayRule, Rules, WindowRule
from namro.core.reporting.outline import (
    Check,
    Column,
    Figure,
    Listing,
    Outline,
    Part,
    Place,
    Row,
    Section,
    Source,
    Table,
)
from namro.core.reporting.periods import Kind
from namro.core.reporting.types import EVIDENCE, Edition, Level, LevelRules, ReportType
from namro.core.timetable import Shift

Plain = Mapping[str, Any]


@cache
def shipped_types() -> dict[str, ReportType]:
    """Return the types that come with the product, by id, in the order of their files."""
    folder = files("namro.data") / "reports"
    outlines = {file.name[:-5]: load(file) for file in _yaml(folder / "outlines")}
    return {made.id: made for file in _yaml(folder) for made in (read_type(load(file), outlines, name=file.name),)}


def _yaml(folder: Traversable) -> list[Traversable]:
    return sorted((file for file in folder.iterdir() if file.name.endswith(".yaml")), key=lambda file: file.name)


def read_type(plain: Plain, outlines: Mapping[str, Plain], *, name: str) -> ReportType:
    """Return a type from its plain values. Raises `NamroError` that names the file and what is wrong in it."""
    try:
        return ReportType(
            id=plain["id"],
            name=plain["name"],
            editions=tuple(_edition(one, outlines) for one in plain["editions"]),
        )
    except NamroError as fault:
        raise NamroError(f"{name}: {fault.message}", code=fault.code) from fault
    except KeyError as fault:
        raise NamroError(
            f"{name}: thiếu “{fault.args[0]}”. Thêm khóa ấy như các tệp khác.", code="report_type"
        ) from fault
    except (TypeError, ValueError, AttributeError) as fault:
        raise NamroError(f"{name}: giá trị không đúng dạng ({fault}). So với các tệp khác.", code="report_type") from (
            fault
        )


def _edition(plain: Plain, outlines: Mapping[str, Plain]) -> Edition:
    since = plain["since"]
    if not isinstance(since, date):
        raise NamroError(f"ngày bắt đầu “{since}” không phải là ngày. Viết dạng 2024-01-01.", code="report_type")
    outline = outlines.get(plain["outline"])
    if outline is None:
        raise NamroError(f"không có đề cương “{plain['outline']}”.", code="report_type")
    levels = {Level(level): _level(Level(level), rules) for level, rules in plain["levels"].items()}
    return Edition(
        since=since,
        basis=plain["basis"],
        levels=levels,
        outline=read_outline(outline),
        outline_name=plain["outline"],
    )


def _level(level: Level, plain: Plain) -> LevelRules:
    evidence = plain.get("evidence", "A")
    if evidence not in EVIDENCE:
        raise NamroError(f"độ tin cậy “{evidence}” phải là A, D hoặc C.", code="report_type")
    periods = plain["periods"]
    named = periods if isinstance(periods, Mapping) else dict.fromkeys(periods)
    return LevelRules(
        level=level,
        to=plain["to"],
        printed=plain.get("printed", ""),
        evidence=evidence,
        cautions=tuple(plain.get("cautions", ())),
        periods={Kind(kind): _rules({**plain, **(own or {})}) for kind, own in named.items()},
    )


def _rules(plain: Plain) -> Rules:
    due, internal, window = plain.get("due"), plain.get("internal"), plain.get("window")
    return Rules(
        due=DayRule(**due) if due else None,
        internal=DayRule(**internal) if internal else None,
        window=WindowRule(**window) if window else WindowRule(),
        lead_days=plain.get("lead_days", 3),
        shift=Shift(plain.get("shift", "back")),
        printed=plain.get("printed", ""),
    )


def read_outline(plain: Plain) -> Outline:
    """Return an outline from its plain values. Raises `NamroError` where an id names nothing."""
    return Outline(
        summary=plain["summary"],
        opening=plain["opening"],
        ending=plain["ending"],
        bases=tuple(plain.get("bases", ())),
        parts=tuple(
            Part(title=part["title"], sections=tuple(_section(one) for one in part["sections"]))
            for part in plain["parts"]
        ),
        figures=tuple(
            Figure(**{**one, "source": Source(one.get("source", "entry"))}) for one in plain.get("figures", ())
        ),
        tables=tuple(_table(one) for one in plain.get("tables", ())),
        lists=tuple(
            Listing(**{**one, "source": Source(one["source"]), "place": Place(one.get("place", "body"))})
            for one in plain.get("lists", ())
        ),
    )


def _section(plain: Plain) -> Section:
    return Section(**{**plain, "says": tuple(plain.get("says", ())), "lists": tuple(plain.get("lists", ()))})


def _table(plain: Plain) -> Table:
    return Table(
        **{
            **plain,
            "columns": tuple(Column(**one) for one in plain["columns"]),
            "rows": tuple(Row(**one) for one in plain.get("rows", ())),
            "checks": tuple(
                Check(**{**one, "left": tuple(one["left"]), "right": tuple(one["right"])})
                for one in plain.get("checks", ())
            ),
        }
    )
