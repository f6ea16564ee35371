"""Where each form stands in the design of its draw, and how many people it stands for."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from namro.apps.surveys.forms_read import ReadForm
from namro.apps.surveys.models import Draw, DrawCell, SampleRow, Survey
from namro.core.base.points import format_points
from namro.core.survey.fieldwork import Stand
from namro.core.survey.weighting import DrawnCase, response_weights


@dataclass(frozen=True, slots=True)
class Placed:
    """The stratum, the PSU ("" the form itself), the weight and the PSUs of the stratum in the population."""

    stratum: str
    psu: str
    weight: float
    fpc: float | None


@dataclass(frozen=True, slots=True)
class Design:
    """The places of forms by the id of their row; `issued`: who was to be asked; `words` on the weights, "" without.

    A form without a place is from outside the draw: nobody knows with which chance it came, so it has no weight.
    """

    places: Mapping[int, Placed]
    issued: int
    words: str


#: Somebody who was to be asked: the form's code, cell, base weight, stratum and its name.
_Case = tuple[int | None, str, float, str, str]


def design_of(survey: Survey, forms: Sequence[ReadForm]) -> Design | None:
    """Return the design by the draw that counts, None where nothing was drawn. Three queries.

    Weights are those of the draw, made larger in each cell for those who did not answer; cells without any answer are
    joined to the one beside them in their stratum. A stratum without any answer is stood for by the one beside it, and
    `words` name it. Who was replaced by somebody of the reserve is stood for by that one.
    """
    draw = Draw.objects.filter(survey=survey, current=True).first()
    if draw is None:
        return None
    cells = {cell.code: cell for cell in DrawCell.objects.filter(draw=draw)}
    asked = SampleRow.objects.filter(draw=draw, called_at__isnull=False, replaced_by=None)
    rows: list[_Case] = list(
        asked.exclude(stand=Stand.INELIGIBLE.value)
        .order_by("cell__stratum", "cell__code", "number", "id")
        .values_list("code_id", "cell__code", "cell__weight", "cell__stratum", "cell__stratum_name")
    )
    answered = {one.row.code_id for one in forms if one.row.code_id}
    wider = _stood_for(rows, answered)
    weighted = response_weights(
        [
            DrawnCase(cell=cell, base=base, responded=code in answered, wider=wider[stratum])
            for code, cell, base, stratum, _name in rows
        ],
        collapse_below=1,
    )
    by_code = {code: weight for (code, *_rest), weight in zip(rows, weighted.weights, strict=True) if code}
    places = {
        one.row.pk: _placed(cells[one.row.psu], by_code[one.row.code_id])
        for one in forms
        if one.row.code_id in by_code and one.row.psu in cells
    }
    effect = format_points(Decimal(str(weighted.effect or 1.0)))
    said = _("theo xác suất chọn mẫu, hiệu chỉnh người không trả lời trong từng ô; hiệu ứng trọng số %(effect)s")
    return Design(places, len(rows), said % {"effect": effect} + _silent_words(rows, wider))


def _stood_for(rows: Sequence[_Case], answered: Collection[int]) -> dict[str, str]:
    """Return for each stratum the one inside which its cells are joined: itself, or where nobody of it answered the
    one before, the first ones the one after.
    """
    heard = {stratum for code, _cell, _base, stratum, _name in rows if code in answered}
    found: dict[str, str] = {}
    last = next((stratum for *_rest, stratum, _name in rows if stratum in heard), "")
    for *_rest, stratum, _name in rows:
        last = stratum if stratum in heard else last
        found[stratum] = last
    return found


def _silent_words(rows: Sequence[_Case], wider: Mapping[str, str]) -> str:
    names = dict.fromkeys(name or stratum for *_rest, stratum, name in rows if wider[stratum] != stratum)
    if not names:
        return ""
    return _("; tầng không có phiếu nào, tính theo tầng bên cạnh: %(names)s") % {"names": ", ".join(names)}


def _placed(cell: DrawCell, weight: float) -> Placed:
    return Placed(cell.stratum, cell.psu, weight, None if cell.fpc is None else float(cell.fpc))
