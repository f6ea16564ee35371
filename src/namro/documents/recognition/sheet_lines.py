"""The parts of a score sheet while it is being read: lines, losses, remedies."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from namro.core.printed import Place
from namro.documents.recognition.markers import Marker
from namro.documents.recognition.scores import ScorePhrase


@dataclass(slots=True, eq=False)
class Loss:
    """One reason under a line; `part` names an unnumbered part that has no points of its own. `id` comes last."""

    reason: str
    points: Decimal | None
    implied: bool
    done: bool
    at: Place
    part: str | None = None
    id: str = ""


@dataclass(slots=True, eq=False)
class ScoreLine:
    """One line with points: a numbered criterion, or an unnumbered part of the one above it.

    `below` holds, in printed order, the parts and the losses printed on lines of their own.
    """

    marker: Marker
    name: str
    phrase: ScorePhrase
    at: Place
    losses: list[Loss] = field(default_factory=list)
    below: list[ScoreLine | Loss] = field(default_factory=list)
    second: Decimal | None = None
    id: str = ""
    raw_id: str | None = None

    @property
    def parts(self) -> list[ScoreLine]:
        """The unnumbered parts that have points of their own."""
        return [x for x in self.below if isinstance(x, ScoreLine)]


@dataclass(slots=True, eq=False)
class Remedy:
    """One remedy as printed below `line`; `losses` are those it answers; `done` when it says "đã khắc phục".

    `people` and `time` are cells of their own where the sheet is a table.
    """

    text: str
    at: Place
    line: ScoreLine
    losses: list[Loss]
    done: bool = False
    people: str = ""
    time: str = ""
