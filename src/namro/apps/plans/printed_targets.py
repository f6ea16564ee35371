"""The targets of the document from which a plan was made: who keeps documents says how it is read."""

from __future__ import annotations

from collections.abc import Callable

from namro.apps.plans.models import Plan
from namro.core.improvement.targets_read import DraftTarget, holds_everything_else, targets_from
from namro.core.printed import Reading

Reader = Callable[[str], Reading | None]


class _Registered:
    """The one who reads documents by their code."""

    reader: Reader = staticmethod(lambda _code: None)


def read_documents_with(reader: Reader) -> None:
    """Register who returns the reading of a document, corrections laid over it, by its code."""
    _Registered.reader = staticmethod(reader)


def printed_targets(plan: Plan) -> tuple[tuple[DraftTarget, ...], str]:
    """Return the targets that the plan's document prints, and its rule for all other criteria ("": none)."""
    reading = _Registered.reader(plan.source) if plan.source else None
    return ((), "") if reading is None else (targets_from(reading), holds_everything_else(reading))
