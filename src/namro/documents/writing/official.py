"""What every official document has around its content: letterhead, title, signature, headings of annexes."""

from __future__ import annotations

from dataclasses import dataclass

from namro.documents.writing.decree import Layout, decree_30
from namro.documents.writing.parts import Columns, Line
from namro.documents.writing.wording import (
    BLANK,
    agency_code_of,
    date_words,
    full_name,
    letterhead_lines,
    number_words,
    recipient_words,
    signing_words,
)

#: The kind of a letter (công văn), whose type and letters are not printed.
LETTER = "CV"
_LETTERHEAD_SHARES = (42, 58)
#: Length of the line under a name or summary, as a share of its text (the decree: one third to one half).
_RULE_SHARE = 0.4


@dataclass(frozen=True, slots=True, kw_only=True)
class Official:
    """Who issues a document and who signs it. Number, place and day stay blank until it is issued.

    `kind` is the letters of its type in the symbol (KH, BC; `LETTER` for a công văn), `agency_code` those of the body
    (UBND), `drafter` those of the room that wrote it (VP), as letters have them. `date` is `2026-03-14`, `2026-03` or
    None; `year` is printed where no day is known. `filing` is the last line of the recipients, without its dash.
    """

    kind: str
    issuing_body: str | None
    parent_body: str | None = None
    doc_code: str | None = None
    agency_code: str = ""
    drafter: str = ""
    place: str | None = None
    date: str | None = None
    year: int | None = None
    recipients: tuple[str, ...] = ()
    filing: str = ""
    signer_name: str | None = None
    signer_role: str | None = None
    signer_capacity: str | None = None
    #: The lines above the name, where they are known whole; else they are made of capacity and role.
    signer_lines: tuple[str, ...] = ()

    @property
    def code(self) -> str:
        """Number and symbol as printed."""
        symbol = self.doc_code
        if symbol is None and (self.agency_code or self.kind == LETTER):
            body = self.agency_code or agency_code_of(self.issuing_body)
            letter = "-".join(filter(None, (body, self.drafter)))
            symbol = f"/{letter}" if self.kind == LETTER else f"/{self.kind}-{body}"
        return number_words(symbol, self.issuing_body, kind=self.kind)

    @property
    def kind_name(self) -> str:
        """The type's name: "Kế hoạch"."""
        return decree_30().kinds[self.kind]


def letterhead_part(document: Official, layout: Layout, *, about: str = "") -> Columns:
    """The names above the document, the nation beside them, number, place and day below.

    A letter (công văn) says below its number what it is `about`.
    """
    text = layout.text
    agency = [Line("agency", line) for line in letterhead_lines(document.issuing_body or BLANK)]
    left = [*agency[:-1], ruled(agency[-1], layout)]
    if document.parent_body:
        left = [*(Line("parent", line) for line in _parent_lines(document.parent_body, layout)), *left]
    right = (Line("nation", text["nation"]), ruled(Line("motto", text["motto"]), layout, share=1))
    days = date_words(document.date, document.year)
    place_date = text["place_date"].format(place=document.place or BLANK, **days)
    number = [Line("number", text["number"].format(code=document.code))]
    if document.kind == LETTER and about:
        number.append(Line("summary_letter", f"{text['about']} {about}"))
    return Columns(_LETTERHEAD_SHARES, ((tuple(left), right), (tuple(number), (Line("place_date", place_date),))))


def _parent_lines(body: str, layout: Layout) -> tuple[str, ...]:
    """The name on one line, or parted where it reads well if it is too long for the column."""
    name = full_name(body).upper()
    room = layout.page.text_width_mm() * _LETTERHEAD_SHARES[0] / 100
    return (name,) if layout.styles["parent"].width_mm(name) <= room else letterhead_lines(body)


def closing_part(document: Official, layout: Layout) -> Columns:
    """Recipients on the left, the signature on the right."""
    signing = document.signer_lines or signing_words(
        document.issuing_body, document.signer_capacity, document.signer_role
    )
    right = (
        *(Line("signer_role", line) for line in signing),
        Line("signer_name", document.signer_name or ""),
    )
    return Columns((50, 50), ((recipient_lines(document, layout), right),))


def recipient_lines(document: Official, layout: Layout) -> tuple[Line, ...]:
    """Who gets the document, and where the copy is filed."""
    names = recipient_words(document.recipients, document.filing or layout.text["filing"])
    return (Line("recipients_label", layout.text["recipients"]), *(Line("recipients", name) for name in names))


def annex_heading(document: Official, layout: Layout, *, title: str, number: str = "") -> tuple[Line, ...]:
    """The lines above an annex; `number` ("I") where there are several."""
    reference = layout.text["annex_reference"].format(
        kind=document.kind_name,
        code=document.code,
        body=full_name(document.issuing_body),
        **date_words(document.date, document.year),
    )
    return (
        Line("annex", f"{layout.text['annex']} {number}".rstrip()),
        Line("annex_title", title),
        ruled(Line("annex_reference", reference), layout),
    )


def ruled(line: Line, layout: Layout, *, share: float = _RULE_SHARE) -> Line:
    """The line with a short rule under it, as long as `share` of its text."""
    style = layout.styles[line.style]
    width = min(style.width_mm(line.text), layout.page.text_width_mm())
    return Line(line.style, line.text, round(share * width, 1))
