"""`namro framework …`: criteria sets checked, shown, compared, begun, edited as workbooks, and tried on old facts."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

from namro.cli.arguments import spoken

_SET = "tệp bộ tiêu chí .yaml"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the actions; each one's module `namro.cli.framework_…` is imported when it runs."""
    actions = parser.add_subparsers(dest="action", required=True, metavar="VIỆC", title="các việc")
    for name, (summary, _module, declare) in _ACTIONS.items():
        action = actions.add_parser(
            name, help=summary, description=f"{summary[0].upper()}{summary[1:]}.", add_help=False
        )
        spoken(action)
        declare(action)


def run(options: argparse.Namespace) -> int:
    """Run the chosen action."""
    module = import_module(f"namro.cli.{_ACTIONS[options.action][1]}")
    act: Callable[[argparse.Namespace], int] = getattr(module, options.action.replace("-", "_"))
    return act(options)


def _one(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="BỘ", type=Path, help=_SET)


def _show(parser: argparse.ArgumentParser) -> None:
    _one(parser)
    parser.add_argument("--inputs", action="store_true", help="chỉ in danh sách số liệu cần có")
    parser.add_argument("--json", action="store_true", help="in dạng JSON")


def _two(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("old", metavar="BỘ-CŨ", type=Path, help=_SET)
    parser.add_argument("new", metavar="BỘ-MỚI", type=Path, help=_SET)
    parser.add_argument("--json", action="store_true", help="in dạng JSON, kèm mã cũ → mã mới")


def _new(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("id", metavar="MÃ", help="mã bộ tiêu chí, ví dụ cchc-xa")
    parser.add_argument("-o", "--output", metavar="TỆP", type=Path, required=True, help="tệp .yaml chưa có")


def _converted(source: str, target: str) -> Callable[[argparse.ArgumentParser], None]:
    def declare(parser: argparse.ArgumentParser) -> None:
        parser.add_argument("file", metavar="TỆP", type=Path, help=source)
        parser.add_argument("-o", "--output", metavar="TỆP", type=Path, required=True, help=target)

    return declare


def _backcast(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--old", metavar="BỘ", type=Path, required=True, help="bộ tiêu chí của năm ấy")
    parser.add_argument("--new", metavar="BỘ", type=Path, required=True, help="bộ tiêu chí đem thử")
    parser.add_argument("--facts", metavar="CSV", type=Path, required=True, help="số liệu: unit,year,input,value")
    parser.add_argument("--year", metavar="NĂM", type=int, required=True, help="năm của số liệu")
    parser.add_argument("--map", metavar="CSV", type=Path, help="tên số liệu đã đổi: old_input,new_input")
    parser.add_argument("--predecessors", metavar="CSV", type=Path, help="đơn vị cũ: unit,from_unit,year,share")
    parser.add_argument("--json", action="store_true", help="in dạng JSON")
    parser.add_argument("--csv", metavar="TỆP", type=Path, help="ghi bảng so sánh, mỗi đơn vị một dòng")


#: Name → summary, module, and what declares its arguments.
_ACTIONS: dict[str, tuple[str, str, Callable[[argparse.ArgumentParser], None]]] = {
    "check": ("kiểm tra tệp bộ tiêu chí, in mọi lỗi một lần", "framework_show", _one),
    "show": ("in cây tiêu chí, cách chấm và số liệu cần có", "framework_show", _show),
    "diff": ("so sánh hai bộ: thêm, bỏ, chuyển chỗ, sửa", "framework_diff", _two),
    "new": ("ghi tệp mẫu có chú thích để soạn bộ mới", "framework_files", _new),
    "to-xlsx": ("ghi bộ tiêu chí thành sổ Excel để sửa", "framework_files", _converted(_SET, "tệp .xlsx")),
    "from-xlsx": ("đọc sổ Excel đã sửa thành bộ tiêu chí", "framework_files", _converted("sổ .xlsx", "tệp .yaml")),
    "backcast": ("thử bộ mới trên số liệu năm trước", "framework_backcast", _backcast),
}
