"""Names of files and folders that every system opens: Windows is the strictest."""

from __future__ import annotations

import re
import unicodedata
from pathlib import PurePosixPath

from namro.core.assessment.score_sheet import SheetProof, SheetRow

#: The longest name of a file and of a folder; together with a user's own folders they stay below Windows' 260.
MOST_FILE, MOST_FOLDER = 120, 60
_FORBIDDEN = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*]+')
_SUFFIX = re.compile(r"\.[a-z0-9]{1,8}")
_DEVICES = re.compile(r"(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$)(?:\..*)?", re.IGNORECASE)
_UNNAMED = "khong-ten"


def folder_name(row: SheetRow, *, ascii_only: bool) -> str:
    """The folder of a criterion: its id, then its name, "1.1_Ban-hanh-ke-hoach"."""
    return safe_name(f"{row.node_id}_{row.name}", ascii_only=ascii_only, most=MOST_FOLDER)


def file_name(row: SheetRow, proof: SheetProof, place: int, *, ascii_only: bool) -> str:
    """The file of a proof: "1.1_02_05-KH-UBND_Ke-hoach.pdf"; a link becomes a text."""
    stored = PurePosixPath(proof.file_name.replace("\\", "/"))
    suffix = ".txt" if not proof.sha256 else stored.suffix.lower()
    suffix = suffix if _SUFFIX.fullmatch(suffix) else ""
    parts = (row.node_id, f"{place:02}", proof.number, proof.abstract or stored.stem)
    name = "_".join(part for part in parts if part)
    return safe_name(name, ascii_only=ascii_only, most=MOST_FILE - len(suffix)) + suffix


def safe_name(text: str, *, ascii_only: bool, most: int) -> str:
    """The text as a name of at most `most` characters and four times as many bytes, without what Windows forbids."""
    name = unicodedata.normalize("NFC", text)
    name = "".join(char for char in name if unicodedata.category(char) not in ("Cc", "Cf", "Cs", "Cn", "Co"))
    if ascii_only:
        plain = unicodedata.normalize("NFD", name.replace("đ", "d").replace("Đ", "D").replace("–", "-"))
        name = plain.encode("ascii", "ignore").decode()
    name = _FORBIDDEN.sub("-", name)
    name = re.sub(r"-{2,}", "-", re.sub(r"[\s,;]+", "-", name))
    name = name[:most].strip("-_. ")
    return f"_{name}"[:most] if _DEVICES.fullmatch(name) else name or _UNNAMED


def unique(name: str, taken: set[str], *, most: int) -> str:
    """The name, numbered where another differs from it in nothing but capitals; noted in `taken`."""
    path = PurePosixPath(name)
    stem, suffix = (path.stem, path.suffix) if _SUFFIX.fullmatch(path.suffix) else (name, "")
    made, again = name, 1
    while made.casefold() in taken:
        again += 1
        tail = f"_{again}{suffix}"
        made = stem[: most - len(tail)] + tail
    taken.add(made.casefold())
    return made
