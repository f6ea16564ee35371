"""The sheets of pictures: run by hand as `make pictures` runs it, without Django."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser.contact_sheet import STATES, states

ROOT = Path(__file__).parents[2]
#: One more state than a sheet holds.
LAST = f"{STATES:02d}"


def take(browser: Browser, folder: Path) -> None:
    page = browser.new_page(viewport={"width": 20, "height": 20})
    names = [f"desk-{n:02d}" for n in range(STATES)] + [f"{kind}-{LAST}" for kind in ("phone-light", "desk-dark")]
    for name in [*names, f"desk-light-{LAST}"]:
        page.screenshot(path=folder / f"{name}.png")
    page.close()


@pytest.mark.slow
def test_the_command_lays_every_state_on_a_sheet(browser: Browser, tmp_path: Path) -> None:
    take(browser, tmp_path)
    found = states(tmp_path)
    assert len(found) == STATES + 1
    assert found[LAST] == [f"desk-light-{LAST}", f"phone-light-{LAST}", f"desk-dark-{LAST}"]
    command = [sys.executable, "-m", "tests.browser.contact_sheet", str(tmp_path)]
    said = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60, check=True)
    assert said.stdout.split() == [str(tmp_path / f"contact-sheet-{n}.png") for n in (1, 2)]
    assert (tmp_path / "contact-sheet-2.png").stat().st_size > 0
    assert (tmp_path / "contact-sheet-1.html").read_text("utf-8").count("<figure>") == STATES
