"""Where Chromium is; nothing else, so that it can be asked before Django is set up."""

from __future__ import annotations

import os
import shutil
import warnings

import pytest

#: Names under which Linux distributions install it.
_NAMES = ("chromium", "chromium-browser", "google-chrome")


def chromium() -> str:
    """Return where Chromium is; without one, fail where browser tests are required and say loudly so elsewhere."""
    path = next(filter(None, map(shutil.which, _NAMES)), None)
    if path:
        return path
    told = "KHÔNG TÌM THẤY CHROMIUM: các phép thử trên trình duyệt bị bỏ qua. Cài: apt install chromium"
    if os.environ.get("NAMRO_REQUIRE_BROWSER") == "1":
        pytest.fail(told)
    warnings.warn(told, stacklevel=1)
    pytest.skip(told)
