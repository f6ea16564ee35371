"""What a workbook that came back would change, as finished text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from namro.apps.assessments.actions.offline import Difference
from namro.apps.assessments.models import Assessment, Incoming
from namro.apps.frameworks.trees import tree_of
from namro.core.assessment import sheet_upload
from namro.ui.formats import moment, number


@dataclass(frozen=True, slots=True)
class DifferenceRow:
    """One cell: its values as shown, whether it is ticked, and why it may not be."""

    key: str
    node: str
    name: str
    field: str
    base: str
    now: str
    new: str
    clash: bool
    mine: bool
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class OfflinePage:
    """The preview. `versions` are those of the rows that are shown."""

    code: str
    name: str
    at: str
    rows: tuple[DifferenceRow, ...]
    versions: tuple[tuple[str, int], ...]
    clashes: int
    foreign: int
    same: int
    faults: tuple[str, ...]
    remarks: tuple[str, ...]


def offline_page(sheet: Assessment, incoming: Incoming, found: Sequence[Difference]) -> OfflinePage:
    """Return the context."""
    framework = tree_of(sheet.edition)
    names = framework.names
    return OfflinePage(
        code=incoming.code,
        name=incoming.name,
        at=moment(incoming.at),
        rows=tuple(_row(one, names.get(one.node, "")) for one in found),
        versions=tuple({one.node: one.version for one in found}.items()),
        clashes=sum(1 for one in found if one.clash and one.mine),
        foreign=sum(1 for one in found if not one.mine),
        same=len(incoming.content["changes"]) - len(found),
        faults=tuple(incoming.content["faults"]),
        remarks=tuple(incoming.content["remarks"]),
    )


def _row(one: Difference, name: str) -> DifferenceRow:
    words = {
        sheet_upload.POINTS: _("Điểm tự chấm"),
        sheet_upload.NOT_APPLICABLE: _("Không áp dụng"),
        sheet_upload.EXPLANATION: _("Giải trình"),
    }
    base, now, new = (_said(one.field, text) for text in (one.base, one.now, one.new))
    return DifferenceRow(one.key, one.node, name, words[one.field], base, now, new, one.clash, one.mine, one.version)


def _said(field: str, text: str) -> str:
    return number(Decimal(text)) if field == sheet_upload.POINTS and text else text
