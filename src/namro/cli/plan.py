"""`namro plan FILE -o OUT`: the remediation plan of a score sheet as an official document."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from namro.cli.output import keep_sources
from namro.cli.progress import read_aloud
from namro.core.base.errors import NamroError
from namro.core.improvement import draft_plan
from namro.documents.writing import LAYOUTS, layout_words, write_plan


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    parser.add_argument("file", metavar="VĂN-BẢN", type=Path, help="phiếu chấm điểm, kế hoạch hoặc thông báo")
    parser.add_argument("-o", "--output", metavar="TỆP", type=Path, required=True, help="tệp .docx, .pdf hoặc .xlsx")
    parser.add_argument(
        "--layout",
        choices=tuple(LAYOUTS),
        default="annex",
        help=f"{layout_words()}; mặc định annex",
    )


def run(options: argparse.Namespace) -> int:
    """Write the plan and say on stderr what is in it."""
    keep_sources([options.file], [options.output])
    plan = draft_plan(read_aloud(options.file))
    if not plan.groups:
        raise NamroError(
            f"Không lập được kế hoạch từ “{options.file.name}”: không thấy điểm bị mất, hạn chế hay nhiệm vụ nào. "
            "Hãy dùng phiếu chấm điểm, kế hoạch hoặc thông báo.",
            code="nothing_to_plan",
        )
    notes = write_plan(plan, options.output, layout=options.layout)
    tasks = [task for group in plan.groups for task in group.tasks]
    proposed = sum(task.proposed for task in tasks)
    print(f"Đã ghi {options.output}: {len(tasks)} nhiệm vụ, {proposed} đề xuất cần xác nhận.", file=sys.stderr)
    print("\n".join(notes), file=sys.stderr)
    return 0
