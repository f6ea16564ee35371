"""The form in which somebody decides what is done about a lost point, and the two values when two people did."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as _mark

from namro.apps.library.accepting import SUFFIXES
from namro.apps.plans.deciding import DecidedFindings, DecisionConflict, Filled
from namro.apps.plans.pages.finding_words import disposition_word
from namro.core.improvement.decisions import ASKED
from namro.ui.formats import NOTHING, day, moment

#: Field → its word and hint, in the order of the form.
_WORDS = {
    "proof": (_mark("Minh chứng"), _mark("Số văn bản hoặc đường dẫn; có tệp thì được bỏ trống")),
    "file": (_mark("Tệp minh chứng (không bắt buộc)"), _mark("Ảnh, .pdf, .docx, .xlsx")),
    "done_on": (_mark("Khắc phục xong ngày"), _mark("Ví dụ 05/03/2026; muộn nhất là hôm nay")),
    "ground": (_mark("Căn cứ đề nghị"), _mark("Điều, khoản, số văn bản; hoặc lý lẽ bằng lời")),
    "why": (_mark("Vì sao ngoài khả năng trong năm"), _mark("Một câu, để người đọc kế hoạch hiểu")),
}
#: Field → its name in the form, as addresses and forms are in Vietnamese.
FORM_NAMES = {"proof": "minh-chung", "file": "tep", "done_on": "ngay", "ground": "can-cu", "why": "ly-do"}
#: Names in the form of what else is sent.
OTHER_NAMES = {"disposition": "huong", "token": "tep-da-giu"}
#: The fields that are typed.
TEXTS = ("proof", "done_on", "ground", "why")
_ABOUT = {
    "to_do": _mark("vào kế hoạch, có người và hạn"),
    "already_remedied": _mark("cần minh chứng và ngày"),
    "to_appeal": _mark("cần căn cứ"),
    "long_term": _mark("cần lý do"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Deciding:
    """What the address asks for: the finding whose form is open, and what was sent but not taken.

    `version` is the one that the form was made of, `token` carries a file that is in the store already.
    """

    key: str = ""
    version: int | None = None
    values: Mapping[str, str] = field(default_factory=dict)
    refused: Mapping[str, str] = field(default_factory=dict)
    token: str = ""
    file: str = ""


@dataclass(frozen=True, slots=True)
class Choice:
    """One disposition to choose."""

    code: str
    word: str
    about: str
    chosen: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """One field; `field` is its name in the form, `css` the disposition that asks for it."""

    name: str
    field: str
    word: str
    hint: str
    value: str
    error: str
    css: str
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """The open form. `file` is the name of a proof that is kept already."""

    key: str
    version: int
    error: str
    choices: tuple[Choice, ...]
    boxes: tuple[Box, ...]
    token: str
    file: str
    accept: str


@dataclass(frozen=True, slots=True)
class Side:
    """One field: what was decided, and what was about to be."""

    word: str
    theirs: str
    mine: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ConflictPage:
    """Two people decided about one finding. `values` go into the form that writes mine."""

    name: str
    person: str
    at: str
    version: int
    key: str
    sides: tuple[Side, ...]
    values: tuple[tuple[str, str], ...]


def form_of(found: DecidedFindings, asked: Deciding) -> Form | None:
    """Return the form that is asked for, or None when there is no such finding."""
    if asked.key not in found.keys:
        return None
    values = dict(asked.values) or _now(found, asked.key)
    held = found.holding.get(asked.key)
    boxes = tuple(
        Box(
            name=name,
            field=FORM_NAMES[name],
            word=_(word),
            hint=_(hint),
            value=values.get(name, ""),
            error=asked.refused.get(name, ""),
            css=_asked_by(name),
            kind={"file": "file", "done_on": "day"}.get(name, "text"),
        )
        for name, (word, hint) in _WORDS.items()
    )
    return Form(
        key=asked.key,
        version=found.version if asked.version is None else asked.version,
        error=asked.refused.get("disposition", ""),
        choices=choices_with(values.get("disposition", "")),
        boxes=boxes,
        token=asked.token,
        file=asked.file or (held.file_name if held else ""),
        accept=",".join(SUFFIXES),
    )


def choices_with(chosen: str) -> tuple[Choice, ...]:
    """Return the dispositions to choose from, one of them chosen."""
    return tuple(Choice(code, disposition_word(code), _(about), code == chosen) for code, about in _ABOUT.items())


def conflict_page(found: DecidedFindings, filled: Filled, clash: DecisionConflict, *, token: str) -> ConflictPage:
    """Return the context of the page with both values side by side."""
    finding = found.report.findings[found.keys.index(filled.key)]
    held = clash.held
    file = filled.file.name if filled.file else ""
    theirs = {
        "proof": held.proof if held else "",
        "file": held.file_name if held else "",
        "done_on": day(held.done_on) if held and held.done_on else "",
        "ground": held.ground if held else "",
        "why": held.why if held else "",
    }
    mine = {name: filled.texts.get(name, "") for name in theirs if name in _fields(filled.disposition)} | {"file": file}
    undone = _("trở lại như lời văn của phiếu")
    sides = [
        Side(_("Hướng xử lý"), disposition_word(held.disposition) if held else undone, _chosen(filled.disposition))
    ]
    sides += [
        Side(_(_WORDS[name][0]), theirs[name] or NOTHING, mine.get(name) or NOTHING)
        for name in _WORDS
        if theirs[name] or mine.get(name)
    ]
    values = {**filled.texts, "disposition": filled.disposition, "token": token}
    return ConflictPage(
        name=" ".join(filter(None, (finding.id, finding.criterion.name if finding.criterion else ""))),
        person=clash.last.by.full_name,
        at=moment(clash.last.at),
        version=found.version,
        key=filled.key,
        sides=tuple(sides),
        values=tuple(({**FORM_NAMES, **OTHER_NAMES}[name], text) for name, text in values.items()),
    )


def _now(found: DecidedFindings, key: str) -> dict[str, str]:
    """What the form begins with: the decision that holds, else what the wording suggests."""
    finding = found.report.findings[found.keys.index(key)]
    held = found.holding.get(key)
    return {
        "disposition": finding.disposition,
        "proof": held.proof if held else "",
        "done_on": day(held.done_on) if held and held.done_on else "",
        "ground": finding.ground or "",
        "why": held.why if held else "",
    }


def _chosen(code: str) -> str:
    return disposition_word(code) if code in ASKED else NOTHING


def _fields(disposition: str) -> tuple[str, ...]:
    return ASKED.get(disposition, ())


def _asked_by(name: str) -> str:
    """A file goes with the proof."""
    return next(code for code, fields in ASKED.items() if ("proof" if name == "file" else name) in fields)
