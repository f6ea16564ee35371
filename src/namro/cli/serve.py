"""`namro serve`: the site on an installation's own data folder."""

from __future__ import annotations

import argparse
import os
from pathlib import Path

from namro.cli.serving import add_address_arguments, check_port, site_address, site_names
from namro.config import bootstrap, server


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    parser.add_argument(
        "--data",
        metavar="THƯ-MỤC",
        type=Path,
        default=Path(os.environ.get("NAMRO_DATA") or "var"),
        help="thư mục dữ liệu (mặc định: biến NAMRO_DATA, không có thì var)",
    )
    add_address_arguments(parser)


def run(options: argparse.Namespace) -> int:
    """Bring the data folder up to date and serve until stopped."""
    check_port(options.host, options.port, command="serve")
    named = os.environ.get("NAMRO_HOSTS")  # who sets names has a reason: a proxy, a name of its own
    bootstrap.prepare(options.data, hosts=() if named else site_names(options.host))
    print(f"Năm Rõ: {site_address(options.host, options.port)} (dừng: Ctrl C)", flush=True)
    server.serve(options.host, options.port)
    return 0
