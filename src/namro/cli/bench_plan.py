"""`namro bench plan`: the board and *Việc của tôi* over many tasks: queries, time in the server, weight of the page."""

from __future__ import annotations

import gzip
import re
from importlib.resources import files
from pathlib import Path

from namro.cli.bench import Measured
from namro.cli.bench_database import scratch
from namro.cli.bench_pages import answers, browser
from namro.core.base.clock import system_clock

SEED = 2026
TASKS = 2000
_ROUNDS = {"small": 7, "full": 31}
#: Figure, login name, address. The officer owes a good part of the tasks, the coordinator has to decide many.
_PAGES = (
    ("board", "lanhdao", "/bang"),
    ("mywork", "congchuc", "/viec"),
    ("mywork_coordinator", "dieuphoi", "/viec"),
)
_LINK = re.compile(r'(?:href|src)="/static/[0-9a-f]+/([^"#]+)')
_FONT = re.compile(r"url\(\.\./([^)]+\.woff2)\)")


def measure(size: str) -> Measured:
    """Take all figures over TASKS tasks and over three times as many."""
    figures: dict[str, float] = {}
    with scratch() as kind:
        from namro.demo.filling import fill_people
        from namro.demo.following import fill_work

        fill_people("only for the bench", system_clock)
        for times, mark in ((1, ""), (3, "_3n")):
            fill_work(TASKS * times, seed=SEED, clock=system_clock)
            for name, username, address in _PAGES:
                figures |= answers(name + mark, username, address, rounds=_ROUNDS[size])
            if not mark:
                figures["first_screen_kb"] = max(_weight(username, address) for _name, username, address in _PAGES)
    return Measured(figures, seed=SEED, sizes=f"{TASKS} and {3 * TASKS} tasks, {kind}, {_ROUNDS[size]} rounds")


def _weight(username: str, address: str) -> float:
    """Kilobytes of a page with everything it loads, compressed: all fonts are counted, needed on it or not."""
    static = Path(str(files("namro.ui"))) / "static"
    page = browser(username).get(address, HTTP_ACCEPT_ENCODING="identity").content
    names = {*_LINK.findall(page.decode()), "namro/vendor/tabler/icons.svg"}
    texts = [page, *((static / name).read_bytes() for name in names)]
    fonts = {font for text in texts for font in _FONT.findall(text.decode())}
    weights = [len(gzip.compress(text, 6)) for text in texts]
    weights += [(static / "namro" / font).stat().st_size for font in fonts]
    return sum(weights) / 1000
