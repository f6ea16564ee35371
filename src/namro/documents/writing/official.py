"""What every official document has around its content: letterhead, title, signature, headings of annexes."""

from __future__ import annotations

from dataclasses import dataclass

from namro.documents.writing.decree import Layout
from namro.documents.writing.parts import Columns, Line
from namro.documents.writing.wording import (
    BLANK,
    date_words,
    full_name,
    letterhead_lines,
    number_words,
    recipient_words,
    signing_words,
)

_LETTERHEAD_SHARES = (42, 58)
#: Length of the line under a name or summary, as a share of its text (the decree: one third to one half).
_RULE_SHARE = 0.4


@dataclass(frozen=True, slots=True, kw_only=True)
class Official:
    """Who issues a document and who signs it. `kind` is the letters of its type in the symbol: KH, BC."""

    kind: str
    kind_name: str
    issuing_body: str | None
    parent_body: str | None
    doc_code: str | None
    place: str | None
    date: str | None
    year: int | None
    recipients: tuple[str, ...]
    signer_name: str | None
    signer_role: str | None
    signer_capacity: str | None = None

    @property
    def code(self) -> str:
        """Number and symbol as printed."""
        return number_words(self.doc_code, self.issuing_body, kind=self.kind)


def letterhead_part(document: Official, layout: Layout) -> Columns:
    """The names above the document, the nation beside them, number, place and day below."""
    text = layout.text
    agency = [Line("agency", line) for line in letterhead_lines(document.issuing_body or BLANK)]
    left = [*agency[:-1], ruled(agency[-1], layout)]
    if document.parent_body:
        left = [*(Line("parent", line) for line in _parent_lines(document.parent_body, layout)), *left]
    right = (Line("nation", text["nation"]), ruled(Line("motto", text["motto"]), layout, share=1))
    days = date_words(document.date, document.year)
    place_date = text["place_date"].format(place=document.place or BLANK, **days)
    numbered = (Line("number", text["number"].format(code=document.code)),), (Line("place_date", place_date),)
    return Columns(_LETTERHEAD_SHARES, ((tuple(left), right), numbered))


def _parent_lines(body: str, layout: Layout) -> tuple[str, ...]:
    """The name on one line, or parted where it reads well if it is too long for the column."""
    name = full_name(body).upper()
    room = layout.page.text_width_mm() * _LETTERHEAD_SHARES[0] / 100
    return (name,) if layout.styles["parent"].width_mm(name) <= room else letterhead_lines(body)


def closing_part(document: Official, layout: Layout) -> Columns:
    """Recipients on the left, the signature on the right."""
    names = recipient_words(document.recipients, layout.text["filing"])
    left = (Line("recipients_label", layout.text["recipients"]), *(Line("recipients", name) for name in names))
    signing = signing_words(document.issuing_body, document.signer_capacity, document.signer_role)
    right = (*(Line("signer_role", line) for line in signing), Line("signer_name", document.signer_name or ""))
    return Columns((50, 50), ((left, right),))


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
