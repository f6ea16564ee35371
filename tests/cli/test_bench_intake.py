"""A site that is killed with -9 while answers come in has every one that it acknowledged, once."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest

_PROGRAM = """
import json
from namro.cli import bench_intake
bench_intake._SECONDS["small"], bench_intake._BURST["small"] = (1, 3), 50
print(json.dumps(bench_intake.intake_figures("small")))
"""


@pytest.mark.slow
def test_nothing_that_was_acknowledged_is_lost_by_a_kill() -> None:
    clean = {key: value for key, value in os.environ.items() if not key.startswith(("NAMRO_", "DJANGO_"))}
    done = subprocess.run(
        [sys.executable, "-c", _PROGRAM], env=clean, capture_output=True, text=True, timeout=240, check=True
    )
    figures, kind = json.loads(done.stdout.splitlines()[-1])
    assert kind == "SQLite"
    assert figures["intake_lost"] == 0
    assert figures["intake_acknowledged"] == 850
