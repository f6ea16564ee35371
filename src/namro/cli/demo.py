"""`namro demo`: reads the sample, tells what was found, serves the site with accounts to try."""

from __future__ import annotations

import argparse
import os
import shutil
from pathlib import Path

from namro.cli.serving import add_address_arguments, check_port, open_browser_soon, site_address, site_names
from namro.config import background, bootstrap, lock, server
from namro.core.base.clock import Clock, system_clock
from namro.core.base.errors import NamroError
from namro.demo.samples import SHEET
from namro.demo.story import tell

#: Everything the demo makes is in here; `--fresh` empties this folder and touches nothing else.
DATA = Path("var") / "demo"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    parser.add_argument("--fresh", action="store_true", help=f"xóa dữ liệu chạy thử ({DATA}) và làm lại từ đầu")
    parser.add_argument("--no-browser", action="store_true", help="không mở trình duyệt")
    add_address_arguments(parser)


def run(options: argparse.Namespace, *, clock: Clock = system_clock) -> int:
    """Tell the story, fill the site where it is empty, and serve until stopped."""
    check_port(options.host, options.port, command="demo")
    if options.fresh:
        _start_afresh()
    with lock.held(DATA):
        _serve(options, clock)
    return 0


def _start_afresh() -> None:
    try:
        with lock.alone(DATA):
            _empty(DATA)
    except lock.InUse as fault:
        raise NamroError(
            f"Trang đang chạy trên dữ liệu {DATA} nên không xóa. Dừng trang đó (Ctrl C) rồi chạy lại với --fresh.",
            code="in_use",
        ) from fault


def _empty(folder: Path) -> None:
    """Remove everything in the folder but the lock that is held on it."""
    for path in folder.iterdir():
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        elif path.name != lock.NAME:
            path.unlink()


def _trust_its_own_issuer() -> None:
    """The demo's papers are signed with certificates of an invented issuer, which is trusted nowhere else."""
    folder = DATA / "chung-thu-tin-cay"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    os.environ.setdefault("NAMRO_TRUST_ROOTS", str(folder))


def _serve(options: argparse.Namespace, clock: Clock) -> None:
    print("\n".join(tell(SHEET, plan_path=DATA / "ke-hoach-khac-phuc.docx")), flush=True)
    _trust_its_own_issuer()
    bootstrap.prepare(DATA, hosts=site_names(options.host))
    from namro.demo import filling  # its apps need Django, which is set up only now

    accounts = filling.fill_site(clock)
    address = site_address(options.host, options.port)
    print(f"\nTrang: {address}  (dừng: Ctrl C)\nĐăng nhập, mật khẩu chung {filling.PASSWORD}:")
    print("\n".join(f"  {a.username:<10} {a.full_name:<16} {a.position}" for a in accounts), flush=True)
    if not options.no_browser:
        open_browser_soon(address, host=options.host, port=options.port)
    with background.worker_beside(DATA):
        server.serve(options.host, options.port)
