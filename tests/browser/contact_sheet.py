"""`make pictures`: every picture that the browser tests took, on a few sheets to be looked at.

One row of a sheet is one state of one page: the desk beside the phone, light before dark.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from html import escape
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from tests.browser.chromium import chromium

WIDTH = 1940
#: States on one sheet: more of them give a picture that Chromium cuts off at the bottom.
STATES = 12
SHEET = "contact-sheet"
STYLE = (
    "body{margin:16px;font:14px sans-serif;display:flex;flex-wrap:wrap;gap:16px;align-items:flex-start}"
    "figure{margin:0}img{height:400px;border:1px solid #999;margin-right:4px}"
)


def states(folder: Path) -> dict[str, list[str]]:
    """The pictures of each state of a page: `desk-light-viec.png` and `phone-dark-viec.png` are two of "viec"."""
    found: dict[str, list[str]] = {}
    for name in sorted(path.stem for path in folder.glob("*.png") if not path.stem.startswith(SHEET)):
        _size, _, state = name.partition("-")
        for theme in ("light-", "dark-"):
            state = state.removeprefix(theme)
        found.setdefault(state, []).append(name)
    return {
        state: sorted(names, key=lambda name: ("-dark-" in name, "phone-" in name)) for state, names in found.items()
    }


def write_sheets(folder: Path) -> list[Path]:
    """Write the sheets as pages beside the pictures and return them."""
    figures = [_figure(state, names) for state, names in sorted(states(folder).items())]
    sheets = []
    for n, start in enumerate(range(0, len(figures), STATES), start=1):
        sheet = folder / f"{SHEET}-{n}.html"
        body = "".join(figures[start : start + STATES])
        sheet.write_text(f'<!doctype html><meta charset="utf-8"><style>{STYLE}</style>{body}', "utf-8")
        sheets.append(sheet)
    return sheets


def _figure(state: str, names: Sequence[str]) -> str:
    images = "".join(f'<img src="{escape(name)}.png" alt="{escape(name)}">' for name in names)
    return f"<figure>{images}<figcaption>{escape(state)}</figcaption></figure>"


def main(folder: Path) -> None:
    """Make the sheets and a picture of each."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=["--no-sandbox"])
        for sheet in write_sheets(folder):
            print(_photograph(browser, sheet))
        browser.close()


def _photograph(browser: Browser, sheet: Path) -> Path:
    page = browser.new_page(viewport={"width": WIDTH, "height": 1000})
    page.goto(sheet.resolve().as_uri())
    picture = sheet.with_suffix(".png")
    page.screenshot(path=picture, full_page=True)
    page.close()
    return picture


if __name__ == "__main__":
    main(Path(sys.argv[1]))
