"""The command `namro`: finds the command's own module, and turns bad input into a message and status 2.

Only the chosen command is imported, so that `namro --help` and `namro read` do not wait for Django.
"""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from io import TextIOWrapper

from namro import __version__
from namro.cli.arguments import Parser, spoken
from namro.core.base.errors import NamroError

#: Name and summary; the module `namro.cli.<name>` has `add_arguments(parser)` and `run(options) -> int`.
COMMANDS = {
    "read": "đọc một văn bản thành dữ liệu có cấu trúc",
    "audit": "tìm chỗ số liệu, ngày, tên trong văn bản mâu thuẫn hoặc còn thiếu",
    "plan": "viết kế hoạch khắc phục theo thể thức Nghị định 30/2020/NĐ-CP",
    "demo": "chạy thử trên văn bản mẫu rồi mở trang",
    "serve": "mở trang làm việc trên dữ liệu của đơn vị",
    "worker": "làm việc nền của trang (đọc văn bản dài) trong một tiến trình riêng",
    "account": "tạo tài khoản đăng nhập, hoặc đặt lại mật khẩu",
    "bench": "đo độ chính xác và thời gian",
}


#: Faults of the place that the output goes to.
_NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status: 0, or 2 for bad input."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    speak_utf8()
    options = _parser(given[0] if given else None).parse_args(given)
    try:
        status: int = import_module(f"namro.cli.{options.command}").run(options)
        sys.stdout.flush()
    except NamroError as error:
        print(error.message, file=sys.stderr)
        return 2
    except BrokenPipeError:  # the reader of our output (`| head`) has had enough
        _drop_output()
        return 0
    except OSError as error:
        if error.errno not in _NO_ROOM:
            raise
        _drop_output()
        print("Không ghi được kết quả ra: hết chỗ trên ổ đĩa hoặc thiết bị lỗi. Chọn nơi khác.", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130  # what a shell reports for a program stopped by Ctrl C
    return status


def _drop_output() -> None:
    """Send what is still buffered nowhere, so that the end of the program does not fail on it again."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _parser(chosen: str | None) -> Parser:
    parser = Parser(prog="namro", description="Năm Rõ: từ phiếu chấm điểm đến việc phải làm.", add_help=False)
    spoken(parser)
    parser.add_argument("--version", action="version", version=f"namro {__version__}", help="in số phiên bản")
    commands = parser.add_subparsers(dest="command", required=True, metavar="LỆNH", title="các lệnh")
    for name, summary in COMMANDS.items():
        command = commands.add_parser(
            name, help=summary, description=f"{summary[0].upper()}{summary[1:]}.", add_help=False
        )
        spoken(command)
        if name == chosen:
            import_module(f"namro.cli.{name}").add_arguments(command)
    return parser


def speak_utf8() -> None:
    """Print Vietnamese whatever the machine's locale says."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8")
