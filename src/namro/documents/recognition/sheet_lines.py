"""The parts of a score sheet while it is being read: lines, losses, remedies."""

from __future__ import annotations

from collections.abc import Iterable
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


@dataclass(frozen=True, slots=True)
class Unscored:
    """A number of the sheet that is printed without points, and the criterion printed before it."""

    number: str
    name: str
    at: Place
    after: ScoreLine

    @property
    def id(self) -> str:
        """Its outline number, "" if it neither goes on in the row of the criterion before it nor opens its parts."""
        head, _, last = self.number.rpartition(".")
        if not head:
            return ""
        if head == self.after.marker.number:
            return f"{self.after.id}.{last}"
        same_row = head == self.after.marker.number.rpartition(".")[0]
        return f"{self.after.id.rpartition('.')[0]}.{last}" if same_row else ""


def unscored_ids(found: Iterable[Unscored], known: Iterable[str]) -> dict[str, Unscored]:
    """The numbers of the sheet that no scored criterion has, neither itself nor through its parts."""
    known = tuple(known)
    ids = {u.id: u for u in found if u.id}
    return {i: u for i, u in ids.items() if not any(k == i or k.startswith(f"{i}.") for k in known)}


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
