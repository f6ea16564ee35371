"""The demo: ten lines, a site with its people, a second start that makes nothing anew."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, Request, build_opener, urlopen

import pytest

from namro.cli.bench_commands import running_demo
from namro.demo.samples import SHEET
from namro.demo.story import tell


def test_the_story_has_ten_lines_and_the_plan_is_written(tmp_path: Path) -> None:
    plan = tmp_path / "ke-hoach.docx"
    lines = tell(SHEET, plan_path=plan)
    assert len(lines) == 10
    assert lines[1] == "27/KH-UBND của UBND xã Suối Mây: Chỉ số CCHC năm 2025 đạt 76,00 điểm."
    assert lines[2].startswith("Mất 24,00 điểm")
    assert "76,00" in lines[5]
    assert plan.exists()


@pytest.mark.slow
def test_a_demo_just_made_gives_out_a_pdf(tmp_path: Path) -> None:
    """Papers are drawn while it is made; the process that serves must still be able to draw."""
    with (tmp_path / "said.txt").open("w+", encoding="utf-8") as said, running_demo(tmp_path, said=said) as address:
        site = build_opener(HTTPCookieProcessor())
        page = site.open(f"{address}dang-nhap").read().decode("utf-8")
        token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)
        assert token is not None
        form = {"username": "dieuphoi", "password": "nam-ro-demo", "csrfmiddlewaretoken": token[1]}
        site.open(Request(f"{address}dang-nhap", urlencode(form).encode(), {"Referer": address}))
        plan = re.search(r'href="/(ke-hoach/[a-z0-9]{10})"', site.open(f"{address}ke-hoach").read().decode("utf-8"))
        assert plan is not None
        assert site.open(f"{address}{plan[1]}/tai.pdf", timeout=60).read(5) == b"%PDF-"


@pytest.mark.slow
def test_a_second_start_keeps_the_data_and_fresh_makes_it_anew(tmp_path: Path) -> None:
    kept = []
    for options in ([], [], ["--fresh"]):
        with (tmp_path / "said.txt").open("w+", encoding="utf-8") as said:
            with running_demo(tmp_path, *options, said=said) as address:
                assert "Đăng nhập" in urlopen(address).read().decode("utf-8")
            said.seek(0)
            story, site = said.read().split("\n\n")
        assert len(story.splitlines()) == 10
        assert f"Trang: {address}" in site
        assert "nam-ro-demo" in site
        assert "dieuphoi" in site
        kept.append((tmp_path / "var" / "demo" / "secret-key").read_text("ascii"))
    assert kept[0] == kept[1] != kept[2]
