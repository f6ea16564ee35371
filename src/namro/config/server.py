"""Serving the site from one process: SQLite allows one writer, and one process is enough for a commune."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Callable
from typing import Any

from django.db import connections
from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

#: Requests answered at the same time, each with its own database connection; more than this only wait for the cores.
MOST_THREADS = 8
#: Seconds a thread keeps its connection: opening one, and SQLite tidying up at its close, cost a third of a request.
_CONNECTION_SECONDS = 60
#: Seconds that requests being answered may take to end when the site is stopped.
_GRACE = 5


def serve(host: str, port: int) -> None:
    """Serve until Ctrl C or SIGTERM. Needs `bootstrap.prepare` first."""
    connections.close_all()
    # A forked process would keep the locks of threads that it has not: after the demo drew its papers, no PDF was ever
    # finished. A spawned one begins anew.
    multiprocessing.set_start_method("spawn", force=True)
    Granian(
        "namro.config.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=1,
        workers_kill_timeout=_GRACE,
        blocking_threads=min(MOST_THREADS, 2 * (os.cpu_count() or 1) + 1),
        log_level=LogLevels.warning,
    ).serve(target_loader=_application, wrap_loader=False)


def _application() -> Callable[..., Any]:
    """Return what answers requests; called in the serving process.

    Ctrl C reaches all processes of a group, and the parent stops its child besides: the second signal can leave Granian
    hanging. In a group of its own, the serving process gets the parent's word alone.
    """
    if hasattr(os, "setpgrp"):
        os.setpgrp()
    from django.conf import settings

    settings.DATABASES["default"].setdefault("CONN_MAX_AGE", _CONNECTION_SECONDS)
    from namro.config.wsgi import application

    return application
