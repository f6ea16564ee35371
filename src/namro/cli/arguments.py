"""argparse that speaks Vietnamese: what is wrong with the command, then where to read how it is used."""

from __future__ import annotations

import argparse
import os
import re
import sys
from pathlib import Path
from typing import Any, NoReturn

#: argparse's own messages, and what to say instead.
_MESSAGES = (
    (r"the following arguments are required: (.+)", r"Thiếu \1."),
    (r"unrecognized arguments: (.+)", r"Không hiểu \1."),
    (r"argument (.+): invalid choice: (.+) \(choose from (.+)\)", r"\1: không có \2; chọn một trong \3."),
    (r"argument (.+): expected one argument", r"\1: thiếu giá trị đi kèm."),
    (r"argument (.+): not allowed with argument (.+)", r"\1 không dùng chung với \2."),
    (r"ambiguous option: (.+) could match (.+)", r"\1 viết tắt của nhiều tùy chọn: \2."),
    (r"argument (.+): invalid int value: (.+)", r"\1: \2 không phải số nguyên."),
)


class _Formatter(argparse.HelpFormatter):
    """argparse forgets that the names of commands stand further in; the longest would get a line of its own."""

    def add_argument(self, action: argparse.Action) -> None:
        super().add_argument(action)
        for command in self._iter_indented_subactions(action):
            length = len(self._format_action_invocation(command)) + self._current_indent
            self._action_max_length = max(self._action_max_length, length)


class Parser(argparse.ArgumentParser):
    """An argument parser whose faults end with status 2, like any other bad input."""

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **{"formatter_class": _Formatter, **named})

    def error(self, message: str) -> NoReturn:
        said = message
        for pattern, words in _MESSAGES:
            said = re.sub(f"^{pattern}$", words, said)
        self.exit(2, f"{said} Cách dùng: {self.prog} --help\n")

    def _print_message(self, message: str, file: Any = None) -> None:
        """Print without argparse's silence about output that cannot be written."""
        (file or sys.stderr).write(message)


def data_folder() -> Path:
    """Return the installation's data folder: NAMRO_DATA, or `var` in the current folder."""
    return Path(os.environ.get("NAMRO_DATA") or "var")


def spoken(parser: argparse.ArgumentParser) -> None:
    """Give the parts that argparse adds by itself their Vietnamese names."""
    parser.add_argument("-h", "--help", action="help", help="in trang này rồi thôi")
    for group in parser._action_groups:  # no public way to name the two standing groups
        group.title = {"positional arguments": "cần có", "options": "tùy chọn"}.get(group.title or "", group.title)
