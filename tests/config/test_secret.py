"""The signing key of an installation."""

from __future__ import annotations

import stat
import subprocess
import sys
from pathlib import Path

from namro.config.secret import ensure_secret, read_secret


def test_made_once_long_and_private(tmp_path: Path) -> None:
    data = tmp_path / "data"
    assert read_secret(data) == ""
    ensure_secret(data)
    key = read_secret(data)
    assert len(key) > 60
    assert stat.S_IMODE((data / "secret-key").stat().st_mode) == 0o600
    ensure_secret(data)
    assert read_secret(data) == key


def test_reading_the_settings_writes_nothing(tmp_path: Path) -> None:
    code = "import namro.config.settings as s; assert s.SECRET_KEY == ''; assert not s.DEBUG"
    environment = {"NAMRO_DATA": str(tmp_path / "nowhere")}
    subprocess.run([sys.executable, "-c", code], env=environment, cwd=tmp_path, check=True)
    assert list(tmp_path.iterdir()) == []
