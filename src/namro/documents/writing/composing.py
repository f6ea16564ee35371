"""From typed content to printed parts: the one place that knows in which order a document of Decree 30 is set."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import count, zip_longest

from namro.core.base.numerals import roman
from namro.documents.writing.content import Annex, Article, Block, Bullets, Paper, Section, Signature
from namro.documents.writing.decree import Layout
from namro.documents.writing.official import (
    LETTER,
    annex_heading,
    closing_part,
    letterhead_part,
    recipient_lines,
    ruled,
)
from namro.documents.writing.parts import AnnexPage, Columns, Line, Part, Report, TaskTable
from namro.documents.writing.wording import basis_words

_LETTERS = "abcdđeghiklmnopqrstuvxy"
_HALVES = (50, 50)
_NOBODY = Signature(())


def composed(paper: Paper, layout: Layout, *, tasks: TaskTable | None = None) -> Report:
    """Return the document as parts; `tasks` is the table that a workbook of it shows."""
    official, letterhead = paper.official, letterhead_part(paper.official, layout, about=paper.summary)
    title = () if official.kind == LETTER else _title(paper, layout)
    parts: tuple[Part, ...] = (
        *_draft_mark(paper, layout),
        letterhead,
        *title,
        *_addressee_lines(paper.addressees, layout),
        *_opening(paper, layout),
        *_ended(tuple(_set(paper.body, layout, depth=1 if paper.arabic else 0)), layout),
        *_signing(paper, layout),
        *(part for place, annex in enumerate(paper.annexes, 1) for part in _annex(paper, annex, place, layout)),
    )
    summary = title or (Line("summary", paper.summary),)
    return Report(title=summary, parts=parts, letterhead=letterhead, tasks=tasks)


def _title(paper: Paper, layout: Layout) -> tuple[Line, ...]:
    name = Line("type_name", paper.official.kind_name.upper())
    return (name, ruled(Line("summary", paper.summary), layout)) if paper.summary else (ruled(name, layout),)


def _draft_mark(paper: Paper, layout: Layout) -> tuple[Line, ...]:
    return (Line("annex", layout.text["draft"]),) if paper.draft else ()


def _addressee_lines(names: Sequence[str], layout: Layout) -> tuple[Line, ...]:
    """One on the line of its label; several below it, a dash before each."""
    label = layout.text["addressees"]
    if not names:
        return ()
    if len(names) == 1:
        return (Line("addressees", f"{label} {names[0]}"),)
    *others, last = names
    return (
        Line("addressees_head", label),
        *(Line("addressee", f"- {name};") for name in others),
        Line("addressee_last", f"- {last}."),
    )


def _opening(paper: Paper, layout: Layout) -> Iterator[Line]:
    if paper.authority:
        yield Line("authority", paper.authority)
    yield from (Line("basis", words) for words in basis_words(paper.bases))
    if paper.authority:
        yield Line("authority", layout.text["decided"])


def _set(blocks: Sequence[Block], layout: Layout, *, depth: int) -> Iterator[Part]:
    sections, articles = count(1), count(1)
    for block in blocks:
        match block:
            case str():
                yield from (Line("body", line.strip()) for line in block.splitlines() if line.strip())
            case Bullets():
                yield from (Line("body", f"- {item}") for item in block.items)
            case Article():
                yield from _article(block, next(articles), layout)
            case Section():
                yield _heading(block.title, next(sections), depth)
                yield from _set(block.blocks, layout, depth=depth + 1)
            case _:
                yield block


def _heading(title: str, number: int, depth: int) -> Line:
    if depth == 0:
        return Line("part", f"{roman(number)}. {title.upper()}")
    if depth == 1:
        return Line("section", f"{number}. {title}")
    return Line("point", f"{_LETTERS[(number - 1) % len(_LETTERS)]}) {title}")


def _article(article: Article, number: int, layout: Layout) -> Iterator[Line]:
    lead = f"{layout.text['article']} {number}."
    yield Line("body", f"{lead} {article.text}", lead=lead)
    yield from (Line("body", f"{place}. {clause}") for place, clause in enumerate(article.clauses, 1))


def _ended(parts: tuple[Part, ...], layout: Layout) -> tuple[Part, ...]:
    """The last sentence closed by the end mark. Below a table nothing is left to close."""
    last = parts[-1] if parts else None
    if not isinstance(last, Line):
        return parts
    mark = layout.text["end_mark"]
    text = last.text if last.text.endswith(mark) else last.text.rstrip(" .;") + mark
    return (*parts[:-1], replace(last, style="ending" if last.style == "body" else last.style, text=text))


def _signing(paper: Paper, layout: Layout) -> Iterator[Part]:
    """One signature beside the recipients; several side by side, two in a row, with the recipients below."""
    if not paper.signatures:
        yield closing_part(paper.official, layout)
        return
    for left, right in zip_longest(paper.signatures[::2], paper.signatures[1::2], fillvalue=_NOBODY):
        yield Columns(_HALVES, ((_signature_lines(left), _signature_lines(right)),))
    if paper.official.recipients:
        yield Columns(_HALVES, ((recipient_lines(paper.official, layout), (Line("recipients", ""),)),))


def _signature_lines(signature: Signature) -> tuple[Line, ...]:
    return (*(Line("signer_role", line) for line in signature.lines), Line("signer_name", signature.name))


def _annex(paper: Paper, annex: Annex, place: int, layout: Layout) -> Iterator[Part]:
    yield AnnexPage(upright=annex.upright)
    yield from _draft_mark(paper, layout)
    number = roman(place) if len(paper.annexes) > 1 else ""
    yield from annex_heading(paper.official, layout, title=annex.title, number=number)
    yield from _set(annex.blocks, layout, depth=0)
