"""Files made by the tests: small whole ones, and broken ones."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Mapping, Sequence

import typst

from tests.documents.conversion import FONTS

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
#: Properties of a Word table with lines.
_BORDERS = "<w:tblBorders>" + "".join(f'<w:{s} w:val="single"/>' for s in ("top", "left", "bottom", "right"))
RULED = f"<w:tblPr>{_BORDERS}</w:tblBorders></w:tblPr>"
_WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
_PACKAGE = 'xmlns="http://schemas.openxmlformats.org/package/2006/relationships"'
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def zipped(parts: Mapping[str, str | bytes]) -> bytes:
    """A zip file of these parts."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return target.getvalue()


def content_types(main: str, part: str) -> str:
    """[Content_Types].xml that names the main part and its type."""
    return f'<Types><Override PartName="/{part}" ContentType="{main}"/></Types>'


def docx(body: str, *, numbering: str = "", styles: str = "", header: str = "", main: str = _WORD_TYPE) -> bytes:
    """A .docx with this WordprocessingML inside `w:body`."""
    parts = {
        "[Content_Types].xml": content_types(main, "word/document.xml"),
        "word/document.xml": f"<w:document {_W}><w:body>{body}</w:body></w:document>",
    }
    relations = ""
    for kind, root, content in (
        ("numbering", "numbering", numbering),
        ("styles", "styles", styles),
        ("header", "hdr", header),
    ):
        if content:
            parts[f"word/{kind}.xml"] = f"<w:{root} {_W}>{content}</w:{root}>"
            relations += f'<Relationship Id="{kind}" Type="{_RELATION}/{kind}" Target="{kind}.xml"/>'
    parts["word/_rels/document.xml.rels"] = f"<Relationships>{relations}</Relationships>"
    return zipped(parts)


def p(text: str, properties: str = "") -> str:
    """A Word paragraph of one run."""
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def xlsx(cells: str, *, strings: Sequence[str] = (), main: str = _SHEET_TYPE, extra: str = "") -> bytes:
    """A workbook with one sheet "Trang" that holds this `sheetData`."""
    ns = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    items = "".join(f"<si><t>{s}</t></si>" for s in strings)
    sheet = '<sheet name="Trang" sheetId="1" r:id="one"/>'
    targets = {"one": ("worksheet", "worksheets/sheet1.xml"), "two": ("sharedStrings", "sharedStrings.xml")}
    relations = "".join(
        f'<Relationship Id="{i}" Type="{_RELATION}/{t}" Target="{p}"/>' for i, (t, p) in targets.items()
    )
    return zipped(
        {
            "[Content_Types].xml": content_types(main, "xl/workbook.xml"),
            "_rels/.rels": f"<Relationships {_PACKAGE}>"
            f'<Relationship Id="r" Type="{_RELATION}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
            "xl/workbook.xml": f'<workbook {ns} xmlns:r="{_RELATION}"><sheets>{sheet}</sheets></workbook>',
            "xl/_rels/workbook.xml.rels": f"<Relationships {_PACKAGE}>{relations}</Relationships>",
            "xl/sharedStrings.xml": f"<sst {ns}>{items}</sst>",
            "xl/worksheets/sheet1.xml": f"<worksheet {ns}>{extra}<sheetData>{cells}</sheetData></worksheet>",
        }
    )


def pdf(source: str) -> bytes:
    """A PDF typeset from Typst source."""
    whole = f'#set text(font: ("Liberation Serif", "Libertinus Serif"), lang: "vi", hyphenate: false)\n{source}'
    made: bytes = typst.compile(whole.encode(), font_paths=[FONTS])
    return made


def raw_pdf(content: bytes, *, packed: int = 0, trailer: str = "", resources: str = "", objects: str = "") -> bytes:
    """A PDF of one page with these drawing instructions, packed so many times; without a table of offsets."""
    filters = " ".join(["/FlateDecode"] * packed)
    for _ in range(packed):
        content = zlib.compress(content, 9)
    head = (
        "%PDF-1.7\n1 0 obj <</Type/Catalog/Pages 2 0 R>> endobj\n2 0 obj <</Type/Pages/Kids[3 0 R]/Count 1>> endobj\n"
        "3 0 obj <</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R"
        f"/Resources <</Font<</F 5 0 R>>{resources}>> >> endobj\n"
        f"5 0 obj <</Type/Font/Subtype/Type1/BaseFont/Times-Roman>> endobj\n{objects}"
        f"4 0 obj <</Length {len(content)}/Filter[{filters}]>>\nstream\n"
    )
    return head.encode() + content + f"\nendstream endobj\ntrailer <</Root 1 0 R{trailer}>>\n%%EOF".encode()
