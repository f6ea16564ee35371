"""`make pictures`: every picture that the browser tests took, side by side on one sheet, to be looked at."""

from __future__ import annotations

import sys
from html import escape
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.browser.conftest import chromium

WIDTH = 2400
STYLE = (
    "body{margin:16px;font:14px sans-serif;display:flex;flex-wrap:wrap;gap:16px;align-items:flex-start}"
    "figure{margin:0}img{height:360px;border:1px solid #999}figcaption{max-width:640px;overflow:hidden}"
)


def sheet_of(folder: Path) -> Path:
    """Write `contact-sheet.html` beside the pictures and return it."""
    names = sorted(path.name for path in folder.glob("*.png") if path.stem != "contact-sheet")
    figures = "".join(
        f'<figure><img src="{escape(name)}" alt=""><figcaption>{escape(name)}</figcaption></figure>' for name in names
    )
    sheet = folder / "contact-sheet.html"
    sheet.write_text(f'<!doctype html><meta charset="utf-8"><style>{STYLE}</style>{figures}', "utf-8")
    return sheet


def main(folder: Path) -> None:
    """Make the sheet and one picture of it."""
    sheet = sheet_of(folder)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": WIDTH, "height": 1000})
        page.goto(sheet.resolve().as_uri())
        page.screenshot(path=sheet.with_suffix(".png"), full_page=True)
        browser.close()
    print(sheet.with_suffix(".png"))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
