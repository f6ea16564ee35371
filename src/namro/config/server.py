"""Serving the site from one process: SQLite allows one writer, and one process is enough for a commune."""

from __future__ import annotations

import os

from django.db import connections
from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

#: Requests answered at the same time, each with its own database connection; more than this only wait for the cores.
MOST_THREADS = 8


def serve(host: str, port: int) -> None:
    """Serve until Ctrl C or SIGTERM. Needs `bootstrap.prepare` first."""
    connections.close_all()  # the worker process is forked: it must not share the parent's connections
    Granian(
        "namro.config.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=1,
        blocking_threads=min(MOST_THREADS, 2 * (os.cpu_count() or 1) + 1),
        log_level=LogLevels.warning,
    ).serve()
