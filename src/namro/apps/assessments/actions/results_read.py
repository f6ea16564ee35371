"""A result that came back as a document: read, put on the sheet's criteria, kept until a person has looked at it."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from django.db import transaction

from namro.apps.assessments.actions.offline import replaced
from namro.apps.assessments.actions.results_back import check_write_results
from namro.apps.assessments.models import Assessment, Incoming
from namro.apps.frameworks.trees import tree_of
from namro.apps.people.models import User
from namro.core.assessment.results import results_from
from namro.core.scoring.numbers import plain
from namro.documents import read_file

_NAME, _LINE = 120, 300


@transaction.atomic
def stage_results(user: User, sheet: Assessment, path: Path, *, name: str, at: datetime) -> Incoming:
    """Read a result for the sheet. Raises UnreadableDocument, or NamroError where results are not taken now."""
    check_write_results(user, sheet)
    framework = tree_of(sheet.edition)
    found = results_from(read_file(path), framework)
    bearers = {*framework.leaves, *(item.id for item in framework.items)}
    content = {
        "rows": {key: [plain(row.points), row.reason] for key, row in found.rows.items() if key in bearers},
        "faults": [str(fault) for fault in found.faults],
        "unmatched": [f"{one.id}. {one.name}"[:_NAME] for one in found.unmatched],
        "lines": [line[:_LINE] for line in found.lines],
        "missing": list(found.missing),
        "printed": None if found.printed_total is None else plain(found.printed_total),
        "computed": None if found.computed_total is None else plain(found.computed_total),
    }
    return replaced(user, sheet, Incoming.Kind.RESULTS, name=name, content=content, at=at)
