"""`namro audit FILE`: contradictions and gaps of a document, for people or for programs."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from namro.cli.progress import read_aloud
from namro.core.assessment import AuditRow, audit
from namro.core.assessment.rows import CODES, SEVERITIES
from namro.core.printed import is_blank

#: What people call the severities.
TITLES: dict[str, str] = {
    "error": "Mâu thuẫn số liệu, ngày tháng",
    "gap": "Còn thiếu",
    "text": "Lỗi chữ, đánh số, tên",
    "info": "Ghi chú",
}

#: Said instead of "no faults" when there was nothing to look at.
NOTHING = (
    "không nhận ra phần đầu văn bản, điểm số hay nhiệm vụ nào, nên không có gì để đối chiếu. "
    "Kiểm tra có đúng tệp cần đọc không."
)

#: More rows of one code than this are told in one line.
FOLD_ABOVE = 5
#: A row on all remedies at once sums up those on single ones.
SUMMARY = "remediation"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    parser.add_argument("file", metavar="VĂN-BẢN", type=Path, help=".txt, .md, .docx, .pdf có chữ hoặc .xlsx")
    parser.add_argument("--json", action="store_true", help="in dạng JSON cho chương trình khác")


def run(options: argparse.Namespace) -> int:
    """Print the rows; finding faults is the command's success, so the status stays 0."""
    reading = read_aloud(options.file)
    rows = audit(reading)
    if options.json:
        json.dump([row.to_plain() for row in rows], sys.stdout, ensure_ascii=False, indent=1)
        print()
    elif not rows and is_blank(reading):
        print(f"{options.file.name}: {NOTHING}")
    else:
        print("\n".join(spoken(rows, name=options.file.name)))
    return 0


def spoken(rows: Sequence[AuditRow], *, name: str) -> Iterator[str]:
    """Yield the rows as lines for people, gravest first."""
    if not rows:
        yield f"{name}: không thấy mâu thuẫn hay chỗ thiếu nào."
        return
    yield f"{name}: {len(rows)} chỗ cần xem."
    for severity in SEVERITIES:
        found = [row for row in rows if row.severity == severity]
        if found:
            yield f"\n{TITLES[severity]} ({len(found)})"
            for code in dict.fromkeys(row.code for row in found):
                yield from _spoken_code(code, [row for row in found if row.code == code])


def _spoken_code(code: str, rows: Sequence[AuditRow]) -> Iterator[str]:
    if len(rows) <= FOLD_ABOVE:
        yield from (f"  {row.message}" for row in rows)
    elif summaries := [row for row in rows if row.where == SUMMARY]:
        yield from (f"  {row.message}" for row in summaries)
    else:
        yield f"  {CODES[code]} ({len(rows)}): {', '.join(row.where for row in rows)}."
