"""Checked answers with their place in the design, gathered into the arrays that estimates are made of."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from namro.core.base.errors import NamroError
from namro.core.base.faults import Faults
from namro.core.survey.answers import NO_ANSWER, Answers, Sample
from namro.core.survey.conditions import Given
from namro.core.survey.model import Instrument
from namro.core.survey.questions import Question
from namro.core.survey.sampled import Gathered
from namro.core.survey.shares import CHOSEN, NOT_CHOSEN, option_column


@dataclass(frozen=True, slots=True, kw_only=True)
class Respondent:
    """Somebody's checked answers (`answering.checked`) with the unit measured and the place in the design.

    `psu` counts inside its stratum; where nobody has one, each row is a PSU. `fpc`: the number of PSUs of the stratum
    in the population, None without a correction. `weight` 0 only keeps the PSU in the design.
    """

    unit: str
    answers: Mapping[str, Given]
    stratum: str = ""
    psu: str = ""
    weight: float = 1.0
    fpc: float | None = None


def sample_of(instrument: Instrument, respondents: Iterable[Respondent]) -> Sample:
    """Return the sample with a column for each item and for each option of each choice (`shares.option_column`).

    Raises NamroError for weights that cannot be and for PSUs here and not there, `BrokenFile` for numbers of PSUs in
    the population that do not fit the sample.
    """
    rows = list(respondents)
    if bad := next((row for row in rows if not (math.isfinite(row.weight) and row.weight >= 0)), None):
        said = f"Trọng số {bad.weight:g} ở đơn vị “{bad.unit}” không dùng được. Trọng số là số từ 0 trở lên."
        raise NamroError(said, code="weight")
    with_psu = sum(bool(row.psu) for row in rows)
    if with_psu not in (0, len(rows)):
        said = f"{len(rows) - with_psu}/{len(rows)} phiếu chưa ghi cụm (PSU)."
        raise NamroError(f"{said} Ghi cụm cho mọi phiếu, hoặc không ghi phiếu nào.", code="psu")
    columns = {item.code: _levels(instrument, item.code, rows) for item in instrument.items}
    for question in instrument.questions:
        columns |= _options(question, rows)
    gathered = Gathered(list(columns))
    if rows:
        gathered.add(
            [row.unit for row in rows],
            [row.stratum for row in rows],
            [row.psu for row in rows] if with_psu else None,
            [row.weight for row in rows],
            [math.nan if row.fpc is None else row.fpc for row in rows],
            columns,
            range(1, len(rows) + 1),
        )
    faults = Faults("mẫu khảo sát")
    gathered.check(faults)
    faults.refuse()
    return gathered.sample()


def _levels(instrument: Instrument, code: str, rows: Sequence[Respondent]) -> Answers:
    known = {str(level): level for level in range(1, instrument.scale.most + 1)}
    given = (row.answers.get(code) or ("",) for row in rows)
    return np.array([known.get(one[0], NO_ANSWER) for one in given], dtype=np.uint8)


def _options(question: Question, rows: Sequence[Respondent]) -> dict[str, Answers]:
    """A choice is answered where an option was chosen that says something; then every option was chosen or not."""
    codes = [option.code for option in question.options if option.code not in question.no_answer]
    given = [set(row.answers.get(question.code, ())) for row in rows]
    answered = [bool(one.intersection(codes)) for one in given]
    return {
        option_column(question.code, code): np.array(
            [
                (CHOSEN if code in one else NOT_CHOSEN) if said else NO_ANSWER
                for one, said in zip(given, answered, strict=True)
            ],
            dtype=np.uint8,
        )
        for code in codes
    }
