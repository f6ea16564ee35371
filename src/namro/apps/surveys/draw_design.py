"""The design of a survey's sample as an estimate needs it, by the code that its answers carry (`Submission.psu`)."""

from __future__ import annotations

from dataclasses import dataclass

from namro.apps.surveys.models import DrawCell, Survey


@dataclass(frozen=True, slots=True)
class CellDesign:
    """`psu` "" says that every answer is a PSU of its own; `fpc` None that none is corrected for."""

    stratum: str
    psu: str
    weight: float
    fpc: int | None


def design_by_cell(survey: Survey) -> dict[str, CellDesign]:
    """Return the design of the draw that counts, by cell; empty where nothing was drawn."""
    cells = DrawCell.objects.filter(draw__survey=survey, draw__current=True)
    rows = cells.values_list("code", "stratum", "psu", "weight", "fpc")
    return {code: CellDesign(stratum, psu, weight, fpc) for code, stratum, psu, weight, fpc in rows}
