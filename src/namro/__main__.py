"""`python -m namro`: the same as the command `namro`."""

from __future__ import annotations

import sys

from namro.cli.main import main

if __name__ == "__main__":
    sys.exit(main())
