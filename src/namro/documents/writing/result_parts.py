"""What the papers of results have in common: tables of units and of domains, points as written."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from namro.core.assessment.result_papers import Issuer
from namro.core.assessment.result_table import RankedUnit, ResultTable
from namro.core.base.names import COMMITTEE
from namro.core.base.numerals import roman
from namro.core.framework.model import Scale
from namro.core.scoring.numbers import said, said_points
from namro.documents.writing.official import Official
from namro.documents.writing.parts import Column, Group, TaskRow, TaskTable
from namro.documents.writing.wording import full_name

NOTHING = "–"
_DAY = "%d/%m/%Y"


def official_of(issuer: Issuer, *, kind: str, code: str | None, dated: str | None, year: int,
                recipients: tuple[str, ...]) -> Official:  # fmt: skip
    """Return what stands around the content of a paper.

    An act of a committee's chairman is signed by the chairman, not in the committee's name.
    """
    own = kind == "QĐ" and full_name(issuer.body).startswith(COMMITTEE)
    deputy = issuer.signer_title.upper().startswith("PHÓ CHỦ TỊCH")
    return Official(
        kind=kind,
        issuing_body=issuer.body,
        parent_body=issuer.parent or None,
        doc_code=code,
        place=issuer.place or None,
        date=dated,
        year=year,
        recipients=recipients,
        signer_name=issuer.signer_name or None,
        signer_role=issuer.signer_title or None,
        signer_capacity=("KT. CHỦ TỊCH" if deputy else "") if own else None,
    )


def act_words(table: ResultTable) -> str:
    """The act as other papers name it: "Quyết định số 214/QĐ-UBND ngày 12/02/2026"."""
    act = table.act
    return "" if act is None else f"Quyết định số {act.act_number} ngày {act.act_date.strftime(_DAY)}"


def written(points: Decimal | None, scale: Scale) -> str:
    """Points as the set shows them; a dash where there are none."""
    return NOTHING if points is None else said_points(points, scale)


def rank_words(unit: RankedUnit) -> str:
    """The rank, and the interval it stands in: "5 (3 – 14)"."""
    if unit.rank is None:
        return NOTHING
    if unit.low is None or unit.high is None or unit.low == unit.high:
        return str(unit.rank)
    return f"{unit.rank} ({unit.low} – {unit.high})"


def units_table(table: ResultTable) -> TaskTable:
    """All units in the order of their ranks, each pool under its name; at its end who is not ranked, and why."""
    survey = bool(table.survey_max)
    parts = (Column("Điểm hồ sơ", 10, style="cell_centred"), Column("Điểm khảo sát", 10, style="cell_centred"))
    columns = (
        Column("Hạng (khoảng)", 12, style="cell_centred"),
        Column("Đơn vị", 26 if survey else 36),
        *(parts if survey else ()),
        Column("Tổng điểm", 10, style="cell_centred"),
        Column("Tỷ lệ (%)", 10, style="cell_centred"),
        Column("Xếp loại", 11, style="cell_centred"),
        Column("Ghi chú", 11 if survey else 21),
    )
    return TaskTable(columns, tuple(_unit_rows(table, survey=survey)))


def _unit_rows(table: ResultTable, *, survey: bool) -> Iterator[Group | TaskRow]:
    scale = table.framework.scale
    for place, pool in enumerate(table.pools, start=1):
        units = table.of(pool)
        if pool and len(table.pools) > 1:
            yield Group(roman(place), f"{pool} ({len(units)} đơn vị)")
        for unit in units:
            points = (written(unit.documents, scale), written(unit.survey, scale)) if unit.sources else (NOTHING,) * 2
            yield TaskRow(
                (
                    rank_words(unit),
                    unit.name,
                    *(points if survey else ()),
                    written(unit.total, scale),
                    written(unit.percent, scale),
                    unit.band or NOTHING,
                    unit.not_ranked,
                )
            )


def domains_table(table: ResultTable, unit: RankedUnit) -> TaskTable:
    """One unit's points by domain, then what stands beside the scale, then the total."""
    scale = table.framework.scale
    columns = (
        Column("TT", 8, style="cell_centred"),
        Column("Lĩnh vực", 52),
        Column("Điểm tối đa", 20, style="cell_centred"),
        Column("Điểm đạt", 20, style="cell_centred"),
    )
    rows = [
        TaskRow((node.id, node.name, said(node.max), written(unit.domains.get(node.id), scale)))
        for node in table.framework.criteria
    ]
    for name, points in (("Điểm thưởng", unit.bonus), ("Điểm trừ", -abs(unit.penalty))):
        if points:
            rows.append(TaskRow(("", name, "", written(points, scale))))
    total = TaskRow(("", "Tổng cộng", said(scale.max), written(unit.total, scale)), strong=True)
    return TaskTable(columns, (*rows, total))
