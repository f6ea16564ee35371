"""A document as people corrected it: the reading, what is settled, and which acts hold."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import groupby

from namro.apps.exchange.bridge import imported_reading
from namro.apps.exchange.matters import Matter, matters
from namro.apps.exchange.models import CorrectionEntry, ImportedDocument
from namro.apps.exchange.queries import entries_of
from namro.core.printed import Question, Reading
from namro.core.printed.corrections import Act, Correction, apply, corrected, holding, keyed, question_key
from namro.core.printed.fields import Item
from namro.documents.recognition.questions import ask


@dataclass(frozen=True)
class Corrected:
    """What was read, and the acts that hold, oldest first; each act is the lines that one person wrote at once."""

    read: Reading
    acts: tuple[tuple[CorrectionEntry, ...], ...]

    @cached_property
    def corrections(self) -> tuple[Correction, ...]:
        """The corrections that hold."""
        return tuple(correction_of(entry) for act in self.acts for entry in act)

    @cached_property
    def items(self) -> dict[str, Item]:
        """Every item that is left, as corrected, by its key."""
        return corrected(self.read, self.corrections)

    @cached_property
    def printed(self) -> dict[str, Item]:
        """Every item as read, by its key."""
        return keyed(self.read)

    @cached_property
    def reading(self) -> Reading:
        """The reading as corrected, with the questions that are still open."""
        if not self.corrections:
            return self.read
        reading = apply(self.read, self.corrections)
        settled = {question_key(question) for question in self.answered}
        return replace(reading, questions=tuple(q for q in self._asked if question_key(q) not in settled))

    @cached_property
    def answered(self) -> tuple[Question, ...]:
        """Questions that the corrected items raise and that somebody has answered."""
        keys = {c.item for c in self.corrections if c.kind is Act.ANSWER}
        return tuple(question for question in self._asked if question_key(question) in keys)

    @cached_property
    def seen(self) -> frozenset[str]:
        """Keys of the matters that somebody has looked at and left as they are."""
        return frozenset(c.item for c in self.corrections if c.kind is Act.SEEN)

    @cached_property
    def matters(self) -> list[Matter]:
        """Everything to look at, also what has been seen."""
        return matters(self.reading, answered=self.answered)

    @cached_property
    def _asked(self) -> tuple[Question, ...]:
        """Corrected names and dates raise other questions than the printed ones did: they are asked anew."""
        reading = apply(self.read, self.corrections)
        return ask(reading.criteria, reading.tasks) if self.corrections else reading.questions


def corrected_document(document: ImportedDocument) -> Corrected:
    """Return the document as corrected (one query)."""
    return corrected_by(document, entries_of(document))


def corrected_by(document: ImportedDocument, entries: Iterable[CorrectionEntry]) -> Corrected:
    """Return the document as corrected by these lines, which are in order."""
    acts = [tuple(group) for _version, group in groupby(entries, key=lambda entry: entry.version)]
    held = holding([[correction_of(entry) for entry in act] for act in acts])
    return Corrected(imported_reading(document), tuple(acts[position] for position in held))


def reading_of(document: ImportedDocument) -> Reading:
    """Return what the document says, as read and corrected."""
    return corrected_document(document).reading


def correction_of(entry: CorrectionEntry) -> Correction:
    """Return a stored line as the core's value."""
    return Correction(kind=Act(entry.kind), item=entry.item, field=entry.field, old=entry.old, new=entry.new)
