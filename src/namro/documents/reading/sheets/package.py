"""The checked parts of a workbook: what the reading engine gets, and what it does not tell."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from dataclasses import dataclass

from namro.documents.reading import faults, limits
from namro.documents.reading.archive import Archive, check_xml, parse
from namro.documents.reading.sheets.formats import number_formats
from namro.documents.reading.sheets.margins import margin_lines

_NEEDED = re.compile(
    r"(?:\[Content_Types\]\.xml|_rels/\.rels|xl/(?:workbook|styles|sharedStrings|worksheets/)[^\\]*"
    r"|xl/_rels/workbook[^\\]*)",
    re.IGNORECASE,
)
_DRAWING = re.compile(r"xl/drawings/[^/\\]+\.xml", re.IGNORECASE)
_CELL = re.compile(rb"<(?:\w+:)?(row|c|f)\b([^<>]*)>")
_REFERENCE = re.compile(rb"""\br\s*=\s*["']([A-Z]{0,3})(\d{0,7})["']""")
_STYLE = re.compile(rb"""\bs\s*=\s*["'](\d{1,6})["']""")
_MOST_CELLS = 4 * limits.CELLS

Formats = dict[tuple[int, int], str]
Formulas = frozenset[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Package:
    """A workbook of checked parts only, and for each sheet name the number formats of its cells by (row, column),
    and the cells that hold formulas.

    `margins` are the lines of page headers, footers and text boxes, which may hold the stamp of a secret document.
    """

    workbook: bytes
    formats: dict[str, Formats]
    formulas: dict[str, Formulas]
    margins: tuple[str, ...]


def checked_package(archive: Archive) -> Package:
    """Read the parts within the limits; a sheet whose cells lie too far apart to be held in memory is refused."""
    parts = {name: archive.read(name) for name in archive.names if _NEEDED.fullmatch(name)}
    if sum(map(len, parts.values())) > limits.WORKBOOK_MB * limits.MB:
        raise faults.bomb()
    for data in parts.values():
        check_xml(data)
    styles = number_formats(parse(parts["xl/styles.xml"], kind=archive.kind)) if "xl/styles.xml" in parts else []
    marked = {
        name: _marked(parts[part], styles) for name, part in _sheets(archive.kind, parts).items() if part in parts
    }
    formats = {name: found for name, (found, _) in marked.items()}
    formulas = {name: found for name, (_, found) in marked.items()}
    drawings = [archive.xml(name) for name in archive.names if _DRAWING.fullmatch(name)]
    return Package(_packed(parts), formats, formulas, tuple(margin_lines(parts.values(), drawings)))


def column_number(letters: bytes) -> int:
    """A → 0, Z → 25, AA → 26."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number - 1


def _packed(parts: dict[str, bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as packed:
        for name, data in parts.items():
            packed.writestr(name, data)
    return target.getvalue()


def _sheets(kind: str, parts: dict[str, bytes]) -> dict[str, str]:
    """The part that holds each sheet, by the sheet's name."""
    workbook, relations = parts.get("xl/workbook.xml"), parts.get("xl/_rels/workbook.xml.rels")
    if workbook is None or relations is None:
        return {}
    targets = {r.get("Id"): r.get("Target") or "" for r in parse(relations, kind=kind)}
    found: dict[str, str] = {}
    for element in parse(workbook, kind=kind).iter():
        if element.tag.rpartition("}")[2] == "sheet":
            relation = next((v for k, v in element.items() if k.endswith("}id")), "")
            part = posixpath.normpath(posixpath.join("/xl", targets.get(relation, ""))).lstrip("/")
            found[element.get("name") or ""] = part
    return found


def _marked(sheet: bytes, styles: list[str]) -> tuple[Formats, Formulas]:
    """The cells with a format and those with a formula, counting cells without a reference as the engine does."""
    formats: Formats = {}
    formulas: set[tuple[int, int]] = set()
    row = column = -1
    last_row = last_column = 0
    for found in _CELL.finditer(sheet):
        if found.group(1) == b"f":
            formulas.add((row, column))
            continue
        reference = _REFERENCE.search(found.group(2))
        if found.group(1) == b"row":
            row, column = int(reference.group(2)) - 1 if reference and reference.group(2) else row + 1, -1
            continue
        column += 1
        if reference and reference.group(1) and reference.group(2):
            column, row = column_number(reference.group(1)), int(reference.group(2)) - 1
        if found.group(2).endswith(b"/"):
            continue
        last_row, last_column = max(last_row, row), max(last_column, column)
        style = _STYLE.search(found.group(2))
        index = int(style.group(1)) if style else 0
        if 0 < index < len(styles) and styles[index] != "General":
            formats[row, column] = styles[index]
    if (last_row + 1) * (last_column + 1) > _MOST_CELLS or last_column >= 10 * limits.COLUMNS:
        raise faults.too_long("ô trong một trang tính", limits.CELLS)
    return formats, frozenset(formulas)
