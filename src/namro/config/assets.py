"""A short name for the shipped static files that changes whenever one of them does."""

from __future__ import annotations

from hashlib import sha256
from importlib.resources import files
from pathlib import Path


def static_digest() -> str:
    """Return 12 hexadecimal digits over the names and bytes of all files in `ui/static`."""
    root = Path(str(files("namro.ui"))) / "static"
    digest = sha256()
    for path in sorted(p for p in root.rglob("*") if p.is_file()):
        digest.update(path.relative_to(root).as_posix().encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]
