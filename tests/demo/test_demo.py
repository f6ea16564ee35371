"""The demo: ten lines, a site with its people, a second start that makes nothing anew."""

from __future__ import annotations

import re
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

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


@contextmanager
def running_demo(folder: Path, *arguments: str) -> Iterator[tuple[str, str]]:
    """Start `namro demo` in `folder`; yield what it printed and the login page it serves."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "namro", "demo", "--no-browser", "--port", str(port), *arguments]
    demo = subprocess.Popen(command, cwd=folder, stdout=subprocess.PIPE, text=True, encoding="utf-8")
    try:
        assert demo.stdout
        said = "".join(iter(demo.stdout.readline, "  quantri    Đỗ Hải Yến, Quản trị hệ thống\n"))
        yield said, _page(f"http://127.0.0.1:{port}/")
    finally:
        demo.terminate()
        demo.wait(timeout=60)


def _page(address: str) -> str:
    for _ in range(600):
        try:
            with urllib.request.urlopen(address, timeout=10) as answer:
                return str(answer.read().decode("utf-8"))
        except ConnectionError:
            continue
        except urllib.error.URLError as error:
            if not isinstance(error.reason, ConnectionRefusedError):
                raise
    pytest.fail("the demo never answered")


@pytest.mark.slow
def test_a_second_start_keeps_the_data_and_fresh_makes_it_anew(tmp_path: Path) -> None:
    secret = tmp_path / "var" / "demo" / "secret-key"
    kept = []
    for arguments in ([], [], ["--fresh"]):
        with running_demo(tmp_path, *arguments) as (said, page):
            assert len(said.split("\n\n")[0].splitlines()) == 10
            assert re.search(r"Trang: http://127\.0\.0\.1:\d+/", said)
            assert "nam-ro-demo" in said
            assert "Đăng nhập" in page
            kept.append(secret.read_text("ascii"))
    assert kept[0] == kept[1] != kept[2]
