"""A data folder becomes a site that answers, with its static files, from one process."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.request import urlopen

import pytest

from tests.config.running import log_in, running_site

#: Says that the tables of the ready folder are wanted.
pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def site(ready_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a running site."""
    data = shutil.copytree(ready_folder, tmp_path_factory.mktemp("site") / "data")
    with running_site(data) as (address, _process):
        yield address


@pytest.mark.slow
def test_a_fresh_folder_becomes_a_site(tmp_path: Path) -> None:
    with running_site(tmp_path / "data") as (site, _process):
        assert log_in(site)[1] == f"{site}/viec"


def test_site_answers_with_its_policy_and_keeps_static_files_for_ever(site: str) -> None:
    with urlopen(f"{site}/dang-nhap", timeout=5) as answer:
        page = answer.read().decode()
        assert answer.headers["Content-Security-Policy"].startswith("default-src 'none'; script-src 'self'")
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
    style = page.split('rel="stylesheet" href="')[1].split('"')[0]
    with urlopen(site + style, timeout=5) as answer:
        assert answer.headers["Content-Type"].startswith("text/css")
        assert "immutable" in answer.headers["Cache-Control"]
        assert "Access-Control-Allow-Origin" not in answer.headers


def test_many_people_write_at_the_same_time(site: str) -> None:
    with ThreadPoolExecutor(8) as people:
        places = [place for _browser, place in people.map(log_in, [site] * 8)]
    assert places == [f"{site}/viec"] * 8
