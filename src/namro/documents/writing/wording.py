"""Words of an official document: names, number, date, assignment, recipients."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import datetime

from namro.core.base.actor_names import written
from namro.core.base.names import COMMITTEE

#: Where the plan does not know a name, the document leaves a place to write it.
BLANK = "…………………"
#: Not broken and not folded by any format, so that a clerk has room to write the number or the day.
_GAP = "\u00a0" * 6
#: "Sở nội vụ" is written "Sở Nội vụ".
_FIELD = re.compile(r"^((?:Sở|Bộ|Ban|Cục|Chi cục|Phòng) )(\w)")


def full_name(body: str | None) -> str:
    """A body's name without abbreviation: "UBND xã Suối Mây" → "Ủy ban nhân dân xã Suối Mây"."""
    if not body:
        return BLANK
    name = _FIELD.sub(lambda found: found[1] + found[2].upper(), body.strip())
    return re.sub(r"^UBND\b", COMMITTEE, name)


def letterhead_lines(body: str) -> tuple[str, ...]:
    """The name of the issuing body in capitals; a People's Committee takes two lines."""
    name = full_name(body)
    if name.startswith(f"{COMMITTEE} "):
        return COMMITTEE.upper(), name.removeprefix(COMMITTEE).strip().upper()
    return (name.upper(),)


def number_words(doc_code: str | None, body: str | None, *, kind: str = "KH") -> str:
    """Number and symbol as printed: "05/KH-UBND"; without a number a gap: "      /KH-UBND"."""
    if doc_code is None:
        doc_code = f"/{kind}-{agency_code_of(body)}"
    number, slash, symbol = doc_code.partition("/")
    number = number.strip()
    return (number.zfill(2) if number else _GAP) + slash + symbol


def agency_code_of(body: str | None) -> str:
    """The letters of a body in a symbol where nobody has set them: UBND for a People's Committee, else a gap."""
    return "UBND" if full_name(body).startswith(COMMITTEE) else _GAP


def date_words(iso: str | None, year: int | None) -> Mapping[str, str]:
    """Day, month and year as printed: zero before days below 10 and months 1 and 2; what is unknown is a gap."""
    parts = iso.split("-") if iso else [str(year)] if year else []
    month = int(parts[1]) if len(parts) > 1 else 0
    return {
        "day": parts[2].zfill(2) if len(parts) > 2 else _GAP,
        "month": (f"{month:02d}" if month < 3 else str(month)) if month else _GAP,
        "year": parts[0] if parts else _GAP,
    }


def moment_words(at: datetime) -> str:
    """A time of a day as minutes print it: "9 giờ 00 phút, ngày 16 tháng 10 năm 2026"."""
    return f"{at.hour} giờ {at.minute:02d} phút, ngày {at:%d} tháng {at.month:02d} năm {at.year}"


def assignment_words(lead: Sequence[str], collaborators: Sequence[str]) -> str:
    """Who does it, in the one wording that the reader reads back: "A; B chủ trì; phối hợp: C; D."

    Names are parted by ";" because many contain a comma. Nobody named: an empty text, to be filled in.
    """
    words = f"{listed(lead)} chủ trì" if lead else ""
    if collaborators:
        words += ("; phối hợp: " if lead else "Phối hợp: ") + listed(collaborators)
    return f"{words}." if words else ""


def names_words(names: Sequence[str]) -> str:
    """Names of a block's line: "C; D."; nobody named: an empty text."""
    return f"{listed(names)}." if names else ""


def listed(names: Sequence[str]) -> str:
    """Names one after another; one that would be read as several stands in quotation marks."""
    return "; ".join(map(written, names))


def signing_words(body: str | None, capacity: str | None, role: str | None) -> tuple[str, ...]:
    """The lines above the name: "TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH".

    The chairman of a People's Committee and who signs for him sign in its name, also where that was not printed.
    """
    lines = [line.upper() for line in (capacity, role) if line]
    chair = re.fullmatch(r"(?:KT\. )?(?:PHÓ )?CHỦ TỊCH(?: UBND.*)?", lines[-1]) if lines else None
    if chair and capacity is None and full_name(body).startswith(COMMITTEE):
        lines.insert(0, f"TM. {COMMITTEE.upper()}")
    if lines and lines[0].endswith(" KT"):  # read from two lines: "… KT. CHỦ TỊCH"
        lines[0] = lines[0].removesuffix(" KT")
    if lines and lines[-1].startswith("PHÓ CHỦ TỊCH") and lines[0].startswith("TM.") and len(lines) == 2:
        lines.insert(1, "KT. CHỦ TỊCH")
    return tuple(lines)


def recipient_words(recipients: Sequence[str], filing: str) -> tuple[str, ...]:
    """The list under "Nơi nhận": each line "- …;", the last one where the copy is filed."""
    names = [name.strip().lstrip("-").rstrip(";.").strip() for name in recipients]
    kept = [name for name in names if name.lower().startswith("lưu")]
    others = [name for name in names if name and name not in kept]
    return (*(f"- {name};" for name in others), f"- {kept[-1] if kept else filing}.")


def basis_words(bases: Sequence[str]) -> tuple[str, ...]:
    """Legal grounds, ";" after each and "." after the last."""
    bare = [base.strip().rstrip(";.,").rstrip() for base in bases]
    return (*(f"{base};" for base in bare[:-1]), *(f"{base}." for base in bare[-1:]))


def sentence(text: str) -> str:
    """The text with a full stop, unless it has its own stop."""
    return text if not text or text[-1] in ".;:!?…" else f"{text}."


def sentences(text: str) -> str:
    """A text of several lines as sentences on one."""
    return " ".join(sentence(line.strip()) for line in text.splitlines() if line.strip())


def lower_first(text: str) -> str:
    """The text as it stands inside a sentence; an abbreviation keeps its capitals."""
    return text if text[:2].isupper() else text[:1].lower() + text[1:]
