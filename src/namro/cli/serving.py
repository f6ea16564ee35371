"""What `demo` and `serve` share: where to listen, whether the port is free, when to open a browser."""

from __future__ import annotations

import argparse
import os
import socket
import sys
import threading
import webbrowser
from pathlib import Path
from time import sleep

from namro.cli.arguments import data_folder
from namro.core.base.errors import NamroError

#: Addresses that mean "every address of this machine".
_EVERYWHERE = {"0.0.0.0", "::", ""}  # noqa: S104 - compared with, not bound to


def add_address_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare --host and --port."""
    parser.add_argument("--host", metavar="ĐỊA-CHỈ", default="127.0.0.1", help="địa chỉ lắng nghe (mặc định 127.0.0.1)")
    parser.add_argument("--port", metavar="CỔNG", type=int, default=8000, help="cổng (mặc định 8000)")


def add_data_argument(parser: argparse.ArgumentParser) -> None:
    """Declare --data."""
    parser.add_argument(
        "--data",
        metavar="THƯ-MỤC",
        type=Path,
        default=data_folder(),
        help="thư mục dữ liệu (mặc định: biến NAMRO_DATA, không có thì var)",
    )


def site_address(host: str, port: int) -> str:
    """Return the address to type into a browser on this machine."""
    name = "127.0.0.1" if host in _EVERYWHERE else host
    return f"http://{f'[{name}]' if ':' in name else name}:{port}/"


def site_names(host: str) -> tuple[str, ...]:
    """Return the host names the site must answer to when it listens on `host`."""
    return (socket.gethostname(), *_own_addresses()) if host in _EVERYWHERE else (host,)


def check_port(host: str, port: int, *, command: str) -> None:
    """Raise NamroError when nothing can listen on `port`."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        socket.create_server((host, port), family=family).close()
    except (OSError, OverflowError) as error:
        raise NamroError(
            f"Không mở được cổng {port} trên {host}: chương trình khác đang dùng, hoặc máy không cho phép. "
            f"Chạy lại với cổng khác: namro {command} --port {port + 1 if port < 65535 else 8000}",
            code="port",
        ) from error


def open_browser_soon(address: str, *, host: str, port: int) -> None:
    """Open the site in a browser once it answers; nothing happens on a machine without a display."""
    if sys.platform == "linux" and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        return
    threading.Thread(target=_open_when_up, args=(address, host, port), daemon=True).start()


def _open_when_up(address: str, host: str, port: int) -> None:
    for _ in range(100):
        try:
            socket.create_connection(("127.0.0.1" if host in _EVERYWHERE else host, port), timeout=1).close()
        except OSError:
            sleep(0.1)
        else:
            webbrowser.open(address)
            return


def _own_addresses() -> tuple[str, ...]:
    try:
        return tuple(socket.gethostbyname_ex(socket.gethostname())[2])
    except OSError:
        return ()
