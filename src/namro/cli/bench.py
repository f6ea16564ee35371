"""`namro bench NAME`: figures anybody can take again, and the page that keeps them."""

from __future__ import annotations

import argparse
import os
import platform
import re
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

from namro.cli.checkout import ROOT
from namro.core.base.clock import Clock, system_clock
from namro.core.base.errors import NamroError

#: Each name has a module `namro.cli.bench_<name>` with `measure(size) -> Measured`.
NAMES = ("read", "plan", "score", "rounds", "work", "dossiers")


@dataclass(frozen=True)
class Measured:
    """Figures by key, with the seed and the sizes they were taken with."""

    figures: dict[str, float]
    seed: int
    sizes: str


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    parser.add_argument(
        "name",
        metavar="PHÉP-ĐO",
        choices=NAMES,
        help="read: đọc văn bản; plan: bảng theo dõi, việc của tôi; score: chấm điểm, thời hạn; "
        "rounds: kỳ đánh giá, phiếu chấm điểm; work: việc định kỳ của cả tỉnh, lượt tạo việc ban đêm; "
        "dossiers: hồ sơ một cửa của cả nước",
    )
    parser.add_argument("--size", choices=("small", "full"), default="small", help="small: xong trong 30 giây")
    parser.add_argument("--write", action="store_true", help="ghi số đo vào docs/benchmarks.md")


def run(options: argparse.Namespace, *, clock: Clock = system_clock) -> int:
    """Print one `key: number` per figure, then the line on machine, seed, sizes and load."""
    load = os.getloadavg()[0] if hasattr(os, "getloadavg") else 0.0
    measured: Measured = import_module(f"namro.cli.bench_{options.name}").measure(options.size)
    figures = [f"{key}: {value:.3f}" for key, value in measured.figures.items()]
    about = f"{_machine()}; seed {measured.seed}; {measured.sizes}; load {load:.2f}"
    print("\n".join([*figures, about]))
    if options.write:
        command = f"namro bench {options.name} --size {options.size} --write"
        day = f"{clock():%Y-%m-%d}"
        _write(options.name, "\n".join(["```", f"$ {command}", *figures, f"{about}; {day}", "```"]))
    return 0


def _machine() -> str:
    return f"{platform.machine()}, {os.cpu_count()} cores, {platform.system()}, Python {platform.python_version()}"


def _write(name: str, section: str) -> None:
    if ROOT is None:
        raise NamroError("Không ghi được: chỉ ghi docs/benchmarks.md khi chạy từ thư mục mã nguồn.", code="checkout")
    page: Path = ROOT / "docs" / "benchmarks.md"
    marks = rf"(<!-- bench {name}: start -->\n).*?(<!-- bench {name}: end -->)"
    text, count = re.subn(marks, lambda m: f"{m[1]}{section}\n{m[2]}", page.read_text("utf-8"), flags=re.DOTALL)
    if count != 1:
        raise NamroError(f"{page.name}: thiếu chỗ ghi “bench {name}”. Thêm lại hai dòng đánh dấu.", code="checkout")
    page.write_text(text, "utf-8")
