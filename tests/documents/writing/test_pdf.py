from __future__ import annotations

import re
from pathlib import Path

import pypdfium2 as pdfium
import pypdfium2.raw as raw
import pytest

from namro.core.improvement.plan import PlanGroup, PlanTask
from namro.documents.writing import to_pdf, write_plan
from tests.documents.writing.suoi_may import suoi_may

MM = 72 / 25.4


def written(path: Path, layout: str = "annex", **changes: object) -> pdfium.PdfDocument:
    write_plan(suoi_may(**changes), path, layout=layout)
    return pdfium.PdfDocument(path)


@pytest.fixture(scope="module")
def annex(tmp_path_factory: pytest.TempPathFactory) -> pdfium.PdfDocument:
    return written(tmp_path_factory.mktemp("pdf") / "plan.pdf")


def texts(document: pdfium.PdfDocument) -> list[str]:
    return [page.get_textpage().get_text_bounded() for page in document]


def words(document: pdfium.PdfDocument) -> str:
    return " ".join(" ".join(texts(document)).split())


def test_body_upright_then_annex_landscape(annex: pdfium.PdfDocument) -> None:
    sizes = [tuple(round(side / MM) for side in page.get_size()) for page in annex]
    assert sizes[:2] == [(210, 297), (210, 297)]
    assert set(sizes[2:]) == {(297, 210)}
    assert 4 <= len(sizes[2:]) <= 7


def test_page_numbers_start_on_second_pages_inside_the_top_margin(annex: pdfium.PdfDocument) -> None:
    numbers = []
    for page in annex:
        width, height = page.get_size()
        numbers.append(page.get_textpage().get_text_bounded(bottom=height - 19 * MM, top=height).strip())
        middle = page.get_textpage().get_text_bounded(
            left=width / 2 - 20 * MM, right=width / 2 + 30 * MM, bottom=height - 19 * MM, top=height
        )
        assert middle.strip() == numbers[-1]
    assert numbers == ["", "2", "", *(str(n) for n in range(2, len(annex) - 1))]


def test_head_of_the_table_is_on_every_page_of_the_annex(annex: pdfium.PdfDocument) -> None:
    for text in texts(annex)[2:]:
        assert re.search(r"TT\s+Nhiệm vụ\s+Sản phẩm\s+Tiến độ\s+Phân công", text)


def test_fonts_are_embedded(annex: pdfium.PdfDocument) -> None:
    names = set()
    for page in annex:
        for item in page.get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT]):
            font = item.get_font()
            assert font.is_embedded
            names.add(font.get_base_name().split("+")[-1])
    assert len(names) == 4  # regular, bold, italic, both
    assert all(name.startswith(("LiberationSerif", "TimesNewRoman")) for name in names)


def test_note_names_the_font(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(to_pdf, "_system_families", lambda: frozenset())
    notes = write_plan(suoi_may(), tmp_path / "plan.pdf")
    assert (
        notes[0] == "Máy này không có phông Times New Roman: tệp PDF nhúng phông Liberation Serif, cùng kích thước chữ."
    )
    monkeypatch.setattr(to_pdf, "_system_families", lambda: frozenset({"Times New Roman"}))
    notes = write_plan(suoi_may(), tmp_path / "plan.pdf")
    assert notes[0] == "Tệp PDF nhúng phông Times New Roman có trên máy này."


def test_text_is_never_read_as_markup(tmp_path: Path) -> None:
    hostile = '#read("/etc/passwd") *đậm* $x^2$ = Tiêu đề <nhãn> @ai \\ "ngoặc" // hết'
    task = PlanTask(number="1", text=hostile, lead=("#panic()",), due=("2026",))
    groups = (PlanGroup(number="I", title="#eval(sys.inputs)", tasks=(task,)),)
    for layout in ("annex", "blocks"):
        shown = words(written(tmp_path / f"{layout}.pdf", layout, groups=groups, title="#pagebreak() " + hostile))
        assert shown.count(hostile) >= 3
        assert "#panic()" in shown


def test_closing_is_never_alone_on_its_page(tmp_path: Path) -> None:
    """Whatever the length of the body, the signature has the last paragraph with it."""
    for extra in range(0, 12):
        bases = tuple(f"Căn cứ Kế hoạch số {n}/KH-UBND của Ủy ban nhân dân xã Suối Mây" for n in range(extra))
        pages = texts(written(tmp_path / "plan.pdf", bases=bases))
        (signed,) = [page for page in pages if "Giàng A Páo" in page]
        assert "Trên đây là Kế hoạch" in signed


@pytest.mark.parametrize("layout", ["annex", "blocks"])
def test_no_heading_at_the_foot_of_a_page(tmp_path: Path, layout: str) -> None:
    """Moved down line by line, no heading of the body and no group of the table stays behind alone."""
    heading = re.compile(r"[IVX]+\.? [A-ZĐÀ-Ỹ ,]+|\d\. [^.]+:?|\d\.\d+\. .+:")
    for extra in range(12):
        title = "Khắc phục hạn chế" + " của năm trước" * extra * 5
        for page in texts(written(tmp_path / "plan.pdf", layout, title=title)):
            assert not heading.fullmatch(page.strip().splitlines()[-1].strip())


def test_a_row_longer_than_a_page_is_not_cut_off(tmp_path: Path) -> None:
    text = " ".join(f"việc-{n}" for n in range(2000))
    groups = (PlanGroup(number="I", title="Chung", tasks=(PlanTask(number="1", text=text),)),)
    shown = words(written(tmp_path / "plan.pdf", groups=groups))
    assert "việc-0 " in shown
    assert "việc-1999" in shown
