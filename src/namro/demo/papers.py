"""Invented papers of communes, made when they are needed: letters signed or not, lists, photos of a telephone."""

from __future__ import annotations

import io
import json
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from pathlib import Path

import typst
import xlsxwriter

from namro.core.base.clock import VIETNAM
from namro.demo.signing import Holder, draw, issue, sign, stamp, words
from namro.documents import writing

_TEMPLATE = Path(__file__).parent / "letter.typ"
_FONTS = Path(writing.__file__).parent / "fonts"
#: Where number and day are filled in and where the signatures are shown, in points from below.
_NUMBER_AT, _DAY_AT = (102, 729), (392, 729)
_LEADER_BOX, _BODY_BOX = (365, 368, 485, 418), (290, 368, 350, 428)
_PHOTO = """
#set page(width: 320pt, height: 240pt, margin: 12pt, fill: rgb("{sky}"))
#set text(font: "Liberation Serif", size: 11pt, fill: white)
#place(bottom, dx: -12pt, dy: 12pt, rect(width: 320pt, height: 80pt, fill: rgb("{ground}")))
#place(center + horizon, rect(width: 150pt, height: 90pt, fill: rgb("{wall}"), stroke: 2pt + white))
#place(bottom + right)[{stamp}]
"""
_COLOURS = (("5b8db8", "6b705c", "b5838d"), ("8aa29e", "495057", "bc6c25"), ("4a6fa5", "606c38", "a98467"))
#: Fields of a letter that the template takes as they are.
_AS_THEY_ARE = ("above", "body", "for_body", "to", "place", "symbol", "title", "abstract", "lines", "role", "name")
_VALID = timedelta(days=3 * 365)


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """What stands on a letter; `above` and `body` are the lines of who issues it, `for_body` who is signed for."""

    above: str
    body: str
    for_body: str
    to: str
    place: str
    number: int
    symbol: str
    on: date
    title: str
    abstract: str
    lines: tuple[str, ...]
    role: str
    name: str


@dataclass(frozen=True, slots=True)
class Signers:
    """Who signs for a body, and who vouches for both."""

    issuer: Holder
    leader: Holder
    body: Holder


def issuer_of_all(at: datetime) -> Holder:
    """Return an invented issuer of certificates that is as old as the papers."""
    return issue("Tổ chức chứng thực chạy thử", organisation="Dữ liệu chạy thử", since=at - _VALID, until=at + _VALID)


def signers(leader: str, body: str, *, issuer: Holder, at: datetime) -> Signers:
    """Return a leader and a body with certificates."""
    since, until = at - _VALID, at + _VALID
    return Signers(
        issuer,
        issue(leader, organisation=body, number="CCCD:012345678901", by=issuer, since=since, until=until),
        issue(body.upper(), organisation=body, by=issuer, since=since, until=until),
    )


def printed(letter: Letter, *, blank: bool = False) -> bytes:
    """Return the letter as a .pdf; `blank`: number and day are left out, as a leader signs it."""
    data = {
        **{name: getattr(letter, name) for name in _AS_THEY_ARE},
        "number": "" if blank else str(letter.number),
        "day": "" if blank else f"{letter.on:%d}",
        "month": letter.on.month,
        "year": letter.on.year,
    }
    # A fixed time of making: the same letter is the same file.
    made: bytes = typst.compile(
        _TEMPLATE, font_paths=[_FONTS], ignore_system_fonts=True, timestamp=_moment(letter.on),
        sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
    )  # fmt: skip
    return made


def signed(letter: Letter, by: Signers, *, by_body: bool = True) -> bytes:
    """Return the letter as Decree 30 has it: the leader signs; number, day and stamp follow; the body signs."""
    at = _moment(letter.on)
    data = sign(printed(letter, blank=True), by.leader, issuer=by.issuer, box=_LEADER_BOX, at=at, shown="Da ky so")
    drawings = [words(str(letter.number), _NUMBER_AT, size=12), words(f"{letter.on:%d}", _DAY_AT, size=12)]
    if not by_body:
        return draw(data, *drawings)
    data = draw(data, *drawings, stamp(320, 398, 36))
    return sign(data, by.body, issuer=by.issuer, box=_BODY_BOX, at=at + timedelta(hours=2), shown="Da ky")


def looking_signed(letter: Letter) -> bytes:
    """Return a letter that bears pictures of a signature and a stamp, and no digital signature."""
    return draw(printed(letter), words("da ky", (400, 390), colour="0 0 1"), stamp(350, 398, 36))


def cut_off(data: bytes) -> bytes:
    """Return what is left of a file whose sending broke off."""
    return data[: len(data) // 3]


def photo(number: int, at: datetime) -> bytes:
    """Return a picture as a telephone takes it, with the time in its corner, as .png."""
    sky, ground, wall = _COLOURS[number % len(_COLOURS)]
    said = f"{at:%d/%m/%Y %H:%M} · {number}"
    source = _PHOTO.format(sky=sky, ground=ground, wall=wall, stamp=said)
    data = source.encode()
    made: bytes = typst.compile(data, format="png", ppi=96.0, font_paths=[_FONTS], ignore_system_fonts=True)  # type: ignore[call-overload]
    return made


def listing(title: str, rows: int, on: date) -> bytes:
    """Return a list as programs give it out, as .xlsx."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        book.set_properties({"created": _moment(on).replace(tzinfo=None)})
        sheet = book.add_worksheet("Bảng kê")
        sheet.write_row(0, 0, (title,))
        sheet.write_row(1, 0, ("STT", "Nội dung", "Ngày", "Kết quả"))
        for n in range(1, rows + 1):
            day = on - timedelta(days=rows - n)
            sheet.write_row(1 + n, 0, (n, f"Mục {n}", f"{day:%d/%m/%Y}", "Đúng hạn" if n % 7 else "Trễ 1 ngày"))
    return out.getvalue()


@cache
def _moment(on: date) -> datetime:
    return datetime.combine(on, time(8), VIETNAM).astimezone(UTC)
