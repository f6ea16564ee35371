"""Twice the document is twice the work: no reader looks at all lines again for each line."""

from __future__ import annotations

import pytest

from namro.documents.model import Document
from namro.documents.recognition import recognise
from namro.documents.recognition.dues import due_of_column, due_of_task
from namro.documents.recognition.targets import Source, find_targets
from tests.documents.recognition.counted import calls_of
from tests.documents.recognition.text_document import document, paragraphs, table

#: A little above two, for what is looked up at the edges; looking at all lines for each line gives four.
TWICE = 2.2

LINES = [
    "1. Kế hoạch: đạt 1/1 điểm",
    "1.{}. Kế hoạch: đạt 0/1 điểm, trừ 1 điểm do chậm",
    "- Nội dung {}: đạt 0/1 điểm, trừ 0,5 điểm do chậm",
    "- Trừ 0,5 điểm do không có biên bản số {}",
    "Biện pháp khắc phục: Giao đ/c Lan lập sổ {} trước ngày 01/02/2024",
    "Điểm thưởng: 0,5/2 điểm",
    "Điểm thẩm định: 0,5/1 điểm",
    "Giải trình: xã đã làm việc {}",
    "Tuy nhiên, còn một số hạn chế: chưa lập sổ {}; chưa ký số",
    "Căn cứ Quyết định số {}/QĐ-UBND ngày 01/02/2024",
    "Năm 2023 xã đạt {},5 điểm, xếp thứ {}/82 xã",
    "* Nhiệm vụ số {}:",
    "II. NHIỆM VỤ",
    "a) Việc thứ {}",
    "- Phấn đấu {}% hồ sơ đúng hạn trong quý II",
    "7.{}. Việc chưa chấm",
    "Tổng điểm lĩnh vực {}: 8,5/10",
    "Tổng điểm lĩnh vực 7: 8,5/10",
    "Dòng không có gì {} của",
    "",
]


def printed(line: str, count: int) -> Document:
    """A sheet of one field with `count` lines of a kind; the figures have two digits in each."""
    lines = (line.replace("{}", str(10 + i % 90)) for i in range(count))
    return document(*paragraphs("\n".join(("III. HẠN CHẾ", "7. Kế hoạch: đạt 1/2 điểm", *lines))))


@pytest.mark.parametrize("line", LINES)
def test_lines(line: str) -> None:
    once, twice = (calls_of(lambda n=n: recognise(printed(line, n))) for n in (120, 240))  # type: ignore[misc]
    assert twice < TWICE * once


@pytest.mark.parametrize("name", ["Kế hoạch", "Tổng cộng", "1.1 Báo cáo: 1/2 điểm", ""])
def test_rows(name: str) -> None:
    heading = ("TT", "Tiêu chí", "Điểm tối đa", "Điểm đạt", "Lý do", "Nhiệm vụ", "Người thực hiện")

    def rows(count: int) -> Document:
        numbers = (str(10 + i % 90) for i in range(count))
        return document(table(heading, *((n, name, "2", "1", "chậm", "Lập sổ", "Lan") for n in numbers)))

    once, twice = (calls_of(lambda n=n: recognise(rows(n))) for n in (120, 240))  # type: ignore[misc]
    assert twice < TWICE * once


@pytest.mark.parametrize(
    "junk", ["trước ngày 1", "-a", "quý, ", "thang 1, ", "năm 2024 ", "hằng năm, ", "50% a, ", "1 tin ", "100% ", "a: "]
)
def test_one_line(junk: str) -> None:
    def work(times: int) -> int:
        text = junk * times
        return calls_of(
            lambda: (due_of_column(text, 2024), due_of_task(text, 2024), find_targets(text, Source.GOAL)),
        )

    assert work(400) < TWICE * work(200)
