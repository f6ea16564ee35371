"""The preview of a source's file."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as _mark

from namro.apps.feedback.incoming import Bringing, headings_in, rows_in
from namro.apps.feedback.models import Upload
from namro.core.service.feedback import rules
from namro.core.service.feedback_rows import CHANGED, NEW, SAME
from namro.ui.formats import NOTHING, day, moment

_SHOWN, _FAULTS, _SAMPLE, _CELL = 200, 100, 3, 80
_OUTCOMES = {NEW: (_mark("Mới"), "good"), CHANGED: (_mark("Thay đổi"), "warn"), SAME: (_mark("Không đổi"), "line")}


def bringing_page(upload: Upload, columns: Mapping[str, int], found: Bringing, *, remembered: bool) -> dict[str, Any]:
    """Return the context of the preview."""
    headings = headings_in(upload)
    places = sorted(headings)
    known = rules()
    return {
        "name": upload.name, "at": moment(upload.at), "source": known.sources[upload.source].name,
        "remembered": remembered, "seal": found.seal, "writes": found.writes,
        "choices": [
            {"name": f"cot-{meaning}", "words": words[0], "needed": meaning in {"code", "received"},
             "options": [(place, headings[place], columns.get(meaning) == place) for place in places]}
            for meaning, words in known.columns.items()
        ],
        "headings": [headings[place] for place in places],
        "sample": [[_cell(cells.get(place)) for place in places] for _number, cells in rows_in(upload)[:_SAMPLE]],
        "counts": [(_(words), found.count(one)) for one, (words, _css) in _OUTCOMES.items()],
        "faults": [str(fault) for fault in found.faults[:_FAULTS]],
        "more_faults": max(0, len(found.faults) - _FAULTS),
        "rows": [
            {"line": one.row.line, "code": one.row.code, "subject": one.row.subject, "kind": known.kinds[one.row.kind],
             "received": day(one.row.received), "limit": day(one.row.limit) if one.row.limit else NOTHING,
             "outcome": _(_OUTCOMES[one.outcome][0]), "css": _OUTCOMES[one.outcome][1]}
            for one in found.decided[:_SHOWN]
        ],
        "more_rows": max(0, len(found.decided) - _SHOWN),
    }  # fmt: skip


def _cell(value: str | date | None) -> str:
    text = day(value) if isinstance(value, date) else value or ""
    return text if len(text) <= _CELL else text[: _CELL - 1] + "…"
