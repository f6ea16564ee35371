"""`namro read FILE`: everything recognised in a document, in the published schema."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

import yaml

from namro.cli.progress import read_aloud
from namro.core.printed.plain import to_plain


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    parser.add_argument("file", metavar="VĂN-BẢN", type=Path, help=".txt, .md, .docx, .pdf có chữ hoặc .xlsx")
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="in dạng JSON (mặc định)")
    form.add_argument("--yaml", action="store_true", help="in dạng YAML")


def run(options: argparse.Namespace) -> int:
    """Print the reading on stdout; nothing else goes there."""
    plain = to_plain(read_aloud(options.file))
    if options.yaml:
        yaml.safe_dump(plain, sys.stdout, allow_unicode=True, sort_keys=False, width=120)
    else:
        json.dump(plain, sys.stdout, ensure_ascii=False, indent=1)
        print()
    return 0
