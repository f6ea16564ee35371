"""What the table of results is looked at by: the total, the part of documents, of the survey, or one domain."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from namro.core.assessment.result_table import SURVEY, RankedUnit, ResultTable

DOCUMENTS, SURVEYED, _DOMAIN = "ho-so", "khao-sat", "lv-"


@dataclass(frozen=True, slots=True)
class Lens:
    """One way of looking; the empty key is the total. `most` is the most that can be had."""

    key: str
    words: str
    most: Decimal

    def points(self, unit: RankedUnit) -> Decimal | None:
        """Return what a unit has by it; None where it has no result."""
        if unit.total is None:
            return None
        if self.key == DOCUMENTS:
            return unit.documents
        if self.key == SURVEYED:
            return unit.survey
        return unit.domains.get(self.key.removeprefix(_DOMAIN)) if self.key else unit.total


def lenses_of(table: ResultTable) -> tuple[Lens, ...]:
    """Return the ways of looking at a table: parts only where there is a survey."""
    framework, survey = table.framework, table.survey_max
    found = [Lens("", _("Tổng điểm"), framework.scale.max)]
    if any(SURVEY in unit.sources for unit in table.units) or survey:
        found += [
            Lens(DOCUMENTS, _("Phần hồ sơ"), framework.scale.max - survey),
            Lens(SURVEYED, _("Phần khảo sát"), survey),
        ]
    found += [Lens(f"{_DOMAIN}{node.id}", f"{node.id}. {node.name}", node.max) for node in framework.criteria]
    return tuple(found)


def lens_named(table: ResultTable, key: str) -> Lens:
    """Return the lens of an address; the total where there is none of that name."""
    lenses = lenses_of(table)
    return next((lens for lens in lenses if lens.key == key), lenses[0])
