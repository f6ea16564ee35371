"""The command `namro`: finds the command's own module, and turns bad input into a message and status 2.

Only the chosen command is imported, so that `namro --help` and `namro read` do not wait for Django.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from importlib import import_module
from types import ModuleType

from namro import __version__
from namro.cli import streams
from namro.cli.arguments import Parser, spoken
from namro.core.base.errors import NamroError

#: Name and summary; the module `namro.cli.<name>` (with _ for -) has `add_arguments(parser)` and `run(options) -> int`.
COMMANDS = {
    "read": "đọc một văn bản thành dữ liệu có cấu trúc",
    "audit": "tìm chỗ số liệu, ngày, tên trong văn bản mâu thuẫn hoặc còn thiếu",
    "layout": "kiểm tra thể thức của tệp Word theo Nghị định 30/2020/NĐ-CP",
    "due": "tính hạn theo giờ, ngày làm việc, ngày hoặc tháng",
    "plan": "viết kế hoạch khắc phục theo thể thức Nghị định 30/2020/NĐ-CP",
    "index766": "tính điểm chỉ số phục vụ người dân, doanh nghiệp (Quyết định 766) từ số đếm",
    "survey": "bộ câu hỏi khảo sát hài lòng, ước lượng chỉ số và sai số",
    "score": "chấm điểm từ bộ tiêu chí và số liệu, mỗi điểm một câu giải thích",
    "indicators": "đếm chỉ số phục vụ từ hồ sơ một cửa, theo đơn vị và tháng",
    "dossiers": "nạp tệp xuất hồ sơ một cửa vào trang, tệp lớn bao nhiêu cũng được",
    "demo-data": "tạo dữ liệu mẫu lớn: hồ sơ một cửa của các đơn vị không có thật",
    "round": "liệt kê kỳ đánh giá, tính lại kết quả đã công bố từ bản chụp",
    "framework": "kiểm tra, xem, so sánh, soạn và thử bộ tiêu chí",
    "demo": "chạy thử trên văn bản mẫu rồi mở trang",
    "serve": "mở trang làm việc trên dữ liệu của đơn vị",
    "worker": "làm việc nền của trang (đọc văn bản dài) trong một tiến trình riêng",
    "account": "tạo tài khoản đăng nhập, hoặc đặt lại mật khẩu",
    "audit-log": "kiểm tra nhật ký có bị sửa, xóa, chèn dòng hay không",
    "bench": "đo độ chính xác và thời gian",
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status; 2 for bad input and for output that cannot be written."""
    streams.make_ready()
    try:
        return _flushed(list(sys.argv[1:] if arguments is None else arguments))
    except NamroError as error:
        streams.say(error.message)
    except BrokenPipeError:  # the reader of our output (`| head`) has had enough
        streams.end_output()
        return 0
    except OSError as error:
        if not streams.is_full(error):
            raise
        streams.say("Không ghi được kết quả ra: hết chỗ trên ổ đĩa hoặc thiết bị lỗi. Chọn nơi khác.")
    except KeyboardInterrupt:
        streams.end_output()
        return 130  # what a shell reports for a program stopped by Ctrl C
    streams.end_output()
    return 2


def _flushed(given: Sequence[str]) -> int:
    """Run the command and write out all it said, so that a fault of the output is met here and not at the very end."""
    try:
        options = _parser(given[0] if given else None).parse_args(given)
        status: int = _module(options.command).run(options)
    except SystemExit:  # --help, --version, or a wrong command line that argparse has told
        sys.stdout.flush()
        raise
    sys.stdout.flush()
    return status


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
            _module(name).add_arguments(command)
    return parser


def _module(command: str) -> ModuleType:
    return import_module(f"namro.cli.{command.replace('-', '_')}")
