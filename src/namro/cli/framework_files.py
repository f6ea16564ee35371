"""`namro framework new`, `to-xlsx`, `from-xlsx`: criteria sets as files that people work on."""

from __future__ import annotations

import argparse

from namro.cli.output import expect_suffix, keep_sources, write_output
from namro.core.base.clock import system_clock
from namro.core.base.errors import NamroError
from namro.core.framework.reading import read_framework
from namro.core.framework.skeleton import skeleton
from namro.core.framework.writing import write_framework

_TEXT = (".yaml", ".yml")


def new(options: argparse.Namespace) -> int:
    """Write a set to begin with; a file that is there already is left alone."""
    expect_suffix(options.output, *_TEXT)
    if options.output.exists():
        message = f"Đã có tệp “{options.output}”. Hãy chọn tên tệp khác để không mất bộ tiêu chí đang soạn."
        raise NamroError(message, code="output_file")
    if not options.id.strip():
        raise NamroError("Mã bộ tiêu chí để trống. Viết một mã ngắn, ví dụ cchc-xa.", code="no_id")
    write_output(options.output, skeleton(options.id.strip(), system_clock().date()).encode())
    return 0


def to_xlsx(options: argparse.Namespace) -> int:
    """Write a set as a workbook."""
    expect_suffix(options.output, ".xlsx")
    keep_sources([options.file], [options.output])
    framework = read_framework(options.file)
    from namro.documents.workbooks.to_workbook import write_workbook

    write_output(options.output, write_workbook(framework))
    return 0


def from_xlsx(options: argparse.Namespace) -> int:
    """Write the set that a workbook holds; nothing is written where it has faults."""
    expect_suffix(options.output, *_TEXT)
    keep_sources([options.file], [options.output])
    from namro.documents.workbooks.from_workbook import read_workbook

    write_output(options.output, write_framework(read_workbook(options.file)).encode())
    return 0
