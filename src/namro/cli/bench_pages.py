"""Answers of the site to be timed, in the process: queries, the clock, the processor."""

from __future__ import annotations

from statistics import median
from time import perf_counter, process_time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.test import Client


def answers(name: str, username: str, address: str, *, rounds: int) -> dict[str, float]:
    """Queries, and the medians of whole answers, from the request to the last byte: by the clock, and of the processor.

    The processor's time says what the page costs where others use the machine as well.
    """
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client = browser(username)
    _good(client, address)  # templates and the organisation are in memory from here on
    with CaptureQueriesContext(connection) as found:
        _good(client, address)
    queries = len(found)  # the next request forgets them
    clock, processor = [], []
    for _ in range(rounds):
        start, begun = perf_counter(), process_time()
        client.get(address)
        clock.append(perf_counter() - start)
        processor.append(process_time() - begun)
    return {
        f"{name}_queries": queries,
        f"{name}_ms": 1000 * median(clock),
        f"{name}_cpu_ms": 1000 * median(processor),
    }


def _good(client: Client, address: str) -> None:
    """A refusal is quick; only the page itself may be timed."""
    status = client.get(address).status_code
    if status != 200:
        raise RuntimeError(f"{address} answered {status}")


def browser(username: str) -> Client:
    """Return a client in which somebody is logged in."""
    from django.test import Client

    from namro.apps.people.models import User

    client = Client(SERVER_NAME="127.0.0.1")
    client.force_login(User.objects.get(username=username))
    return client
