"""`namro layout FILE.docx`: which layout rules of Decree 30/2020/NĐ-CP the file breaks."""

from __future__ import annotations

import argparse
import json
from dataclasses import asdict
from pathlib import Path

from namro.documents.layout_check import Finding, check_layout


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    parser.add_argument("file", metavar="VĂN-BẢN.docx", type=Path, help="tệp Word, của phần mềm nào cũng được")
    parser.add_argument("--json", action="store_true", help="in dạng JSON")


def run(options: argparse.Namespace) -> int:
    """Print what to mend; status 1 where a certain rule is broken, warnings alone are status 0."""
    findings = check_layout(options.file)
    if options.json:
        print(json.dumps([asdict(one) for one in findings], ensure_ascii=False, indent=1))
    else:
        for number, one in enumerate(findings, 1):
            print(f"{number}. {_words(one)}")
        wrong = sum(not one.is_warning for one in findings)
        print(f"{wrong} lỗi, {len(findings) - wrong} điểm nên xem lại." if findings else "Không thấy lỗi thể thức.")
    return int(any(not one.is_warning for one in findings))


def _words(one: Finding) -> str:
    kind = "Nên xem lại" if one.is_warning else "Lỗi"
    more = f" và {one.places - 1} chỗ khác" if one.places > 1 else ""
    text = f" “{one.excerpt}”" if one.excerpt else ""
    sure = "chưa kiểm" if one.is_warning else one.evidence
    return f"{kind} – {one.name}: {one.found} ({one.where}{more}){text}. {one.change} [{one.source}, {sure}]"
