"""Ports, names and addresses of the site."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest

from namro.cli import demo
from namro.cli.main import main
from namro.cli.serving import check_port, site_address, site_names
from namro.config import lock
from namro.core.base.errors import NamroError


@pytest.mark.parametrize("command", ["demo", "serve"])
def test_a_port_in_use_is_told_before_anything_is_made(
    command: str, tmp_path: object, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(str(tmp_path))
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        assert main([command, "--port", str(port)]) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert f"Không mở được cổng {port}" in captured.err
    assert f"namro {command} --port {port + 1}" in captured.err


@pytest.mark.parametrize("port", [-1, 65536])
def test_an_impossible_port_is_told_too(port: int) -> None:
    with pytest.raises(NamroError, match=f"cổng {port}"):
        check_port("127.0.0.1", port, command="serve")


def test_addresses() -> None:
    assert site_address("127.0.0.1", 8000) == "http://127.0.0.1:8000/"
    assert site_address("0.0.0.0", 8080) == "http://127.0.0.1:8080/"
    assert site_address("::1", 8000) == "http://[::1]:8000/"


def test_names_of_a_site_open_to_the_network() -> None:
    assert site_names("192.0.2.7") == ("192.0.2.7",)
    assert socket.gethostname() in site_names("0.0.0.0")


def test_a_running_demo_is_not_wiped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    kept = demo.DATA / "secret-key"
    with lock.held(demo.DATA):
        kept.write_text("a")
        with socket.create_server(("127.0.0.1", 0)) as other:
            port = other.getsockname()[1]
        assert main(["demo", "--fresh", "--no-browser", "--port", str(port)]) == 2
    assert "Trang đang chạy trên dữ liệu" in capsys.readouterr().err
    assert kept.exists()


def test_a_stopped_demo_is_wiped_but_for_its_lock(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with lock.held(demo.DATA), lock.held(demo.DATA):
        (demo.DATA / "files" / "ab").mkdir(parents=True)
        (demo.DATA / "secret-key").write_text("a")
    demo._start_afresh()
    assert [path.name for path in demo.DATA.iterdir()] == [lock.NAME]
