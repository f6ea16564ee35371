"""Figures of the audit record, for `namro bench rounds`: checking all of it, sealing, looking for something."""

from __future__ import annotations

from time import perf_counter, process_time

from namro.cli.bench_pages import answers
from namro.core.base.clock import system_clock

#: Rows of the record that is checked.
ROWS = {"small": 50_000, "full": 1_000_000}
_ROUNDS = {"small": 5, "full": 15}
_SEALED = 2_000


def audit_figures(size: str, *, seed: int) -> dict[str, float]:
    """Fill the record of a site that stands, check it, seal some more, search it for a word that is not there."""
    from namro.apps.people.models import AuditEntry, User
    from namro.apps.people.recording import record
    from namro.apps.people.sealing import seal_waiting
    from namro.apps.people.verifying import Verification
    from namro.demo.many_acts import fill_record

    at = system_clock()
    fill_record(ROWS[size], at=at, seed=seed)
    check = Verification()
    start, begun = perf_counter(), process_time()
    faults = list(check.faults())
    clock, processor = perf_counter() - start, process_time() - begun
    if faults or check.walk.sealed < ROWS[size]:
        raise RuntimeError(f"{check.walk.sealed} rows, {len(faults)} faults in a record that nobody touched")
    user = User.objects.get(username="quantri")
    for _ in range(_SEALED):
        record(user, AuditEntry.Act.LOGGED_IN, at=at)
    start = perf_counter()
    seal_waiting(at=at)
    sealing = perf_counter() - start
    figures = {"audit_rows": float(check.walk.sealed), "audit_verify_s": clock, "audit_verify_cpu_s": processor}
    figures |= {"audit_seal_2000_ms": 1000 * sealing}
    figures |= answers("audit", "quantri", "/nhat-ky", rounds=_ROUNDS[size])
    return figures | answers("audit_search", "quantri", "/nhat-ky?tim=khong+co+chu+nay", rounds=_ROUNDS[size])
