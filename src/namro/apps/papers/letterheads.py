"""The one door to what stands around a unit's papers on a day: names, place, letters of the symbol, who signs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch

from namro.apps.papers.models import Letterhead, Signer
from namro.apps.people.models import Holding, Kind, Unit, on_day
from namro.apps.people.queries.organisation import Node, span_at, tree_on
from namro.documents.writing.capacities import Capacity, signer_lines
from namro.documents.writing.official import Official

#: Units whose papers are their People's Committee's.
_GOVERNED = {Kind.PROVINCE, Kind.DISTRICT, Kind.COMMUNE, Kind.WARD, Kind.SPECIAL_ZONE}


@dataclass(frozen=True, slots=True)
class SignerOf:
    """Who signs: the position, the lines above the name, and who holds the position on the day ("" nobody)."""

    position: int
    lines: tuple[str, ...]
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterheadOf:
    """What stands around a unit's papers; texts are empty where nobody has set them."""

    body: str
    parent: str = ""
    place: str = ""
    agency_code: str = ""
    drafter: str = ""
    recipients: tuple[str, ...] = ()
    filing: str = ""
    signers: tuple[SignerOf, ...] = ()

    def official(self, kind: str, *, day: date | None = None, recipients: tuple[str, ...] = ()) -> Official:
        """Return the frame of a paper not yet issued: number blank, of the day only the year.

        The first signer signs; `recipients` stand before the unit's usual ones.
        """
        signer = self.signers[0] if self.signers else None
        return Official(
            kind=kind,
            issuing_body=self.body,
            parent_body=self.parent or None,
            agency_code=self.agency_code,
            drafter=self.drafter,
            place=self.place or None,
            year=day.year if day else None,
            recipients=tuple(dict.fromkeys((*recipients, *self.recipients))),
            filing=self.filing,
            signer_name=signer.name if signer else None,
            signer_lines=signer.lines if signer else (),
        )


def letterhead_of(unit: Unit, day: date) -> LetterheadOf:
    """Return what was set for the day, else what the organisation itself says: its name, its parent, its place."""
    held = Holding.objects.filter(on_day(day)).select_related("user").order_by("since", "id")
    signers = Signer.objects.select_related("position").prefetch_related(
        Prefetch("position__holdings", held, to_attr="holders")
    )
    row = Letterhead.objects.filter(on_day(day), unit=unit).prefetch_related(Prefetch("signers", signers)).first()
    return _from_row(row) if row else _by_the_tree(unit, day)


def issuer_of(node: Node) -> str:
    """Return what a unit's papers say on top: "UBND xã Suối Mây"."""
    return f"UBND {node.name[:1].lower()}{node.name[1:]}" if node.kind in _GOVERNED else node.name


def _from_row(row: Letterhead) -> LetterheadOf:
    return LetterheadOf(
        body=row.body,
        parent=row.parent,
        place=row.place,
        agency_code=row.agency_code,
        drafter=row.drafter,
        recipients=tuple(line.strip() for line in row.recipients.splitlines() if line.strip()),
        filing=row.filing,
        signers=tuple(_signers(row)),
    )


def _signers(row: Letterhead) -> Iterator[SignerOf]:
    for signer in row.signers.all():
        holders = signer.position.holders
        title = signer.position.name
        lines = signer_lines(Capacity(signer.capacity), body=row.body, head=row.head or title, title=title)
        yield SignerOf(signer.position_id, lines, holders[0].user.full_name if holders else "")


def _by_the_tree(unit: Unit, day: date) -> LetterheadOf:
    tree = tree_on(day)
    node = tree.nodes.get(unit.pk)
    if node is None:
        name = span_at(unit, day).name
        return LetterheadOf(body=name, place=name.partition(" ")[2])
    above = tree.nodes.get(node.parent) if node.parent else None
    return LetterheadOf(
        body=issuer_of(node), parent=issuer_of(above) if above else "", place=node.name.partition(" ")[2]
    )
