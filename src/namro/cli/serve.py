"""`namro serve`: the site on an installation's own data folder."""

from __future__ import annotations

import argparse
import os
from contextlib import nullcontext

from namro.cli.serving import add_address_arguments, add_data_argument, check_port, site_address, site_names
from namro.config import background, bootstrap, lock, server


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    add_data_argument(parser)
    add_address_arguments(parser)
    parser.add_argument(
        "--no-worker", action="store_true", help="không tự làm việc nền (đã chạy namro worker trong tiến trình riêng)"
    )


def run(options: argparse.Namespace) -> int:
    """Bring the data folder up to date and serve until stopped."""
    check_port(options.host, options.port, command="serve")
    named = os.environ.get("NAMRO_HOSTS")  # who sets names has a reason: a proxy, a name of its own
    bootstrap.prepare(options.data, hosts=() if named else site_names(options.host))
    print(f"Năm Rõ: {site_address(options.host, options.port)} (dừng: Ctrl C)", flush=True)
    if not _has_accounts():
        print(f"Chưa có tài khoản nào. Tạo: namro account TÊN --role admin --data {options.data}", flush=True)
    beside = nullcontext() if options.no_worker else background.worker_beside(options.data)
    with lock.held(options.data), beside:
        server.serve(options.host, options.port)
    return 0


def _has_accounts() -> bool:
    from namro.apps.people.models import User  # needs Django, which is set up by now

    return User.objects.exists()
