"""The typed content of an official document: what a person or a report writes, without anything of its layout.

A `Paper` is any document of Decree 30: `Official` says who issues and signs it, the rest what it says. Numbers of parts
and articles, legal grounds, the end mark, headings of annexes and everything around them are the layout's work.
"""

from __future__ import annotations

from dataclasses import dataclass

from namro.documents.writing.official import Official
from namro.documents.writing.parts import Chart, Line, TaskTable


@dataclass(frozen=True, slots=True)
class Section:
    """A numbered part with what stands in it: I. in the body, 1. in a part, a) in that."""

    title: str
    blocks: tuple[Block, ...] = ()


@dataclass(frozen=True, slots=True)
class Bullets:
    """Lines that begin with a dash."""

    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Article:
    """An article (Điều) of a decision, numbered in its turn; `clauses` are numbered 1., 2. below its sentence."""

    text: str
    clauses: tuple[str, ...] = ()


#: A text is one paragraph per line of it; lines, tables and charts that are already set are taken as they are.
Block = str | Section | Bullets | Article | Line | TaskTable | Chart


@dataclass(frozen=True, slots=True)
class Signature:
    """One signature: the lines above it ("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH") and the name."""

    lines: tuple[str, ...]
    name: str = ""


@dataclass(frozen=True, slots=True)
class Annex:
    """An annex on pages of its own, landscape unless `upright`."""

    title: str
    blocks: tuple[Block, ...]
    upright: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """A document ready to be set.

    `summary` is the trích yếu, without "V/v" in a letter; `bases` are sentences without their closing mark.
    `authority` is the line of who decides ("CHỦ TỊCH ỦY BAN NHÂN DÂN XÃ SUỐI MÂY"); with it "QUYẾT ĐỊNH:" stands below
    the grounds. `arabic`: the parts of the body are 1., a) instead of I., 1. Where several sign (minutes), `signatures`
    take the place of the official's own. `draft` puts DỰ THẢO above.
    """

    official: Official
    summary: str
    body: tuple[Block, ...] = ()
    bases: tuple[str, ...] = ()
    addressees: tuple[str, ...] = ()
    authority: str = ""
    arabic: bool = False
    signatures: tuple[Signature, ...] = ()
    annexes: tuple[Annex, ...] = ()
    draft: bool = False
