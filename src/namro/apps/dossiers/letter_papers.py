"""A letter's row as the paper that is printed: letterhead of the unit, number and day blank until it was issued."""

from __future__ import annotations

from dataclasses import replace

from namro.apps.dossiers.models import DossierLetter, Procedure
from namro.apps.papers.letterheads import letterhead_of
from namro.core.base.clock import VIETNAM
from namro.core.service.letters import LetterKind
from namro.core.service.rules import watching_rules
from namro.documents.writing.content import Paper
from namro.documents.writing.dossier_letters import RECIPIENTS, DossierLetterText, letter_paper
from namro.documents.writing.official import LETTER, Official

#: The letters of each paper's type in its symbol.
_KINDS = {LetterKind.AGENCY: LETTER, LetterKind.APOLOGY: "PXL", LetterKind.CITIZEN: "TB"}
#: The rule whose articles an apology rests on.
_RULE = "R05"


def paper_of(letter: DossierLetter) -> Paper:
    """Return the letter as a paper; its unit and its dossier are loaded with it."""
    row, kind = letter.dossier, LetterKind(letter.kind)
    accepted = row.accepted_at.astimezone(VIETNAM) if row.accepted_at else None
    name = Procedure.objects.filter(code=row.procedure).order_by("-since").values_list("name", flat=True).first()
    return letter_paper(
        DossierLetterText(
            kind=kind,
            official=_official(letter, kind),
            code=row.code,
            procedure=row.procedure,
            procedure_name=name or "",
            accepted_at=accepted,
            due=letter.due,
            day=letter.on,
            holder=letter.holder,
            step=letter.step,
            step_began=letter.step_began.astimezone(VIETNAM) if letter.step_began else None,
            step_due=letter.step_due.astimezone(VIETNAM) if letter.step_due else None,
            days_left=letter.days_left,
            days_late=letter.days_late,
            new_due=letter.new_due,
            reason=letter.reason,
            grounds=watching_rules()[_RULE].grounds((accepted or letter.at.astimezone(VIETNAM)).date()),
        )
    )


def _official(letter: DossierLetter, kind: LetterKind) -> Official:
    """Number and day of what was sent stand on it; where only the number was told, the symbol is the usual one."""
    frame = letterhead_of(letter.unit, letter.on).official(_KINDS[kind], day=letter.on, recipients=RECIPIENTS[kind])
    if letter.day is None:
        return frame
    number, _slash, symbol = letter.number.partition("/")
    code = letter.number if symbol else f"{number}{frame.code[frame.code.index('/') :]}"
    return replace(frame, doc_code=code, date=letter.day.isoformat())
