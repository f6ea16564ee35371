"""Part of `namro bench work`: the list of a large register and its workbook, with the memory that writing it takes."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from time import perf_counter

from namro.cli.bench_pages import answers
from namro.core.base.clock import system_clock

#: Rows, communes; how often an answer is timed.
_SIZES = {"small": (20_000, 6), "full": (1_000_000, 124)}
_ROUNDS = {"small": 7, "full": 31}
#: Figure, login name, address: one commune's list, the whole province's, a value looked up in it, a page deep in it.
_PAGES = (
    ("register_list", "dieuphoi", "/so/van-ban-di"),
    ("register_list_province", "hoidong", "/so/van-ban-di?don-vi=tat-ca"),
    ("register_list_department", "thamdinh", "/so/van-ban-di?don-vi=tat-ca"),
    ("register_list_value", "hoidong", "/so/van-ban-di?don-vi=tat-ca&c.ky_so=ca_nhan&c.loai=bao_cao"),
    ("register_list_deep", "hoidong", "/so/van-ban-di?don-vi=tat-ca&sau={deep}"),
)
#: Run in a process of its own, whose highest memory is the figure; in megabytes. What `resource` says begins with the
#: memory of the process that started it, so the system is asked where it tells.
_EXPORT = """
import json, re, resource, sys
from pathlib import Path
from time import perf_counter
from namro.config import bootstrap
bootstrap.prepare(Path(sys.argv[1]), hosts=("127.0.0.1",))
from namro.apps.registers.jobs import write_waiting
from namro.apps.registers.models import RegisterExport
from namro.core.base.clock import system_clock
start = perf_counter()
write_waiting(int(sys.argv[2]), clock=system_clock)
job = RegisterExport.objects.get(pk=int(sys.argv[2]))
status = Path("/proc/self/status")
told = re.search(r"VmHWM:\\s+(\\d+)", status.read_text()) if status.exists() else None
peak = (int(told[1]) if told else resource.getrusage(resource.RUSAGE_SELF).ru_maxrss) / 1024
print(json.dumps({"mb": peak, "s": perf_counter() - start, "rows": job.done, "state": job.state}))
"""


def register_figures(size: str, *, seed: int) -> tuple[dict[str, float], str]:
    """Fill a register in the province at hand and time it; return the figures, and the sizes in words."""
    from namro.demo.many_rows import count_tallies, fill_rows, rows_of
    from namro.demo.many_sheets import communes

    count, units = _SIZES[size]
    at = system_clock()
    start = perf_counter()
    register = fill_rows(communes(units), count, at=at, seed=seed)
    count_tallies(register)
    figures = {"register_fill_s": perf_counter() - start}
    middle = rows_of(register).order_by("-date", "-id")[count // 2]
    for name, username, address in _PAGES:
        deep = f"{middle.date.isoformat()}.{middle.pk}"
        figures |= answers(name, username, address.format(deep=deep), rounds=_ROUNDS[size])
    return figures | _export(register.code, count), f"{count} rows of a register in {units} communes"


def _export(register: str, count: int) -> dict[str, float]:
    """Write the whole register as a workbook, in a process of its own as the worker is one."""
    from django.conf import settings

    from namro.apps.people.models import User
    from namro.apps.registers.models import RegisterExport

    at = system_clock()
    job = RegisterExport.objects.create(
        register=register, by=User.objects.get(username="hoidong"), at=at, changed_at=at, asked={"don-vi": "tat-ca"}
    )
    command = [sys.executable, "-c", _EXPORT, str(Path(settings.DATA_DIR)), str(job.pk)]
    done = subprocess.run(command, check=True, capture_output=True, text=True, env=os.environ)  # noqa: S603 - our own
    told = json.loads(done.stdout.splitlines()[-1])
    if (told["state"], told["rows"]) != ("done", count):
        raise RuntimeError(f"the export of {register} ended {told}")
    return {"register_export_mb": told["mb"], "register_export_s": told["s"]}
