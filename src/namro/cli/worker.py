"""`namro worker`: the site's work in the background, where `namro serve --no-worker` leaves it to another process."""

from __future__ import annotations

import argparse
import os

from namro.cli.serving import add_data_argument
from namro.config import bootstrap, lock
from namro.core.base.clock import system_clock

#: People who look at pages go before files that are read, where there are not enough cores for both.
NICENESS = 5


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    add_data_argument(parser)
    # What `namro serve` and `namro demo` add when they start the worker themselves.
    parser.add_argument("--with-parent", action="store_true", help=argparse.SUPPRESS)


def run(options: argparse.Namespace) -> int:
    """Work on the data folder until stopped."""
    if hasattr(os, "nice"):
        os.nice(NICENESS)
    bootstrap.prepare(options.data)
    from namro.config import worker  # needs Django, which is set up only now

    with lock.held(options.data):
        worker.work(with_parent=options.with_parent, clock=system_clock)
    return 0
