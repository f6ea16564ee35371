"""Proof in the demo's sheets: files made when the demo is made, taken into the library and put beside criteria."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from datetime import datetime, time
from pathlib import Path

from django.conf import settings

from namro.apps.assessments.actions.attaching import Spot, attach
from namro.apps.assessments.models import Assessment
from namro.apps.frameworks.trees import tree_of
from namro.apps.library.actions import Page
from namro.apps.library.models import Evidence
from namro.apps.people.models import User
from namro.core.base.clock import VIETNAM
from namro.core.base.folding import fold
from namro.core.framework.model import Framework
from namro.demo import papers
from namro.demo.desks import Desk
from namro.demo.proofs import Story, Wanted, wanted
from namro.documents.reading.apart import own_files


class Proving:
    """Makes the proof of one sheet after the other. Whoever vouches for all signatures is invented for it."""

    def __init__(self, at: datetime) -> None:
        self._issuer = papers.issuer_of_all(at)
        self._shared: dict[tuple[int, str, str], bytes] = {}
        self._photos = 10
        _trust(self._issuer.pem)

    def prove(self, coordinator: User, leader: User, sheet: Assessment, *, at: datetime, much: bool) -> None:
        """Give the sheet its proof, all of it handed in and read before `at`."""
        framework = tree_of(sheet.edition)
        with own_files(), tempfile.TemporaryDirectory() as room:
            desk = Desk(coordinator, leader, sheet, issuer=self._issuer, room=Path(room), at=at)
            days = {"since": desk.since, "until": desk.until}
            for piece in wanted(framework, sheet.unit.code, much=much, year=sheet.year, **days):
                self._give(desk, piece, framework)

    def _give(self, desk: Desk, piece: Wanted, framework: Framework) -> None:
        if piece.proof.kind == "link":
            evidence = self._link(desk, piece)
        elif piece.proof.kind == "photo":
            evidence = desk.add(self._once(piece, lambda: self._photo(piece)), f"IMG_{piece.on:%Y%m%d}.png", piece)
            desk.describe(evidence, piece, {"abstract": piece.proof.text})
        elif piece.proof.kind == "export":
            name = _parent(framework, piece.leaf.node.id)
            listed = papers.listing(f"Bảng kê: {name}", 24, desk.until)
            evidence = desk.add(listed, f"bang-ke-{_slug(name)}.xlsx", piece)
            desk.describe(evidence, piece, {"abstract": f"Bảng kê: {name}"})
        else:
            evidence = self._letter(desk, piece)
        spot = Spot(piece.leaf.node.id, piece.proof.id)
        attach(desk.user, desk.sheet, [evidence.pk], [spot], at=desk.morning_after(piece))

    def _letter(self, desk: Desk, piece: Wanted) -> Evidence:
        letter, by = desk.letter(piece), desk.signers_of(piece)
        name = f"{letter.number}-{_slug(piece.symbol)}-{_slug(piece.abstract)[:60]}.pdf"
        if piece.story == Story.TWO_VERSIONS:
            evidence = desk.add(papers.looking_signed(letter), name, piece)
            desk.replace(evidence, papers.signed(letter, by), name, piece)
            return evidence
        if piece.story in (Story.TWICE, Story.BROKEN, Story.UNSIGNED) or not piece.proof.signed:
            data = self._once(piece, lambda: papers.printed(letter))
            evidence = desk.add(papers.cut_off(data) if piece.story == Story.BROKEN else data, name, piece)
        else:
            by_body = piece.story != Story.LEADER_ONLY and piece.proof.signed != "leader"
            evidence = desk.add(papers.signed(letter, by, by_body=by_body), name, piece)
        if piece.story == Story.MISNUMBERED:
            desk.describe(evidence, piece, {"number": f"{letter.number + 9}/{piece.symbol}"})
        return evidence

    def _link(self, desk: Desk, piece: Wanted) -> Evidence:
        place = f"https://{desk.sheet.unit.code}.example/{_slug(piece.proof.text)}"
        pictured = piece.story == Story.PICTURED
        picture = desk.file(self._photo(piece), "chup-trang.png") if pictured else None
        return desk.add_page(Page(place, picture, piece.on if pictured else None), piece)

    def _photo(self, piece: Wanted) -> bytes:
        self._photos += 1
        return papers.photo(self._photos, datetime.combine(piece.on, time(9, self._photos % 60), VIETNAM))

    def _once(self, piece: Wanted, make: Callable[[], bytes]) -> bytes:
        """The file; where two communes have the same, that of the first."""
        if piece.story != Story.TWICE:
            return make()
        key = (piece.year, piece.leaf.node.id, piece.proof.id)
        if key not in self._shared:
            self._shared[key] = make()
        return self._shared[key]


def _trust(pem: bytes) -> None:
    """Put the invented issuer among the trusted ones, if these are the demo's own."""
    folder: Path | None = settings.TRUST_ROOTS
    if folder is not None and folder.resolve().is_relative_to(Path(settings.DATA_DIR).resolve()):
        (folder / "chay-thu.pem").write_bytes(pem)


def _parent(framework: Framework, key: str) -> str:
    """The name of the criterion above."""
    names = framework.names
    return names.get(key.rpartition(".")[0], names[key])


def _slug(text: str) -> str:
    """The text as a part of a file's name."""
    return "-".join("".join(c if c.isalnum() else " " for c in fold(text)).split())
