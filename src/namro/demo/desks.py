"""A commune's desk in the demo: letters as its leaders sign them, files as its coordinator takes them in."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from pathlib import Path

from namro.apps.assessments.models import Assessment, Round
from namro.apps.library.actions import Page, add_files, add_link, add_version, correct
from namro.apps.library.jobs import read_waiting
from namro.apps.library.models import Evidence, EvidenceFile
from namro.apps.people.models import User
from namro.core.base.clock import VIETNAM
from namro.demo.papers import Letter, Signers, signers
from namro.demo.proofs import Wanted
from namro.demo.province import COMMUNES
from namro.demo.signing import Holder

_LINES = (
    "Căn cứ chương trình công tác năm và tình hình thực tế của địa phương;",
    "Văn bản này được lập theo nhiệm vụ cải cách hành chính đã giao, phân công rõ người thực hiện và thời hạn.",
    "Các bộ phận có liên quan chịu trách nhiệm thi hành và báo cáo kết quả về Văn phòng.",
)
_DAY = timedelta(days=1)


class Desk:
    """Where the coordinator of one commune takes files in."""

    def __init__(
        self, user: User, leader: User, sheet: Assessment, *, issuer: Holder, room: Path, at: datetime
    ) -> None:
        self.user, self.sheet, self._leader, self._issuer, self._room, self._at = (
            user, sheet, leader, issuer, room, at
        )  # fmt: skip
        self._name = COMMUNES[sheet.unit.code][0]
        self._numbers: set[tuple[str, int]] = set()
        self._signers: dict[bool, Signers] = {}

    @property
    def until(self) -> date:
        """The last day that a paper can bear: before the sheet was filled, in the measuring period."""
        return min(self._round.measured_to, self._at.astimezone(VIETNAM).date() - _DAY)

    @property
    def since(self) -> date:
        """The first day of the measuring period."""
        return self._round.measured_from

    @property
    def _round(self) -> Round:
        assert self.sheet.round is not None
        return self.sheet.round

    def letter(self, piece: Wanted) -> Letter:
        """The letter that is to prove it."""
        body = "Hội đồng nhân dân" if piece.of_council else "Ủy ban nhân dân"
        return Letter(
            above=body,
            body=self._name,
            for_body=f"TM. {'Thường trực ' if piece.of_council else ''}{body}",
            to="Ủy ban nhân dân tỉnh",
            place=self._name.split(" ", 1)[1],
            number=self._next_number(piece),
            symbol=piece.symbol,
            on=piece.on,
            title=piece.title,
            abstract=piece.abstract,
            lines=_LINES,
            role="Phó Chủ tịch" if piece.of_council else "Chủ tịch",
            name=self._signing(piece.of_council)[0],
        )

    def _next_number(self, piece: Wanted) -> int:
        """A number that grows with the day, as in a register; none twice in a year."""
        number = piece.on.timetuple().tm_yday
        while (piece.symbol, number) in self._numbers:
            number += 1
        self._numbers.add((piece.symbol, number))
        return number

    def signers_of(self, piece: Wanted) -> Signers:
        """Who signs it for the committee or the council; made once."""
        council = piece.of_council
        if council not in self._signers:
            leader, body = self._signing(council)
            self._signers[council] = signers(leader, body, issuer=self._issuer, at=self._at)
        return self._signers[council]

    def _signing(self, council: bool) -> tuple[str, str]:
        place = f"{self._name[:1].lower()}{self._name[1:]}"
        if council:
            return "Cù Thanh Bình", f"Thường trực Hội đồng nhân dân {place}"
        return self._leader.full_name, f"Ủy ban nhân dân {place}"

    def morning_after(self, piece: Wanted, days: int = 1) -> datetime:
        """So many days after the day of the paper, but before the sheet was filled."""
        return min(datetime.combine(piece.on + days * _DAY, time(8, 30), VIETNAM), self._at)

    def file(self, data: bytes, name: str) -> Path:
        """The content as a file of that name, until the next one of the name."""
        path = self._room / name
        path.write_bytes(data)
        return path

    def add(self, data: bytes, name: str, piece: Wanted) -> Evidence:
        """The evidence that a file becomes, or the one that it is already."""
        at, unit = self.morning_after(piece), self.sheet.unit_id
        added = add_files(self.user, unit, [self.file(data, name)], year=self.sheet.year, at=at)
        return _read((*added.made, *added.known)[0], at)

    def add_page(self, page: Page, piece: Wanted) -> Evidence:
        """The evidence that a web page becomes."""
        at, unit = self.morning_after(piece), self.sheet.unit_id
        added = add_link(self.user, unit, page, year=self.sheet.year, at=at, abstract=piece.proof.text)
        return _read((*added.made, *added.known)[0], at)

    def replace(self, evidence: Evidence, data: bytes, name: str, piece: Wanted) -> None:
        """Give a better file some days later."""
        at = self.morning_after(piece, 9)
        add_version(self.user, evidence, self.file(data, name), at=at)
        _read(evidence, at)

    def describe(self, evidence: Evidence, piece: Wanted, typed: dict[str, str]) -> None:
        """Type what the reader could not find, or something else."""
        correct(self.user, evidence, typed, seen=evidence.version, at=self.morning_after(piece))


def _read(evidence: Evidence, at: datetime) -> Evidence:
    """Read what waits for it, at once; return the evidence as it is then."""
    for key in evidence.files.filter(state__in=EvidenceFile.OPEN).values_list("pk", flat=True):
        read_waiting(key, clock=lambda: at)
    return Evidence.objects.get(pk=evidence.pk)
