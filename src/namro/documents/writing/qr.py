"""Addresses as QR codes."""

from __future__ import annotations

import io

import segno


def qr_svg(address: str) -> str:
    """Return the code as SVG; a tenth of it may be covered or torn off."""
    stream = io.BytesIO()
    segno.make(address, error="m", micro=False).save(stream, kind="svg", border=1, xmldecl=False)
    return stream.getvalue().decode()
