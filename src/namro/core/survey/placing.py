"""Forms put into the draw they came from: respondents with weights, and those who did not respond kept in the design.

Forms know only the cell they were drawn in, never who was drawn, so all of this goes by counts.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from namro.core.survey.conditions import Given
from namro.core.survey.gathering import Respondent
from namro.core.survey.weighting import DrawnCell, Weighted, cell_weights


@dataclass(frozen=True, slots=True, kw_only=True)
class CellOfDraw:
    """A place in which rows were drawn together. `drawn`: rows without those in reserve, less those found not to
    belong to the population; `psu` "" where every row is a PSU; `unit` measures nothing, it names rows without a form.
    """

    code: str
    stratum: str
    weight: float
    drawn: int
    psu: str = ""
    fpc: float | None = None
    unit: str = ""


@dataclass(frozen=True, slots=True)
class FormOfCell:
    """A form that counts: the cell it was drawn in, the domain it is looked at in (a unit, a channel), its answers."""

    cell: str
    unit: str
    answers: Mapping[str, Given]


@dataclass(frozen=True, slots=True)
class Placed:
    """Respondents for `sample_of`, how they were weighted, and how many forms came from no cell of the draw."""

    respondents: tuple[Respondent, ...]
    weighted: Weighted
    outside: int


def placed(cells: Sequence[CellOfDraw], forms: Iterable[FormOfCell], *, collapse_below: int = 5) -> Placed:
    """Weight the forms so that those of a stratum stand for all who were drawn in it; strata with fewer forms than
    `collapse_below` are joined as `cell_weights` says. Forms from elsewhere have no chance of being drawn that anybody
    knows: they are counted, and left out.

    Rows without a form keep their PSU in the design with weight 0. Raises NamroError where nobody responded.
    """
    of_cells: dict[str, list[FormOfCell]] = defaultdict(list)
    for form in forms:
        of_cells[form.cell].append(form)
    counted = [
        DrawnCell(cell=cell.stratum, base=cell.weight, drawn=cell.drawn, responded=len(of_cells.get(cell.code, ())))
        for cell in cells
    ]
    weighted = cell_weights([one for one in counted if one.drawn or one.responded], collapse_below=collapse_below)
    weights = iter(weighted.weights)
    respondents: list[Respondent] = []
    for cell, count in zip(cells, counted, strict=True):
        if count.drawn or count.responded:
            respondents += _of_cell(cell, of_cells.get(cell.code, []), next(weights))
    known = {cell.code for cell in cells}
    outside = sum(len(found) for code, found in of_cells.items() if code not in known)
    return Placed(tuple(respondents), weighted, outside)


def _of_cell(cell: CellOfDraw, forms: Sequence[FormOfCell], weight: float) -> Iterator[Respondent]:
    """Yield the respondents of a cell, then whoever keeps the PSUs of those who did not respond."""
    rows = max(cell.drawn, len(forms))
    for place in range(rows if not cell.psu else max(len(forms), 1)):
        form = forms[place] if place < len(forms) else None
        yield Respondent(
            unit=form.unit if form else cell.unit,
            answers=form.answers if form else {},
            stratum=cell.stratum,
            psu=cell.psu or f"{cell.code}#{place}",
            weight=weight if form else 0.0,
            fpc=cell.fpc,
        )
