"""`namro account NAME`: makes an account of the site, or sets an existing one's password anew."""

from __future__ import annotations

import argparse
import sys
from getpass import getpass

from namro.cli.serving import add_data_argument
from namro.config import bootstrap
from namro.core.base.clock import Clock, system_clock
from namro.core.base.errors import NamroError


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    parser.add_argument("name", metavar="TÊN", help="tên đăng nhập; đã có thì đặt lại mật khẩu và mở khóa")
    parser.add_argument(
        "--admin", action="store_true", help="cho quyền quản trị; vai trò khác có khi được bổ nhiệm ở trang Tổ chức"
    )
    parser.add_argument("--full-name", metavar="HỌ-TÊN", help="họ và tên (mặc định: tên đăng nhập)")
    add_data_argument(parser)


def run(options: argparse.Namespace, *, clock: Clock = system_clock) -> int:
    """Ask for the password and save the account."""
    bootstrap.prepare(options.data)
    from namro.apps.people.actions import save_account

    fields = {"is_admin": options.admin, "full_name": options.full_name}
    given = {name: value for name, value in fields.items() if value}
    _user, made = save_account(options.name, asked_password(), at=clock(), **given)
    print(f"Đã tạo tài khoản {options.name}." if made else f"Đã đặt lại mật khẩu của {options.name}.")
    return 0


def asked_password() -> str:
    """The password typed twice on the terminal, or the first line of what is piped in."""
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\r\n")
    password = getpass("Mật khẩu (ít nhất 10 ký tự): ")
    if getpass("Gõ lại mật khẩu: ") != password:
        raise NamroError("Hai lần gõ mật khẩu không giống nhau. Chạy lại lệnh.", code="password")
    return password
