"""Where each form stands in the design of its draw, and how many people it stands for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as _mark

from namro.apps.surveys.forms_read import ReadForm
from namro.apps.surveys.models import Draw, DrawCell, SampleRow, Survey
from namro.core.base.points import format_points
from namro.core.survey.fieldwork import Stand
from namro.core.survey.weighting import DrawnCase, response_weights

#: The stratum of forms that came in beside the draw.
BESIDE = _mark("ngoài mẫu")


@dataclass(frozen=True, slots=True)
class Placed:
    """The stratum, the PSU ("" the form itself), the weight and the PSUs of the stratum in the population."""

    stratum: str
    psu: str
    weight: float
    fpc: float | None


@dataclass(frozen=True, slots=True)
class Design:
    """The places of forms by the id of their row; `issued`: who was to be asked; `words` on the weights, "" without."""

    places: Mapping[int, Placed]
    issued: int
    words: str


def design_of(survey: Survey, forms: Sequence[ReadForm]) -> Design | None:
    """Return the design by the draw that counts, None where nothing was drawn. Three queries.

    Weights are those of the draw, made larger in each cell for those who did not answer; cells without any answer are
    joined to the one beside them. Who was replaced by somebody of the reserve is stood for by that one.
    """
    draw = Draw.objects.filter(survey=survey, current=True).first()
    if draw is None:
        return None
    cells = {cell.code: cell for cell in DrawCell.objects.filter(draw=draw)}
    asked = SampleRow.objects.filter(draw=draw, called_at__isnull=False, replaced_by=None)
    rows = list(
        asked.exclude(stand=Stand.INELIGIBLE.value)
        .order_by("cell__stratum", "cell__code", "number", "id")
        .values_list("code_id", "cell__code", "cell__weight")
    )
    answered = {one.row.code_id for one in forms if one.row.code_id}
    weighted = response_weights(
        [DrawnCase(cell=cell, base=base, responded=code in answered) for code, cell, base in rows], collapse_below=1
    )
    by_code = {code: weight for (code, *_rest), weight in zip(rows, weighted.weights, strict=True) if code}
    places = {one.row.pk: _placed(one, cells.get(one.row.psu), by_code) for one in forms}
    effect = format_points(Decimal(str(weighted.effect or 1.0)))
    said = _("theo xác suất chọn mẫu, hiệu chỉnh người không trả lời trong từng ô; hiệu ứng trọng số %(effect)s")
    return Design(places, len(rows), said % {"effect": effect})


def _placed(form: ReadForm, cell: DrawCell | None, by_code: Mapping[int, float]) -> Placed:
    if cell is None:
        return Placed(BESIDE, "", 1.0, None)
    weight = by_code.get(form.row.code_id or 0, cell.weight)
    return Placed(cell.stratum, cell.psu, weight, None if cell.fpc is None else float(cell.fpc))
