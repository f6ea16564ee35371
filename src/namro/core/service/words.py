"""Words of the service rooms for people."""

from __future__ import annotations

#: Who can move a metric.
CONTROLLERS = {"commune": "xã", "department": "sở, ngành", "province": "tỉnh"}
